"""Charts about runs: each a function from a table of results to a figure, intervals included."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from mmrec.ui.charts_data import described, framed, reference
from mmrec.ui.theme import CATEGORICAL, CHOSEN_COLOUR, REFERENCE_COLOUR, translucent

DASHES = {"validation": "dot", "test": "solid"}
PANEL_HEIGHT = 200


def lambda_curves(
    path: pd.DataFrame,
    chosen: float,
    best: float | None = None,
    references: pd.DataFrame | None = None,
) -> go.Figure:
    """Every metric along λ, one panel each, with intervals on test and a dotted validation line.

    path: lam, metric, mean, low, high, part.  references: label, metric, value.
    The λ axis is logarithmic, with λ = 0 as a place of its own at the left end.
    """
    metrics = list(dict.fromkeys(path["metric"]))
    figure = make_subplots(
        rows=len(metrics), shared_xaxes=True, subplot_titles=metrics, vertical_spacing=0.09
    )
    for row, metric in enumerate(metrics, start=1):
        colour = CATEGORICAL[(row - 1) % len(CATEGORICAL)]
        for part, curve in path[path["metric"] == metric].groupby("part", sort=False):
            _add_band(figure, curve, str(part), colour, row=row)
    framed(figure, "", "", height=60 + PANEL_HEIGHT * len(metrics))
    _mark_lams(figure, path["lam"], chosen, best)
    _add_references(figure, references, metrics)
    figure.update_layout(hovermode="x unified", showlegend=True, legend=_legend_below())
    return described(figure, _lambda_sentence(path, chosen, best))


def metric_dots(summary: pd.DataFrame, references: pd.DataFrame | None = None) -> go.Figure:
    """One dot a run with its interval, against reference lines.

    summary: run, mean, low, high.  references: label, value.
    """
    dots = go.Scatter(
        x=summary["mean"],
        y=summary["run"],
        mode="markers",
        marker={"size": 12, "color": _colours(len(summary))},
        error_x=_error(summary),
        customdata=summary[["low", "high"]].to_numpy(),
        hovertemplate="%{y}<br>%{x:.4f}, 95 % interval %{customdata[0]:.4f} to "
        "%{customdata[1]:.4f}<extra></extra>",
        showlegend=False,
    )
    figure = framed(go.Figure(dots), "", "", height=110 + 44 * len(summary))
    figure.update_yaxes(autorange="reversed", type="category", automargin=True)
    lines: list[Any] = [] if references is None else list(references.itertuples())
    for place, line in enumerate(lines):
        reference(figure, line.label, x=line.value, position="top right")
        figure.layout.annotations[-1].yshift = 14 * place
    figure.update_layout(margin_t=28 + 14 * len(lines))
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
        _add_interval(figure, curve["k"], curve, colour)
        figure.add_scatter(
            x=curve["k"], y=curve["mean"], name=str(run), mode="lines",
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
    framed(figure, "length of the list, k", f"{metric}@k", height=380)
    figure.update_layout(hovermode="x unified", legend=_legend_below())
    figure.update_yaxes(rangemode="tozero")
    return described(figure, _recall_sentence(table, metric))


def lam_positions(lams: "pd.Series[float] | Sequence[float]") -> np.ndarray:
    """Places on a logarithmic axis: λ itself, and λ = 0 half a decade left of the smallest."""
    values = np.asarray(lams, dtype=float)
    positive = values[values > 0]
    zero = positive.min() / np.sqrt(10) if positive.size else 1.0
    return np.where(values > 0, values, zero)


def lam_text(lam: float) -> str:
    """λ as a person writes it: 0, 42, 1,780, 100,000."""
    return f"{lam:,.0f}" if lam == 0 or lam >= 10 else f"{lam:.3g}"


def _add_band(figure: go.Figure, curve: pd.DataFrame, part: str, colour: str, *, row: int) -> None:
    x = lam_positions(curve["lam"])
    if part == "test":
        _add_interval(figure, x, curve, colour, row=row, col=1)
    figure.add_scatter(
        x=x, y=curve["mean"], name=part, mode="lines", legendgroup=part, showlegend=row == 1,
        line={"color": colour, "width": 2.5, "dash": DASHES.get(part, "solid")},
        customdata=np.column_stack([curve[["low", "high"]], [lam_text(v) for v in curve["lam"]]]),
        hovertemplate="%{y:.4f} (%{customdata[0]:.4f} to %{customdata[1]:.4f}) at λ = "
        "%{customdata[2]}", row=row, col=1,
    )  # fmt: skip


def _add_interval(
    figure: go.Figure, x: Any, curve: pd.DataFrame, colour: str, **where: int
) -> None:
    """The band from low to high."""
    figure.add_scatter(
        x=np.concatenate([x, x[::-1]]), y=np.concatenate([curve["high"], curve["low"][::-1]]),
        fill="toself", fillcolor=translucent(colour, 0.18), line={"width": 0}, mode="lines",
        hoverinfo="skip", showlegend=False, **where,
    )  # fmt: skip


def _mark_lams(
    figure: go.Figure, lams: "pd.Series[float]", chosen: float, best: float | None
) -> None:
    place = dict(zip(lams, lam_positions(lams), strict=True))
    decades = [v for v in 10.0 ** np.arange(-3, 9) if lams[lams > 0].min() <= v <= lams.max()]
    ticks = [0.0, *decades] if 0.0 in place else decades
    figure.update_xaxes(
        type="log", tickvals=lam_positions([*ticks, *lams[lams > 0]])[: len(ticks)],
        ticktext=[lam_text(v) for v in ticks],
    )  # fmt: skip
    figure.update_xaxes(title_text="λ", row=len(figure.layout.annotations), col=1)
    at = lam_positions([chosen, *lams])[0]
    figure.add_vline(x=at, line={"color": CHOSEN_COLOUR, "width": 2})
    if best is not None:
        figure.add_vline(
            x=lam_positions([best, *lams])[0],
            line={"color": REFERENCE_COLOUR, "width": 1.5, "dash": "dash"},
        )
    _name_lines(figure, chosen, best)


def _name_lines(figure: go.Figure, chosen: float, best: float | None) -> None:
    """The two vertical lines in the legend, which needs traces to show."""
    lines = [(f"chosen λ = {lam_text(chosen)}", CHOSEN_COLOUR, "solid")]
    if best is not None:
        lines.append((f"best on validation, λ = {lam_text(best)}", REFERENCE_COLOUR, "dash"))
    for name, colour, dash in lines:
        figure.add_scatter(
            x=[None], y=[None], name=name, mode="lines", line={"color": colour, "dash": dash}
        )


def _add_references(figure: go.Figure, references: pd.DataFrame | None, metrics: list[str]) -> None:
    if references is None:
        return
    for line in references[references["metric"].isin(metrics)].itertuples():
        figure.add_hline(
            y=line.value, row=metrics.index(str(line.metric)) + 1, col=1,
            line={"color": REFERENCE_COLOUR, "dash": "dot", "width": 1.5},
            annotation={"text": line.label, "font": {"size": 11}},
            annotation_position="bottom right",
        )  # fmt: skip


def _error(summary: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "data",
        "array": summary["high"] - summary["mean"],
        "arrayminus": summary["mean"] - summary["low"],
        "thickness": 2,
        "width": 6,
    }


def _colours(n: int) -> list[str]:
    return [CATEGORICAL[i % len(CATEGORICAL)] for i in range(n)]


def _legend_below() -> dict[str, Any]:
    return {"orientation": "h", "yanchor": "top", "y": -0.18, "x": 0}


def _lambda_sentence(path: pd.DataFrame, chosen: float, best: float | None) -> str:
    ends = f"from λ = {lam_text(path['lam'].min())} to {lam_text(path['lam'].max())}"
    tail = "" if best is None else f" Validation is best at λ = {lam_text(best)}."
    return (
        f"{', '.join(dict.fromkeys(path['metric']))} along λ, {ends}; "
        f"chosen λ = {lam_text(chosen)}.{tail}"
    )


def _dots_sentence(summary: pd.DataFrame, lines: list[Any]) -> str:
    dots = "; ".join(
        f"{r.run} {r.mean:.4f}, interval {r.low:.4f} to {r.high:.4f}" for r in summary.itertuples()
    )
    return f"{dots}. " + "; ".join(f"{line.label} {line.value:.4f}" for line in lines)


def _recall_sentence(table: pd.DataFrame, metric: str) -> str:
    ends = table.sort_values("k").groupby("run", sort=False).tail(1)
    parts = "; ".join(f"{r.run} {r.mean:.4f} at k = {r.k}" for r in ends.itertuples())
    return f"{metric} by length of the list: {parts}."
