"""`Dataset`: interactions and items that have passed every check in `mmrec.validation`."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.errors import UnknownId
from mmrec.findings import Finding


@dataclass(frozen=True, eq=False)
class Dataset:
    """A checked dataset.  Built only by `mmrec.validation.build`; never changed afterwards.

    Viewers and items are positions 0 … n−1 inside and strings outside.
    """

    name: str
    users: pd.DataFrame
    """Row u is viewer u: user_id, and a `persona` where the viewer has a name of its own."""
    items: pd.DataFrame
    """Row i is item i: the columns `schema.ITEMS`; lists are tuples, absent values None or NaN."""
    interactions: pd.DataFrame
    """Columns `schema.INTERACTIONS`, one row a (viewer, item) pair; rating NaN, timestamp NaT."""
    reviews: pd.DataFrame
    """Columns `schema.REVIEWS`: reviews and tags, any number for a (viewer, item) pair."""
    custom: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """Extra feature tables by name: float32, row i is item i, a row of NaN where missing."""
    findings: tuple[Finding, ...] = ()
    notice: str = ""
    """What must be said wherever this data is shown: its licence, that it is simulated, …"""

    @cached_property
    def fingerprint(self) -> str:
        """Hash of the content; the key of every cache and of every run."""
        return _fingerprint(self)

    @property
    def n_users(self) -> int:
        """Number of viewers."""
        return len(self.users)

    @property
    def n_items(self) -> int:
        """Number of items, those without any viewer included."""
        return len(self.items)

    @cached_property
    def user_ids(self) -> np.ndarray:
        """Outside names of the viewers, in the order of positions."""
        return self.users[schema.USER_ID].to_numpy(dtype=object)

    @cached_property
    def item_ids(self) -> np.ndarray:
        """Outside names of the items, in the order of positions."""
        return self.items[schema.ITEM_ID].to_numpy(dtype=object)

    @cached_property
    def titles(self) -> np.ndarray:
        """A title for every item: its own, or its id where it has none."""
        return self.items[schema.TITLE].fillna(self.items[schema.ITEM_ID]).to_numpy(dtype=object)

    @cached_property
    def has_ratings(self) -> bool:
        """Whether any interaction carries a rating."""
        return bool(self.interactions[schema.RATING].notna().any())

    @cached_property
    def has_timestamps(self) -> bool:
        """Whether any interaction carries a time."""
        return bool(self.interactions[schema.TIMESTAMP].notna().any())

    @cached_property
    def rating_scale(self) -> tuple[float, float] | None:
        """Lowest and highest rating given, or None without ratings."""
        if not self.has_ratings:
            return None
        ratings = self.interactions[schema.RATING]
        return float(ratings.min()), float(ratings.max())

    @cached_property
    def liked_from(self) -> float | None:
        """The default rating from which a film counts as liked: 4 on a scale that ends at 5.

        In general the smallest rating given that is at or above the mean.
        """
        if self.rating_scale is None:
            return None
        if self.rating_scale[1] == 5:
            return 4.0
        ratings = self.interactions[schema.RATING].dropna().astype(np.float64)
        # The mean of equal numbers may be rounded to just above all of them.
        return float(ratings[ratings >= min(ratings.mean(), ratings.max())].min())

    @property
    def density(self) -> float:
        """Interactions over (viewers x items)."""
        return len(self.interactions) / max(1, self.n_users * self.n_items)

    def user_positions(self, user_ids: object) -> np.ndarray:
        """Positions of outside names; raises `UnknownId` for a name that is not there."""
        return _positions(self._user_index, user_ids, "viewer", self.name)

    def item_positions(self, item_ids: object) -> np.ndarray:
        """Positions of outside names; raises `UnknownId` for a name that is not there."""
        return _positions(self._item_index, item_ids, "film", self.name)

    @cached_property
    def _user_index(self) -> Any:
        return pd.Index(self.user_ids)

    @cached_property
    def _item_index(self) -> Any:
        return pd.Index(self.item_ids)


def _positions(index: Any, ids: object, kind: str, dataset: str) -> np.ndarray:
    given = np.atleast_1d(np.asarray(ids, dtype=object))
    names = np.asarray([_name(i) for i in given], dtype=object)
    found = index.get_indexer(pd.Index(names))
    if (missing := np.flatnonzero(found < 0)).size:
        raise UnknownId(
            f"There is no {kind} {names[missing[0]]!r} in {dataset}. "
            f"Choose one of its {len(index):,} {kind}s, such as {index[0]!r}."
        )
    return np.asarray(found, dtype=np.int64)


def _name(value: object) -> str:
    """An id as text; a column of numbers with gaps holds 1.0 for '1'."""
    whole = isinstance(value, float) and value.is_integer()
    return f"{value:.0f}" if whole else str(value)


def _fingerprint(dataset: Dataset) -> str:
    """SHA-256 over the content of all tables; independent of names, paths and findings."""
    digest = hashlib.sha256()
    items = dataset.items.drop(columns=schema.POSTER)
    tables = {"users": dataset.users, "items": items, "interactions": dataset.interactions}
    tables |= {"reviews": dataset.reviews} | {f"custom:{k}": v for k, v in dataset.custom.items()}
    for name, table in sorted(tables.items()):
        digest.update(f"{name}|{'|'.join(map(str, table.columns))}|{len(table)}".encode())
        digest.update(pd.util.hash_pandas_object(_hashable(table), index=False).to_numpy().data)
    return digest.hexdigest()[:16]


def _hashable(table: pd.DataFrame) -> pd.DataFrame:
    """Tuples as text joined by a separator that no cell contains, everything else as it is."""
    lists = [c for c in schema.LISTS if c in table]
    return table.assign(**{c: table[c].map("\x1f".join) for c in lists})
