"""Accuracy: the share of held-out likes and dislikes that a model calls right."""

import numpy as np


def best_threshold(scores: np.ndarray, liked: np.ndarray) -> float:
    """The threshold t for which 'liked when score ≥ t' is right most often.

    scores (n,), liked (n,) bool.  Among equally good thresholds the lowest; it lies between two
    neighbouring scores, or beyond the last ones (−∞: call everything liked).
    """
    if not len(scores):
        return -np.inf
    order = np.argsort(scores, kind="stable")
    values, likes = scores[order], liked[order].astype(np.int64)
    right = np.concatenate([[0], np.cumsum(1 - 2 * likes)]) + likes.sum()
    between = np.concatenate([[True], values[1:] > values[:-1], [True]])
    best = int(np.argmax(np.where(between, right, -1)))
    return _cut(values, best)


def _cut(values: np.ndarray, position: int) -> float:
    """A threshold with exactly `position` of the sorted values below it."""
    if position == 0:
        return -np.inf
    if position == len(values):
        return np.inf
    low, high = float(values[position - 1]), float(values[position])
    middle = low + (high - low) / 2
    return middle if middle > low else high


def right(scores: np.ndarray, liked: np.ndarray, threshold: float) -> np.ndarray:
    """Whether each call 'liked when score ≥ threshold' is right, (n,) bool."""
    return np.asarray((scores >= threshold) == liked)


def majority(train_liked: np.ndarray, liked: np.ndarray) -> float:
    """Accuracy of always calling what most train ratings are; NaN with nothing to call."""
    if not len(liked) or not len(train_liked):
        return float("nan")
    return float((liked == (train_liked.mean() >= 0.5)).mean())
