"""Reference models: a number without them means little."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from mmrec.models.contract import Arrays, TrainingData, pick
from mmrec.progress import Progress


@dataclass(frozen=True, kw_only=True)
class PopularityConfig:
    """Popularity has no settings."""


class Popularity:
    """The same list for everybody: items by their number of viewers in train."""

    def __init__(self, config: PopularityConfig) -> None:
        self.config = config
        self.views = np.empty(0, dtype=np.float32)

    def fit(self, data: TrainingData, rng: np.random.Generator, on_progress: Progress) -> Self:
        """Count the viewers of each item."""
        self.views = data.views.astype(np.float32)
        return self

    def score(self, users: np.ndarray) -> np.ndarray:
        """The counts, once a viewer."""
        return np.broadcast_to(self.views, (len(users), len(self.views)))

    def like_evidence(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """Popular films are liked a little more often."""
        return np.asarray(np.log1p(self.views[items])[:, None])

    def arrays(self) -> Arrays:
        """The counts."""
        return {"views": self.views}

    @classmethod
    def from_arrays(cls, config: PopularityConfig, arrays: Arrays) -> Self:
        """The fitted model again."""
        model = cls(config)
        model.views = arrays["views"]
        return model


@dataclass(frozen=True, kw_only=True)
class RandomConfig:
    """A random order has no settings besides the run's seed."""


class Random:
    """A random order of its own for each viewer: the floor of every chart."""

    def __init__(self, config: RandomConfig) -> None:
        self.config = config
        self.seed = 0
        self.n_items = 0

    def fit(self, data: TrainingData, rng: np.random.Generator, on_progress: Progress) -> Self:
        """Draw a seed; there is nothing to learn."""
        self.seed, self.n_items = int(rng.integers(2**31)), data.n_items
        return self

    def score(self, users: np.ndarray) -> np.ndarray:
        """Uniform numbers that depend on the viewer alone, so that batches agree."""
        rows = [np.random.default_rng((self.seed, int(u))).random(self.n_items) for u in users]
        return np.asarray(rows, dtype=np.float32).reshape(len(users), self.n_items)

    def like_evidence(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """The same numbers: they say nothing of a like either."""
        unique = np.unique(users)
        return pick(self.score(unique), users, items, unique)

    def arrays(self) -> Arrays:
        """The seed and the number of items."""
        return {"seed": np.asarray([self.seed, self.n_items])}

    @classmethod
    def from_arrays(cls, config: RandomConfig, arrays: Arrays) -> Self:
        """The fitted model again."""
        model = cls(config)
        model.seed, model.n_items = (int(n) for n in arrays["seed"])
        return model
