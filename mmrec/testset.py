"""`TestSet`: a split's test part, prepared for measuring."""

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
import pandas as pd
from scipy import sparse

from mmrec import schema
from mmrec.errors import SplitError
from mmrec.splits import Split

DRAWS: Final = 21
"""How often a film that the viewer never watched is looked for at random."""


@dataclass(frozen=True, eq=False)
class TestSet:
    """Viewers with something relevant to find, what they saw, and pairs to call like or dislike.

    Viewers without any training history are left out for every model alike: nothing personal
    can be said to them.
    """

    __test__ = False  # not a test case, whatever its name says

    users: np.ndarray
    """(m,) positions of the viewers measured, ascending."""
    seen: sparse.csr_array
    """(m, items) bool: what each saw in train; hidden from the lists."""
    relevant: sparse.csr_array
    """(m, items) bool: what the lists should find."""
    candidates: np.ndarray | None
    pair_users: np.ndarray
    """(p,) viewers of the pairs whose like or dislike is called, ascending."""
    pair_items: np.ndarray
    liked: np.ndarray
    """(p,) bool."""
    rated: bool
    """Whether `liked` comes from ratings; else from watched against unobserved films."""

    @classmethod
    def of(
        cls,
        split: Split,
        *,
        relevant_from: float | None,
        liked_from: float | None,
        max_users: int | None = None,
    ) -> Self:
        """Prepare a split.  `relevant_from`: the rating from which a test film is to be found.

        None makes every test interaction relevant.  With more than `max_users` viewers to
        measure, that many are drawn with the split's seed.
        """
        known = split.test[split.test[schema.USER_IDX].isin(split.train[schema.USER_IDX])]
        relevant = known if relevant_from is None else known[known[schema.RATING] >= relevant_from]
        users = _sample(np.unique(relevant[schema.USER_IDX].to_numpy()), max_users, split)
        if not len(users):
            raise SplitError(
                "This split leaves no test viewers: nobody has both a training history and a "
                "relevant held-out film. Lower 'liked from', or hold out a larger share."
            )
        shape = (split.dataset.n_users, split.dataset.n_items)
        pairs = _pairs(split, known[known[schema.USER_IDX].isin(users)], liked_from)
        return cls(
            users, _cells(split.train, shape)[users], _cells(relevant, shape)[users],
            split.candidates, *pairs, rated=liked_from is not None,
        )  # fmt: skip

    def without_pairs(self) -> Self:
        """The same lists to measure, and nothing to call: accuracy will be missing."""
        none = slice(0)
        return replace(
            self, pair_users=self.pair_users[none], pair_items=self.pair_items[none],
            liked=self.liked[none],
        )  # fmt: skip

    @property
    def n_relevant(self) -> np.ndarray:
        """Number of relevant items of each viewer, (m,)."""
        return np.diff(self.relevant.indptr)

    def hidden(self, chunk: slice) -> np.ndarray:
        """(chunk, items) bool: what may not be in these viewers' lists."""
        hidden = self.seen[chunk].toarray()
        if self.candidates is not None:
            hidden[:, np.setdiff1d(np.arange(hidden.shape[1]), self.candidates)] = True
        return np.asarray(hidden)


def _sample(users: np.ndarray, max_users: int | None, split: Split) -> np.ndarray:
    if max_users is None or len(users) <= max_users:
        return users
    rng = np.random.default_rng(split.config.seed)
    return np.sort(rng.choice(users, max_users, replace=False))


def _cells(rows: pd.DataFrame, shape: tuple[int, int]) -> sparse.csr_array:
    at = (rows[schema.USER_IDX].to_numpy(), rows[schema.ITEM_IDX].to_numpy())
    return sparse.csr_array((np.ones(len(rows), dtype=bool), at), shape=shape)


def _pairs(
    split: Split, known: pd.DataFrame, liked_from: float | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if liked_from is None:
        return _unobserved_pairs(split, known)
    rated = known[known[schema.RATING].notna()].sort_values(schema.USER_IDX, kind="stable")
    users, items = rated[schema.USER_IDX].to_numpy(), rated[schema.ITEM_IDX].to_numpy()
    return users, items, (rated[schema.RATING] >= liked_from).to_numpy()


def _unobserved_pairs(
    split: Split, known: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each held-out film against one film that the viewer never watched, drawn at random.

    Where none is found, as for a viewer who watched nearly all, the held-out film is not called
    either: exactly half of all calls are likes.
    """
    rng = np.random.default_rng(split.config.seed)
    users, items = (known[c].to_numpy() for c in (schema.USER_IDX, schema.ITEM_IDX))
    pool = np.arange(split.dataset.n_items) if split.candidates is None else split.candidates
    watched = _watched_keys(split)
    drawn, missing = np.empty_like(items), np.arange(len(users))
    for _ in range(DRAWS):
        drawn[missing] = rng.choice(pool, len(missing))
        missing = missing[np.isin(_keys(users[missing], drawn[missing], split), watched)]
        if not len(missing):
            break
    found = np.setdiff1d(np.arange(len(users)), missing)
    users = np.concatenate([users[found], users[found]])
    items = np.concatenate([items[found], drawn[found]])
    liked = np.arange(len(users)) < len(found)
    order = np.argsort(users, kind="stable")
    return users[order], items[order], liked[order]


def _keys(users: np.ndarray, items: np.ndarray, split: Split) -> np.ndarray:
    return np.asarray(users.astype(np.int64) * split.dataset.n_items + items)


def _watched_keys(split: Split) -> np.ndarray:
    rows = pd.concat([split.train, split.test])
    return _keys(rows[schema.USER_IDX].to_numpy(), rows[schema.ITEM_IDX].to_numpy(), split)
