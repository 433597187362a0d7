"""The layouts in which MovieLens is published, recognised by content rather than by name.

The CSV family (latest-small, 20M, 25M, 32M) needs no reader of its own: its columns say what
they are.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from mmrec import schema
from mmrec.errors import DataError
from mmrec.findings import Finding
from mmrec.sources.delimited import Dialect, open_dialect, read_text
from mmrec.sources.encoding import SAMPLE, encoding_of
from mmrec.sources.table import HEAD_ROWS, TableFile, TableMapping

ML_100K: Final = "MovieLens 100K"
ML_DAT: Final = "MovieLens 1M or 10M"
ML_CSV: Final = "MovieLens"

GENRES_100K: Final = (
    "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime",
    "Documentary", "Drama", "Fantasy", "Film-Noir", "Horror", "Musical", "Mystery", "Romance",
    "Sci-Fi", "Thriller", "War", "Western",
)  # fmt: skip
RATINGS: Final = (schema.USER_ID, schema.ITEM_ID, schema.RATING, schema.TIMESTAMP)
TAGS: Final = (schema.USER_ID, schema.ITEM_ID, schema.REVIEW, schema.TIMESTAMP)
FILMS: Final = (schema.ITEM_ID, schema.TITLE, schema.GENRES)

U_DATA: Final = re.compile(r"\d+\t\d+\t[1-5]\t\d{8,10}")
U_ITEM: Final = re.compile(r"\d+\|[^|]*\|[^|]*\|[^|]*\|[^|]*(\|[01]){19}")
RATINGS_DAT: Final = re.compile(r"\d+::\d+::\d(\.\d)?::\d+")
TAGS_DAT: Final = re.compile(r"\d+::\d+::.*::\d+")
MOVIES_DAT: Final = re.compile(r"\d+::.+::[^:]*")
USERS_DAT: Final = re.compile(r"\d+::[MF]::\d+::\d+::[^:]*")
FOLD_100K: Final = re.compile(r"u[1-5ab]\.(base|test)")
FOLD_10M: Final = re.compile(r"r[1-5ab]\.(train|test)")
CSV_COLUMNS: Final = frozenset({("userId", "movieId", "rating", "timestamp")})


def open_layout(path: Path, file: str) -> TableFile | None:
    """A file of MovieLens 100K, 1M or 10M, or None if it is something else."""
    lines = _first_lines(path)
    for pattern, opener in OPENERS:
        if lines and all(pattern.fullmatch(line) for line in lines):
            return opener(path, file)
    return None


def is_fold(path: Path, siblings: set[str]) -> bool:
    """Whether a file repeats part of the ratings beside it, for cross-validation."""
    return bool(
        (FOLD_100K.fullmatch(path.name) and "u.data" in siblings)
        or (FOLD_10M.fullmatch(path.name) and "ratings.dat" in siblings)
    )


def layout_of(tables: list[TableFile]) -> str | None:
    """The layout of an upload: that of any of its files."""
    named = [t.layout for t in tables if t.layout]
    named += [ML_CSV for t in tables if t.columns in CSV_COLUMNS and t.file.endswith("ratings.csv")]
    return named[0] if named else None


def _first_lines(path: Path) -> list[str]:
    with path.open("rb") as file:
        text = file.read(SAMPLE // 16).decode("latin-1")
    lines = text.splitlines()
    return lines[:-1] if len(lines) > 1 and not text.endswith("\n") else lines


def _mapping(kind: str, columns: tuple[str, ...]) -> TableMapping:
    return TableMapping(kind, {c: c for c in columns})


def _open_u_data(path: Path, file: str) -> TableFile:
    dialect = Dialect("utf-8", "\t", RATINGS, header=False, quotes=False)
    preset = _mapping("interactions", RATINGS)
    return open_dialect(path, file, dialect, layout=ML_100K, preset=preset)


def _open_u_item(path: Path, file: str) -> TableFile:
    """Films with 19 genre flags; 'unknown' is no genre.  The year is that of the title."""
    names = (*FILMS[:2], "release date", "video release date", "IMDb URL", *GENRES_100K)
    dialect = Dialect(encoding_of(path), "|", names, header=False, quotes=False)
    table, _ = read_text(path, file, dialect, {})
    flags = table[list(GENRES_100K[1:])].to_numpy(dtype=object) == "1"
    found = [tuple(g for g, on in zip(GENRES_100K[1:], row, strict=True) if on) for row in flags]
    frame = table[[schema.ITEM_ID, schema.TITLE]].assign(genres=pd.Series(found, dtype=object))
    frame.loc[frame[schema.TITLE] == "unknown", schema.TITLE] = None
    opened = _in_memory(file, frame, "items", ML_100K)
    what = f"Columns {', '.join(names[2:5])}, and the genre 'unknown'."
    opened.notes.append(Finding(file, what, "They were not used.", "Nothing needs to be done."))
    return opened


def _open_ratings_dat(path: Path, file: str) -> TableFile:
    """`::` read as two `:`, between which lies an empty column."""
    names = tuple(n for c in RATINGS for n in (c, f"after {c}"))[:-1]
    dialect = Dialect("latin-1", ":", names, header=False, quotes=False)
    preset = _mapping("interactions", RATINGS)
    table = open_dialect(path, file, dialect, layout=ML_DAT, preset=preset)
    head = table.head[list(RATINGS)]
    return TableFile(file, head, table.read, 1, ML_DAT, preset, table.notes)


def _open_tags_dat(path: Path, file: str) -> TableFile:
    return _in_memory(file, _split_lines(path, TAGS, file), "reviews", ML_DAT)


def _open_movies_dat(path: Path, file: str) -> TableFile:
    return _in_memory(file, _split_lines(path, FILMS, file), "items", ML_DAT)


def _open_users_dat(path: Path, file: str) -> TableFile:
    columns = (schema.USER_ID, "gender", "age", "occupation", "zip")
    return _in_memory(file, _split_lines(path, columns, file), "ignored", ML_DAT)


def _split_lines(path: Path, columns: tuple[str, ...], file: str) -> pd.DataFrame:
    """Fields between `::`; one in the middle may hold `::` itself."""
    encoding = "utf-8" if encoding_of(path) == "utf-8" else "latin-1"
    rows = []
    for number, line in enumerate(path.read_text(encoding=encoding).splitlines(), start=1):
        fields = line.split("::")
        if len(fields) < len(columns):
            raise DataError(
                f"{file}, line {number}: {len(fields)} fields between '::' instead of "
                f"{len(columns)}. Download the file again."
            )
        rest = len(columns) - 2 if columns == TAGS else 1
        middle = "::".join(fields[rest : len(fields) - len(columns) + rest + 1])
        rows.append([*fields[:rest], middle, *fields[len(fields) - len(columns) + rest + 1 :]])
    return pd.DataFrame(rows, columns=list(columns))


def _in_memory(file: str, frame: pd.DataFrame, kind: str, layout: str) -> TableFile:
    columns = tuple(map(str, frame.columns)) if kind != "ignored" else ()

    def read(holds: Mapping[str, str]) -> pd.DataFrame:
        return frame

    return TableFile(file, frame.head(HEAD_ROWS), read, 1, layout, _mapping(kind, columns))


OPENERS: Final[tuple[tuple[re.Pattern[str], Callable[[Path, str], TableFile]], ...]] = (
    (U_DATA, _open_u_data),
    (U_ITEM, _open_u_item),
    (RATINGS_DAT, _open_ratings_dat),
    (USERS_DAT, _open_users_dat),
    (TAGS_DAT, _open_tags_dat),
    (MOVIES_DAT, _open_movies_dat),
)
