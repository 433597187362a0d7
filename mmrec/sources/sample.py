"""The bundled sample, read through the same door as anybody's files."""

from pathlib import Path
from typing import Final

import pandas as pd

from mmrec import validation
from mmrec.dataset import Dataset
from mmrec.errors import DataError
from mmrec.sources.assemble import assemble
from mmrec.sources.inspection import open_source

FOLDER: Final = Path(__file__).resolve().parents[2] / "sample_data"
TABLES: Final = ("films.csv", "ratings.csv", "reviews.csv")
VIEWERS: Final = "viewers.csv"
POSTERS: Final = "posters"
NAME: Final = "Sample"
NOTICE: Final = (
    "A small first version with simulated viewers: nobody gave these ratings or wrote these "
    "reviews, and the posters were drawn for mmrec. It shows how things work, not what real "
    "viewers would do."
)


def load_sample(folder: Path = FOLDER) -> Dataset:
    """The sample that comes with mmrec; its viewers have names of their own."""
    if not folder.is_dir():
        raise DataError(
            f"The sample is missing: there is no folder {folder}. Install mmrec from a complete "
            "checkout, or load data of your own."
        )
    tables = [folder / name for name in TABLES if (folder / name).exists()]
    raw = assemble(open_source([*tables, *sorted((folder / POSTERS).glob("*.webp"))]))
    if (folder / VIEWERS).exists():
        raw.viewers = pd.read_csv(folder / VIEWERS, dtype="str")
    return validation.build(raw, name=NAME, notice=NOTICE)
