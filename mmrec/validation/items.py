"""Films: one row each, cleaned, merged over all tables that speak of them."""

from typing import Any, Final

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.errors import DataError
from mmrec.sources.raw import RawTables, table_name
from mmrec.validation.ids import encode_ids, natural_order
from mmrec.validation.notes import Advice, Notes
from mmrec.validation.titles import split_title, year_of
from mmrec.validation.values import lists, numbers, texts

FILLED: Final = (schema.TITLE, *schema.NUMBERS, *schema.LISTS, *schema.TEXTS)

NO_ID = Advice(
    "Films without an id: {count}.",
    "They were left out.",
    "Fill in the id by which interactions name the film.",
)
SAME = Advice(
    "Rows that repeat a film exactly: {count}.",
    "They were merged into one.",
    "Nothing needs to be done.",
)
DIFFERENT = Advice(
    "Rows that repeat a film with other details: {count}.",
    "The first value of each column was kept.",
    "Leave one row for each film.",
)
OTHER_TITLES = Advice(
    "Films whose title differs from the one in the table before: {count}; the first is {first}.",
    "The title of the first table was kept, the other details were taken over.",
    "If these are different films, the two tables count ids differently: correct the ids.",
)
UNKNOWN = Advice(
    "Films with interactions that no films table lists: {count}; the first is {first}.",
    "They were added with their id as title.",
    "Add them to the films table, or check that both tables use the same ids.",
)
COLD = Advice(
    "Films that nobody watched: {count}; the first is {first}.",
    "They were kept: they are cold films, which only their content can recommend.",
    "Nothing needs to be done.",
)
UNTITLED = Advice(
    "Films without a title: {count}; the first is {first}.",
    "Their id is shown instead.",
    "Fill in the title.",
)


def tidy(raw: RawTables, seen_ids: np.ndarray, notes: Notes) -> pd.DataFrame:
    """`schema.ITEMS`, one row a film; posters are attached later."""
    merged = _merge(_tables(raw, notes), notes)
    listed = merged is not None
    table = merged if merged is not None else _empty(pd.Index([], dtype=object))
    unknown = natural_order(i for i in seen_ids if i not in table.index)
    _note_coverage(table, unknown, seen_ids, listed, notes)
    added = _empty(pd.Index(unknown, dtype=object))
    if listed:
        added[schema.TITLE] = pd.Series(unknown, index=added.index, dtype=object)
    return _finish(pd.concat([table, added]) if unknown else table)


def _tables(raw: RawTables, notes: Notes) -> list[tuple[str, pd.DataFrame]]:
    """Every films table, cleaned, with the file it came from; the main one first."""
    named = [] if raw.items is None else [("items", raw.items)]
    named += [(table_name("more_items", i), t) for i, t in enumerate(raw.more_items)]
    tables = [(notes.file(n), _unique(_clean(t, n, notes), n, notes)) for n, t in named]
    if raw.lifted is not None:
        lifted = _lift(_clean(raw.lifted, "lifted", notes))
        tables.append((notes.file("lifted"), lifted))
    return tables


def _clean(frame: pd.DataFrame, name: str, notes: Notes) -> pd.DataFrame:
    """Columns `FILLED` with None or NaN where missing, indexed by id; ids may still repeat."""
    if schema.ITEM_ID not in frame:
        raise DataError(
            f"{notes.file(name)}: no column for film ids. Its columns are: "
            f"{', '.join(map(str, frame.columns))}. Name one of them {schema.ITEM_ID}, or choose "
            "it in the mapping form."
        )
    codes, names = encode_ids(frame[schema.ITEM_ID])
    notes.rows(name, codes < 0, NO_ID)
    known = frame[codes >= 0]
    table = _empty(pd.Index(names[codes[codes >= 0]], dtype=object))
    for column in set(FILLED) & set(known.columns) - {schema.POSTER, schema.POSTER_HASH}:
        table[column] = _column(column, known[column])
    return _titles(table)


def _column(name: str, values: "pd.Series[Any]") -> np.ndarray:
    if name in schema.LISTS:
        found = lists(values)
        found[[not entries for entries in found]] = None
        return found
    if name == schema.YEAR:
        return np.array([np.nan if t is None else year_of(t) for t in texts(values)])
    return numbers(values) if name in schema.NUMBERS else texts(values)


