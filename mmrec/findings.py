"""What was noticed while data was read: nothing is corrected or left out silently."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pandas as pd


@dataclass(frozen=True)
class Finding:
    """One thing noticed in the data, what was done about it, and what a person can do."""

    file: str
    what: str
    """What was found, as a sentence with its count."""
    done: str
    """What was done about it, as a sentence."""
    remedy: str
    """What a person can do about it, as a sentence."""
    row: int | None = None
    """First row concerned, counted as a person sees it (the header is row 1)."""
    column: str | None = None
    count: int = 1


def as_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """One row a finding: file, row, column, what, done, remedy, count."""
    columns = ["file", "row", "column", "what", "done", "remedy", "count"]
    return pd.DataFrame([asdict(f) for f in findings], columns=columns).astype({"row": "Int64"})
