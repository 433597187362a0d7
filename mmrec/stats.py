"""How sure a mean over viewers is."""

from typing import Final

import numpy as np

AT_ONCE: Final = 50
"""Resamples drawn together; bounds the memory of many viewers."""


def bootstrap_interval(
    numerator: np.ndarray,
    denominator: np.ndarray,
    rng: np.random.Generator,
    *,
    n_resamples: int = 500,
    level: float = 0.95,
) -> tuple[np.ndarray, np.ndarray]:
    """Percentile bootstrap over viewers of Σ numerator / Σ denominator, column by column.

    numerator, denominator (users, columns) → low, high (columns,).  With a denominator of ones
    this is the interval of a mean; with counts it is that of a pooled share, viewers being
    resampled whole since one viewer's interactions are not independent (Efron 1979).  A column
    whose denominator is 0 throughout has no interval: NaN.
    """
    n_users = len(numerator)
    if n_users == 0:
        nothing = np.full(numerator.shape[1], np.nan)
        return nothing, nothing
    ratios = np.empty((n_resamples, numerator.shape[1]))
    for start in range(0, n_resamples, AT_ONCE):
        rows = slice(start, min(start + AT_ONCE, n_resamples))
        equal = np.full(n_users, 1 / n_users)
        counts = rng.multinomial(n_users, equal, rows.stop - rows.start).astype(np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            ratios[rows] = (counts @ numerator) / (counts @ denominator)
    tail = (1 - level) / 2
    bounds = np.full((2, numerator.shape[1]), np.nan)
    measured = ~np.isnan(ratios).all(axis=0)
    bounds[:, measured] = np.nanquantile(ratios[:, measured], [tail, 1 - tail], axis=0)
    return bounds[0], bounds[1]
