"""Directors, writers and cast, as columns weighted by rarity."""

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.features.matrix import FeatureMatrix
from mmrec.features.onehot import one_hot
from mmrec.progress import Progress, silent

ROLES = (schema.DIRECTORS, schema.WRITERS, schema.CAST)


def present(dataset: Dataset) -> np.ndarray:
    """(items,) bool: names anybody."""
    return np.array([bool(names) for names in _names(dataset)], dtype=bool)


def encode(
    dataset: Dataset, train: pd.DataFrame | None = None, on_progress: Progress = silent
) -> FeatureMatrix:
    """One-hot of people with idf weights (see `onehot`); `train` is not needed.

    A person is one column whatever the role: who acts in one film and directs another links both.
    """
    return one_hot(_names(dataset))


def _names(dataset: Dataset) -> list[tuple[str, ...]]:
    roles = zip(*(dataset.items[role] for role in ROLES), strict=True)
    return [tuple(name for names in row for name in names) for row in roles]
