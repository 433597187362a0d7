"""From files to tables: each file is opened by what its content says it is."""

from pathlib import Path

from mmrec.errors import DataError
from mmrec.findings import Finding
from mmrec.sources import movielens
from mmrec.sources.delimited import open_delimited, sniff
from mmrec.sources.encoding import start_of
from mmrec.sources.files import Files
from mmrec.sources.structured import open_excel, open_json, open_parquet
from mmrec.sources.table import TableFile

PARQUET = b"PAR1"
ZIP = b"PK\x03\x04"
COMPRESSED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"7z\xbc\xaf": "7-Zip"}
MOSTLY = 0.95


def open_tables(files: Files) -> tuple[list[TableFile], list[Finding]]:
    """Every table of an upload, and what was passed over."""
    tables: list[TableFile] = []
    findings = list(files.findings)
    siblings = {p.name for p in (*files.tables, *files.perhaps)}
    for path in files.tables:
        tables += open_file(path, files.label(path))
    for path in files.perhaps:
        opened = None if movielens.is_fold(path, siblings) else _perhaps(path, files.label(path))
        if opened is None:
            findings.append(_passed_over(files.label(path), movielens.is_fold(path, siblings)))
        else:
            tables.append(opened)
    return tables, findings


def open_file(path: Path, file: str) -> list[TableFile]:
    """The table of a file, or those of the sheets of an Excel file."""
    start = start_of(path, 64)
    suffix = path.suffix.lower()
    if start.startswith(PARQUET) or suffix in (".parquet", ".pq"):
        return [open_parquet(path, file)]
    if suffix == ".xlsx" or start.startswith(ZIP):
        return open_excel(path, file)
    _refuse_compressed(start, file)
    if suffix in (".json", ".jsonl", ".ndjson") or start.lstrip().startswith((b"{", b"[{")):
        return [open_json(path, file)]
    return [movielens.open_layout(path, file) or open_delimited(path, file)]


def _refuse_compressed(start: bytes, file: str) -> None:
    for magic, name in COMPRESSED.items():
        if start.startswith(magic):
            raise DataError(
                f"{file} is compressed with {name}. Unpack it, or pack the files as .zip."
            )


def _perhaps(path: Path, file: str) -> TableFile | None:
    """A file whose name promises no table: one only if nearly all its rows have equal length."""
    try:
        if known := movielens.open_layout(path, file):
            return known
        return open_delimited(path, file) if sniff(path).share >= MOSTLY else None
    except DataError:
        return None


def _passed_over(file: str, fold: bool) -> Finding:
    what = "It repeats part of the ratings." if fold else "Its content is no table."
    return Finding(file, what, "It was not read.", "Nothing needs to be done.")
