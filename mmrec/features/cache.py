"""Vectors on disk, keyed by the encoder's identity and the content of its inputs.

Two folders are read: the user's own, and the one shipped with the sample so that a first start
encodes nothing.  Only the user's own is written.  Files are .npz and never pickled.
"""

import logging
import os
import uuid
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np

from mmrec.features.encoder import Encoding
from mmrec.home import folder
from mmrec.progress import Progress, silent

LOG = logging.getLogger(__name__)

SHIPPED: Final = Path(__file__).resolve().parents[2] / "sample_data" / "features"
MOST_BYTES: Final = 4 * 1024**3
"""The user's folder is kept below this: what was used longest ago goes first."""

BROKEN: Final = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)
"""What NumPy raises on a file that is cut off, overwritten or not an archive."""


def vectors(encoding: Encoding, on_progress: Progress = silent) -> np.ndarray:
    """The vectors of an encoding, (inputs, d) float32: read where known, else encoded and kept."""
    if not encoding.inputs:
        return np.zeros((0, 0), dtype=np.float32)
    if (known := read(encoding)) is not None:
        return known
    fresh = encoding.encoder.embed(encoding.inputs, on_progress)
    _keep(encoding, fresh)
    return fresh


def is_known(encoding: Encoding) -> bool:
    """Whether nothing is left to encode; looks for the file without reading it."""
    return not encoding.inputs or any(path.exists() for path in _places(encoding))


def read(encoding: Encoding) -> np.ndarray | None:
    """Vectors from the first folder that holds them whole; a broken file counts as absent."""
    for path in _places(encoding):
        values = _read(path)
        if values is not None and len(values) == len(encoding.inputs):
            return values
    return None


def write(place: Path, encoding: Encoding, values: np.ndarray) -> Path:
    """Put vectors into a folder; another process sees the whole file or none."""
    path = place / f"{encoding.key}.npz"
    unfinished = place / f"{uuid.uuid4().hex}.unfinished"
    try:
        with unfinished.open("wb") as file:
            np.savez(file, values=values)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _keep(encoding: Encoding, values: np.ndarray) -> None:
    """Write to the user's folder; a full disk costs the copy, not the vectors."""
    try:
        write(folder("features"), encoding, values)
        _keep_below(folder("features"), MOST_BYTES)
    except OSError as error:
        LOG.warning("Vectors of %s are not kept: %s", encoding.encoder.noun, error)


def _places(encoding: Encoding) -> list[Path]:
    return [place / f"{encoding.key}.npz" for place in (folder("features"), SHIPPED)]


def _read(path: Path) -> np.ndarray | None:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            values = np.asarray(archive["values"], dtype=np.float32)
    except BROKEN:
        return None
    if path.parent != SHIPPED:
        with suppress(OSError):
            path.touch()
    return values


def _keep_below(place: Path, most: int) -> None:
    """Remove the files used longest ago until the folder is small enough; keep the newest."""
    files = sorted(place.glob("*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)
    sizes = np.cumsum([path.stat().st_size for path in files])
    for path in [f for f, size in zip(files[1:], sizes[1:], strict=True) if size > most]:
        path.unlink(missing_ok=True)
