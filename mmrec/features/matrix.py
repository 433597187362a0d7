"""`FeatureMatrix`: what a modality says of each item, and of which items it says anything."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse


@dataclass(frozen=True, eq=False)
class FeatureMatrix:
    """Values and presence of one modality; row i belongs to item i.

    A row whose `present` is False holds zeros that mean nothing: missing is a mask, not a zero.
    """

    values: np.ndarray | sparse.csr_array
    """(n_items, n_features) float32, dense or sparse."""
    present: np.ndarray
    """(n_items,) bool."""

    def __post_init__(self) -> None:
        if self.values.shape[0] != len(self.present):
            raise ValueError(f"{self.values.shape[0]} rows but {len(self.present)} masks")

    @property
    def coverage(self) -> float:
        """The share of items that the modality says something about."""
        return float(self.present.mean()) if len(self.present) else 0.0
