"""`RawTables`: what the sources hand to `mmrec.validation.build`, named but not yet checked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from mmrec.findings import Finding


@dataclass(frozen=True)
class Origin:
    """A run of rows that came from one file."""

    file: str
    rows: int
    first_row: int = 2
    """The row of the file that holds the first of them; the header is row 1."""


@dataclass
class RawTables:
    """Tables whose columns bear names of `mmrec.schema`; values are as the files hold them.

    `RawTables(interactions=frame)` suffices: columns user_id, item_id and perhaps rating,
    timestamp, review.
    """

    interactions: pd.DataFrame
    items: pd.DataFrame | None = None
    """The films table: item_id and any of `schema.ITEMS`; cells of list columns may be text."""
    more_items: list[pd.DataFrame] = field(default_factory=list)
    """Further films tables: they fill what is missing, and add the films of their own."""
    lifted: pd.DataFrame | None = None
    """Film columns of an interactions table; a film may stand there many times."""
    reviews: pd.DataFrame | None = None
    """user_id, item_id, review."""
    custom: dict[str, pd.DataFrame] = field(default_factory=dict)
    """Feature tables by name: item_id and columns of numbers."""
    posters: dict[str, Path] = field(default_factory=dict)
    """Image files by item_id."""
    viewers: pd.DataFrame | None = None
    """user_id and persona."""
    findings: list[Finding] = field(default_factory=list)
    origins: dict[str, tuple[Origin, ...]] = field(default_factory=dict)
    """Where the rows of a table came from, by the names of `table_name`."""


def table_name(kind: str, position: int | str | None = None) -> str:
    """The name under which `RawTables.origins` knows a table: more_items/0, custom/audio, …"""
    return kind if position is None else f"{kind}/{position}"


def locate(origins: Sequence[Origin], position: int, default: str) -> tuple[str, int]:
    """File and row, as a person sees them, of the row at a position of a table."""
    for origin in origins:
        if position < origin.rows:
            return origin.file, position + origin.first_row
        position -= origin.rows
    return default, position + 2
