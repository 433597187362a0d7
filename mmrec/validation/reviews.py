"""Reviews and tags: texts of a viewer about a film."""

from typing import Final

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.sources.raw import RawTables
from mmrec.validation.ids import decode_ids, encode_ids
from mmrec.validation.notes import Advice, Notes
from mmrec.validation.values import texts

COLUMNS: Final = (schema.USER_ID, schema.ITEM_ID, schema.REVIEW)

NO_VIEWER = Advice(
    "Reviews without a viewer: {count}; the first is {first}.",
    "They were left out: without a viewer they cannot be kept out of held-out data.",
    "Add a column that says who wrote each review.",
)
NO_ITEM = Advice(
    "Reviews without a film: {count}; the first is {first}.",
    "They were left out.",
    "Fill in the id of the film.",
)
UNKNOWN = Advice(
    "Reviews by viewers, or of films, that occur nowhere else: {count}; the first is by {first}.",
    "They were left out.",
    "Check that both tables use the same ids.",
)


def tidy(
    raw: RawTables, user_ids: "pd.Index[str]", item_ids: "pd.Index[str]", notes: Notes
) -> pd.DataFrame:
    """`schema.REVIEWS` from the reviews table and from the review column of interactions."""
    tables = {"reviews": raw.reviews}
    if schema.REVIEW in raw.interactions:
        tables["interactions"] = raw.interactions
    parts = [_placed(t, n, user_ids, item_ids, notes) for n, t in tables.items() if t is not None]
    found = pd.concat([_empty(), *parts], ignore_index=True)
    order = [schema.USER_IDX, schema.ITEM_IDX]
    return found.sort_values(order, kind="stable", ignore_index=True)


def _empty() -> pd.DataFrame:
    columns = {schema.USER_IDX: "int32", schema.ITEM_IDX: "int32", schema.REVIEW: "str"}
    return pd.DataFrame({c: pd.Series(dtype=d) for c, d in columns.items()})


def _placed(
    table: pd.DataFrame,
    name: str,
    user_ids: "pd.Index[str]",
    item_ids: "pd.Index[str]",
    notes: Notes,
) -> pd.DataFrame:
    review = texts(table[schema.REVIEW])
    written = np.array([r is not None for r in review], dtype=bool)
    user, users = _positions(table, schema.USER_ID, user_ids)
    item, _ = _positions(table, schema.ITEM_ID, item_ids)
    notes.rows(name, written & (user == ABSENT), NO_VIEWER, schema.REVIEW, review)
    notes.rows(name, written & (item == ABSENT) & (user != ABSENT), NO_ITEM, schema.REVIEW, review)
    strange = (user != ABSENT) & (item != ABSENT) & ((user < 0) | (item < 0))
    notes.rows(name, written & strange, UNKNOWN, schema.REVIEW, users)
    kept = written & (user >= 0) & (item >= 0)
    columns = (user[kept].astype(np.int32), item[kept].astype(np.int32), review[kept])
    return pd.DataFrame(dict(zip(schema.REVIEWS, columns, strict=True))).astype(
        {schema.REVIEW: "str"}
    )


ABSENT: Final = -2
"""Marks a row that names nobody; −1 marks a name that is not known."""


def _positions(
    table: pd.DataFrame, column: str, known: "pd.Index[str]"
) -> tuple[np.ndarray, np.ndarray]:
    """Positions (n,) of the ids of a column, and the ids as text."""
    if column not in table:
        return np.full(len(table), ABSENT), np.full(len(table), None, dtype=object)
    codes, names = encode_ids(table[column])
    places = np.append(known.get_indexer(pd.Index(names, dtype=object)), ABSENT)
    return places[codes], decode_ids(codes, names)
