"""What the server keeps in memory for all its visitors: keyed by content, and bounded.

Nothing returned from here may be changed by its caller: everybody shares it.
"""

import streamlit as st

from mmrec import dataset_store, description, sources
from mmrec.dataset import Dataset
from mmrec.home import home
from mmrec.ui.downloads import Downloads
from mmrec.ui.posters import thumbnail

BY_CONTENT = {Dataset: lambda dataset: dataset.fingerprint}


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


@st.cache_resource(max_entries=1)
def downloads() -> Downloads:
    """The downloads under way on this server."""
    return Downloads()


describe = {
    name: st.cache_data(max_entries=8, hash_funcs=BY_CONTENT, show_spinner=False)(function)
    for name, function in {
        "rating_counts": description.rating_counts,
        "long_tail": description.long_tail,
        "share_of_top": description.share_of_top,
        "activity": description.activity,
        "timeline": description.timeline,
        "coverage": description.coverage,
        "films": description.films,
    }.items()
}
"""The tables of `mmrec.description`, by name."""


@st.cache_data(max_entries=5000, show_spinner=False)
def small_poster(poster_hash: str, _path: str) -> str | None:
    """A thumbnail as a data URL; the hash of the picture is the key, wherever it lies."""
    return thumbnail(_path)
