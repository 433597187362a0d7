"""One run as the Train page shows it: figures at a λ, curves along λ, cost, how to repeat it."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from mmrec.comparison import protocol_in_words
from mmrec.dataset import Dataset
from mmrec.errors import MmrecError
from mmrec.evaluation import ACCURACY
from mmrec.experiment import command
from mmrec.models.registry import MODELS
from mmrec.path import TEST
from mmrec.run_files import read_per_user
from mmrec.runs import Run
from mmrec.ui import caching, cards, following, state
from mmrec.ui.charts_path import lam_text, lambda_curves, metric_title
from mmrec.ui.words import plain

HELP: Final = {
    "ndcg": "Like recall, but a film found near the top counts more; 1 is a perfect list.",
    "precision": "The share of the list that was to be found.",
    "recall": "The share of what was to be found that the list found.",
    ACCURACY: "The share of held-out likes and dislikes that the model calls right.",
}
SHOWN: Final = ("recall", "ndcg", "precision")


def results(dataset: Dataset, settings: dict[str, Any]) -> None:
    """The run that this visit trained or was linked to, at the λ of the slider."""
    run = current_run(dataset)
    if run is None:
        _teach(dataset)
        return
    st.subheader(plain(run.name))
    st.caption(plain(protocol_in_words(run)))
    if changed := _changed(run, settings):
        st.caption(f":material/info: Changed since this run: {', '.join(changed)}. Train again.")
    lam = _lam_of(run, settings)
    figures(run, lam)
    onwards()
    if run.path is not None and lam is not None:
        curves(run, lam)
    details(run)


def current_run(dataset: Dataset) -> Run | None:
    """The run in the address or the session, if it belongs to this dataset."""
    if (run_id := state.shown_run()) is None:
        return None
    try:
        run = caching.run(run_id)
    except MmrecError as error:
        st.warning(plain(str(error)))
        return None
    if run.fingerprint == dataset.fingerprint:
        return run
    st.warning(
        f"The run of this address, {plain(run.name)}, was trained on "
        f"{plain(run.dataset_name)}, and this page speaks about {plain(dataset.name)}. Choose "
        "that dataset on the Data page to see it."
    )
    return None


def onwards() -> None:
    """Where a run is of use."""
    with st.container(horizontal=True):
        st.page_link("pages/judge/compare.py", label="Compare runs", icon=":material/bar_chart:")
        st.page_link("pages/use/recommend.py", label="See the lists", icon=":material/recommend:")


def figures(run: Run, lam: float | None) -> None:
    """Accuracy and the ranking metrics at this λ, each beside a reference."""
    table = at_lam(run, lam).set_index("metric").loc[_names(run)]
    with st.grid(2, min_column_width=205):
        for name, row in table.to_dict("index").items():
            _figure(run, str(name), row)
    spans = [
        f"{metric_title(str(name))} {row['low']:.3f} to {row['high']:.3f}"
        for name, row in table.dropna().to_dict("index").items()
    ]
    st.caption(f"95 % intervals over viewers: {', '.join(spans)}.")


def _names(run: Run) -> list[str]:
    """The metrics that are shown, at the run's list length."""
    return [ACCURACY, *(f"{name}@{run.config.k}" for name in SHOWN)]


def _figure(run: Run, name: str, row: dict[Any, Any]) -> None:
    base = name.partition("@")[0]
    reference, label = _reference(run, name)
    st.metric(
        metric_title(name),
        f"{row['mean']:.3f}" if pd.notna(row["mean"]) else "–",
        help=f"{HELP[base]} {_interval(row)}",
        delta=f"{row['mean'] - reference:+.3f}" if pd.notna(row["mean"]) else None,
        delta_description=f"vs {label} {reference:.3f}",
        border=True,
    )


def _interval(row: dict[Any, Any]) -> str:
    if pd.isna(row["low"]):
        return "It could not be measured: no likes and dislikes were held out and set aside."
    return f"95 % interval over viewers: {row['low']:.3f} to {row['high']:.3f}."


def _reference(run: Run, name: str) -> tuple[float, str]:
    wanted = "majority" if name == ACCURACY else "popularity"
    rows = run.references
    found = rows[(rows["reference"] == wanted) & (rows["metric"] == name)]["mean"]
    return float(found.iloc[0]), wanted


