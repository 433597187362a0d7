"""The one door to what a visitor's session and address remember."""

from collections.abc import Collection, Sequence

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
VIEWER = "viewer"
VIEWER_BOX = "recommend_viewer"
COMPARED = "runs"
LISTED = "lists"
BOXES = {COMPARED: "compare_runs", LISTED: "recommend_runs"}
"""The keys of the boxes in which runs are chosen."""
MOST = {COMPARED: 8, LISTED: 4}
"""Runs in such a box: more lines cannot be told apart, more lists not read side by side."""
OF_ONE_DATASET = (RUN, VIEWER, VIEWER_BOX, *BOXES, *BOXES.values(), "liked_from")
"""What has no meaning once another dataset is the current one: names and keys of widgets."""


def settle() -> None:
    """Decide which dataset this visit is about, and write it into the session and the address.

    A link names it; else it is what the session had; else the bundled sample.
    """
    asked = st.query_params.get(DATASET) or st.session_state.get(DATASET)
    use_dataset(_opened(asked) if asked else caching.sample_fingerprint())


def use_dataset(fingerprint: str) -> None:
    """Make a stored dataset the current one; what belonged to the one before is forgotten."""
    if st.session_state.get(DATASET, fingerprint) != fingerprint:
        for name in OF_ONE_DATASET:
            st.session_state.pop(name, None)
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


def offer_viewers(user_ids: Sequence[str]) -> None:
    """Before the box of viewers is drawn: it shows who was chosen or linked, else the first."""
    if st.session_state.get(VIEWER_BOX) not in user_ids:
        chosen = chosen_viewer()
        st.session_state[VIEWER_BOX] = chosen if chosen in user_ids else user_ids[0]


def chosen_viewer() -> str | None:
    """The viewer of the Recommend page, who need not be in this dataset."""
    return _remembered(VIEWER)


def show_viewer(user_id: str) -> None:
    """Make a viewer the one that the Recommend page shows."""
    _remember(VIEWER, user_id)


def forget_viewer() -> None:
    """Let the Recommend page start with the first viewer that it offers; for callbacks."""
    st.session_state.pop(VIEWER, None)
    st.session_state.pop(VIEWER_BOX, None)
    st.query_params.pop(VIEWER, None)


def move_lam(lam: float) -> None:
    """Set the λ slider; for callbacks, which run before the slider is drawn."""
    st.session_state[LAM] = lam


def offer_runs(name: str, known: Collection[str], default: Sequence[str]) -> list[str]:
    """Before a box of runs is drawn: it shows those chosen or linked, else `default`.

    Returns those of the address that are not known.
    """
    wanted = st.query_params.get_all(name) or st.session_state.get(name, [])
    shown: list[str] = st.session_state.get(BOXES[name], wanted)
    kept = [run_id for run_id in dict.fromkeys(shown) if run_id in known][: MOST[name]]
    if kept != shown or BOXES[name] not in st.session_state:
        st.session_state[BOXES[name]] = kept or list(default)
    return [run_id for run_id in wanted if run_id not in known]


def show_runs(name: str, run_ids: list[str]) -> None:
    """Keep the runs that a page shows, also in the address."""
    st.session_state[name] = run_ids
    if st.query_params.get_all(name) != run_ids:
        st.query_params[name] = run_ids


def add_run(run_id: str) -> None:
    """A run that was just trained joins those chosen elsewhere, the longest chosen giving way."""
    show_run(run_id)
    for name, box in BOXES.items():
        if chosen := st.session_state.get(name):
            st.session_state[name] = [run_id, *chosen][: MOST[name]]
            st.session_state.pop(box, None)
            st.query_params.pop(name, None)


def _remember(name: str, value: str) -> None:
    st.session_state[name] = value
    if st.query_params.get(name) != value:
        st.query_params[name] = value


def _remembered(name: str) -> str | None:
    """From the address, which wins since a link may bring it, else from the session."""
    value: str | None = st.query_params.get(name) or st.session_state.get(name)
    if value is not None:
        _remember(name, value)
    return value
