"""From a model's evidence to the probability that a viewer likes a film."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.special import expit

from mmrec.metrics.accuracy import best_threshold


@dataclass(frozen=True, eq=False)
class Calibration:
    """p(like) = σ(w · standardised evidence + b), and the threshold that is right most often.

    Both are fitted on validation data only.
    """

    mean: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    bias: float
    threshold: float

    @classmethod
    def of(cls, evidence: np.ndarray, liked: np.ndarray) -> Self:
        """Logistic regression on evidence (n, d) and liked (n,) bool; n = 0 tells nothing."""
        if not len(liked):
            nothing = np.zeros(evidence.shape[1])
            return cls(nothing, nothing + 1, nothing, 0.0, -np.inf)
        mean, spread = evidence.mean(axis=0), evidence.std(axis=0)
        scale = np.where(spread > 0, spread, 1.0)
        weights, bias = _logistic((evidence - mean) / scale, liked)
        certain = cls(mean, scale, weights, bias, 0.5)
        return cls(mean, scale, weights, bias, best_threshold(certain.probability(evidence), liked))

    def probability(self, evidence: np.ndarray) -> np.ndarray:
        """Probability of a like, (n,)."""
        return np.asarray(expit((evidence - self.mean) / self.scale @ self.weights + self.bias))


def _logistic(evidence: np.ndarray, liked: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights (d,) and bias; with likes or dislikes only there is nothing to tell apart."""
    if liked.all() or not liked.any():
        return np.zeros(evidence.shape[1]), 0.0
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression().fit(evidence, liked)
    return fitted.coef_[0], float(fitted.intercept_[0])
