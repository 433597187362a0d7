"""What an encoder is, and a piece of work for it."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata

import numpy as np

from mmrec.progress import Progress

Embed = Callable[[Sequence[str], Progress], np.ndarray]
"""Inputs → (n, d) float32, one row an input; a row of NaN where an input cannot be read."""


@dataclass(frozen=True)
class Encoder:
    """A function from inputs to vectors, and everything that its results depend on."""

    name: str
    """Short name; the files of the cache begin with it."""
    identity: str
    """Weights, their version and our preprocessing: another identity means other vectors."""
    embed: Embed
    per_second: float
    """Inputs a second, measured on two cores."""
    noun: str
    """What its inputs are called, in the plural."""


@dataclass(frozen=True)
class Encoding:
    """Inputs that an encoder has to turn into vectors, each once, in the order of content."""

    encoder: Encoder
    inputs: tuple[str, ...]
    """What is handed to the encoder: texts, or paths of images."""
    contents: tuple[str, ...]
    """What tells the inputs apart: the texts themselves, or hashes of the images."""

    @property
    def key(self) -> str:
        """SHA-256 over the encoder's identity and the content of the inputs, in order."""
        digest = hashlib.sha256(self.encoder.identity.encode())
        for content in self.contents:
            data = content.encode("utf-8", errors="surrogatepass")
            digest.update(b"\x00%d\x00" % len(data) + data)
        return f"{self.encoder.name}-{digest.hexdigest()}"

    @property
    def seconds(self) -> float:
        """How long encoding takes, estimated from the measured rate."""
        return len(self.inputs) / self.encoder.per_second


def installed_version(package: str) -> str:
    """The version of a package, found without importing it; "absent" where not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "absent"


def unit_rows(vectors: np.ndarray) -> np.ndarray:
    """Every row divided by its Euclidean length, (n, d) float32; rows of zeros stay zero."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    units = np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)
    return np.asarray(units, dtype=np.float32)
