"""Zip archives, unpacked where nothing can leave its folder and nothing can fill the disk."""

import hashlib
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from mmrec import home
from mmrec.errors import DataError, LimitError
from mmrec.limits import limits

NESTED: Final = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")
MEGABYTE: Final = 1_000_000
BLOCK: Final = 1 << 20
UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError)
CLUTTER: Final = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def unpack(path: Path) -> Path:
    """The folder that holds the files of a zip archive; unpacked once, then found by content."""
    check_size(path)
    target = home.folder("unpacked") / _digest(path)
    if not target.exists():
        with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=target.parent) as temporary:
            fresh = Path(temporary) / "fresh"
            fresh.mkdir()
            _extract(path, fresh)
            _put_in_place(fresh, target)
    target.touch()  # `mmrec.uploads.sweep` removes what was not opened for long
    return target


def check_size(path: Path) -> None:
    """Raise `LimitError` for a file larger than an upload may be."""
    megabytes = path.stat().st_size / MEGABYTE
    if megabytes > limits().upload_megabytes:
        raise LimitError(
            f"{path.name} has {megabytes:,.0f} MB; the limit is {limits().upload_megabytes:,} MB. "
            "Upload a smaller file, or raise the limit with the environment variable "
            "MMREC_UPLOAD_MEGABYTES."
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:20]


def _put_in_place(fresh: Path, target: Path) -> None:
    try:
        fresh.rename(target)
    except OSError:  # another process was first, with the same content
        if not target.is_dir():
            raise


def _extract(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = list(_members(archive, path.name))
            check_unpacked_size(members, path.name)
            for member in members:
                _write(archive, member, folder, path.name)
    except UNREADABLE as error:
        raise DataError(
            f"{path.name} is not a readable zip archive: {error}. Download or create it again."
        ) from error


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo]:
    """The files of an archive, each checked; folders and what systems leave behind are passed."""
    for member in archive.infolist():
        if member.filename.endswith("/") or any(
            p in CLUTTER for p in PurePosixPath(member.filename).parts
        ):
            continue
        _check_member(member, name)
        yield member


def _check_member(member: zipfile.ZipInfo, name: str) -> None:
    inside = member.filename
    if member.flag_bits & 0x1:
        raise DataError(f"{name} is encrypted ({inside}). Pack it again without a password.")
    if not is_safe(inside) or stat.S_ISLNK(member.external_attr >> 16):
        raise DataError(
            f"{name}: {inside!r} points outside the archive's own folder. "
            "Pack the files again with plain names, without links."
        )
    if inside.lower().endswith(NESTED):
        raise DataError(
            f"{name} is an archive of archives: it holds {inside}. "
            "Unpack the inner one and upload that, or its files."
        )


def is_safe(name: str) -> bool:
    """Whether a name in an archive stays below the folder that it is unpacked into."""
    parts = name.split("/")
    odd = "\\" in name or "\0" in name or re.match(r"[A-Za-z]:", name) is not None
    return bool(name) and not odd and ".." not in parts and not name.startswith("/")


def check_unpacked_size(members: list[zipfile.ZipInfo], name: str) -> None:
    """Raise `LimitError` for more files or bytes than an archive may hold."""
    if len(members) > limits().archive_files:
        raise LimitError(
            f"{name} holds {len(members):,} files; the limit is {limits().archive_files:,}. "
            "Leave files out, or raise the limit with the environment variable "
            "MMREC_ARCHIVE_FILES."
        )
    megabytes = sum(m.file_size for m in members) / MEGABYTE
    if megabytes > limits().unpacked_megabytes:
        raise LimitError(
            f"{name} unpacks to {megabytes:,.0f} MB; the limit is {limits().unpacked_megabytes:,} "
            "MB. Leave files out, or raise the limit with the environment variable "
            "MMREC_UNPACKED_MEGABYTES."
        )


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, name: str) -> None:
    """Unpack one file; zipfile reads no more bytes than the entry declares."""
    target = folder / member.filename
    if not target.resolve().is_relative_to(folder.resolve()):
        raise DataError(f"{name}: {member.filename!r} points outside the archive's own folder.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, target.open("wb") as sink:
        shutil.copyfileobj(source, sink, BLOCK)
