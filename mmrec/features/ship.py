"""Write the sample's vectors beside the sample: `python -m mmrec.features.ship`.

A first start then shows text, reviews and posters at once, without running an encoder.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from mmrec.dataset import Dataset
from mmrec.features import MODALITIES, cache
from mmrec.features.encoder import Encoding
from mmrec.progress import Progress, silent


def ship(dataset: Dataset, place: Path, on_progress: Progress = silent) -> list[Path]:
    """Encode whatever needs a neural encoder and write it as float16, which halves the size.

    What other content or another encoder left in the folder is removed.  Returns the files.
    """
    place.mkdir(parents=True, exist_ok=True)
    written = [_ship_one(encoding, place, on_progress) for encoding in encodings(dataset)]
    for stale in set(place.glob("*.npz")) - set(written):
        stale.unlink()
    return written


def encodings(dataset: Dataset) -> list[Encoding]:
    """All work for neural encoders that the dataset holds."""
    works = [modality.work for modality in MODALITIES.values() if modality.work is not None]
    return [encoding for work in works if (encoding := work(dataset)).inputs]


def _ship_one(encoding: Encoding, place: Path, on_progress: Progress) -> Path:
    values = encoding.encoder.embed(encoding.inputs, on_progress)
    return cache.write(place, encoding, values.astype(np.float16))


def main(arguments: Iterable[str] | None = None) -> None:
    """Ship the features of the bundled sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=cache.SHIPPED, help="folder to write to")
    place = parser.parse_args(None if arguments is None else list(arguments)).to
    from mmrec.sources import load_sample

    for path in ship(load_sample(), place):
        print(f"{path.name[:20]}…  {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
