"""`Notes`: findings collected while tables are checked, each with its file and first row."""

from dataclasses import dataclass

import numpy as np

from mmrec.findings import Finding
from mmrec.sources.raw import RawTables, locate


@dataclass(frozen=True)
class Advice:
    """The three sentences of a finding; `{count}` and `{first}` are filled in."""

    what: str
    done: str
    remedy: str


@dataclass(frozen=True)
class Notes:
    """The findings of one dataset in the making."""

    raw: RawTables
    findings: list[Finding]

    def file(self, table: str) -> str:
        """The file of a table, or the table's own name where it came from none."""
        origins = self.raw.origins.get(table, ())
        return origins[0].file if origins else table

    def rows(
        self,
        table: str,
        mask: np.ndarray,
        advice: Advice,
        column: str | None = None,
        shown: object = None,
    ) -> None:
        """Note that the rows of a mask share a fault; nothing happens if there are none.

        `shown`: an array or series of what stands in each row, to quote the first.
        """
        if not (found := np.flatnonzero(mask)).size:
            return
        first = int(found[0])
        quoted = "" if shown is None else repr(_plain(np.asarray(shown, dtype=object)[first]))
        file, row = locate(self.raw.origins.get(table, ()), first, self.file(table))
        self.add(file, advice, len(found), quoted, row=row, column=column)

    def add(
        self,
        file: str,
        advice: Advice,
        count: int = 1,
        first: str = "",
        *,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        """Note one finding."""
        what = advice.what.format(count=f"{count:,}", first=first)
        self.findings.append(Finding(file, what, advice.done, advice.remedy, row, column, count))

    def add_if(self, file: str, advice: Advice, count: int) -> None:
        """Note one finding unless its count is zero."""
        if count:
            self.add(file, advice, count)


def _plain(value: object) -> object:
    """A NumPy scalar as Python's own, and long text cut, for quoting."""
    value = value.item() if isinstance(value, np.generic) else value
    return value[:57] + "…" if isinstance(value, str) and len(value) > 58 else value
