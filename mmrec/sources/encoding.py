"""What a file is by its content: its text encoding, or why it is no table at all."""

import codecs
import re
from pathlib import Path
from typing import Final

from mmrec.errors import DataError

SAMPLE: Final = 1 << 18
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HTML: Final = re.compile(r"\s*(<!doctype|<html|<head|<body|<\?xml|<!--)", re.IGNORECASE)
CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
TOO_MANY: Final = 0.01


def start_of(path: Path, size: int = SAMPLE) -> bytes:
    """The first bytes of a file.  Raises `DataError` for an empty one."""
    with path.open("rb") as file:
        start = file.read(size)
    if not start.strip(b" \t\r\n\xef\xbb\xbf"):
        raise DataError(
            f"{path.name} is empty ({path.stat().st_size} bytes). Export it again, or leave it out."
        )
    return start


def encoding_of(path: Path) -> str:
    """utf-8, utf-8-sig, utf-16 (with mark), utf-16-le, utf-16-be, cp1252 or latin-1.

    The whole file is tried as UTF-8; what is not UTF-8 is taken for Windows-1252, and for Latin-1
    where Windows-1252 has no such character.
    """
    start = start_of(path)
    marked = next((name for mark, name in MARKS if start.startswith(mark)), None)
    if claimed := marked or _unmarked_utf16(start):
        if not _decodes(path, claimed):
            raise DataError(
                f"{path.name} begins as {claimed} text but goes on as something else, or is cut "
                "off. Save it as UTF-8 again."
            )
        return claimed
    return next((e for e in ("utf-8", "cp1252") if _decodes(path, e)), "latin-1")


def head_text(path: Path, encoding: str) -> str:
    """The first characters of a text file, whole lines only, line ends as they are.

    Raises `DataError` for a web page and for bytes that are no text.
    """
    start = start_of(path)
    text = codecs.getincrementaldecoder(encoding)(errors="replace").decode(start)
    if HTML.match(text):
        raise DataError(
            f"{path.name} is a web page (HTML), not a table: it begins with "
            f"{text.strip()[:30]!r}. Download the file itself, not the page about it."
        )
    if len(CONTROL.findall(text)) > TOO_MANY * len(text):
        raise DataError(
            f"{path.name} is not a table: its content is binary. "
            "Save it as CSV, JSON, Parquet or Excel (.xlsx)."
        )
    whole = len(start) < SAMPLE or "\n" not in text
    return text if whole else text[: text.rindex("\n") + 1]


def _unmarked_utf16(start: bytes) -> str | None:
    """UTF-16 without a mark shows as zeros in every other byte of mostly Latin text."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > 0.3 * len(start) / 2 and even < 0.02 * len(start) / 2 + 1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * len(start) / 2 and odd < 0.02 * len(start) / 2 + 1 else None


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
