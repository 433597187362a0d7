"""`TrainedModel`: a fitted model and its split, as a notebook or a page uses it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, cast

import numpy as np
import pandas as pd

from mmrec import features, schema
from mmrec.errors import ConfigError, NoHistory
from mmrec.features.matrix import FeatureMatrix
from mmrec.metrics.calibration import Calibration
from mmrec.models.contract import (
    PathRecommender,
    Recommender,
    TrainingData,
)
from mmrec.models.registry import ModelSpec, build, model_spec
from mmrec.progress import Progress, silent
from mmrec.ranking import top_k
from mmrec.splits import Split
from mmrec.testset import TestSet

CELLS_AT_ONCE: Final = 2**22
"""Scores (viewers × items) held at once; bounds the memory of large catalogues."""


@dataclass(frozen=True, eq=False)
class TrainedModel:
    """A fitted model together with the split it was fitted on."""

    split: Split
    name: str
    """Name in `mmrec.models.registry.MODELS`."""
    modalities: tuple[str, ...]
    settings: dict[str, Any]
    seed: int
    liked_from: float | None
    recommender: Recommender

    @property
    def spec(self) -> ModelSpec:
        """The model's row in the table of models."""
        return model_spec(self.name)

    def scores(self, user_ids: Sequence[object]) -> np.ndarray:
        """Scores (len(user_ids), items) in the order of `dataset.item_ids`; higher is better."""
        return self.score(self.split.dataset.user_positions(list(user_ids)))

    def score(self, users: np.ndarray) -> np.ndarray:
        """`scores` by position."""
        return self.recommender.score(users)

    def recommend(self, user_id: object, k: int = 10) -> pd.DataFrame:
        """The k best items the viewer did not see in train: rank, item_id, title, score."""
        if not isinstance(k, int | np.integer) or k < 1:
            raise ConfigError(f"List length k is {k!r}. Choose a whole number of 1 or more.")
        dataset = self.split.dataset
        user = dataset.user_positions([user_id])
        scores = np.array(self.score(user), dtype=np.float64)
        scores[0, self.history(int(user[0]))] = -np.inf
        items = top_k(scores, k)[0]
        items = items[items >= 0]
        return pd.DataFrame(
            {
                "rank": np.arange(1, len(items) + 1),
                schema.ITEM_ID: dataset.item_ids[items],
                schema.TITLE: dataset.titles[items],
                "score": scores[0, items],
            }
        )

    def history(self, user: int) -> np.ndarray:
        """Positions of what a viewer saw in train; raises `NoHistory` where that is nothing."""
        seen = self.split.train[schema.USER_IDX].to_numpy() == user
        if not seen.any():
            name = self.split.dataset.user_ids[user]
            raise NoHistory(
                f"Viewer {name!r} has no history in the training part of this split, so there is "
                "nothing to base a list on. Choose another viewer, or a split that leaves "
                "this one some films."
            )
        return np.asarray(self.split.train[schema.ITEM_IDX].to_numpy()[seen])

    def at(self, lam: float) -> "TrainedModel":
        """The same fit at another λ; nothing is refitted."""
        recommender = self._path("at").at(lam)
        other = replace(self, settings=self.settings | {"lam": lam}, recommender=recommender)
        if "inner" in self.__dict__:
            other.__dict__["inner"] = self.inner.at(lam)
        return other

    def along(self, users: np.ndarray, lams: Iterable[float]) -> Iterator[np.ndarray]:
        """`score` at each λ from the one fit."""
        return self._path("along").along(users, lams)

    def like_along(self, test: TestSet, lams: Sequence[float]) -> list[np.ndarray]:
        """What speaks for a like of each test pair, at each λ."""
        path = self._path("like_along")
        parts = [
            list(path.like_along(test.pair_users[c], test.pair_items[c], lams))
            for c in self._pair_chunks(test.pair_users)
        ]
        return [np.concatenate(at_lam) for at_lam in zip(*parts, strict=True)]

    def like_evidence(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """What speaks for viewer `users[i]` liking item `items[i]`, (n, d); users ascending."""
        evidence = self.recommender.like_evidence
        return np.concatenate([evidence(users[c], items[c]) for c in self._pair_chunks(users)])

    def _pair_chunks(self, users: np.ndarray) -> list[slice]:
        """Slices over ascending `users` that keep a viewer's pairs together."""
        step = users_at_once(self.split.dataset.n_items)
        starts = np.flatnonzero(np.diff(users, prepend=-1))[::step].tolist() or [0]
        return [slice(*ends) for ends in zip(starts, [*starts[1:], len(users)], strict=True)]

    @cached_property
    def inner(self) -> "TrainedModel":
        """The same model fitted without the validation part: for choices only."""
        return fit(replace(self, split=self.split.inner), silent)

    @cached_property
    def calibration(self) -> Calibration | None:
        """Like-probability and threshold, fitted on the validation part with `inner`.

        None where no like or dislike of that part is known.
        """
        if not self.split.can_choose:
            return None
        test = TestSet.of(self.split.inner, relevant_from=None, liked_from=self.liked_from)
        if not len(test.liked):
            return None
        evidence = self.inner.like_evidence(test.pair_users, test.pair_items)
        return Calibration.of(evidence, test.liked)

    def _path(self, asked: str) -> PathRecommender:
        if not self.spec.has_lam:
            raise ConfigError(f"{self.spec.label} has no λ, so .{asked}() means nothing for it.")
        return cast(PathRecommender, self.recommender)


def users_at_once(n_items: int) -> int:
    """How many viewers to score together."""
    return max(1, CELLS_AT_ONCE // max(1, n_items))


def fit(model: TrainedModel, on_progress: Progress) -> TrainedModel:
    """Encode what is enabled, then fit; the model given says how and on what."""
    matrices = encode(model, _between(on_progress, 0.0, 0.6)) if model.spec.uses_modalities else {}
    dataset = model.split.dataset
    data = TrainingData.of(
        model.split.train,
        (dataset.n_users, dataset.n_items),
        frozenset(model.modalities),
        matrices,
        model.liked_from,
    )
    rng = np.random.default_rng(model.seed)
    fresh = build(model.name, **model.settings)
    return replace(model, recommender=fresh.fit(data, rng, _between(on_progress, 0.6, 1.0)))


def encode(model: TrainedModel, on_progress: Progress) -> dict[str, FeatureMatrix]:
    """Features of the enabled content modalities; held-out reviews stay out of them."""
    content = [m for m in model.modalities if m not in schema.BEHAVIOUR]
    return {
        m: features.encode(
            model.split.dataset,
            m,
            train=model.split.train,
            on_progress=_between(on_progress, n / len(content), (n + 1) / len(content)),
        )
        for n, m in enumerate(content)
    }


def _between(on_progress: Progress, low: float, high: float) -> Progress:
    """A part's progress as a stretch of the whole's."""
    return lambda fraction, message: on_progress(low + (high - low) * fraction, message)
