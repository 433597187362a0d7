"""What the server keeps in memory for all its visitors: keyed by content, and bounded.

Nothing returned from here may be changed by its caller: everybody shares it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from mmrec import dataset_store, description, features, schema, sources, splits, uploads, viewers
from mmrec.board import JobBoard
from mmrec.comparison import recall_by_k
from mmrec.dataset import Dataset
from mmrec.features import Modality
from mmrec.home import home
from mmrec.models.contract import Recommender
from mmrec.recommendation import fitted
from mmrec.runs import Run, list_runs, load_run
from mmrec.splits import Split
from mmrec.ui.posters import thumbnail
from mmrec.ui.words import percent

HashFunctions = dict[str | type[Any], Callable[[Any], Any]]

BY_CONTENT: HashFunctions = {Dataset: lambda dataset: dataset.fingerprint}
BY_ID: HashFunctions = {Run: lambda run: run.id}
BY_SPLIT: HashFunctions = {
    Split: lambda split: (split.dataset.fingerprint, split.protocol, str(split.config))
}


def dataset(fingerprint: str) -> Dataset:
    """A stored dataset; raises `UnknownId` or `DataError`."""
    return _dataset(fingerprint, str(home()))


def sample_fingerprint() -> str:
    """The bundled sample, stored on first use."""
    return _sample_fingerprint(str(home()))


@st.cache_resource(max_entries=4, show_spinner="Reading the dataset …")
def _dataset(fingerprint: str, home_folder: str) -> Dataset:
    return dataset_store.open_dataset(fingerprint)


@st.cache_resource(max_entries=4, show_spinner="Laying out the bundled sample …")
def _sample_fingerprint(home_folder: str) -> str:
    sample = sources.load_sample()
    dataset_store.save_dataset(sample)
    return sample.fingerprint


def _kept(function: Callable[[Dataset], Any]) -> Callable[[Dataset], Any]:
    return st.cache_data(max_entries=8, hash_funcs=BY_CONTENT, show_spinner=False)(function)


TABLES: dict[str, Callable[[Dataset], Any]] = {
    "rating_counts": description.rating_counts,
    "long_tail": description.long_tail,
    "share_of_top": description.share_of_top,
    "activity": description.activity,
    "timeline": description.timeline,
    "coverage": description.coverage,
    "films": description.films,
}
describe = {name: _kept(function) for name, function in TABLES.items()}
"""The tables of `mmrec.description`, by name."""


@dataclass(frozen=True)
class ModalityNote:
    """What a modality covers and costs in a dataset, in words."""

    there: bool
    short: str
    long: str


@st.cache_data(max_entries=8, ttl=60, hash_funcs=BY_CONTENT, show_spinner=False)
def modality_notes(dataset: Dataset, after: str | None) -> dict[str, ModalityNote]:
    """A note for each modality; asked again `after` another run, which may have encoded some."""
    return {name: _note(dataset, about) for name, about in features.available(dataset).items()}


def _note(dataset: Dataset, modality: Modality) -> ModalityNote:
    if not (covered := modality.coverage(dataset)):
        return ModalityNote(False, "not in this dataset", "")
    of = "interactions" if modality.name == schema.RATINGS else "films"
    cost = modality.cost(dataset)
    time, _, work = cost.partition(" to encode ")
    long = f"It speaks about {percent(covered)} of all {of}."
    if work:
        long += f" Encoding {work} takes {time}, once."
    return ModalityNote(True, f"{percent(covered)} · {time}", long)


@st.cache_data(max_entries=5000, show_spinner=False)
def small_poster(poster_hash: str, _path: str) -> str | None:
    """A thumbnail as a data URL; the hash of the picture is the key, wherever it lies."""
    return thumbnail(_path)


@st.cache_resource(max_entries=1)
def job_board() -> JobBoard:
    """The training jobs of this server, one at a time: a fit uses all cores."""
    return JobBoard()


@st.cache_resource(max_entries=1)
def loading_board() -> JobBoard:
    """The jobs that fetch and read data: beside training, which they shall not hold up."""
    uploads.sweep()
    return JobBoard(at_once=2, cores=1)


def run(run_id: str) -> Run:
    """A stored run; raises `UnknownId` or `DataError`."""
    return _run(run_id, str(home()))


def runs(fingerprint: str | None = None) -> list[Run]:
    """All stored runs, newest first; of one dataset where a fingerprint is given."""
    return list_runs(fingerprint, run)


@st.cache_resource(max_entries=1000, show_spinner=False)
def _run(run_id: str, home_folder: str) -> Run:
    return load_run(run_id)


@st.cache_resource(max_entries=8, show_spinner="Dividing the interactions …", hash_funcs=BY_CONTENT)
def split(dataset: Dataset, protocol: str, test_fraction: float, seed: int) -> Split:
    """A split of a dataset, made again as it was for its runs."""
    return splits.split(dataset, protocol, test_fraction=test_fraction, seed=seed)


@st.cache_data(max_entries=256, show_spinner=False, hash_funcs=BY_SPLIT)
def viewers_found(split: Split, order: str, words: str) -> pd.DataFrame:
    """What `mmrec.viewers.find` finds."""
    return viewers.find(split, order, words)


@st.cache_resource(max_entries=4, show_spinner="Reading the model …", hash_funcs=BY_ID)
def model(run: Run) -> Recommender:
    """The fitted model of a run; raises `NoHistory` where it was not kept."""
    return fitted(run)


@st.cache_data(max_entries=64, show_spinner=False, hash_funcs=BY_ID)
def recall_curve(run: Run) -> pd.DataFrame:
    """k, mean, low, high: recall at every list length."""
    return recall_by_k(run)


@st.cache_resource(
    max_entries=2,
    scope="session",
    show_spinner="Receiving the files …",
    on_release=uploads.forget,
)
def received(ids: tuple[str, ...], _files: Sequence[Any]) -> list[Path]:
    """Uploaded files on disk, as long as the visit lasts."""
    return uploads.receive(_files)


@st.cache_resource(max_entries=2, scope="session", show_spinner="Looking at the files …")
def inspection(paths: tuple[Path, ...]) -> sources.Inspection:
    """What an upload seems to hold; raises `DataError`."""
    return sources.inspect(list(paths))
