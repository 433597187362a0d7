"""Datasets on disk: one folder each, named by fingerprint, tables as Parquet, posters beside them.

A folder appears whole or not at all, and what is read back is checked against its name.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from mmrec import __version__, home, schema
from mmrec.dataset import Dataset
from mmrec.errors import DataError, UnknownId
from mmrec.findings import Finding

SUMMARY = ("fingerprint", "name", "n_users", "n_items", "n_interactions", "saved")
TABLES = ("users", "items", "interactions", "reviews")
POSTER_FOLDER = "posters"


def save_dataset(dataset: Dataset) -> None:
    """Keep a dataset on this computer; one with the same content is replaced."""
    with tempfile.TemporaryDirectory(prefix=".saving-", dir=_root()) as temporary:
        fresh = Path(temporary) / "fresh"
        fresh.mkdir()
        _write(dataset, fresh)
        _swap(fresh, _root() / dataset.fingerprint)


def open_dataset(fingerprint: str) -> Dataset:
    """Read a dataset back; raises `UnknownId` where it is absent, `DataError` where damaged."""
    folder = _folder(fingerprint)
    try:
        dataset = _read(folder)
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder) from error
    if dataset.fingerprint != fingerprint:
        raise _damaged(folder)
    return dataset


def list_datasets() -> pd.DataFrame:
    """One row a dataset on this computer, the newest first.  Columns: `SUMMARY`."""
    metas = [_meta(f) for f in _root().iterdir() if _is_fingerprint(f.name)]
    table = pd.DataFrame([m for m in metas if m], columns=list(SUMMARY))
    return table.sort_values("saved", ascending=False, ignore_index=True)


def delete_dataset(fingerprint: str) -> None:
    """Remove a dataset from this computer; raises `UnknownId` where it is absent."""
    folder = _folder(fingerprint)
    with tempfile.TemporaryDirectory(prefix=".deleting-", dir=_root()) as temporary:
        folder.rename(Path(temporary) / fingerprint)


def _root() -> Path:
    return home.folder("datasets")


def _is_fingerprint(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{16}", text) is not None


def _folder(fingerprint: str) -> Path:
    folder = _root() / fingerprint
    if not _is_fingerprint(fingerprint) or not folder.is_dir():
        raise UnknownId(
            f"There is no dataset {fingerprint[:40]!r} on this computer. "
            "Choose one on the Data page, or load its files there again."
        )
    return folder


def _damaged(folder: Path) -> DataError:
    return DataError(
        f"The stored dataset {folder.name} is damaged: its files do not match its name. "
        f"Load the original files again, or delete the folder {folder}."
    )


def _swap(fresh: Path, target: Path) -> None:
    """Put a finished folder in place; an older one goes to the temporary folder to be deleted."""
    if target.exists():
        target.rename(fresh.with_name("old"))
    try:
        fresh.rename(target)
    except OSError:  # another process was first; its content is the same by name
        if not target.is_dir():
            raise


def _write(dataset: Dataset, folder: Path) -> None:
    custom = [(f"custom-{i}", table) for i, table in enumerate(dataset.custom.values())]
    stored = _copy_posters(dataset.items, folder / POSTER_FOLDER)
    items = dataset.items.assign(**{schema.POSTER: stored})
    tables = {name: getattr(dataset, name) for name in TABLES} | {"items": items} | dict(custom)
    for name, table in tables.items():
        pq.write_table(
            pa.Table.from_pandas(table.rename(columns=str), preserve_index=False),
            folder / f"{name}.parquet",
        )
    dtypes = {n: {str(c): str(d) for c, d in t.dtypes.items()} for n, t in tables.items()}
    meta = _describe(dataset) | {"dtypes": dtypes}
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")


def _describe(dataset: Dataset) -> dict[str, Any]:
    return {
        "fingerprint": dataset.fingerprint,
        "name": dataset.name,
        "notice": dataset.notice,
        "n_users": dataset.n_users,
        "n_items": dataset.n_items,
        "n_interactions": len(dataset.interactions),
        "custom": list(dataset.custom),
        "findings": [asdict(f) for f in dataset.findings],
        "mmrec": __version__,
        "saved": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }


def _copy_posters(items: pd.DataFrame, folder: Path) -> "pd.Series[Any]":
    """Copy each poster once, named by its hash; returns names relative to the folder or None."""
    folder.mkdir()
    names: list[str | None] = []
    for path, digest in zip(items[schema.POSTER], items[schema.POSTER_HASH], strict=True):
        known = isinstance(path, str) and isinstance(digest, str)
        names.append(f"{digest}{Path(path).suffix.lower()}" if known else None)
        if known and not (folder / str(names[-1])).exists():
            shutil.copyfile(path, folder / str(names[-1]))
    return pd.Series(names, index=items.index, dtype=object)


def _meta(folder: Path) -> dict[str, Any] | None:
    """The description of a folder, or None where it cannot be read."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return {column: meta[column] for column in SUMMARY}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _read(folder: Path) -> Dataset:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    tables = {name: _read_table(folder, name, meta["dtypes"][name]) for name in TABLES}
    posters = tables["items"][schema.POSTER]
    inside = [str(folder / POSTER_FOLDER / p) if isinstance(p, str) else None for p in posters]
    tables["items"][schema.POSTER] = pd.Series(inside, dtype=object)
    custom = {
        name: _read_table(folder, f"custom-{i}", meta["dtypes"][f"custom-{i}"])
        for i, name in enumerate(meta["custom"])
    }
    findings = tuple(Finding(**f) for f in meta["findings"])
    return Dataset(
        name=meta["name"],
        notice=meta["notice"],
        findings=findings,
        custom=custom,
        **tables,
    )


def _read_table(folder: Path, name: str, dtypes: Mapping[str, str]) -> pd.DataFrame:
    """A table with the types that it was written with; lists become tuples again."""
    table: pd.DataFrame = pq.read_table(folder / f"{name}.parquet").to_pandas()
    lists = [c for c in schema.LISTS if c in table]
    table = table.assign(**{c: table[c].map(tuple) for c in lists})
    for column, dtype in dtypes.items():
        if str(table[column].dtype) != dtype:
            table[column] = _as_written(table[column], dtype)
    return table


def _as_written(column: "pd.Series[Any]", dtype: str) -> "pd.Series[Any]":
    if dtype == "object":
        return column.astype(object).where(column.notna(), None)
    return column.astype(dtype)  # type: ignore[call-overload,no-any-return]
