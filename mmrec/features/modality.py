"""`Modality`: what a page, the command line and a model need to know of one kind of evidence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.features import cache
from mmrec.features.encoder import Encoding
from mmrec.features.matrix import FeatureMatrix
from mmrec.progress import Progress


class Encode(Protocol):
    """From a dataset to features; only reviews look at the training interactions."""

    def __call__(
        self, dataset: Dataset, train: pd.DataFrame | None, on_progress: Progress
    ) -> FeatureMatrix:
        """Row i of the result belongs to item i."""
        ...


@dataclass(frozen=True)
class Modality:
    """One kind of evidence about films."""

    name: str
    label: str
    help: str
    """One sentence: what it is and what it is good for."""
    coverage: Callable[[Dataset], float]
    """The share of films (of interactions, for ratings) that have it; needs no encoding."""
    encode: Encode | None = None
    """None where there is nothing to encode because the model reads the interactions."""
    work: Callable[[Dataset], Encoding] | None = None
    """What a neural encoder has to do; None where encoding is a matter of counting."""

    def is_encoded(self, dataset: Dataset) -> bool:
        """Whether features are at hand without waiting for an encoder."""
        return self.work is None or cache.is_known(self.work(dataset))

    def cost(self, dataset: Dataset) -> str:
        """How long encoding takes, in words: "instant", "cached" or an estimate."""
        if self.work is None:
            return "instant"
        encoding = self.work(dataset)
        if not encoding.inputs:
            return f"no {encoding.encoder.noun} to encode"
        if cache.is_known(encoding):
            return "cached"
        return (
            f"about {duration(encoding.seconds)} to encode "
            f"{len(encoding.inputs):,} {encoding.encoder.noun}"
        )


def duration(seconds: float) -> str:
    """A length of time in words: 12.3 → "12 s", 150 → "2 min", 9000 → "2.5 h"."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"


def share(present: Callable[[Dataset], np.ndarray]) -> Callable[[Dataset], float]:
    """Coverage from a mask over items; 0 for a dataset without items."""
    return lambda dataset: float(present(dataset).mean()) if dataset.n_items else 0.0


def watched(dataset: Dataset) -> np.ndarray:
    """(items,) bool: has at least one viewer."""
    items = dataset.interactions[schema.ITEM_IDX]
    return np.asarray(np.bincount(items, minlength=dataset.n_items) > 0)


def rated(dataset: Dataset) -> float:
    """The share of interactions that carry a rating."""
    ratings = dataset.interactions[schema.RATING]
    return float(ratings.notna().mean()) if len(ratings) else 0.0
