"""How a dataset becomes the one that every page speaks about: a stored one, or one being read."""

from typing import Any, Final

import streamlit as st

from mmrec import jobs
from mmrec.errors import MmrecError
from mmrec.ui import caching, following, state
from mmrec.ui.words import plain


def start(job: dict[str, Any], *, join: bool = False) -> None:
    """Start reading data outside the page, or join who reads the same, and wait for it."""
    state.watch(state.LOADING, caching.loading_board().start(job, join=join))
    st.rerun()


def conclude() -> None:
    """When what this visit is loading is there, switch to it."""
    following.conclude(LOADED)


def busy() -> bool:
    """Whether what this visit loads is under way."""
    return following.under_way(state.LOADING)


def switch(fingerprint: str) -> None:
    """Make a stored dataset the current one, and say so."""
    try:
        dataset = caching.dataset(fingerprint)
    except MmrecError as error:
        st.error(plain(str(error)))
        return
    state.use_dataset(fingerprint)
    state.say(f"Now on every page: {plain(dataset.name)}")
    st.rerun()


def _use(status: jobs.JobStatus) -> None:
    """Switch to what was read; files that have become a dataset leave the upload form."""
    if jobs.kind_of(status.id) == "upload":
        state.forget_upload()
    switch(status.result)


LOADED: Final = following.Wait(
    name=state.LOADING,
    key="data",
    page="pages/build/data.py",
    doing="Loading",
    ready="Your dataset is ready",
    unknown="What this address was loading is not known on this computer. The link may be old; "
    "what was loaded is behind the door Stored.",
    cancelled="Loading was cancelled and nothing was stored. A download goes on next time from "
    "where it stopped.",
    done=_use,
)
