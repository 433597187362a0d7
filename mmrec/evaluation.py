"""Measuring a trained model: lists for every test viewer, then metrics with their intervals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.errors import ConfigError, SplitError
from mmrec.frames import check_apart
from mmrec.metrics import accuracy, ranking
from mmrec.ranking import hide, hits, top_k
from mmrec.splits import Split
from mmrec.stats import bootstrap_interval
from mmrec.testset import TestSet
from mmrec.trained import TrainedModel, users_at_once

K_MAX: Final = 50
"""Lists are kept this long, so that every k up to it can be drawn without scoring again."""
METRICS: Final[dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]]] = {
    "ndcg": ranking.ndcg,
    "precision": ranking.precision,
    "recall": ranking.recall,
    "hit": ranking.hit_rate,
}
ACCURACY: Final = "accuracy"


@dataclass(frozen=True, eq=False)
class Result:
    """What was measured, for each viewer, and its summary."""

    k: int
    user_ids: np.ndarray
    users: np.ndarray
    """(m,) positions of the viewers."""
    lists: np.ndarray
    """(m, K_MAX) positions of the recommended items, −1 where a list is shorter."""
    found: np.ndarray
    """(m, K_MAX) bool: which of them are relevant."""
    n_relevant: np.ndarray
    n_called: np.ndarray
    """(m,) how many likes and dislikes of the viewer were called."""
    n_right: np.ndarray
    majority: float
    """Accuracy of always calling what most train ratings are."""

    @cached_property
    def per_user(self) -> pd.DataFrame:
        """One row a viewer: user_id, n_relevant, each metric at k, n_called, n_right."""
        at_k = {f"{name}@{self.k}": values for name, values in self.metrics_at(self.k).items()}
        return pd.DataFrame(
            {schema.USER_ID: self.user_ids, "n_relevant": self.n_relevant}
            | at_k
            | {"n_called": self.n_called, "n_right": self.n_right}
        )

    def metrics_at(self, k: int) -> dict[str, np.ndarray]:
        """Each ranking metric of each viewer at a list length up to `K_MAX`."""
        return {name: f(self.found[:, :k], self.n_relevant) for name, f in METRICS.items()}

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Columns metric, mean, low, high: means over viewers with 95 % bootstrap intervals."""
        columns = {f"{n}@{self.k}": v for n, v in self.metrics_at(self.k).items()}
        return summarise(columns, self.n_right, self.n_called)


def evaluate(
    model: TrainedModel, split: Split, k: int = 10, relevant_from: float | None = None
) -> Result:
    """Measure a model on the test part of a split.

    relevant_from: the rating from which a held-out film counts as relevant; None: each counts.
    Accuracy uses a threshold fitted on the validation part alone, with a second model that
    never saw that part; where that part has no likes or dislikes, accuracy is missing (NaN).
    Raises `SplitError` for a split that holds out what the model has seen.
    """
    check_k(k)
    _check_split(model, split)
    test = TestSet.of(split, relevant_from=relevant_from, liked_from=model.liked_from)
    if len(test.liked) and model.calibration is None:
        test = test.without_pairs()
    lists = rank(model, test)
    right = _calls(model, test)
    return result_of(test, split, lists, right, k, model.liked_from)


def check_k(k: int) -> None:
    """Raise `ConfigError` unless 1 ≤ k ≤ `K_MAX`."""
    if not isinstance(k, int | np.integer) or not 1 <= k <= K_MAX:
        raise ConfigError(f"List length k is {k!r}. Choose a whole number from 1 to {K_MAX}.")


def _check_split(model: TrainedModel, split: Split) -> None:
    if split is model.split:
        return
    own, other = model.split.dataset, split.dataset
    if own is not other and own.fingerprint != other.fingerprint:
        raise SplitError(
            f"The model was trained on {own.name} ({own.fingerprint}), but this split is of "
            f"{other.name} ({other.fingerprint}). Measure it on a split of its own dataset."
        )
    names = "What the model was trained on and this split's test"
    check_apart(own, model.split.train, split.test, names)


def result_of(
    test: TestSet,
    split: Split,
    lists: np.ndarray,
    right: np.ndarray,
    k: int,
    liked_from: float | None,
) -> Result:
    """Put lists and calls together: lists (m, K_MAX) positions, right (pairs,) bool."""
    n_right, n_called = calls_by_user(test, right)
    found = np.concatenate([hits(lists[c], test.relevant[c].toarray()) for c in chunks(test)])
    return Result(
        k, split.dataset.user_ids[test.users], test.users, lists, found, test.n_relevant,
        n_called, n_right, _majority(test, split, liked_from),
    )  # fmt: skip


def calls_by_user(test: TestSet, right: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How many calls of each test viewer were right, and how many there were: (m,), (m,)."""
    position = np.searchsorted(test.users, test.pair_users)
    n_called = np.bincount(position, minlength=len(test.users))
    return np.bincount(position, right, len(test.users)).astype(np.int64), n_called


def rank(model: TrainedModel, test: TestSet) -> np.ndarray:
    """The first `K_MAX` of every test viewer's list, (m, K_MAX)."""
    scored = (hide(model.score(test.users[c]), test.hidden(c)) for c in chunks(test))
    return np.concatenate([top_k(scores, K_MAX) for scores in scored])


def chunks(test: TestSet) -> Iterator[slice]:
    """Slices over the test viewers, `users_at_once` at a time."""
    n, step = len(test.users), users_at_once(test.seen.shape[1])
    return (slice(start, min(start + step, n)) for start in range(0, n, step))


def summarise(
    columns: dict[str, np.ndarray], n_right: np.ndarray, n_called: np.ndarray
) -> pd.DataFrame:
    """Means of per-viewer columns and the pooled accuracy: metric, mean, low, high."""
    numerators = np.column_stack([*columns.values(), n_right])
    ones = np.ones((len(n_right), len(columns)))
    means = ratios(numerators, np.column_stack([ones, n_called]))
    return means.assign(metric=[*columns, ACCURACY])[["metric", "mean", "low", "high"]]


def ratios(numerators: np.ndarray, denominators: np.ndarray) -> pd.DataFrame:
    """Σ numerator / Σ denominator over viewers with its interval, one row a column."""
    low, high = bootstrap_interval(numerators, denominators, np.random.default_rng(0))
    with np.errstate(invalid="ignore"):
        means = numerators.sum(axis=0) / denominators.sum(axis=0)
    return pd.DataFrame({"mean": means, "low": low, "high": high})


def _calls(model: TrainedModel, test: TestSet) -> np.ndarray:
    if not len(test.liked) or (calibration := model.calibration) is None:
        return np.zeros(0, dtype=bool)
    chance = calibration.probability(model.like_evidence(test.pair_users, test.pair_items))
    return accuracy.right(chance, test.liked, calibration.threshold)


def _majority(test: TestSet, split: Split, liked_from: float | None) -> float:
    if liked_from is None:
        return 0.5 if len(test.liked) else float("nan")
    ratings: Any = split.train[schema.RATING].dropna()
    return accuracy.majority((ratings >= liked_from).to_numpy(), test.liked)
