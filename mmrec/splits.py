"""Splits: which interactions a model may see, and which it is measured on.

`Split.train` is all that a final model may see.  `Split.validation` is a part of train that is
set aside while choices are made (λ, thresholds): they are made on `Split.inner`, whose test part
is the validation part, and the final model is then fitted on the whole of train.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Self

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.errors import SplitError
from mmrec.frames import check_apart, interactions_of
from mmrec.settings import check_settings, setting

PROTOCOLS: Final = {
    "random": "a random share of each viewer's films",
    "last": "each viewer's last film",
    "time": "everything after a date",
    "cold-items": "films held out whole, ranked among themselves",
}


@dataclass(frozen=True, kw_only=True)
class SplitConfig:
    """How interactions are divided."""

    protocol: str = setting("random", "Split", choices=tuple(PROTOCOLS))
    test_fraction: float = setting(0.25, "Held-out share", low=0.01, high=0.9)
    validation_fraction: float = setting(0.15, "Validation share of train", low=0.01, high=0.9)
    seed: int = setting(42, "Seed", low=0, high=2**31 - 1)

    def __post_init__(self) -> None:
        check_settings(self)


@dataclass(frozen=True, eq=False)
class Split:
    """Train and test interactions of one dataset, disjoint, and a validation part of train."""

    dataset: Dataset
    train: pd.DataFrame
    """Columns `schema.INTERACTIONS`: all that a final model may see."""
    test: pd.DataFrame
    """Columns `schema.INTERACTIONS`: what it is measured on."""
    validation: pd.DataFrame
    """Rows of train that choices are measured on; empty where train is too small."""
    candidates: np.ndarray | None = None
    """Positions of the items that are ranked in the test; None: all of them."""
    validation_candidates: np.ndarray | None = None
    config: SplitConfig = field(default_factory=SplitConfig)
    protocol: str = "random"
    """A name of `PROTOCOLS`, or "own" for a split made elsewhere."""

    @classmethod
    def from_frames(
        cls,
        dataset: Dataset,
        train: pd.DataFrame,
        test: pd.DataFrame,
        validation: pd.DataFrame | None = None,
    ) -> Self:
        """A split of one's own: frames with user_id, item_id and perhaps rating, timestamp.

        With `validation` given it is added to train for the final model; without, a random share
        of each viewer's train interactions serves.  Raises `SplitError` with a sentence, such as
        where two of the parts share a pair of viewer and film.
        """
        config = SplitConfig()
        inside = interactions_of(dataset, train, "train")
        tested = interactions_of(dataset, test, "test")
        if validation is None:
            chosen = _choose(inside, config, config.validation_fraction)
        else:
            given = interactions_of(dataset, validation, "validation")
            check_apart(dataset, inside, given, "train and validation")
            check_apart(dataset, given, tested, "validation and test")
            chosen = np.arange(len(inside) + len(given)) >= len(inside)
            inside = pd.concat([inside, given], ignore_index=True)
        check_apart(dataset, inside, tested, "train and test")
        _check_parts(inside, tested)
        return cls(dataset, inside, tested, inside[chosen], config=config, protocol="own")

    @cached_property
    def can_choose(self) -> bool:
        """Whether anybody in the validation part has a history beside it to be measured with."""
        rest = self.train.drop(index=self.validation.index)
        return bool(self.validation[schema.USER_IDX].isin(rest[schema.USER_IDX]).any())

    @cached_property
    def inner(self) -> "Split":
        """The split on which choices are made: train without validation, tested on validation."""
        if not self.can_choose:
            raise SplitError(
                "The training part is too small to set a validation part aside, so λ cannot be "
                "chosen automatically. Give λ yourself, or use a dataset with more interactions."
            )
        rest = self.train.drop(index=self.validation.index)
        nothing = self.validation.iloc[:0]
        return Split(
            self.dataset, rest, self.validation, nothing, self.validation_candidates,
            config=self.config, protocol=self.protocol,
        )  # fmt: skip


def split(
    dataset: Dataset,
    protocol: str = "random",
    *,
    test_fraction: float = 0.25,
    seed: int = 42,
    validation_fraction: float = 0.15,
) -> Split:
    """Divide a dataset by one of `PROTOCOLS`; the same arguments give the same split.

    random: of each viewer's interactions the share `test_fraction`, at least one on either side;
    a viewer with a single one stays in train.
    last: each viewer's last film, by date where dated, else any.
    time: the share `test_fraction` of all interactions that came last.
    cold-items: all interactions with the share `test_fraction` of the films that have any.
    """
    config = SplitConfig(
        protocol=protocol, test_fraction=test_fraction, seed=seed,
        validation_fraction=validation_fraction,
    )  # fmt: skip
    rows = dataset.interactions
    held = _choose(rows, config, test_fraction)
    train, test = rows[~held], rows[held]
    _check_parts(train, test)
    chosen = _choose(train, config, _validation_share(config))
    return Split(
        dataset, train, test, train[chosen],
        _candidates(test, protocol), _candidates(train[chosen], protocol),
        config=config, protocol=protocol,
    )  # fmt: skip


def _validation_share(config: SplitConfig) -> float:
    """Films are few: a cold validation part is as large as the test, lest λ be chosen by chance."""
    cold = config.protocol == "cold-items"
    return max(config.validation_fraction, config.test_fraction if cold else 0.0)


def _choose(rows: pd.DataFrame, config: SplitConfig, fraction: float) -> np.ndarray:
    """Which rows are held out, (len(rows),) bool; leaves every choice to the protocol."""
    rng = np.random.default_rng(config.seed)
    return CHOICES[config.protocol](rows, fraction, rng)


def _random_rows(rows: pd.DataFrame, fraction: float, rng: np.random.Generator) -> np.ndarray:
    users = rows[schema.USER_IDX].to_numpy()
    activity = np.bincount(users, minlength=users.max(initial=-1) + 1)
    held = np.minimum(np.maximum(np.round(activity * fraction), 1), activity - 1)
    return np.asarray(_rank_within(users, rng.random(len(rows))) < held[users])


def _last_rows(rows: pd.DataFrame, fraction: float, rng: np.random.Generator) -> np.ndarray:
    users = rows[schema.USER_IDX].to_numpy()
    activity = np.bincount(users, minlength=users.max(initial=-1) + 1)
    dated = rows[schema.TIMESTAMP].notna().to_numpy()
    seconds = np.where(dated, rows[schema.TIMESTAMP].astype("int64"), np.iinfo(np.int64).min)
    latest_first = np.lexsort((rng.random(len(rows)), -seconds.astype(np.float64)))
    order = np.empty(len(rows), dtype=np.int64)
    order[latest_first] = np.arange(len(rows))
    return np.asarray((_rank_within(users, order) < 1) & (activity[users] > 1))


def _late_rows(rows: pd.DataFrame, fraction: float, rng: np.random.Generator) -> np.ndarray:
    times = rows[schema.TIMESTAMP]
    if not times.notna().any():
        raise SplitError(
            "The split by time needs dates, and no interaction of this dataset has one. "
            "Choose the split 'random' or 'last', or upload a table with a timestamp column."
        )
    return (times > times.quantile(1 - fraction, interpolation="lower")).to_numpy()


def _cold_rows(rows: pd.DataFrame, fraction: float, rng: np.random.Generator) -> np.ndarray:
    watched = np.unique(rows[schema.ITEM_IDX].to_numpy())
    n_cold = max(1, round(fraction * len(watched)))
    cold = rng.choice(watched, n_cold, replace=False) if len(watched) > 1 else watched[:0]
    return rows[schema.ITEM_IDX].isin(cold).to_numpy()


CHOICES: Final[dict[str, Callable[[pd.DataFrame, float, np.random.Generator], np.ndarray]]] = {
    "random": _random_rows,
    "last": _last_rows,
    "time": _late_rows,
    "cold-items": _cold_rows,
}


def _rank_within(groups: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Rank of each row's key among the rows of its group, from 0."""
    order = np.lexsort((keys, groups))
    starts = np.searchsorted(groups[order], groups[order], side="left")
    ranks = np.empty(len(groups), dtype=np.int64)
    ranks[order] = np.arange(len(groups)) - starts
    return ranks


def _candidates(test: pd.DataFrame, protocol: str) -> np.ndarray | None:
    return np.unique(test[schema.ITEM_IDX].to_numpy()) if protocol == "cold-items" else None


def _check_parts(train: pd.DataFrame, test: pd.DataFrame) -> None:
    if test.empty:
        raise SplitError(
            "This split leaves no test viewers: nothing is held out. Raise the held-out share, "
            "or choose another split; viewers with a single film cannot be tested."
        )
    if train.empty:
        raise SplitError(
            "This split leaves nothing to train on. Lower the held-out share, "
            "or choose another split."
        )
