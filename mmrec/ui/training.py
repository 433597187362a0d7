"""What the Train page does: start a job and follow it."""

from typing import Any, Final

import streamlit as st

from mmrec import jobs
from mmrec.dataset import Dataset
from mmrec.errors import MmrecError
from mmrec.experiment import ExperimentConfig
from mmrec.training import check_modalities
from mmrec.ui import caching, following, state
from mmrec.ui.words import plain


def ask_and_start(dataset: Dataset, settings: dict[str, Any]) -> None:
    """The Train button; a wrong setting is a sentence beside it."""
    problem = check(dataset, settings)
    running = following.under_way(state.TRAINING)
    pressed = st.button(
        "Train", type="primary", icon=":material/model_training:", width="stretch",
        disabled=running or problem is not None, key="train_start",
        help="A training is under way." if running else None,
    )  # fmt: skip
    if problem is not None:
        st.error(plain(problem))
    elif pressed:
        job = {"kind": "train", "fingerprint": dataset.fingerprint, "config": settings}
        state.watch(state.TRAINING, caching.job_board().start(job))
        st.rerun()


def check(dataset: Dataset, settings: dict[str, Any]) -> str | None:
    """The sentence of what is wrong with the settings, or None."""
    try:
        ExperimentConfig(**settings)
        check_modalities(dataset, settings["modalities"])
    except MmrecError as error:
        return str(error)
    return None


def conclude() -> None:
    """When the training that this visit waits for is done, show its run."""
    following.conclude(TRAINED)


def _show(status: jobs.JobStatus) -> None:
    state.add_run(status.result)
    st.rerun()


TRAINED: Final = following.Wait(
    name=state.TRAINING,
    key="train",
    page="pages/build/train.py",
    doing="Training",
    ready="Your run is ready",
    unknown="There is no training job of this address on this computer. The link may be old; "
    "finished runs are on the Compare page.",
    cancelled="Training was cancelled; nothing was stored.",
    done=_show,
)