def _titles(table: pd.DataFrame) -> pd.DataFrame:
    """Titles without year and with the article in front; the year where no column gives it."""
    parts = [split_title(t) if isinstance(t, str) else (None, np.nan) for t in table[schema.TITLE]]
    if not parts:
        return table
    titles, years = zip(*parts, strict=True)
    table[schema.TITLE] = np.array(titles, dtype=object)
    table[schema.YEAR] = np.where(table[schema.YEAR].isna(), years, table[schema.YEAR])
    return table


def _empty(ids: "pd.Index[str]") -> pd.DataFrame:
    """Films of which nothing is known."""
    columns = {
        c: pd.Series(np.nan if c in schema.NUMBERS else None, index=ids, dtype=_dtype(c))
        for c in FILLED
    }
    return pd.DataFrame(columns, index=ids)


def _dtype(column: str) -> Any:
    return np.float64 if column in schema.NUMBERS else object


def _unique(table: pd.DataFrame, name: str, notes: Notes) -> pd.DataFrame:
    """One row an id.  Raises `DataError` where two different titles share one id."""
    again = table.index.duplicated(keep=False)
    if not again.any():
        return table
    several = table[again]
    _check_titles(several, notes.file(name))
    whole = several.reset_index().astype(str)
    same = several.index.duplicated() & whole.duplicated().to_numpy()
    notes.add_if(notes.file(name), SAME, int(same.sum()))
    notes.add_if(notes.file(name), DIFFERENT, int((several.index.duplicated() & ~same).sum()))
    return _first_known(table)


def _check_titles(several: pd.DataFrame, file: str) -> None:
    titled = several[several[schema.TITLE].notna()]
    first = titled[schema.TITLE].groupby(level=0).first()
    folded = titled[schema.TITLE].str.casefold()
    other = titled[(folded != first.reindex(titled.index).str.casefold()).to_numpy()]
    if not other.empty:
        item, title = other.index[0], other[schema.TITLE].iloc[0]
        raise DataError(
            f"{file}: two films have the id {item!r}: {first[item]!r} and {title!r}. "
            "Give each film an id of its own, or remove one of the rows."
        )


def _lift(table: pd.DataFrame) -> pd.DataFrame:
    """One row a film from a table that repeats it, in the natural order of ids."""
    once = _first_known(table)
    return once.loc[natural_order(once.index)]


def _first_known(table: pd.DataFrame) -> pd.DataFrame:
    """One row an id: in each column the first value that is not missing."""
    once = table[~table.index.duplicated()].copy()
    for column in FILLED:
        known = table[column].dropna()
        once[column] = known[~known.index.duplicated()].reindex(once.index).astype(_dtype(column))
    return once.where(once.notna(), None).astype({c: _dtype(c) for c in FILLED})


def _merge(tables: list[tuple[str, pd.DataFrame]], notes: Notes) -> pd.DataFrame | None:
    """All tables as one: the first that knows a value wins; films of later ones come after."""
    if not tables:
        return None
    (_, merged), *rest = tables
    for file, table in rest:
        both = merged.index.intersection(table.index)
        a, b = merged.loc[both, schema.TITLE], table.loc[both, schema.TITLE]
        differs = a.notna() & b.notna() & (a.str.casefold() != b.str.casefold())
        if differs.any():
            quoted = f"{b[differs].iloc[0]!r} for {a[differs].iloc[0]!r}"
            notes.add(file, OTHER_TITLES, int(differs.sum()), quoted, column=schema.TITLE)
        merged = _first_known(pd.concat([merged, table]))
    return merged


def _note_coverage(
    table: pd.DataFrame, unknown: list[str], seen_ids: np.ndarray, listed: bool, notes: Notes
) -> None:
    if not listed:
        return
    file = notes.file("items" if notes.raw.items is not None else "lifted")
    cold = table.index.difference(pd.Index(seen_ids, dtype=object), sort=False)
    untitled = table.index[table[schema.TITLE].isna()]
    for advice, ids in ((UNKNOWN, unknown), (COLD, cold), (UNTITLED, untitled)):
        if len(ids):
            notes.add(file, advice, len(ids), repr(ids[0]))


def _finish(table: pd.DataFrame) -> pd.DataFrame:
    """Missing lists as empty tuples, missing texts as None, in the columns of `schema.ITEMS`."""
    for column in (schema.TITLE, *schema.TEXTS):
        known = [v if isinstance(v, str) else None for v in table[column]]
        table[column] = pd.Series(known, index=table.index, dtype=object)
    for column in schema.LISTS:
        table[column] = [v if isinstance(v, tuple) else () for v in table[column]]
    table = table.rename_axis(index=schema.ITEM_ID).reset_index()
    return table[list(schema.ITEMS)].astype({schema.ITEM_ID: "str"})
