"""Where mmrec keeps datasets, features and runs on this computer."""

import os
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from platformdirs import user_data_dir

from mmrec.errors import ConfigError


def home() -> Path:
    """The data directory: `MMREC_HOME` where set, else the platform's own place for such data."""
    folder = Path(os.environ.get("MMREC_HOME") or user_data_dir("mmrec", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"The data directory {folder} cannot be made: {error.strerror}. Name one that you may "
            "write to in the environment variable MMREC_HOME."
        ) from error
    return folder


def folder(name: str) -> Path:
    """A folder of the data directory, made if need be."""
    path = home() / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def sweep(paths: Iterable[Path], days: float) -> None:
    """Delete the folders among the paths that nobody has written to for so many days."""
    oldest = time.time() - days * 24 * 3600
    for path in paths:
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                shutil.rmtree(path, ignore_errors=True)
