"""Posters: which film has which, and whether the file can be read.

Only JPEG, PNG and WebP decoders are ever asked, and sizes are read from the header before any
pixel is decoded.
"""

import hashlib
import struct
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import pandas as pd
from PIL.Image import Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from mmrec import schema
from mmrec.limits import limits
from mmrec.sources.raw import RawTables
from mmrec.validation.ids import clean_ids
from mmrec.validation.notes import Advice, Notes

# The classes themselves, not Image.open: that one warns of large images through a global switch.
DECODERS: Final[tuple[tuple[bytes, Callable[..., Image]], ...]] = (
    (b"\xff\xd8\xff", JpegImageFile),
    (b"\x89PNG\r\n\x1a\n", PngImageFile),
    (b"RIFF", WebPImageFile),
)
UNREADABLE: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)
THUMBNAIL: Final = (64, 64)

STRAY = Advice(
    "Posters that belong to no film: {count}; the first is {first}.",
    "They were not used.",
    "Name each poster by the id of its film, such as 42.jpg.",
)
BROKEN = Advice(
    "The poster cannot be read: {first}.",
    "The film was kept without a poster.",
    "Save the picture again as JPEG, PNG or WebP.",
)


def attach(raw: RawTables, items: pd.DataFrame, notes: Notes) -> pd.DataFrame:
    """Fill in `poster`, an absolute path, and `poster_hash`; None where there is no poster."""
    files = dict(zip(clean_ids(raw.posters), raw.posters.values(), strict=True))
    item_ids = set(items[schema.ITEM_ID])
    if stray := [path for item, path in files.items() if item not in item_ids]:
        notes.add(stray[0].parent.name, STRAY, len(stray), repr(stray[0].name))
    wanted = {i: files[i] for i in items[schema.ITEM_ID] if i in files}
    with ThreadPoolExecutor() as pool:
        checked = dict(zip(wanted, pool.map(_check, wanted.values()), strict=True))
    for item, (_, fault) in checked.items():
        if fault:
            notes.add(f"{wanted[item].parent.name}/{wanted[item].name}", BROKEN, first=fault)
    hashes = {item: digest for item, (digest, _) in checked.items() if digest}
    paths = {item: str(wanted[item].resolve()) for item in hashes}
    columns = {schema.POSTER: paths, schema.POSTER_HASH: hashes}
    found = {c: [v.get(i) for i in items[schema.ITEM_ID]] for c, v in columns.items()}
    return items.assign(**{c: pd.Series(v, dtype=object) for c, v in found.items()})


def _check(path: Path) -> tuple[str | None, str]:
    """(hash, "") of a readable picture, else (None, why it is not)."""
    try:
        fault = _fault(path)
    except UNREADABLE as error:
        fault = f"it is damaged or incomplete ({error})"
    return (None, fault) if fault else (_hash(path), "")


def _fault(path: Path) -> str:
    """Why a picture cannot be used, or nothing; the whole of it is decoded, small where it can."""
    with path.open("rb") as file:
        start = file.read(12)
        file.seek(0)
        decoder = next((d for magic, d in DECODERS if start.startswith(magic)), None)
        if decoder is None:
            return "it is neither JPEG nor PNG nor WebP"
        image: Any = decoder(file)
        width, height = image.size
        if width * height > limits().image_megapixels * 1_000_000:
            return (
                f"it has {width:,} × {height:,} pixels, {width * height / 1e6:,.0f} megapixels; "
                f"the limit is {limits().image_megapixels} (MMREC_IMAGE_MEGAPIXELS raises it)"
            )
        image.draft("RGB", THUMBNAIL)
        image.load()
    return ""


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]
