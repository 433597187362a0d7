"""Tables as text: CSV, TSV and their kin, with sniffed encoding and delimiter."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from mmrec.errors import DataError
from mmrec.findings import Finding
from mmrec.sources.encoding import encoding_of, head_text
from mmrec.sources.table import HEAD_ROWS, ID, NUMBER, TEXT, TableFile, check_rows, unique_names

DELIMITERS: Final = ("\t", ";", ",", "|")
SNIFFED_RECORDS: Final = 200
BLOCK: Final = 1 << 24
FEW_BYTES: Final = 50_000_000
MISSING: Final = ["", "NaN", "nan", "NULL", "null", "N/A", "n/a", "#N/A", "\\N", "<NA>"]
PLAIN_NUMBER: Final = re.compile(r"\s*[-+]?\d+(\.\d+)?\s*")
TYPES: Final[dict[str, pa.DataType]] = {
    ID: pa.dictionary(pa.int32(), pa.string()),
    NUMBER: pa.float64(),
    TEXT: pa.string(),
}


@dataclass(frozen=True)
class Dialect:
    """How a text file is to be cut into rows and columns."""

    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    header: bool = True
    quotes: bool = True
    share: float = 1.0
    """Share of the sniffed rows that have as many cells as the first."""

    @property
    def first_row(self) -> int:
        """The row that holds the first data."""
        return 2 if self.header else 1


@dataclass
class Malformed:
    """Rows with more or fewer cells than columns; they are left out and counted."""

    count: int = 0
    first: int | None = None
    found: int = 0
    wanted: int = 0

    def __call__(self, row: Any) -> str:
        """Count a row and pass it over."""
        self.count += 1
        if self.count == 1:
            self.first, self.found, self.wanted = (
                row.number,
                row.actual_columns,
                row.expected_columns,
            )
        return "skip"

    def finding(self, file: str) -> Finding:
        """What is to be said of them."""
        return Finding(
            file,
            f"Rows with the wrong number of cells: {self.count:,}; the first has {self.found} "
            f"instead of {self.wanted}.",
            "They were left out.",
            "Put cells that hold the delimiter in double quotes, and end no row early.",
            row=self.first,
            count=self.count,
        )


def open_delimited(path: Path, file: str) -> TableFile:
    """A text table, its encoding, delimiter and header sniffed from its content."""
    return open_dialect(path, file, sniff(path))


def open_dialect(path: Path, file: str, dialect: Dialect, **about: Any) -> TableFile:
    """A text table whose dialect is known."""
    head = _head(path, dialect)
    notes = list(_remarks(file, dialect))

    def read(holds: Mapping[str, str]) -> pd.DataFrame:
        table, malformed = read_text(path, file, dialect, holds)
        if malformed.count and not any("wrong number of cells" in n.what for n in notes):
            notes.append(malformed.finding(file))
        return table

    return TableFile(file, head, read, first_row=dialect.first_row, notes=notes, **about)


def sniff(path: Path) -> Dialect:
    """The dialect of a text file.  Raises `DataError` for what is not text or empty."""
    encoding = encoding_of(path)
    text = head_text(path, encoding).removeprefix("\ufeff")
    delimiter, share = _delimiter(text)
    first = next(iter(_records(text, delimiter, 1)), [])
    header = not all(PLAIN_NUMBER.fullmatch(cell) for cell in first)
    names = first if header else [""] * len(first)
    return Dialect(encoding, delimiter, tuple(unique_names(names)), header, share=share)


def _delimiter(text: str) -> tuple[str, float]:
    """The delimiter by which most rows have as many cells as the first, at least two."""
    scores = {d: _consistency(_records(text, d, SNIFFED_RECORDS)) for d in DELIMITERS}
    best = max(scores, key=lambda d: scores[d])
    return (best, scores[best][0]) if scores[best][1] > 1 else (",", 0.0)


def _consistency(records: list[list[str]]) -> tuple[float, int]:
    width = len(records[0]) if records else 0
    if width < 2:
        return 0.0, width
    return sum(len(r) == width for r in records) / len(records), width


def _records(text: str, delimiter: str, count: int) -> list[list[str]]:
    """The first records that are not blank; the last of a longer text may be cut, so it goes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[list[str]] = []
    try:
        for record in reader:
            if record:
                found.append(record)
            if len(found) >= count:
                break
    except csv.Error:
        return found
    return found


def _head(path: Path, dialect: Dialect) -> pd.DataFrame:
    """The first rows as text, None where a cell is missing."""
    text = head_text(path, dialect.encoding).removeprefix("\ufeff")
    if dialect.quotes:
        records = _records(text, dialect.delimiter, HEAD_ROWS + 1)
    else:
        lines = [line for line in text.splitlines() if line][: HEAD_ROWS + 1]
        records = [line.split(dialect.delimiter) for line in lines]
    rows = records[1:] if dialect.header else records
    sound = [r for r in rows if len(r) == len(dialect.columns)]
    frame = pd.DataFrame(sound, columns=list(dialect.columns), dtype=object)
    return frame.mask(frame.isin(MISSING), None)


def _remarks(file: str, dialect: Dialect) -> list[Finding]:
    remarks = []
    if dialect.encoding in ("cp1252", "latin-1"):
        name = "Windows-1252" if dialect.encoding == "cp1252" else "Latin-1"
        what = "The text is not UTF-8."
        remarks.append(
            Finding(
                file, what, f"It was read as {name}.", "Save it as UTF-8 if letters look wrong."
            )
        )
    return remarks


def read_text(
    path: Path, file: str, dialect: Dialect, holds: Mapping[str, str]
) -> tuple[pd.DataFrame, Malformed]:
    """The whole table, and the rows that did not fit.

    A column that is to hold numbers but does not is read as text.
    """
    malformed = Malformed()
    try:
        table = _parse(path, dialect, holds, malformed)
    except pa.ArrowInvalid:
        malformed = Malformed()
        without = {c: TEXT if h == NUMBER else h for c, h in holds.items()}
        table = _guarded(lambda: _parse(path, dialect, without, malformed), file)
    check_rows(file, table.num_rows)
    return table.to_pandas(), malformed


def _guarded(parse: Callable[[], pa.Table], file: str) -> pa.Table:
    try:
        return parse()
    except pa.ArrowInvalid as error:
        raise DataError(
            f"{file} cannot be read as a table: {str(error).splitlines()[0]}. "
            "Check its quotes and delimiters, or save it as UTF-8 CSV again."
        ) from error


def _parse(
    path: Path, dialect: Dialect, holds: Mapping[str, str], malformed: Malformed
) -> pa.Table:
    columns = list(dialect.columns)
    return arrow_csv.read_csv(
        path,
        read_options=arrow_csv.ReadOptions(
            encoding=dialect.encoding,
            column_names=columns,
            skip_rows_after_names=int(dialect.header),
            block_size=BLOCK,
            use_threads=path.stat().st_size > FEW_BYTES,  # rows are numbered only without threads
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=dialect.delimiter,
            quote_char='"' if dialect.quotes else False,
            newlines_in_values=dialect.quotes,
            invalid_row_handler=malformed,
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types={c: TYPES[holds.get(c, TEXT)] for c in columns},
            include_columns=[c for c in columns if not holds or c in holds],
            null_values=MISSING,
            strings_can_be_null=True,
        ),
    )
