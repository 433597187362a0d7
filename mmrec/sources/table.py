"""`TableFile`: a table that can be looked at before it is read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from mmrec.errors import DataError, LimitError
from mmrec.findings import Finding
from mmrec.limits import limits

KINDS: Final = {
    "interactions": "who watched what",
    "items": "films",
    "reviews": "reviews or tags",
    "features": "numbers by film, a modality of its own",
    "ignored": "not used",
}
HEAD_ROWS: Final = 1000

ID: Final = "id"
NUMBER: Final = "number"
TEXT: Final = "text"


@dataclass(frozen=True)
class TableMapping:
    """What a table is and which of its columns mean what; a person may correct both."""

    kind: str
    """One of `KINDS`."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Column of the file → column of `mmrec.schema`; columns that are not named are not used."""


@dataclass(frozen=True, eq=False)
class TableFile:
    """One table of an upload: its columns, its first rows, and how to read all of it."""

    file: str
    """Its name as a person sees it."""
    head: pd.DataFrame
    """Up to `HEAD_ROWS` rows."""
    read: Callable[[Mapping[str, str]], pd.DataFrame]
    """Reads the whole; takes what a column holds: `ID`, `NUMBER` or `TEXT`, which saves time."""
    first_row: int = 2
    """The row of the file that holds the first of its rows."""
    layout: str | None = None
    """The published layout that it was recognised as."""
    preset: TableMapping | None = None
    """The mapping that the layout prescribes."""
    notes: list[Finding] = field(default_factory=list)
    """What was noticed while it was opened or read."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the file."""
        return tuple(map(str, self.head.columns))


def whole_table(file: str, frame: pd.DataFrame, **about: object) -> TableFile:
    """A `TableFile` of a table that is in memory already."""
    check_rows(file, len(frame))
    if frame.empty:
        raise DataError(f"{file} is empty: it has no rows. Export it again, or leave it out.")
    frame = frame.set_axis(unique_names(frame.columns), axis=1)
    return TableFile(file, frame.head(HEAD_ROWS), lambda _: frame, **about)  # type: ignore[arg-type]


def check_rows(file: str, rows: int) -> None:
    """Raise `LimitError` for a table with more rows than `mmrec.limits` allows."""
    if rows > limits().rows:
        raise LimitError(
            f"{file} has {rows:,} rows; the limit is {limits().rows:,}. Leave rows out, or raise "
            "the limit with the environment variable MMREC_ROWS."
        )


def unique_names(names: Iterable[object]) -> list[str]:
    """Column names as text, blanks named by position, repeated ones numbered."""
    result: list[str] = []
    for position, name in enumerate(names, start=1):
        bare = str(name).strip() if name is not None else ""
        bare = bare or f"column {position}"
        free = bare if bare not in result else f"{bare} ({position})"
        result.append(free)
    return result
