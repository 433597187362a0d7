"""Charts about runs: each a function from a table of results to a figure, intervals included."""

import textwrap
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from mmrec.ui.charts_data import described, framed
from mmrec.ui.theme import CATEGORICAL, REFERENCE_COLOUR, translucent
from mmrec.ui.words import unmarked

REFERENCE_DASHES = ("dot", "dash", "dashdot")
LABEL_WIDTH = 22
PLOT_HEIGHT = 360
"""Of the recall chart, to which its legend is added line by line."""


def metric_dots(summary: pd.DataFrame, references: pd.DataFrame | None = None) -> go.Figure:
    """One dot a run with its interval, against reference lines.

    summary: run, mean, low, high.  references: label, value.
    """
    dots = [
        _dot(row, CATEGORICAL[place % len(CATEGORICAL)])
        for place, (_, row) in enumerate(summary.iterrows())
    ]
    figure = framed(go.Figure(dots), "", "", height=120 + 52 * len(summary))
    figure.update_yaxes(autorange="reversed", type="category", automargin=True)
    lines: list[Any] = [] if references is None else list(references.itertuples())
    for line, dash in zip(lines, REFERENCE_DASHES * len(lines), strict=False):
        style = {"color": REFERENCE_COLOUR, "width": 2, "dash": dash}
        figure.add_vline(x=line.value, line=style)
        name = f"{line.label} {line.value:.3f}"
        figure.add_scatter(x=[None], y=[None], mode="lines", line=style, name=name)
    figure.update_layout(legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0})
    figure.update_xaxes(tickangle=0, nticks=5)
    return described(figure, _dots_sentence(summary, lines))


def recall_curves(
    table: pd.DataFrame, references: pd.DataFrame | None = None, metric: str = "recall"
) -> go.Figure:
    """A metric at every list length, a line with a band for each run.

    table: run, k, mean, low, high.  references: label, k, mean, drawn as dotted lines.
    """
    figure = go.Figure()
    for place, (run, curve) in enumerate(table.groupby("run", sort=False)):
        colour = CATEGORICAL[place % len(CATEGORICAL)]
        add_interval(figure, curve["k"], curve, colour)
        figure.add_scatter(
            x=curve["k"], y=curve["mean"], name=wrapped(str(run), 40), mode="lines",
            line={"color": colour, "width": 2.5}, customdata=curve[["low", "high"]].to_numpy(),
            hovertemplate="%{y:.4f} (%{customdata[0]:.4f} to %{customdata[1]:.4f})",
        )  # fmt: skip
    if references is not None:
        for place, (label, curve) in enumerate(references.groupby("label", sort=False)):
            figure.add_scatter(
                x=curve["k"], y=curve["mean"], name=str(label), mode="lines",
                line={"color": REFERENCE_COLOUR, "width": 2, "dash": ("dot", "dash")[place % 2]},
                hovertemplate="%{y:.4f}",
            )  # fmt: skip
    lines = sum(1 + trace.name.count("<br>") for trace in figure.data if trace.name)
    framed(figure, "length of the list, k", f"{metric}@k", height=PLOT_HEIGHT + 20 * lines)
    figure.update_layout(hovermode="x unified", legend=legend_below(-56 / PLOT_HEIGHT))
    figure.update_yaxes(rangemode="tozero")
    return described(figure, _recall_sentence(table, metric))


def wrapped(text: str, width: int = LABEL_WIDTH) -> str:
    """A name as lines that leave room for the chart, safe to show."""
    kept_together = text.replace(" · ", "\u00a0·\u00a0")
    return "<br>".join(unmarked(line) for line in textwrap.wrap(kept_together, width))


def add_interval(figure: go.Figure, x: Any, curve: pd.DataFrame, colour: str, **where: int) -> None:
    """The band from low to high."""
    figure.add_scatter(
        x=np.concatenate([x, x[::-1]]), y=np.concatenate([curve["high"], curve["low"][::-1]]),
        fill="toself", fillcolor=translucent(colour, 0.18), line={"width": 0}, mode="lines",
        hoverinfo="skip", showlegend=False, **where,
    )  # fmt: skip


def _dot(row: Any, colour: str) -> go.Scatter:
    """One run: a dot, and its interval in the same colour, since black is lost on near-black."""
    interval = {"array": [row["high"] - row["mean"]], "arrayminus": [row["mean"] - row["low"]]}
    return go.Scatter(
        x=[row["mean"]], y=[wrapped(row["run"])], mode="markers", showlegend=False,
        marker={"size": 12, "color": colour},
        error_x={"type": "data", "thickness": 2, "width": 6, "color": colour, **interval},
        customdata=[[row["low"], row["high"]]],
        hovertemplate="%{y}<br>%{x:.4f}, 95 % interval %{customdata[0]:.4f} to "
        "%{customdata[1]:.4f}<extra></extra>",
    )  # fmt: skip


def legend_below(y: float = -0.24) -> dict[str, Any]:
    """A legend in rows below the chart."""
    return {"orientation": "h", "yanchor": "top", "y": y, "x": 0}


def _dots_sentence(summary: pd.DataFrame, lines: list[Any]) -> str:
    dots = "; ".join(
        f"{r.run} {r.mean:.4f}, interval {r.low:.4f} to {r.high:.4f}" for r in summary.itertuples()
    )
    return f"{dots}. " + "; ".join(f"{line.label} {line.value:.4f}" for line in lines)


def _recall_sentence(table: pd.DataFrame, metric: str) -> str:
    ends = table.sort_values("k").groupby("run", sort=False).tail(1)
    parts = "; ".join(f"{r.run} {r.mean:.4f} at k = {r.k}" for r in ends.itertuples())
    return f"{metric} by length of the list: {parts}."
