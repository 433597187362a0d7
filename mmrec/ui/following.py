"""Waiting for a job: its progress with a Cancel button, then what it gave or why it did not."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from mmrec import jobs
from mmrec.errors import UnknownId
from mmrec.jobs import JobStatus
from mmrec.ui import state
from mmrec.ui.words import plain

POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Wait:
    """What a page waits for, and what it says meanwhile and afterwards."""

    name: str
    """Under which name the session and the address keep the id of the job."""
    key: str
    """Begins the keys of the widgets: the name of the page."""
    page: str
    """The file of the page that shows what comes of it."""
    doing: str
    """A word for what is under way."""
    ready: str
    """The words of the link to what came of it."""
    unknown: str
    """The sentence for an id that is not known."""
    cancelled: str
    """The sentence for a job that was cancelled."""
    done: Callable[[JobStatus], None]
    """What to do with the result."""


def status_of(name: str) -> JobStatus | None:
    """How far the job of that name is that this visit waits for; None where there is none."""
    job_id = state.watched_job(name)
    try:
        return jobs.read_status(job_id) if job_id is not None else None
    except UnknownId:
        return None


def under_way(name: str) -> bool:
    """Whether this visit waits for a job of that name: `state.TRAINING` or `state.LOADING`."""
    status = status_of(name)
    return status is not None and not status.finished


def progress(wait: Wait) -> None:
    """How far the job is that this visit waits for, if any: at the same place on every page.

    The frame draws it and not a page, so that its fragment has one identity everywhere: a run of
    the page before, which may end late, clears away the fragments that it does not know, and the
    page that is open would poll no more.
    """
    with st.container():
        status = status_of(wait.name)
        if status is not None and not status.finished:
            _poll(wait, status.id)


def signpost(wait: Wait) -> None:
    """On every page: a way to what came of the job."""
    status = status_of(wait.name)
    if status is not None and status.state == jobs.DONE:
        st.page_link(wait.page, label=wait.ready, icon=":material/check_circle:")


def conclude(wait: Wait) -> None:
    """On the job's own page: what it gave, or why it gave nothing, once."""
    if state.watched_job(wait.name) is None:
        return
    status = status_of(wait.name)
    if status is None:
        state.forget_job(wait.name)
        st.warning(plain(wait.unknown))
    elif status.finished:
        _conclude(wait, status)


@st.fragment(run_every=POLL_SECONDS)
def _poll(wait: Wait, job_id: str) -> None:
    status = jobs.read_status(job_id)
    if status.finished:
        st.rerun()
    with st.container(border=True):
        st.progress(status.fraction, f"**{wait.doing}** · {_message(status)}")
        st.button("Cancel", icon=":material/close:", key=f"{wait.key}_cancel",
                  on_click=jobs.cancel, args=(job_id,))  # fmt: skip


def _message(status: JobStatus) -> str:
    """What is being done; a job that has not begun says what it waits for."""
    if status.state != jobs.QUEUED:
        return plain(status.message)
    started = (jobs.job_folder(status.id) / "pid").exists()
    return "starting a process of its own …" if started else "waiting for the work before it …"


def _conclude(wait: Wait, status: JobStatus) -> None:
    """Show what a job that is done gave; say why where there is nothing."""
    state.forget_job(wait.name)
    if status.state == jobs.DONE:
        wait.done(status)
    elif status.state == jobs.FAILED:
        st.error(plain(status.error), icon=":material/error:")
    else:
        st.info(wait.cancelled)
