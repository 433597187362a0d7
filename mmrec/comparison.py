"""Tables that compare stored runs; what may and may not be compared."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from mmrec.evaluation import ACCURACY, K_MAX, ratios
from mmrec.experiment import ExperimentConfig, command
from mmrec.models.registry import MODELS
from mmrec.runs import Run

PROTOCOL = ("protocol", "test_fraction", "seed", "relevant")
"""Settings that decide what is measured on: figures under others are not comparable."""

REFERENCE_LABELS = {
    "majority": "majority class",
    "popularity": "most popular",
    "random": "random order",
}


def metric_table(runs: Sequence[Run], metric: str) -> pd.DataFrame:
    """run, mean, low, high of one metric, a row a run that has it."""
    rows = [
        {"run": run.label, **found.iloc[0][["mean", "low", "high"]].to_dict()}
        for run in runs
        if len(found := run.summary[run.summary["metric"] == metric])
    ]
    return pd.DataFrame(rows, columns=["run", "mean", "low", "high"]).dropna()


def recall_by_k(run: Run) -> pd.DataFrame:
    """k, mean, low, high: recall at k = 1 … `K_MAX` with intervals over viewers."""
    values = np.column_stack([run.lists.recall_at(k) for k in range(1, K_MAX + 1)])
    return ratios(values, np.ones_like(values)).assign(k=range(1, K_MAX + 1))


def accuracy_references(runs: Sequence[Run]) -> pd.DataFrame:
    """label, value: the reference lines of the accuracy chart, from the first run."""
    return _references(runs[0], ACCURACY)


def ranking_references(runs: Sequence[Run], metric: str) -> pd.DataFrame:
    """label, value: the reference lines of a ranking metric, from the first run."""
    return _references(runs[0], f"{metric}@{runs[0].config.k}")


def _references(run: Run, metric: str) -> pd.DataFrame:
    rows = run.references[(run.references["metric"] == metric) & run.references["mean"].notna()]
    return pd.DataFrame({"label": rows["reference"].map(REFERENCE_LABELS), "value": rows["mean"]})


def recall_references(runs: Sequence[Run]) -> pd.DataFrame:
    """label, k, mean: recall of the reference models at each k, from the first run."""
    rows = runs[0].references
    rows = rows[rows["metric"].str.startswith("recall@")]
    return pd.DataFrame(
        {
            "label": rows["reference"].map(REFERENCE_LABELS),
            "k": rows["metric"].str.removeprefix("recall@").astype(int),
            "mean": rows["mean"],
        }
    )


def all_figures(runs: Sequence[Run]) -> pd.DataFrame:
    """One row a run: its name, every metric with its interval, all settings and costs."""
    return pd.DataFrame([_figures(run) for run in runs])


def groups(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that were measured on the same held-out films by the same rule, largest group first.

    Figures may be compared within a group only.
    """
    found: dict[tuple[Any, ...], list[Run]] = {}
    for run in runs:
        found.setdefault(_measured_on(run), []).append(run)
    return sorted(found.values(), key=len, reverse=True)


def protocol_in_words(run: Run) -> str:
    """What a run was measured on: "MovieLens 100K: random split, …"."""
    return measured_on(run.dataset_name, run.config, run.facts["n_users"])


def measured_on(dataset_name: str, config: ExperimentConfig, n_users: int) -> str:
    """Dataset, split, seed, what counts as a hit and the number of viewers, in words."""
    share = f"{config.test_fraction:.0%} held out, " if config.protocol != "last" else ""
    hits = "every held-out film" if config.relevant == "watched" else "liked held-out films"
    return (
        f"{dataset_name}: {config.protocol} split, {share}seed {config.seed}, "
        f"{hits} to be found, {n_users:,} viewers"
    )


def _measured_on(run: Run) -> tuple[Any, ...]:
    return (run.fingerprint, run.facts["liked_from"], *(getattr(run.config, p) for p in PROTOCOL))


def _figures(run: Run) -> dict[str, Any]:
    config, facts = run.config, run.facts
    row: dict[str, Any] = {"run": run.label, "model": MODELS[config.model].label}
    for figure in run.summary.itertuples():
        row[str(figure.metric)] = figure.mean
        row[f"{figure.metric} low"], row[f"{figure.metric} high"] = figure.low, figure.high
    return row | {
        "modalities": ", ".join(config.modalities) if MODELS[config.model].uses_modalities else "",
        "lam": facts["lam"],
        "best_lam": facts["best_lam"],
        **{name: getattr(config, name) for name in ("k", *PROTOCOL)},
        "liked_from": facts["liked_from"],
        "viewers": facts["n_users"],
        "seconds": sum(facts["seconds"].values()),
        "peak_megabytes": facts["peak_megabytes"],
        "dataset": run.dataset_name,
        "fingerprint": run.fingerprint,
        "created": run.created,
        "command": command(config, run.fingerprint),
        "id": run.id,
    }
