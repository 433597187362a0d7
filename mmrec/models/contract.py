"""What a model is given and what it must offer; everything else is done once, for all models."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, Self

import numpy as np
import pandas as pd
from scipy import sparse

from mmrec import schema
from mmrec.features.matrix import FeatureMatrix
from mmrec.progress import Progress

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class TrainingData:
    """The training part as positions, and the features of the enabled content modalities."""

    users: np.ndarray
    """(n,) viewer of each interaction."""
    items: np.ndarray
    """(n,) item of each interaction."""
    ratings: np.ndarray
    """(n,) float32; NaN where not rated."""
    n_users: int
    n_items: int
    modalities: frozenset[str]
    features: Mapping[str, FeatureMatrix]
    """By modality, only those that are enabled."""
    liked_from: float | None

    @classmethod
    def of(
        cls,
        interactions: pd.DataFrame,
        shape: tuple[int, int],
        modalities: frozenset[str],
        features: Mapping[str, FeatureMatrix],
        liked_from: float | None,
    ) -> Self:
        """From a table with `schema.INTERACTIONS`; shape is (viewers, items)."""
        columns = (schema.USER_IDX, schema.ITEM_IDX, schema.RATING)
        users, items, ratings = (interactions[c].to_numpy() for c in columns)
        return cls(users, items, ratings, *shape, modalities, features, liked_from)

    def matrix(self, values: np.ndarray) -> sparse.csr_array:
        """(viewers, items) float32 with one value an interaction; zeros are not stored."""
        cells = (np.asarray(values, dtype=np.float32), (self.users, self.items))
        X = sparse.csr_array(cells, shape=(self.n_users, self.n_items))
        X.eliminate_zeros()
        return X

    @cached_property
    def views(self) -> np.ndarray:
        """Number of viewers of each item, (items,)."""
        return np.bincount(self.items, minlength=self.n_items)

    @property
    def uses_history(self) -> bool:
        """Whether what was watched together may be used."""
        return schema.HISTORY in self.modalities

    @property
    def uses_ratings(self) -> bool:
        """Whether the values of ratings may be used, and there are any."""
        wanted = schema.RATINGS in self.modalities and self.liked_from is not None
        return wanted and bool(np.isfinite(self.ratings).any())


class Recommender(Protocol):
    """A model.  It scores; ranking, hiding seen items and measuring happen outside."""

    config: Any

    def fit(self, data: TrainingData, rng: np.random.Generator, on_progress: Progress) -> Self:
        """Learn from the training part; raises what `on_progress` raises."""
        ...

    def score(self, users: np.ndarray) -> np.ndarray:
        """(len(users), items): higher is better, only the order within a row counts."""
        ...

    def like_evidence(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """(n, d): what speaks for viewer `users[i]` liking item `items[i]`.

        The evaluation turns it into a probability on validation data.
        """
        ...

    def arrays(self) -> Arrays:
        """Everything that was learned, for the store."""
        ...

    @classmethod
    def from_arrays(cls, config: Any, arrays: Arrays) -> Self:
        """The fitted model again."""
        ...


class PathRecommender(Recommender, Protocol):
    """A model that serves every λ from one fit."""

    def at(self, lam: float) -> Self:
        """The same fit at another λ: nothing is refitted."""
        ...

    def along(self, users: np.ndarray, lams: Iterable[float]) -> Iterator[np.ndarray]:
        """`score` at each λ."""
        ...

    def like_along(
        self, users: np.ndarray, items: np.ndarray, lams: Iterable[float]
    ) -> Iterator[np.ndarray]:
        """`like_evidence` at each λ."""
        ...


def pick(
    scores: np.ndarray, users: np.ndarray, items: np.ndarray, unique: np.ndarray
) -> np.ndarray:
    """Scores of (viewer, item) pairs from the rows of `unique` viewers, (n, 1)."""
    return np.asarray(scores[np.searchsorted(unique, users), items][:, None])
