"""The frames of a split of one's own: outside names in, checked interactions with positions out."""

from typing import Any, Final

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.errors import SplitError
from mmrec.validation.values import is_missing, numbers, times

PAIR: Final = [schema.USER_IDX, schema.ITEM_IDX]


def interactions_of(dataset: Dataset, frame: pd.DataFrame, part: str) -> pd.DataFrame:
    """`schema.INTERACTIONS` from a frame with user_id, item_id and perhaps rating, timestamp.

    part: what sentences call the frame.  Raises `SplitError` for an absent column, a cell that
    cannot be read and a pair that stands there twice, `UnknownId` for a strange viewer or film.
    """
    for column in (schema.USER_ID, schema.ITEM_ID):
        if column not in frame:
            raise SplitError(
                f"The {part} part has no column {column!r}. Its columns are: "
                f"{', '.join(map(str, frame.columns)) or 'none'}. Rename one of them."
            )
    table = pd.DataFrame(
        {
            schema.USER_IDX: dataset.user_positions(frame[schema.USER_ID]),
            schema.ITEM_IDX: dataset.item_positions(frame[schema.ITEM_ID]),
            schema.RATING: _ratings(frame, part),
            schema.TIMESTAMP: _timestamps(frame, part),
        }
    )
    _check_once(dataset, table, part)
    return table


def check_apart(dataset: Dataset, one: pd.DataFrame, other: pd.DataFrame, names: str) -> None:
    """Raise `SplitError` where two parts share a pair: what was seen cannot be held out.

    names: what a sentence calls the two parts, such as "train and test".
    """
    shared = one[PAIR].merge(other[PAIR])
    if len(shared):
        raise SplitError(
            f"{names} share {_counted(dataset, shared)}. A model cannot be measured on what it "
            "has seen: take these rows out of one of the two."
        )


def _check_once(dataset: Dataset, table: pd.DataFrame, part: str) -> None:
    again = table[table.duplicated(PAIR)]
    if len(again):
        raise SplitError(
            f"The {part} part repeats {_counted(dataset, again)}. Keep one row of each, such as by "
            f"drop_duplicates(['{schema.USER_ID}', '{schema.ITEM_ID}'])."
        )


def _counted(dataset: Dataset, rows: pd.DataFrame) -> str:
    """How many pairs, and the names of the first."""
    user, item = rows[PAIR].iloc[0]
    return (
        f"{len(rows):,} pairs of viewer and film; the first is viewer "
        f"{dataset.user_ids[user]!r} with film {dataset.item_ids[item]!r}"
    )


def _ratings(frame: pd.DataFrame, part: str) -> np.ndarray:
    """(n,) float32; NaN where absent."""
    if schema.RATING not in frame:
        return np.full(len(frame), np.nan, dtype=np.float32)
    found = numbers(frame[schema.RATING])
    _check_cells(frame[schema.RATING], np.isnan(found), part, "a number such as 3.5")
    return found.astype(np.float32)


def _timestamps(frame: pd.DataFrame, part: str) -> np.ndarray:
    """(n,) datetime64[s]; NaT where absent."""
    if schema.TIMESTAMP not in frame:
        return np.full(len(frame), np.datetime64("NaT", "s"))
    found = times(frame[schema.TIMESTAMP])
    _check_cells(frame[schema.TIMESTAMP], np.isnat(found), part, "a date such as 2015-01-31")
    return found


def _check_cells(given: "pd.Series[Any]", unread: np.ndarray, part: str, wanted: str) -> None:
    if (bad := np.flatnonzero(unread & ~is_missing(given))).size:
        raise SplitError(
            f"The {part} part, row {bad[0] + 1}: {given.name} is {given.iloc[bad[0]]!r}. "
            f"Write {wanted}, or leave the cell empty."
        )
