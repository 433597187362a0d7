"""The one door to what a visitor's session and address remember."""

import streamlit as st

from mmrec.dataset import Dataset
from mmrec.errors import MmrecError
from mmrec.ui import caching
from mmrec.ui.words import plain

DATASET = "dataset"
AWAITED = "awaited_download"
SAID = "said"


def settle() -> None:
    """Decide which dataset this visit is about, and write it into the session and the address.

    A link names it; else it is what the session had; else the bundled sample.
    """
    asked = st.query_params.get(DATASET) or st.session_state.get(DATASET)
    use_dataset(_opened(asked) if asked else caching.sample_fingerprint())


def use_dataset(fingerprint: str) -> None:
    """Make a stored dataset the current one."""
    st.session_state[DATASET] = fingerprint
    if st.query_params.get(DATASET) != fingerprint:
        st.query_params[DATASET] = fingerprint


def require_dataset() -> Dataset:
    """The current dataset; the bundled sample until another one is chosen."""
    return caching.dataset(st.session_state[DATASET])


def say(sentence: str) -> None:
    """Keep a sentence for after the next rerun."""
    st.session_state[SAID] = sentence


def said() -> str | None:
    """The sentence kept by `say`, once."""
    sentence: str | None = st.session_state.pop(SAID, None)
    return sentence


def await_download(name: str) -> None:
    """This visit wants to switch to a download when it is there."""
    st.session_state[AWAITED] = name


def awaits_download(name: str) -> bool:
    """Whether this visit started the download, once."""
    waiting = st.session_state.get(AWAITED) == name
    if waiting:
        del st.session_state[AWAITED]
    return waiting


def _opened(fingerprint: str) -> str:
    """The fingerprint if it can be opened, else the sample's, and the reason on the page."""
    try:
        caching.dataset(fingerprint)
    except MmrecError as error:
        st.warning(f"{plain(str(error))} The bundled sample is shown instead.")
        return caching.sample_fingerprint()
    return fingerprint
