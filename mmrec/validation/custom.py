"""Feature tables that a person brings along: numbers by film, each table a modality of its own."""

from typing import Final

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.errors import DataError
from mmrec.sources.raw import RawTables, table_name
from mmrec.validation.ids import decode_ids, encode_ids
from mmrec.validation.notes import Advice, Notes
from mmrec.validation.values import numbers

RESERVED: Final = (*schema.BEHAVIOUR, *schema.CONTENT)
TEXT_SHARE: Final = 0.5

NO_NUMBERS = Advice(
    "Columns that do not hold numbers: {count}; the first is {first}.",
    "They were not used.",
    "Replace words by numbers, or leave the column out.",
)
STRANGERS = Advice(
    "Rows about films that occur nowhere else: {count}; the first is {first}.",
    "They were left out.",
    "Check that both tables use the same ids.",
)
AGAIN = Advice(
    "Rows that repeat a film: {count}; the first is {first}.",
    "The first row of each film was kept.",
    "Leave one row for each film.",
)
GAPS = Advice(
    "Cells without a number in rows that have others: {count}.",
    "They were filled with the mean of their column; wholly empty rows count as missing.",
    "Fill in the cells, or leave out the rows.",
)


def tidy(raw: RawTables, item_ids: "pd.Index[str]", notes: Notes) -> dict[str, pd.DataFrame]:
    """Feature tables by name: float32, row i is item i, a row of NaN where missing."""
    tables: dict[str, pd.DataFrame] = {}
    for name, frame in raw.custom.items():
        features = _features(frame, table_name("custom", name), item_ids, notes)
        if features.shape[1]:
            tables[_free_name(name, {*RESERVED, *tables, *(raw.custom.keys() - {name})})] = features
    return tables


def _free_name(name: str, taken: set[str]) -> str:
    """The name of a table, or the first that adds 'features' to it and is nobody else's.

    Commas go, since the command line puts them between names.
    """
    name = name.replace(",", " ").strip()
    while name in taken:
        name += " features"
    return name


def _features(
    frame: pd.DataFrame, table: str, item_ids: "pd.Index[str]", notes: Notes
) -> pd.DataFrame:
    if schema.ITEM_ID not in frame:
        raise DataError(
            f"{notes.file(table)}: no column for film ids. Its columns are: "
            f"{', '.join(map(str, frame.columns))}. Choose the column in the mapping form."
        )
    codes, names = encode_ids(frame[schema.ITEM_ID])
    ids = decode_ids(codes, names)
    values = _columns_of_numbers(frame.drop(columns=schema.ITEM_ID), table, notes)
    known = pd.Index(ids).isin(item_ids)
    notes.rows(table, ~known, STRANGERS, schema.ITEM_ID, ids)
    again = known & pd.Series(ids).duplicated().to_numpy()
    notes.rows(table, again, AGAIN, schema.ITEM_ID, ids)
    kept = _without_gaps(values[known & ~again].set_axis(ids[known & ~again]), table, notes)
    return kept.reindex(item_ids).reset_index(drop=True).astype(np.float32)


def _columns_of_numbers(frame: pd.DataFrame, table: str, notes: Notes) -> pd.DataFrame:
    """Columns of which at least half the filled cells are numbers."""
    found = {str(c): numbers(frame[c]) for c in frame}
    filled = {str(c): max(1, int(frame[c].notna().sum())) for c in frame}
    words = [c for c in found if np.isfinite(found[c]).sum() < TEXT_SHARE * filled[c]]
    if words:
        notes.add(notes.file(table), NO_NUMBERS, len(words), repr(words[0]), column=words[0])
    return pd.DataFrame({c: v for c, v in found.items() if c not in words}, index=frame.index)


def _without_gaps(values: pd.DataFrame, table: str, notes: Notes) -> pd.DataFrame:
    gaps = values.isna() & values.notna().any(axis=1).to_numpy()[:, None]
    if (count := int(gaps.to_numpy().sum())) == 0:
        return values
    notes.add(notes.file(table), GAPS, count)
    return values.mask(gaps, values.mean(), axis=1)
