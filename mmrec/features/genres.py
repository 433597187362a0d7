"""Genres and the decade, as columns weighted by rarity."""

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.features.matrix import FeatureMatrix
from mmrec.features.onehot import one_hot
from mmrec.progress import Progress, silent


def present(dataset: Dataset) -> np.ndarray:
    """(items,) bool: has a genre or a year."""
    return np.array([bool(names) for names in _names(dataset)], dtype=bool)


def encode(
    dataset: Dataset, train: pd.DataFrame | None = None, on_progress: Progress = silent
) -> FeatureMatrix:
    """One-hot of genres and decade with idf weights (see `onehot`); `train` is not needed."""
    return one_hot(_names(dataset))


def _names(dataset: Dataset) -> list[tuple[str, ...]]:
    years = dataset.items[schema.YEAR].to_numpy(dtype=float)
    genres = dataset.items[schema.GENRES]
    return [(*names, *_decade(year)) for names, year in zip(genres, years, strict=True)]


def _decade(year: float) -> tuple[str, ...]:
    """1994 → ("1990s",); nothing for NaN."""
    return () if np.isnan(year) else (f"{int(year) // 10 * 10}s",)
