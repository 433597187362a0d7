"""What the Compare page asks and shows."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from mmrec import comparison
from mmrec.dataset import Dataset
from mmrec.evaluation import ACCURACY
from mmrec.path import CRITERION
from mmrec.runs import Run
from mmrec.ui import caching, cards, run_chooser, state
from mmrec.ui.charts_path import metric_title
from mmrec.ui.charts_results import metric_dots, recall_curves
from mmrec.ui.words import plain

FIRST = 4
"""Runs compared unless a person chooses others."""


def choose_runs(dataset: Dataset) -> list[Run]:
    """Any stored runs, also from earlier days and, if asked for, on other datasets."""
    everywhere = st.toggle(
        "Also runs on other datasets", key="compare_everywhere", bind="query-params"
    )
    stored = caching.runs(None if everywhere else dataset.fingerprint)
    return run_chooser.choose(dataset, stored, first=FIRST, name=state.COMPARED)


def check_comparable(runs: Sequence[Run]) -> None:
    """Say what was measured on; warn where runs were measured on different things."""
    groups = comparison.groups(runs)
    if len(groups) == 1:
        st.caption(plain(comparison.protocol_in_words(runs[0])))
        return
    parts = "\n".join(
        f"- {', '.join(plain(run.label) for run in group)}: "
        f"{plain(comparison.protocol_in_words(group[0]))}"
        for group in groups
    )
    st.warning(
        "These runs were measured on different held-out films, so a higher figure need not mean a "
        "better model, and reference lines are those of the first run. Compare within a line:\n\n"
        f"{parts}",
        icon=":material/balance:",
    )


def accuracy_chart(runs: Sequence[Run]) -> None:
    """Accuracy of each run with its interval, beside the majority class."""
    table = comparison.metric_table(runs, ACCURACY)
    with st.container(border=True):
        st.markdown("**Accuracy: likes and dislikes called right**")
        st.caption(f"{_accuracy_note(runs[0])} Bars are 95 % intervals over viewers.")
        if table.empty:
            st.info("None of these runs has likes and dislikes to call.")
            return
        figure = metric_dots(table, comparison.accuracy_references(runs))
        cards.draw(figure, "compare_accuracy")


def recall_chart(runs: Sequence[Run]) -> None:
    """Recall of each run at every list length, with intervals."""
    with st.container(border=True):
        st.markdown("**Recall: how much of what was to be found is in the first k**")
        st.caption("Bands are 95 % intervals over viewers. Dotted and dashed: the references.")
        curves = [caching.recall_curve(run).assign(run=run.label) for run in runs]
        figure = recall_curves(pd.concat(curves), comparison.recall_references(runs))
        cards.draw(figure, "compare_recall")


def ranking_chart(runs: Sequence[Run]) -> None:
    """nDCG of each run with its interval, where all lists have one length."""
    lengths = {run.config.k for run in runs}
    with st.container(border=True):
        st.markdown("**nDCG: are the right films near the top?**")
        if len(lengths) > 1:
            different = ", ".join(map(str, sorted(lengths)))
            st.info(
                f"These runs were measured with lists of different lengths ({different}), so "
                "their nDCG cannot share a chart; the table below has each."
            )
            return
        metric = f"{CRITERION}@{lengths.pop()}"
        table = comparison.metric_table(runs, metric)
        st.caption(f"{metric_title(metric)}; bars are 95 % intervals over viewers.")
        cards.draw(
            metric_dots(table, comparison.ranking_references(runs, CRITERION)), "compare_ndcg"
        )


def figures_table(runs: Sequence[Run]) -> None:
    """All metrics and settings, sortable, and the same as a file."""
    table = comparison.all_figures(runs)
    st.subheader("All figures and settings")
    st.dataframe(
        table.drop(columns=[c for c in table if str(c).endswith((" low", " high"))]),
        hide_index=True,
        column_config=_columns(table),
        placeholder="–",
        alt=f"Metrics and settings of {len(runs)} runs.",
    )
    st.download_button(
        "Download as CSV", table.to_csv(index=False).encode("utf-8-sig"),
        file_name="mmrec-runs.csv", mime="text/csv", icon=":material/download:",
        key="compare_download", on_click="ignore",
    )  # fmt: skip


def _columns(table: pd.DataFrame) -> dict[str, Any]:
    numbers = table.select_dtypes("number").columns
    metrics = [c for c in numbers if "@" in c or c == ACCURACY]
    headings: dict[str, Any] = {
        str(c): st.column_config.Column(str(c).capitalize().replace("_", " ")) for c in table
    }
    decimals = {
        str(c): st.column_config.NumberColumn(metric_title(c), format="%.4f") for c in metrics
    }
    special = {
        "run": st.column_config.TextColumn("Run", pinned=True, width=250),
        "lam": st.column_config.NumberColumn("λ", format="%.4g"),
        "best_lam": st.column_config.NumberColumn("Best λ", format="%.4g"),
        "seconds": st.column_config.NumberColumn("Seconds", format="%.1f"),
        "peak_megabytes": st.column_config.NumberColumn("Peak MB", format="%.0f"),
        "seed": st.column_config.NumberColumn("Seed", format="%d"),
    }
    return headings | decimals | special


def _accuracy_note(run: Run) -> str:
    if run.facts["liked_from"] is None:
        return "No ratings: held-out films against as many random unobserved ones."
    return (
        f"Liked means rated {run.facts['liked_from']:g} or more. The threshold was fitted on "
        "validation viewers only; the majority class is what no model at all would get."
    )