def at_lam(run: Run, lam: float | None) -> pd.DataFrame:
    """metric, mean, low, high of the test viewers at a λ on the path."""
    if run.path is None or lam is None:
        return run.summary
    path = run.path[run.path["part"] == TEST]
    nearest = path["lam"].iloc[(path["lam"] - lam).abs().argmin()]
    return pd.DataFrame(path[path["lam"] == nearest])


def curves(run: Run, lam: float) -> None:
    """Every metric along λ from the one fit."""
    assert run.path is not None
    names = _names(run)
    shown = run.path[run.path["metric"].isin(names)]
    order = shown.assign(place=shown["metric"].map(names.index)).sort_values(["place", "lam"])
    majority = run.references[run.references["reference"] == "majority"].dropna()
    references = majority.rename(columns={"reference": "label", "mean": "value"})
    best = run.facts["best_lam"]
    figure = lambda_curves(order.drop(columns="place"), lam, best, references)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown("**One fit, every λ**")
            st.button(
                f"Use λ = {lam_text(best)}, best on validation", key="train_best_lam",
                on_click=state.move_lam, args=(best,), disabled=lam == best,
            )  # fmt: skip
        st.caption(_path_note(run))
        cards.draw(figure, "train_path")


def _path_note(run: Run) -> str:
    measured, all_of_them = run.facts["path_users"][TEST], run.facts["n_users"]
    sample = "" if measured == all_of_them else f" of {all_of_them:,}, drawn at random"
    return f"Measured on {measured:,} viewers{sample}; bands are 95 % intervals over viewers."


def details(run: Run) -> None:
    """What it cost, and how to get the same figures again."""
    seconds = " · ".join(f"{name} {spent:.1f} s" for name, spent in run.facts["seconds"].items())
    with st.expander("Cost and how to reproduce it", icon=":material/terminal:"):
        st.caption(f"{seconds} · peak memory {run.facts['peak_megabytes']:,.0f} MB")
        st.code(command(run.config, run.fingerprint), language="bash", wrap_lines=True)
        st.caption(" · ".join(f"{name} {v}" for name, v in run.facts["versions"].items()))
        st.download_button(
            "Figures of each viewer as CSV", lambda: read_per_user(run.folder).to_csv(index=False),
            file_name=f"mmrec-{run.id}-viewers.csv", mime="text/csv", on_click="ignore",
            icon=":material/download:", key="train_per_viewer",
        )  # fmt: skip


def _teach(dataset: Dataset) -> None:
    """How to get a run; runs of earlier days are a click away."""
    if following.under_way(state.TRAINING):
        return
    st.info(
        "No run is shown yet. Switch modalities on or off, press **Train**, and the quality of "
        "the lists appears here for every λ at once: 0 trusts watch history alone, the right end "
        "trusts the modalities, and the best lies between.",
        icon=":material/school:",
    )
    if stored := caching.runs(dataset.fingerprint):
        st.button(
            f"Show the latest run: {plain(stored[0].label)}", icon=":material/history:",
            key="train_latest", on_click=state.show_run, args=(stored[0].id,),
        )  # fmt: skip


def _changed(run: Run, settings: dict[str, Any]) -> list[str]:
    """Settings that differ from the run's, λ apart, which needs no training."""
    names = {"model": "model", "modalities": "modalities", "protocol": "split", "k": "k"}
    names |= {"test_fraction": "held-out share", "relevant": "what counts as a hit"}
    names |= {"seed": "seed", "settings": "further settings"}
    was = {name: getattr(run.config, name) for name in names}
    was["modalities"] = _in_order(run, settings["modalities"])
    liked = [] if run.facts["liked_from"] == settings["liked_from"] else ["liked from"]
    return [names[name] for name in names if was[name] != settings[name]] + liked


def _in_order(run: Run, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The run's modalities in the order of `wanted`, which they must not differ in alone."""
    if not MODELS[run.config.model].uses_modalities or set(run.config.modalities) == set(wanted):
        return wanted
    return run.config.modalities


def _lam_of(run: Run, settings: dict[str, Any]) -> float | None:
    return float(settings["lam"]) if MODELS[run.config.model].has_lam else None
