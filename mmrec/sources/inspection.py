"""`inspect`: what an upload holds and how it would be read, for a person to correct."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pandas as pd

from mmrec import schema
from mmrec.errors import DataError
from mmrec.findings import Finding
from mmrec.sources.files import Files, collect
from mmrec.sources.movielens import layout_of
from mmrec.sources.opening import open_tables
from mmrec.sources.synonyms import propose
from mmrec.sources.table import KINDS, TableFile, TableMapping

Source = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
SHOWN_ROWS = 5
FILM_COLUMNS = (schema.ITEM_ID, *(c for c in schema.ITEMS[1:] if c != schema.POSTER_HASH))
BEHAVIOUR = (schema.USER_ID, schema.ITEM_ID, schema.RATING, schema.TIMESTAMP, schema.REVIEW)
CHOICES: dict[str, tuple[str, ...]] = {
    "interactions": (*BEHAVIOUR, *FILM_COLUMNS[1:]),
    "items": FILM_COLUMNS,
    "reviews": (schema.USER_ID, schema.ITEM_ID, schema.REVIEW, schema.TIMESTAMP),
    "features": (schema.ITEM_ID,),
    "ignored": (),
}
"""What a column may mean in a table of each kind; in a feature table also any name of its own."""


@dataclass(frozen=True, eq=False)
class TableView:
    """One table of an upload, with the proposed meaning of its columns."""

    file: str
    """The name to use in a corrected mapping."""
    path: Path
    mapping: TableMapping
    columns: tuple[str, ...]
    first_rows: pd.DataFrame
    layout: str | None
    """The published layout of this file, such as 'MovieLens 100K'."""

    @property
    def kind(self) -> str:
        """One of `mmrec.sources.table.KINDS`."""
        return self.mapping.kind


@dataclass(frozen=True, eq=False)
class Inspection:
    """What an upload holds."""

    name: str
    layout: str | None
    """The published layout of the whole, or None."""
    tables: tuple[TableView, ...]
    n_posters: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, eq=False)
class Opened:
    """An upload whose tables are open, each with its mapping."""

    files: Files
    tables: tuple[tuple[TableFile, TableMapping], ...]
    layout: str | None
    findings: tuple[Finding, ...]


def inspect(path: Source) -> Inspection:
    """Look at a folder, a zip archive, a file or several files without reading all of it."""
    opened = open_source(path)
    views = tuple(_view(t, m, opened.files) for t, m in opened.tables)
    findings = (*opened.findings, *(n for t, _ in opened.tables for n in t.notes))
    n_posters = len(opened.files.posters)
    return Inspection(name_of(path), opened.layout, views, n_posters, findings)


def name_of(path: Source) -> str:
    """A name for what lies at a path: that of the file or folder."""
    given = path if isinstance(path, str | os.PathLike) else path[0]
    resolved = Path(given).resolve()
    return resolved.name if resolved.is_dir() else resolved.stem


def open_source(path: Source, mapping: Mapping[str, TableMapping] | None = None) -> Opened:
    """Open every table and decide its mapping: a given one, else the layout's, else a proposal."""
    files = collect(path)
    tables, findings = open_tables(files)
    proposed = [t.preset or propose(t.head) for t in tables]
    chosen = _corrected(tables, _settle(proposed), mapping or {})
    return Opened(
        files, tuple(zip(tables, chosen, strict=True)), layout_of(tables), tuple(findings)
    )


def _view(table: TableFile, mapping: TableMapping, files: Files) -> TableView:
    paths = {files.label(p): p for p in (*files.tables, *files.perhaps)}
    path = paths.get(table.file) or paths[table.file.rpartition(" [")[0]]
    rows = table.head.head(SHOWN_ROWS)
    return TableView(table.file, path, mapping, table.columns, rows, table.layout)


def _is_whole(mapping: TableMapping) -> bool:
    has_both = {schema.USER_ID, schema.ITEM_ID} <= set(mapping.columns.values())
    return mapping.kind == "interactions" and has_both


def _settle(proposed: list[TableMapping]) -> list[TableMapping]:
    """Compare the proposals: half an interactions table is none beside a whole one, and reviews by
    viewers serve as interactions where nothing else does.
    """
    if any(_is_whole(m) for m in proposed):
        half = [m.kind == "interactions" and not _is_whole(m) for m in proposed]
        return [TableMapping("ignored") if h else m for m, h in zip(proposed, half, strict=True)]
    promoted = [TableMapping("interactions", m.columns) for m in proposed]
    return [
        p if m.kind == "reviews" and _is_whole(p) else m
        for m, p in zip(proposed, promoted, strict=True)
    ]


def _corrected(
    tables: list[TableFile], proposed: list[TableMapping], mapping: Mapping[str, TableMapping]
) -> list[TableMapping]:
    by_name = {t.file: t for t in tables} | {PurePosixPath(t.file).name: t for t in tables}
    for file, corrected in mapping.items():
        if file not in by_name:
            raise DataError(
                f"The mapping names {file!r}, which is not among the tables: "
                f"{', '.join(t.file for t in tables) or 'none'}."
            )
        _check_mapping(by_name[file], corrected)
    chosen = {id(by_name[file]): corrected for file, corrected in mapping.items()}
    return [chosen.get(id(t), m) for t, m in zip(tables, proposed, strict=True)]


def _check_mapping(table: TableFile, mapping: TableMapping) -> None:
    if mapping.kind not in KINDS:
        raise DataError(
            f"{table.file} cannot be {mapping.kind!r}. Choose one of {', '.join(KINDS)}."
        )
    names = list(mapping.columns.values())
    for column, name in mapping.columns.items():
        if column not in table.columns:
            raise DataError(
                f"{table.file} has no column {column!r}. Choose one of {', '.join(table.columns)}."
            )
        if mapping.kind != "features" and name not in CHOICES[mapping.kind]:
            raise DataError(
                f"{table.file}, column {column!r}: {name!r} means nothing in a table of this kind. "
                f"Choose one of {', '.join(CHOICES[mapping.kind]) or 'none'}."
            )
        if names.count(name) > 1:
            raise DataError(f"{table.file}: several columns are given as {name!r}. Choose one.")
