"""Tables of one's own (sound, subtitles, anything by film), standardised column by column."""

import numpy as np
import pandas as pd

from mmrec.dataset import Dataset
from mmrec.features.matrix import FeatureMatrix
from mmrec.progress import Progress, silent


def present(dataset: Dataset, name: str) -> np.ndarray:
    """(items,) bool: the table holds at least one number for the item."""
    return dataset.custom[name].notna().any(axis=1).to_numpy(dtype=bool)


def encode(
    dataset: Dataset,
    train: pd.DataFrame | None = None,
    on_progress: Progress = silent,
    *,
    name: str,
) -> FeatureMatrix:
    """(items, columns) float32 with mean 0 and standard deviation 1 over the present rows.

    A single missing number in a present row becomes its column's mean, that is 0; a constant
    column becomes 0.  `train` is not needed.
    """
    there = present(dataset, name)
    table = dataset.custom[name].to_numpy(dtype=np.float64)
    values = np.zeros(table.shape, dtype=np.float32)
    values[there] = standardise(table[there])
    return FeatureMatrix(values, there)


def standardise(table: np.ndarray) -> np.ndarray:
    """(x − mean) / sd by column over the numbers that are there; NaN → 0, constant → 0.

    The standard deviation is the population's (divided by n).
    """
    known = ~np.isnan(table)
    count = np.maximum(known.sum(axis=0), 1)
    deviation = np.where(known, table - np.where(known, table, 0).sum(axis=0) / count, 0)
    scale = np.sqrt((deviation**2).sum(axis=0) / count)
    # Not scale > 0: rounding gives equal numbers a tiny spread, which would be blown up to 1.
    varies = np.fmax.reduce(table, initial=-np.inf) > np.fmin.reduce(table, initial=np.inf)
    usable = varies & (scale > 0)
    return np.asarray(np.divide(deviation, scale, out=np.zeros_like(deviation), where=usable))
