"""Choosing among stored runs, the same way on every page."""

from collections.abc import Sequence

import streamlit as st

from mmrec import comparison
from mmrec.dataset import Dataset
from mmrec.models.registry import MODELS
from mmrec.runs import Run
from mmrec.ui import caching, state
from mmrec.ui.words import plain


def choose(dataset: Dataset, stored: Sequence[Run], *, first: int, name: str) -> list[Run]:
    """The runs that a person picks; without any stored, point to the Train page and stop."""
    if not stored:
        _teach(dataset)
    label = {run.id: _label(run, dataset) for run in stored}
    default = [run.id for run in comparable(stored)[:first]]
    if unknown := state.offer_runs(name, label, default):
        st.warning(
            f"{len(unknown)} of the runs in this address are not among the runs on "
            f"{plain(dataset.name)}; they may be deleted or belong to another dataset."
        )
    chosen: list[str] = st.multiselect(
        "Runs", list(label), format_func=label.__getitem__, max_selections=state.MOST[name],
        key=state.BOXES[name], help="Newest first.", wrap=True,
    )  # fmt: skip
    state.show_runs(name, chosen)
    if not chosen:
        st.info("Choose at least one run.")
        st.stop()
    return [caching.run(run_id) for run_id in chosen]


def comparable(stored: Sequence[Run]) -> list[Run]:
    """The runs that were measured as the newest one was, one of each name.

    The newest first, and those that give everybody the same last: each chart has them as a
    reference anyhow.
    """
    same = next(group for group in comparison.groups(stored) if stored[0] in group)
    newest = {run.name: run for run in reversed(same)}
    latest = sorted(newest.values(), key=lambda run: run.created, reverse=True)
    return sorted(latest, key=lambda run: not MODELS[run.config.model].personal)


def _label(run: Run, dataset: Dataset) -> str:
    """Its name, and its dataset where that is another one."""
    here = run.fingerprint == dataset.fingerprint
    return run.label if here else f"{run.label} · {run.dataset_name}"


def _teach(dataset: Dataset) -> None:
    st.info(
        f"There is no run on {plain(dataset.name)} yet. Train one with all modalities and one "
        "without, then come back to see what each is worth, and what each would show to whom.",
        icon=":material/school:",
    )
    st.page_link("pages/build/train.py", label="Go to Train", icon=":material/model_training:")
    st.stop()
