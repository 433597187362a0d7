"""`load_dataset`: the door for anything that lies in a folder, an archive or a file."""

from collections.abc import Mapping

from mmrec import validation
from mmrec.dataset import Dataset
from mmrec.progress import Progress, silent
from mmrec.sources.assemble import assemble
from mmrec.sources.inspection import Source, name_of, open_source
from mmrec.sources.table import TableMapping

MOVIELENS_NOTICE = (
    "MovieLens data by GroupLens, University of Minnesota: for research; no commercial use "
    "without permission; acknowledge its use; see the README of the dataset for its terms."
)


def load_dataset(
    path: Source,
    *,
    name: str | None = None,
    mapping: Mapping[str, TableMapping] | None = None,
    notice: str | None = None,
    on_progress: Progress = silent,
) -> Dataset:
    """Read a folder, a .zip archive, a file or several files, and check them.

    `mapping`: corrected meanings by file name, as `inspect(path)` shows them.  `notice`: what must
    be said wherever the data is shown; MovieLens layouts bring their own.
    """
    on_progress(0.0, "opening the files")
    opened = open_source(path, mapping)
    if notice is None:
        notice = MOVIELENS_NOTICE if opened.layout else ""
    on_progress(0.2, "reading the tables")
    raw = assemble(opened)
    on_progress(0.6, "checking every row")
    return validation.build(raw, name=name or name_of(path), notice=notice)
