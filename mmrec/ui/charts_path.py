"""The λ path as a chart: every metric along λ from one fit."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from mmrec.ui.charts_data import described, framed
from mmrec.ui.charts_results import add_interval, legend_below
from mmrec.ui.theme import CHOSEN_COLOUR, CURVE_COLOUR, REFERENCE_COLOUR

DASHES: Final = {"validation": "dot", "test": "solid"}
PANEL_HEIGHT: Final = 190
METRIC_TITLES: Final = {"ndcg": "nDCG", "hit": "Hit rate"}


def lambda_curves(
    path: pd.DataFrame,
    chosen: float,
    best: float | None = None,
    references: pd.DataFrame | None = None,
) -> go.Figure:
    """Every metric along λ, one panel each, with intervals on test viewers.

    path: lam, metric, mean, low, high, part.  references: label, metric, value.
    The λ axis is logarithmic, with λ = 0 as a place of its own at the left end.  Each panel is
    scaled to its test curve, since the hump is the lesson; the validation curve, which lies at
    another height because less is to be found there, waits in the legend.
    """
    metrics = list(dict.fromkeys(path["metric"]))
    figure = make_subplots(
        rows=-(-len(metrics) // 2), cols=2, subplot_titles=[metric_title(m) for m in metrics],
        vertical_spacing=0.2, horizontal_spacing=0.12,
    )  # fmt: skip
    framed(figure, "", "", height=150 + PANEL_HEIGHT * -(-len(metrics) // 2))
    for place, metric in enumerate(metrics):
        curves = path[path["metric"] == metric]
        lines = None if references is None else references[references["metric"] == metric]
        _add_panel(figure, curves, lines, place)
    _mark_lams(figure, path["lam"], chosen, best)
    figure.update_layout(hovermode="x unified", showlegend=True, legend=legend_below(-0.16))
    return described(figure, _lambda_sentence(path, chosen, best))


def _short(lam: float) -> str:
    """A power of ten as an axis says it: 10k."""
    return f"{lam / 1000:g}k" if lam >= 1000 else f"{lam:g}"


def lam_positions(lams: "pd.Series[float] | Sequence[float]") -> np.ndarray:
    """Places on a logarithmic axis: λ itself, and λ = 0 half a decade left of the smallest."""
    values = np.asarray(lams, dtype=float)
    positive = values[values > 0]
    zero = positive.min() / np.sqrt(10) if positive.size else 1.0
    return np.where(values > 0, values, zero)


def lam_text(lam: float) -> str:
    """λ as a person writes it: 0, 42, 1,780, 100,000."""
    return f"{lam:,.0f}" if lam == 0 or lam >= 10 else f"{lam:.3g}"


def metric_title(metric: str) -> str:
    """A metric as a heading: ndcg@10 → nDCG@10."""
    name, at, k = metric.partition("@")
    return f"{METRIC_TITLES.get(name, name.capitalize())}{at}{k}"


def _add_panel(
    figure: go.Figure, curves: pd.DataFrame, references: pd.DataFrame | None, place: int
) -> None:
    """One metric: its curves, its reference lines, and an axis that fits the test curve."""
    where = {"row": place // 2 + 1, "col": place % 2 + 1}
    for part, curve in curves.groupby("part", sort=False):
        _add_curve(figure, curve, str(part), where)
    shown = curves[curves["part"] == "test"]
    low, high = float(shown["low"].min()), float(shown["high"].max())
    if references is not None:
        for line in references.itertuples():
            figure.add_hline(
                y=line.value, line={"color": REFERENCE_COLOUR, "dash": "dot", "width": 1.5},
                annotation={"text": line.label, "font": {"size": 11}},
                annotation_position="bottom right", **where,
            )  # fmt: skip
            low, high = min(low, float(str(line.value))), max(high, float(str(line.value)))
    room = 0.12 * (high - low)
    figure.update_yaxes(range=[low - room, high + room], nticks=5, **where)


def _add_curve(figure: go.Figure, curve: pd.DataFrame, part: str, where: dict[str, int]) -> None:
    """One part's means along λ, the band on test viewers; the panels share one legend."""
    x, first = lam_positions(curve["lam"]), where == {"row": 1, "col": 1}
    if part == "test":
        add_interval(figure, x, curve, CURVE_COLOUR, **where)
    figure.add_scatter(
        x=x, y=curve["mean"], name=f"{part} viewers", mode="lines", legendgroup=part,
        showlegend=first, visible=True if part == "test" else "legendonly",
        line={"color": CURVE_COLOUR, "width": 2.5, "dash": DASHES.get(part, "solid")},
        customdata=np.column_stack([curve[["low", "high"]], [lam_text(v) for v in curve["lam"]]]),
        hovertemplate="%{y:.4f} (%{customdata[0]:.4f} to %{customdata[1]:.4f}) at λ = "
        "%{customdata[2]}", **where,
    )  # fmt: skip


def _mark_lams(
    figure: go.Figure, lams: "pd.Series[float]", chosen: float, best: float | None
) -> None:
    place = dict(zip(lams, lam_positions(lams), strict=True))
    decades = [v for v in 10.0 ** np.arange(-3, 9) if lams[lams > 0].min() <= v <= lams.max()]
    ticks = [0.0, *decades[::2]] if 0.0 in place else decades
    figure.update_xaxes(
        type="log", tickvals=lam_positions([*ticks, *lams[lams > 0]])[: len(ticks)],
        ticktext=[_short(v) for v in ticks], tickangle=0, tickfont={"size": 11},
    )  # fmt: skip
    _add_upright(figure, chosen, lams, {"color": CHOSEN_COLOUR, "width": 2})
    if best is not None:
        style = {"color": REFERENCE_COLOUR, "width": 1.5, "dash": "dash"}
        _add_upright(figure, best, lams, style)
    _name_lines(figure, chosen, best)


def _add_upright(
    figure: go.Figure, lam: float, lams: "pd.Series[float]", style: dict[str, Any]
) -> None:
    """A vertical line at a λ in every panel; by hand, since `add_vline` takes 4 ms a panel."""
    at = lam_positions([lam, *lams])[0]
    panels = [axis.plotly_name.removeprefix("xaxis") for axis in figure.select_xaxes()]
    lines = [
        {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": style,
         "xref": f"x{panel}", "yref": f"y{panel} domain"}
        for panel in panels
    ]  # fmt: skip
    figure.layout.shapes = [*figure.layout.shapes, *lines]


def _name_lines(figure: go.Figure, chosen: float, best: float | None) -> None:
    """The two vertical lines in the legend, which needs traces to show."""
    lines = [(f"chosen λ = {lam_text(chosen)}", CHOSEN_COLOUR, "solid")]
    if best is not None:
        lines.append((f"best on validation, λ = {lam_text(best)}", REFERENCE_COLOUR, "dash"))
    for name, colour, dash in lines:
        figure.add_scatter(
            x=[None], y=[None], name=name, mode="lines", line={"color": colour, "dash": dash}
        )


def _lambda_sentence(path: pd.DataFrame, chosen: float, best: float | None) -> str:
    ends = f"from λ = {lam_text(path['lam'].min())} to {lam_text(path['lam'].max())}"
    tail = "" if best is None else f" Validation is best at λ = {lam_text(best)}."
    return (
        f"{', '.join(dict.fromkeys(path['metric']))} along λ, {ends}; "
        f"chosen λ = {lam_text(chosen)}.{tail}"
    )
