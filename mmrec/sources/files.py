"""Which files there are, and what each may be: a table, a poster, or neither."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mmrec.errors import DataError
from mmrec.findings import Finding
from mmrec.sources.archive import CLUTTER, check_size, unpack

TABLES: Final = (".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".parquet", ".pq", ".xlsx")
PERHAPS: Final = (".txt", ".data", ".item", ".dat", ".base", ".test", ".inter")
"""Tables only if their content says so."""
POSTERS: Final = (".jpg", ".jpeg", ".png", ".webp")
PICKLED: Final = (".npy", ".npz", ".pkl", ".pickle", ".joblib", ".pt", ".pth")
EXCEL_BEFORE_2007: Final = ".xls"
TALK: Final = ("readme", "license", "licence", "changelog", "notice")


@dataclass(frozen=True)
class Files:
    """The files of one upload, by what they may be."""

    root: Path
    tables: tuple[Path, ...]
    perhaps: tuple[Path, ...]
    posters: tuple[Path, ...]
    findings: tuple[Finding, ...]

    def label(self, path: Path) -> str:
        """The name of a file as a person sees it: its path below the upload."""
        return path.relative_to(self.root).as_posix()


def collect(source: str | os.PathLike[str] | Sequence[str | os.PathLike[str]]) -> Files:
    """The files of a folder, a zip archive, a single file or several of these."""
    given = [source] if isinstance(source, str | os.PathLike) else list(source)
    if not given:
        raise DataError("No file was given. Choose a folder, a .zip archive or table files.")
    roots = [_opened(Path(p)) for p in given]
    found = sorted({f for root in roots for f in _files_of(root)})
    if not found:
        raise DataError(f"{Path(given[0]).name} holds no files. Choose one that holds tables.")
    forced = [r for r in roots if len(roots) == 1 and r.is_file() and not _is_refused(r)]
    return _sorted_out(found, forced)


def _opened(path: Path) -> Path:
    if not path.exists():
        raise DataError(f"There is no file or folder {str(path)!r}. Check the path.")
    return unpack(path) if path.suffix.lower() == ".zip" else path.resolve()


def _files_of(root: Path) -> list[Path]:
    if root.is_file():
        check_size(root)
        return [root]
    found = [p for p in root.rglob("*") if p.is_file() and not _is_clutter(p.relative_to(root))]
    return [p for p in found if p.resolve().is_relative_to(root.resolve())]


def _is_clutter(path: Path) -> bool:
    return any(part in CLUTTER or part.startswith(".") for part in path.parts)


def _is_refused(path: Path) -> bool:
    return path.suffix.lower() in (*POSTERS, *PICKLED, EXCEL_BEFORE_2007)


def _sorted_out(found: list[Path], forced: list[Path]) -> Files:
    kinds: dict[str, list[Path]] = {"tables": [], "perhaps": [], "posters": [], "others": []}
    for path in found:
        kinds["tables" if path in forced else _kind(path)].append(path)
    root = Path(os.path.commonpath([p.parent for p in found]))
    return Files(
        root,
        tuple(kinds["tables"]),
        tuple(kinds["perhaps"]),
        tuple(kinds["posters"]),
        tuple(unused(kinds["others"])),
    )


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    if path.stem.lower() in TALK:
        return "others"
    for kind, suffixes in (("tables", TABLES), ("perhaps", PERHAPS), ("posters", POSTERS)):
        if suffix in suffixes:
            return kind
    return "others"


def unused(paths: Iterable[Path]) -> list[Finding]:
    """One finding for every file that is not read, with the reason."""
    return [Finding(p.name, *_why_not(p.suffix.lower())) for p in paths]


def _why_not(suffix: str) -> tuple[str, str, str]:
    done = "It was not read."
    if suffix in PICKLED:
        remedy = "Save the numbers as a CSV or Parquet table with a column of film ids."
        return f"Files of the kind {suffix} may carry programs.", done, remedy
    if suffix == EXCEL_BEFORE_2007:
        return "Excel files from before 2007 are not read.", done, "Save it as .xlsx or .csv."
    remedy = "If it holds data, save it as CSV, JSON, Parquet or Excel (.xlsx)."
    return "It is neither a table nor a poster.", done, remedy
