"""The one door to what a visitor's session and address remember."""

import streamlit as st

from mmrec.dataset import Dataset
from mmrec.errors import MmrecError
from mmrec.ui import caching
from mmrec.ui.words import plain

DATASET = "dataset"
SAID = "said"
UPLOADS = "uploads"
TRAINING = "job"
LOADING = "loading"
RUN = "run"
LAM = "lam"


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


def is_current(fingerprint: str) -> bool:
    """Whether a dataset is the current one."""
    return bool(st.session_state[DATASET] == fingerprint)


def upload_key() -> str:
    """The key of the upload form; a new one after each upload, so that the form starts empty."""
    return f"data_upload_{st.session_state.get(UPLOADS, 0)}"


def forget_upload() -> None:
    """Start the upload form afresh."""
    st.session_state[UPLOADS] = st.session_state.get(UPLOADS, 0) + 1


def say(sentence: str) -> None:
    """Keep a sentence for after the next rerun."""
    st.session_state[SAID] = sentence


def said() -> str | None:
    """The sentence kept by `say`, once."""
    sentence: str | None = st.session_state.pop(SAID, None)
    return sentence


def _opened(fingerprint: str) -> str:
    """The fingerprint if it can be opened, else the sample's, and the reason on the page."""
    try:
        caching.dataset(fingerprint)
    except MmrecError as error:
        st.warning(f"{plain(str(error))} The bundled sample is shown instead.")
        return caching.sample_fingerprint()
    return fingerprint


def watch(name: str, job_id: str) -> None:
    """Wait for a job in this visit; the address keeps its id, so that a reload finds it."""
    _remember(name, job_id)


def watched_job(name: str) -> str | None:
    """The job that this visit waits for: `TRAINING` or `LOADING`."""
    return _remembered(name)


def forget_job(name: str) -> None:
    """Wait for it no more."""
    st.session_state.pop(name, None)
    st.query_params.pop(name, None)


def show_run(run_id: str) -> None:
    """Make a run the one that the Train page shows."""
    _remember(RUN, run_id)


def shown_run() -> str | None:
    """The run that the Train page shows."""
    return _remembered(RUN)


def move_lam(lam: float) -> None:
    """Set the λ slider; for callbacks, which run before the slider is drawn."""
    st.session_state[LAM] = lam


def _remember(name: str, value: str) -> None:
    st.session_state[name] = value
    st.query_params[name] = value


def _remembered(name: str) -> str | None:
    """From the address, which wins since a link may bring it, else from the session."""
    value: str | None = st.query_params.get(name) or st.session_state.get(name)
    if value is not None and st.query_params.get(name) != value:
        st.query_params[name] = value
    return value
