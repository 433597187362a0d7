"""One ranking for all models: hide what was seen, keep the candidates, cut to k."""

from functools import lru_cache

import numpy as np


def hide(scores: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """A copy of scores (users, items) with −∞ where an item may not be listed."""
    return np.where(hidden, -np.inf, scores)


def top_k(scores: np.ndarray, k: int) -> np.ndarray:
    """The k best items of each row, best first.

    scores (users, items), −∞ for what may not be recommended → (users, k) positions, −1 where
    a row has fewer than k items that may.  Ties are broken by `tie_order`, the same for all
    rows and models: files often list popular items first, so keeping item order would make a
    model that knows nothing look good.
    """
    order = tie_order(scores.shape[1])
    ranked = _first_k(scores[:, order], k)
    return np.where(ranked >= 0, order[ranked], -1)


@lru_cache(maxsize=8)
def tie_order(n_items: int) -> np.ndarray:
    """A fixed permutation of the items that has nothing to do with them."""
    order = np.random.default_rng(n_items).permutation(n_items)
    order.flags.writeable = False
    return order


def _first_k(scores: np.ndarray, k: int) -> np.ndarray:
    """The head of a stable sort of each row, padded with −1."""
    k_found = min(k, scores.shape[1])
    chosen = _best(scores, k_found)
    best = np.nonzero(chosen)[1].reshape(len(scores), k_found)
    values = np.take_along_axis(scores, best, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    ranked = np.take_along_axis(best, order, axis=1)
    ranked[np.take_along_axis(values, order, axis=1) == -np.inf] = -1
    return np.pad(ranked, ((0, 0), (0, k - k_found)), constant_values=-1)


def _best(scores: np.ndarray, k: int) -> np.ndarray:
    """Exactly k True a row: everything above the k-th value, then its ties in item order."""
    smallest = np.partition(scores, scores.shape[1] - k, axis=1)[:, [scores.shape[1] - k]]
    above, tied = scores > smallest, scores == smallest
    room = k - above.sum(axis=1, keepdims=True)
    return np.asarray(above | (tied & (np.cumsum(tied, axis=1, dtype=np.int32) <= room)))


def hits(ranked: np.ndarray, relevant: np.ndarray) -> np.ndarray:
    """Whether each ranked item is relevant: ranked (users, k), relevant (users, items) bool."""
    return np.asarray(np.take_along_axis(relevant, np.maximum(ranked, 0), axis=1) & (ranked >= 0))
