"""Who watched what: one row a (viewer, film) pair, with a rating and a time where known."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.errors import DataError
from mmrec.sources.raw import RawTables
from mmrec.sources.table import check_rows
from mmrec.validation.ids import encode_ids
from mmrec.validation.notes import Advice, Notes
from mmrec.validation.values import is_missing, numbers, times

TABLE: Final = "interactions"
KINDS: Final = {schema.USER_ID: "viewer", schema.ITEM_ID: "film"}
SCALES: Final = (1.0, 5.0, 10.0, 100.0)
OUTLIERS: Final = 0.01

NO_ID = Advice(
    "Rows without a viewer or without a film: {count}.",
    "They were left out.",
    "Fill in the missing id, or leave the row out of the file.",
)
NO_NUMBER = Advice(
    "Ratings that are not a finite number: {count}; the first is {first}.",
    "These interactions were kept without a rating.",
    "Use digits with a point, such as 3.5, or leave the cell empty.",
)
NO_TIME = Advice(
    "Dates that could not be read: {count}; the first is {first}.",
    "These interactions were kept without a time.",
    "Use seconds since 1970, or dates such as 2015-01-31.",
)
DUPLICATES = Advice(
    "Interactions of a viewer with a film that has a later one by the same viewer: {count}.",
    "The latest was kept, by time where known, else the last in the file; a rated one wins.",
    "Leave one row for each viewer and film, if another one should count.",
)


@dataclass(frozen=True)
class Seen:
    """Interactions with clean ids, before positions are given out."""

    rows: pd.DataFrame
    """user and item (codes into the two arrays below), rating, timestamp, position in the table."""
    user_ids: np.ndarray
    item_ids: np.ndarray


def tidy(raw: RawTables, notes: Notes) -> Seen:
    """Clean ids, numbers and times; one row a pair.  Raises `DataError` where nothing is left."""
    frame = raw.interactions
    _check_shape(frame, notes.file(TABLE))
    users, user_ids = encode_ids(frame[schema.USER_ID])
    items, item_ids = encode_ids(frame[schema.ITEM_ID])
    columns = {"user": users, "item": items, "position": np.arange(len(frame))}
    rows = pd.DataFrame({c: v.astype(np.int32) for c, v in columns.items()})
    rows[schema.RATING] = _ratings(frame, notes)
    rows[schema.TIMESTAMP] = _timestamps(frame, notes)
    whole = (users >= 0) & (items >= 0)
    notes.rows(TABLE, ~whole, NO_ID)
    rows = rows if whole.all() else rows[whole]
    if rows.empty:
        raise DataError(
            f"{notes.file(TABLE)}: every row lacks a viewer or a film. Check which columns hold "
            "their ids."
        )
    return _compact(_one_per_pair(rows, len(item_ids), notes), user_ids, item_ids)


def place(seen: Seen, user_ids: "pd.Index[str]", item_ids: "pd.Index[str]") -> pd.DataFrame:
    """`schema.INTERACTIONS`, sorted by viewer, then time (undated last), then order in the file."""
    rows = seen.rows
    placed = pd.DataFrame(
        {
            schema.USER_IDX: user_ids.get_indexer(pd.Index(seen.user_ids))[rows["user"]],
            schema.ITEM_IDX: item_ids.get_indexer(pd.Index(seen.item_ids))[rows["item"]],
            schema.RATING: rows[schema.RATING].to_numpy(),
            schema.TIMESTAMP: rows[schema.TIMESTAMP].to_numpy(),
        }
    ).astype({schema.USER_IDX: np.int32, schema.ITEM_IDX: np.int32})
    keys = (rows["position"], placed[schema.TIMESTAMP], placed[schema.USER_IDX])
    order = np.lexsort([k.to_numpy() for k in keys])
    return placed.take(order).reset_index(drop=True)


def _check_shape(frame: pd.DataFrame, file: str) -> None:
    for column, kind in KINDS.items():
        if column not in frame:
            raise DataError(missing_column(file, kind, column, frame.columns))
    if frame.empty:
        raise DataError(f"{file} has no rows below its header. Export the table again.")
    check_rows(file, len(frame))


def missing_column(file: str, kind: str, name: str, columns: Any) -> str:
    """The sentence for a table in which no column holds the ids of viewers or films."""
    found = ", ".join(map(str, columns)) or "none"
    return (
        f"{file}: no column for {kind} ids. Its columns are: {found}. "
        f"Name one of them {name}, or choose it in the mapping form."
    )


def _ratings(frame: pd.DataFrame, notes: Notes) -> np.ndarray:
    """(n,) float32; NaN where absent, not finite or outside the scale."""
    if schema.RATING not in frame:
        return np.full(len(frame), np.nan, dtype=np.float32)
    given = frame[schema.RATING]
    found = numbers(given)
    if (bad := np.isnan(found)).any():
        unread = bad.copy()
        unread[bad] = ~is_missing(given[bad]) | _is_infinite(given[bad])
        notes.rows(TABLE, unread, NO_NUMBER, schema.RATING, given)
    low, high = scale_of(found)
    outside = (found < low) | (found > high)
    advice = Advice(
        f"Ratings outside the scale from {low:g} to {high:g}: {{count}}; the first is {{first}}.",
        "These interactions were kept without a rating.",
        "Correct the rating, or leave the cell empty.",
    )
    notes.rows(TABLE, outside, advice, schema.RATING, found)
    return np.where(outside, np.nan, found).astype(np.float32)


def _is_infinite(values: "pd.Series[Any]") -> np.ndarray:
    numeric = pd.api.types.is_float_dtype(values)
    return np.isinf(values.to_numpy()) if numeric else np.zeros(len(values), dtype=bool)


def scale_of(ratings: np.ndarray) -> tuple[float, float]:
    """Bounds of the scale, from the ratings themselves.

    The top is the first of 1, 5, 10, 100 that at most 1 % of the ratings exceed, else the highest
    rating.  The bottom is 0 where at most 1 % are negative (−1 often means "not rated"), else the
    lowest rating.
    """
    given = ratings[np.isfinite(ratings)]
    if not given.size:
        return 0.0, 0.0
    tops = (top for top in SCALES if (given > top).mean() <= OUTLIERS)
    top = next(tops, float(given.max()))
    bottom = 0.0 if (given < 0).mean() <= OUTLIERS else float(given.min())
    return bottom, top


def _timestamps(frame: pd.DataFrame, notes: Notes) -> np.ndarray:
    if schema.TIMESTAMP not in frame:
        return np.full(len(frame), np.datetime64("NaT", "s"))
    given = frame[schema.TIMESTAMP]
    found = times(given)
    if (bad := np.isnat(found)).any():
        unread = bad.copy()
        unread[bad] = ~is_missing(given[bad])
        notes.rows(TABLE, unread, NO_TIME, schema.TIMESTAMP, given)
    return found


def _one_per_pair(rows: pd.DataFrame, n_items: int, notes: Notes) -> pd.DataFrame:
    """Of several rows of a pair the one with a rating, then the latest, then the last."""
    pair = rows["user"].astype(np.int64) * n_items + rows["item"]
    again = pair.duplicated(keep=False)
    if not again.any():
        return rows
    several = rows[again].assign(pair=pair[again], rated=rows.loc[again, schema.RATING].notna())
    order = ["pair", "rated", schema.TIMESTAMP, "position"]
    several = several.sort_values(order, na_position="first")
    worse = several.loc[several.duplicated("pair", keep="last"), "position"]
    mask = np.zeros(rows["position"].max() + 1, dtype=bool)
    mask[worse] = True
    notes.rows(TABLE, mask, DUPLICATES)
    return rows[~mask[rows["position"]]]


def _compact(rows: pd.DataFrame, user_ids: np.ndarray, item_ids: np.ndarray) -> Seen:
    """Only the ids that a row still bears."""
    users, used_users = pd.factorize(rows["user"])
    items, used_items = pd.factorize(rows["item"])
    return Seen(rows.assign(user=users, item=items), user_ids[used_users], item_ids[used_items])
