"""Files on their way from a browser into a dataset: received, looked at, lent to a job."""

import os
import shutil
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from mmrec import home
from mmrec.errors import DataError
from mmrec.sources.table import TableMapping

LEFT_BEHIND_DAYS: Final = 1
UNPACKED_DAYS: Final = 30
"""How long an unpacked archive stays, counted from the last time it was opened."""


def receive(files: Sequence[Any]) -> list[Path]:
    """Write open files, each with a `name`, into a new folder under their own names."""
    names = Counter(Path(file.name).name for file in files)
    if repeated := [name for name, count in names.items() if count > 1]:
        raise DataError(
            f"Several of the files are called {repeated[0]}. Give each a name of its own, or leave "
            "all but one out."
        )
    folder = _new_folder()
    return [_write(file, folder / Path(file.name).name) for file in files]


def forget(paths: Sequence[Path]) -> None:
    """Delete received files; what was lent to a job stays until the job has ended."""
    shutil.rmtree(paths[0].parent, ignore_errors=True)


def upload_job(
    paths: Iterable[Path], name: str, mapping: Mapping[str, TableMapping]
) -> dict[str, Any]:
    """The job that makes a dataset of received files, which it gets in a folder of its own."""
    folder = _new_folder()
    return {
        "kind": "upload",
        "paths": [str(_link(path, folder / path.name)) for path in paths],
        "name": name,
        "mapping": {file: asdict(means) for file, means in mapping.items()},
        "scratch": str(folder),
    }


def sweep() -> None:
    """Remove what killed processes left behind, and archives that nobody opens any more."""
    started = (p for n in ("unpacked", "datasets") for p in home.folder(n).glob(".*-*"))
    home.sweep([*home.folder("uploads").iterdir(), *started], LEFT_BEHIND_DAYS)
    home.sweep(home.folder("unpacked").iterdir(), UNPACKED_DAYS)


def _new_folder() -> Path:
    folder = home.folder("uploads") / uuid.uuid4().hex[:12]
    folder.mkdir()
    return folder


def _write(file: Any, path: Path) -> Path:
    with path.open("wb") as target:
        shutil.copyfileobj(file, target)
    return path


def _link(source: Path, target: Path) -> Path:
    """A second name for a file, or a copy where the disk knows no such names."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target
