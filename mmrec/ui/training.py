"""What the Train page does: start a job and follow it."""

from typing import Any

import streamlit as st

from mmrec import jobs
from mmrec.dataset import Dataset
from mmrec.errors import MmrecError, UnknownId
from mmrec.experiment import ExperimentConfig
from mmrec.training import check_modalities
from mmrec.ui import caching, state
from mmrec.ui.words import plain


def ask_and_start(dataset: Dataset, settings: dict[str, Any]) -> None:
    """The Train button; a wrong setting is a sentence beside it."""
    problem = check(dataset, settings)
    running = state.watched_job() is not None
    pressed = st.button(
        "Train", type="primary", icon=":material/model_training:", width="stretch",
        disabled=running or problem is not None, key="train_start",
        help="A training is under way." if running else None,
    )  # fmt: skip
    if problem is not None:
        st.error(plain(problem))
    elif pressed:
        job = {"fingerprint": dataset.fingerprint, "config": settings}
        state.watch(caching.job_board().start(job))
        st.rerun()


def check(dataset: Dataset, settings: dict[str, Any]) -> str | None:
    """The sentence of what is wrong with the settings, or None."""
    try:
        ExperimentConfig(**settings)
        check_modalities(dataset, settings["modalities"])
    except MmrecError as error:
        return str(error)
    return None


def follow() -> None:
    """Progress of the job that this visit waits for, if any."""
    job_id = state.watched_job()
    if job_id is None:
        return
    try:
        status = jobs.read_status(job_id)
    except UnknownId as error:
        state.forget_job()
        st.warning(plain(str(error)))
        return
    if status.finished:
        _conclude(status)
    else:
        _poll(job_id)


@st.fragment(run_every=0.5)
def _poll(job_id: str) -> None:
    status = jobs.read_status(job_id)
    if status.finished:
        st.rerun()
    with st.container(border=True):
        st.progress(status.fraction, f"**Training** · {plain(status.message)}")
        st.button("Cancel", icon=":material/close:", key="train_cancel",
                  on_click=jobs.cancel, args=(job_id,))  # fmt: skip


def _conclude(status: jobs.JobStatus) -> None:
    """Show the run of a job that is done; say why where there is none."""
    if status.state == jobs.DONE:
        state.finish(status.result)
        st.rerun()
    elif status.state == jobs.FAILED:
        st.error(plain(status.error), icon=":material/error:")
        state.forget_job()
    else:
        st.info("Training was cancelled; nothing was stored.")
        state.forget_job()
