"""MovieLens by name: fetched once from GroupLens, checked, resumed where it was cut off."""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import requests

from mmrec import home
from mmrec.dataset import Dataset
from mmrec.errors import DownloadError
from mmrec.progress import Progress, silent
from mmrec.sources.catalogue import MOVIELENS, MovieLens
from mmrec.sources.load import load_dataset

__all__ = ["MOVIELENS", "MovieLens", "download", "load_movielens"]

GROUPLENS: Final = "https://files.grouplens.org/datasets/movielens"
TIMEOUT: Final = (10, 60)
BLOCK: Final = 1 << 18
CUT_OFF: Final = "the connection ended early; trying again goes on from where it stopped"
PARTIAL, WRONG_RANGE = 206, 416
MD5: Final = re.compile(r"\b[0-9a-fA-F]{32}\b")


@dataclass(frozen=True)
class Fetch:
    """One download: from where, to where, and how it is told."""

    about: MovieLens
    url: str
    target: Path
    on_progress: Progress

    @property
    def part(self) -> Path:
        """What has arrived so far."""
        return self.target.with_name(self.target.name + ".part")

    @property
    def tag(self) -> Path:
        """Which version of the file the part belongs to."""
        return self.target.with_name(self.target.name + ".part.json")

    def failed(self, why: str) -> DownloadError:
        """The sentence that names the two other doors."""
        return DownloadError(
            f"{self.about.label} could not be fetched from {self.url}: {why}. "
            "Try again later, use the bundled sample, or upload the archive or files of your own."
        )


def download(name: str, on_progress: Progress = silent) -> Path:
    """The archive of a published dataset, from the data directory or else from GroupLens.

    MMREC_MOVIELENS_URL names another server of the same layout.
    """
    fetch = _fetch(name, on_progress)
    if not fetch.target.exists():
        try:
            _receive(fetch)
            _check(fetch)
        except requests.RequestException as error:
            raise fetch.failed(_why(error)) from error
        fetch.part.rename(fetch.target)
        fetch.tag.unlink(missing_ok=True)
    on_progress(1.0, f"{fetch.about.label} is here")
    return fetch.target


def load_movielens(name: str, on_progress: Progress = silent) -> Dataset:
    """A published dataset by name, downloaded if need be."""
    path = download(name, lambda fraction, message: on_progress(0.8 * fraction, message))
    about = MOVIELENS[name]
    dataset = load_dataset(
        path,
        name=about.label,
        notice=about.licence,
        on_progress=lambda fraction, message: on_progress(0.8 + 0.2 * fraction, message),
    )
    on_progress(1.0, f"{about.label} is ready")
    return dataset


def _fetch(name: str, on_progress: Progress) -> Fetch:
    if name not in MOVIELENS:
        raise DownloadError(
            f"There is no MovieLens dataset {name!r}. Choose one of {', '.join(MOVIELENS)}."
        )
    base = os.environ.get("MMREC_MOVIELENS_URL", GROUPLENS).rstrip("/")
    target = home.folder("downloads") / f"{name}.zip"
    return Fetch(MOVIELENS[name], f"{base}/{name}.zip", target, on_progress)


def _receive(fetch: Fetch) -> None:
    """Fetch the file, or the rest of it if the server still has the version begun with."""
    have, version = _begun(fetch)
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": version}
    with requests.get(fetch.url, headers=headers, stream=True, timeout=TIMEOUT) as response:
        if response.status_code == WRONG_RANGE:
            fetch.part.unlink()
            return _receive(fetch)
        if not response.ok:
            raise fetch.failed(f"the server answered {response.status_code} {response.reason}")
        resumed = have if _continues(response, have) else 0
        _remember_version(fetch, response)
        _write(fetch, response, resumed)


def _begun(fetch: Fetch) -> tuple[int, str]:
    """Bytes that have arrived and the version they belong to; (0, "") if that is not known."""
    if not (fetch.part.exists() and fetch.tag.exists()):
        return 0, ""
    version = json.loads(fetch.tag.read_text())["version"]
    return (fetch.part.stat().st_size, version) if version else (0, "")


def _continues(response: requests.Response, have: int) -> bool:
    starts = response.headers.get("Content-Range", "").startswith(f"bytes {have}-")
    return response.status_code == PARTIAL and starts


def _remember_version(fetch: Fetch, response: requests.Response) -> None:
    """A strong ETag, else the date of the last change: what If-Range can compare."""
    etag = response.headers.get("ETag", "")
    version = etag if etag and not etag.startswith("W/") else response.headers.get("Last-Modified")
    fetch.tag.write_text(json.dumps({"version": version or ""}))


def _write(fetch: Fetch, response: requests.Response, resumed: int) -> None:
    """Append what arrives.  A connection that ends early leaves the part to go on from."""
    length = response.headers.get("Content-Length")
    total = resumed + int(length) if length else fetch.about.megabytes * 1_000_000
    done = resumed
    with fetch.part.open("ab" if resumed else "wb") as file:
        for block in response.iter_content(BLOCK):
            file.write(block)
            done += len(block)
            fetch.on_progress(min(done / max(total, 1), 1.0), _message(fetch, done, total))
    if length and done < total:
        raise fetch.failed(CUT_OFF)


def _message(fetch: Fetch, done: int, total: int) -> str:
    return f"{fetch.about.label}: {done / 1e6:,.1f} of {total / 1e6:,.1f} MB"


def _check(fetch: Fetch) -> None:
    """Compare with the published MD5 sum, where one lies beside the file."""
    answer = requests.get(f"{fetch.url}.md5", timeout=TIMEOUT)
    published = MD5.search(answer.text) if answer.ok else None
    if published is None:
        return
    with fetch.part.open("rb") as file:
        found = hashlib.file_digest(file, "md5").hexdigest()
    if found != published[0].lower():
        fetch.part.unlink()
        raise fetch.failed(f"its checksum is {found}, but {published[0]} is published")


def _why(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return "the server did not answer in time"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return CUT_OFF
    if isinstance(error, requests.ConnectionError):
        return "there is no connection to the server"
    return str(error)
