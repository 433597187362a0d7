"""Choosing among stored runs, the same way on every page."""

from collections.abc import Sequence

import streamlit as st

from mmrec import comparison
from mmrec.dataset import Dataset
from mmrec.runs import Run
from mmrec.ui import caching
from mmrec.ui.words import plain


def choose(
    dataset: Dataset, stored: Sequence[Run], *, first: int, most: int, key: str
) -> list[Run]:
    """The runs that a person picks; without any stored, point to the Train page and stop."""
    if not stored:
        _teach(dataset)
    label = {run.id: run.label for run in stored}
    chosen: list[str] = st.multiselect(
        "Runs", list(label), default=[run.id for run in comparable(stored)[:first]],
        format_func=lambda run_id: label.get(run_id, run_id), max_selections=most, key=key,
        bind="query-params", help="Newest first.",
    )  # fmt: skip
    if not chosen:
        st.info("Choose at least one run.")
        st.stop()
    return [caching.run(run_id) for run_id in chosen]


def comparable(stored: Sequence[Run]) -> list[Run]:
    """The runs that were measured as the newest one was, newest first, one of each name."""
    same = next(group for group in comparison.groups(stored) if stored[0] in group)
    newest = {run.name: run for run in reversed(same)}
    return sorted(newest.values(), key=lambda run: run.created, reverse=True)


def _teach(dataset: Dataset) -> None:
    st.info(
        f"There is no run on {plain(dataset.name)} yet. Train one with all modalities and one "
        "without, then come back to see what each is worth, and what each would show to whom.",
        icon=":material/school:",
    )
    st.page_link("pages/build/train.py", label="Go to Train", icon=":material/model_training:")
    st.stop()
