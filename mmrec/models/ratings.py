"""What a rating owes to the viewer's habit and the film's name rather than to taste."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from mmrec.models.contract import Arrays, TrainingData

DAMPING = 5.0
"""Ratings' worth of doubt: an offset from few ratings is drawn towards zero."""


@dataclass(frozen=True, eq=False)
class RatingOffsets:
    """rating ≈ mean + viewer offset + film offset, each damped (Koren 2008, section 2.1)."""

    mean: float
    users: np.ndarray
    items: np.ndarray

    @classmethod
    def of(cls, data: TrainingData) -> Self:
        """Film offsets first, then what is left to the viewers."""
        rated = ~np.isnan(data.ratings)
        users, items = data.users[rated], data.items[rated]
        ratings = data.ratings[rated].astype(np.float64)
        mean = float(ratings.mean())
        film = _damped_mean(items, ratings - mean, data.n_items)
        viewer = _damped_mean(users, ratings - mean - film[items], data.n_users)
        return cls(mean, viewer, film)

    def predict(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """Expected rating of each (viewer, item) pair, taste aside."""
        return np.asarray(self.mean + self.users[users] + self.items[items])

    def arrays(self) -> Arrays:
        """Mean and offsets, for the store."""
        return {"mean": np.asarray([self.mean]), "of_users": self.users, "of_items": self.items}

    @classmethod
    def from_arrays(cls, arrays: Arrays) -> Self:
        """The fitted offsets again."""
        return cls(float(arrays["mean"][0]), arrays["of_users"], arrays["of_items"])


def _damped_mean(groups: np.ndarray, values: np.ndarray, n_groups: int) -> np.ndarray:
    """Σ values / (count + damping) by group."""
    sums = np.bincount(groups, values, n_groups)
    return np.asarray(sums / (np.bincount(groups, minlength=n_groups) + DAMPING))
