"""The form that says what the tables of an upload are, and which of their columns mean what."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from mmrec import schema
from mmrec.sources import KINDS, Inspection, TableMapping, TableView
from mmrec.sources.inspection import CHOICES
from mmrec.ui.words import plain

NUMBERS: Final = "numbers"
MEANINGS: Final = {
    schema.USER_ID: "viewer",
    schema.ITEM_ID: "film",
    schema.RATING: "rating",
    schema.TIMESTAMP: "date or time",
    schema.REVIEW: "review or tag",
    schema.TITLE: "title",
    schema.YEAR: "year",
    schema.GENRES: "genres",
    schema.DIRECTORS: "directors",
    schema.WRITERS: "writers",
    schema.CAST: "cast",
    schema.KEYWORDS: "keywords",
    schema.OVERVIEW: "plot",
    schema.POSTER: "poster file",
    schema.RUNTIME: "running time",
    schema.ORIGINAL_TITLE: "original title",
    schema.COUNTRY: "country",
    schema.LANGUAGE: "language",
    NUMBERS: "a number to use",
}
EXAMPLES: Final = 3


def mapping(inspection: Inspection, key: str) -> dict[str, TableMapping]:
    """Every table with its proposed meaning, to be corrected where it is wrong."""
    if inspection.layout:
        st.success(f"Recognised as {inspection.layout}: every column is known.")
    if inspection.n_posters:
        st.caption(f"{inspection.n_posters:,} posters, matched to films by file name.")
    with st.expander("What the tables hold", expanded=inspection.layout is None):
        return {view.file: _table(view, f"{key}_{view.file}") for view in inspection.tables}


def meanings(view: TableView, kind: str) -> pd.DataFrame:
    """One row a column of the file: column, means, examples; as proposed for that kind."""
    allowed = choices(kind)
    proposed = [_meaning(view.mapping.columns.get(c), kind) for c in view.columns]
    return pd.DataFrame(
        {
            "column": view.columns,
            "means": pd.Series([m if m in allowed else None for m in proposed], dtype=object),
            "examples": [_examples(view.first_rows.iloc[:, i]) for i in range(len(view.columns))],
        }
    )


def choices(kind: str) -> list[str]:
    """What a column may mean in a table of that kind."""
    return [*CHOICES[kind], *([NUMBERS] if kind == "features" else [])]


def as_mapping(kind: str, answers: Mapping[str, str | None]) -> TableMapping:
    """The answers of the form, column → meaning, as the readers want them."""
    named = {c: (c if means == NUMBERS else means) for c, means in answers.items() if means}
    return TableMapping(kind, named)


def _table(view: TableView, key: str) -> TableMapping:
    st.markdown(f"**{plain(view.file)}**")
    kinds = list(KINDS)
    kind = st.selectbox(
        "This table holds",
        kinds,
        index=kinds.index(view.kind),
        format_func=lambda k: KINDS[k],
        key=f"{key}_kind",
    )
    if kind == "ignored":
        return TableMapping(kind)
    edited = _editor(meanings(view, kind), kind, f"{key}_{kind}")
    means = [m if isinstance(m, str) else None for m in edited["means"]]
    return as_mapping(kind, dict(zip(edited["column"], means, strict=True)))


def _editor(table: pd.DataFrame, kind: str, key: str) -> pd.DataFrame:
    columns: dict[str, Any] = {
        "column": st.column_config.TextColumn("Column", disabled=True),
        "means": st.column_config.SelectboxColumn(
            "Means", options=choices(kind), format_func=lambda m: MEANINGS[str(m)]
        ),
        "examples": st.column_config.TextColumn("First values", disabled=True, width="large"),
    }
    edited: pd.DataFrame = st.data_editor(
        table,
        hide_index=True,
        column_config=columns,
        placeholder="not used",
        key=key,
        alt="Columns of the table and what each means.",
    )
    return edited


def _meaning(name: str | None, kind: str) -> str | None:
    """A mapped name as an option of the form; in a feature table any other name is a number."""
    if name is None or kind != "features":
        return name
    return name if name in CHOICES[kind] else NUMBERS


def _examples(values: "pd.Series[Any]") -> str:
    return " · ".join(str(v)[:40] for v in values.dropna().head(EXAMPLES))
