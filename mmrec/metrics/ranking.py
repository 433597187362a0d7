"""Metrics of a ranked list, per viewer, from hits.

`hits` (users, k) bool says whether the item at each rank is relevant, `n_relevant` (users,) how
many relevant items the viewer has in the test.  Seen items were hidden and all others ranked.
Viewers with nothing relevant are left out by the caller; here they give NaN.
"""

import numpy as np


def recall(hits: np.ndarray, n_relevant: np.ndarray) -> np.ndarray:
    """recall@k = |first k ∩ relevant| / |relevant|.

    The plain definition: a viewer with more than k relevant items cannot reach 1.
    """
    return _share(hits.sum(axis=1), n_relevant)


def precision(hits: np.ndarray, n_relevant: np.ndarray) -> np.ndarray:
    """precision@k = |first k ∩ relevant| / k, also where fewer than k items could be listed."""
    return np.where(n_relevant > 0, hits.mean(axis=1), np.nan)


def hit_rate(hits: np.ndarray, n_relevant: np.ndarray) -> np.ndarray:
    """hit@k = 1 if any of the first k is relevant, else 0."""
    return np.where(n_relevant > 0, hits.any(axis=1), np.nan)


def ndcg(hits: np.ndarray, n_relevant: np.ndarray) -> np.ndarray:
    """nDCG@k = Σ hitᵣ/log₂(r+1) over Σ_{r ≤ min(k, |relevant|)} 1/log₂(r+1), ranks r from 1.

    Binary gains; the ideal is truncated at min(k, |relevant|), so a perfect list gives 1
    (Järvelin & Kekäläinen 2002 with log₂ from the first rank on).
    """
    k = hits.shape[1]
    discount = 1 / np.log2(np.arange(2, k + 2))
    ideal = np.concatenate([[0.0], np.cumsum(discount)])
    return _share(hits @ discount, ideal[np.minimum(n_relevant, k)])


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    share = np.full(len(part), np.nan)
    np.divide(part, whole, out=share, where=whole > 0)
    return share
