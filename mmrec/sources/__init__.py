"""The three doors through which data comes in: the sample, MovieLens by name, an upload."""

from mmrec.sources.download import MOVIELENS, MovieLens, download, load_movielens
from mmrec.sources.inspection import Inspection, TableView, inspect
from mmrec.sources.load import load_dataset
from mmrec.sources.sample import load_sample
from mmrec.sources.table import KINDS, TableMapping

__all__ = [
    "KINDS",
    "MOVIELENS",
    "Inspection",
    "MovieLens",
    "TableMapping",
    "TableView",
    "download",
    "inspect",
    "load_dataset",
    "load_movielens",
    "load_sample",
]
