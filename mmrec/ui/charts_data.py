"""Charts about a dataset: each a function from a table of `mmrec.description` to a figure.

Nothing here draws.  Every figure carries a sentence for those who cannot see it: `alt(figure)`.
Backgrounds and text take the colours of the page.
"""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from mmrec import schema
from mmrec.ui.theme import REFERENCE_COLOUR, colour_of, translucent
from mmrec.ui.words import percent, unmarked

HEIGHT = 260


def rating_histogram(counts: pd.DataFrame, liked_from: float | None = None) -> go.Figure:
    """How often each rating was given.  Columns: rating, count; a line where liking starts."""
    share = counts["count"] / max(1, counts["count"].sum())
    bars = go.Bar(
        x=counts["rating"],
        y=counts["count"],
        marker_color=colour_of(schema.RATINGS),
        customdata=share,
        hovertemplate="rating %{x}: %{y:,} times (%{customdata:.1%})<extra></extra>",
    )
    figure = framed(go.Figure(bars), "rating", "interactions")
    if len(counts) <= 12:
        figure.update_xaxes(tickvals=counts["rating"])
    if liked_from is not None:
        reference(figure, "liked →", x=liked_from - _half_step(counts["rating"]))
    return described(figure, _rating_sentence(counts))


def long_tail(table: pd.DataFrame, share_of_top: float) -> go.Figure:
    """Viewers of each film, the most watched first.

    Columns: rank, share_of_films, viewers, title.  The line marks the top 10 % of films.
    """
    line = go.Scatter(
        x=table["share_of_films"],
        y=table["viewers"],
        mode="lines",
        fill="tozeroy",
        line={"color": colour_of(schema.HISTORY), "width": 2},
        fillcolor=translucent(colour_of(schema.HISTORY), 0.25),
        customdata=table[["rank", "title"]].assign(title=table["title"].map(unmarked)).to_numpy(),
        hovertemplate="%{customdata[1]}<br>place %{customdata[0]:,}: %{y:,} viewers<extra></extra>",
    )
    figure = framed(go.Figure(line), "films, most watched first", "viewers")
    figure.update_xaxes(tickformat=".0%", range=[0, 1])
    reference(figure, f"top 10 %: {share_of_top:.0%} of interactions", x=0.1, position="top right")
    return described(
        figure,
        f"Viewers per film, from most to least watched. The top 10 % of films take "
        f"{share_of_top:.0%} of all interactions.",
    )


def activity(table: pd.DataFrame) -> go.Figure:
    """How many viewers watched how many films.  Columns: low, high, viewers."""
    labels = [_range(low, high) for low, high in zip(table["low"], table["high"], strict=True)]
    bars = go.Bar(
        x=labels,
        y=table["viewers"],
        marker_color=colour_of(schema.HISTORY),
        hovertemplate="%{x} films: %{y:,} viewers<extra></extra>",
    )
    figure = framed(go.Figure(bars), "films watched", "viewers").update_xaxes(type="category")
    most = labels[int(table["viewers"].to_numpy().argmax())] if len(table) else "no"
    return described(
        figure, f"Viewers by how many films they watched. Most viewers watched {most} films."
    )


def timeline(table: pd.DataFrame) -> go.Figure:
    """Interactions over time.  Columns: start, interactions."""
    bars = go.Bar(
        x=table["start"],
        y=table["interactions"],
        marker_color=colour_of(schema.HISTORY),
        hovertemplate="%{x|%B %Y}: %{y:,} interactions<extra></extra>",
    )
    sentence = "No interaction is dated."
    if len(table):
        first, last = table["start"].iloc[0], table["start"].iloc[-1]
        sentence = f"Interactions over time, from {first:%B %Y} to {last:%B %Y}."
    return described(framed(go.Figure(bars), "", "interactions"), sentence)


def coverage_bars(table: pd.DataFrame) -> go.Figure:
    """The share of films that each modality speaks about.

    Columns: modality, label, share, of, help.  The pale rest of a bar is what is missing.
    """
    labels = table["label"].map(unmarked)
    shared: dict[str, Any] = {"y": labels, "orientation": "h", "showlegend": False}
    colours = [colour_of(m) for m in table["modality"]]
    there = go.Bar(
        **shared,
        x=table["share"],
        marker_color=colours,
        customdata=table[["of", "help"]].map(unmarked).to_numpy(),
        hovertemplate="%{y}: %{x:.1%} of %{customdata[0]}<br>%{customdata[1]}<extra></extra>",
    )
    missing = go.Bar(
        **shared,
        x=1 - table["share"],
        marker_color=[translucent(c, 0.16) for c in colours],
        hovertemplate="%{y}: %{x:.1%} missing<extra></extra>",
    )
    figures = go.Scatter(
        x=[1.01] * len(table),
        y=labels,
        mode="text",
        text=[percent(share) for share in table["share"]],
        textposition="middle right",
        showlegend=False,
        hoverinfo="skip",
        cliponaxis=False,
    )
    figure = framed(go.Figure([there, missing, figures]), "", "", height=16 + 34 * len(table))
    figure.update_layout(barmode="stack", bargap=0.35, margin_t=4, margin_r=52)
    figure.update_xaxes(visible=False, range=[0, 1.01], fixedrange=True)
    figure.update_yaxes(autorange="reversed")
    parts = ", ".join(f"{r.label} {r.share:.0%}" for r in table.itertuples())
    return described(figure, f"Coverage of each modality: {parts}.")


def framed(figure: go.Figure, x: str, y: str, height: int = HEIGHT) -> go.Figure:
    """Axis titles, margins and height; everything else is the page's theme."""
    return figure.update_layout(
        xaxis_title=x or None,
        yaxis_title=y or None,
        height=height,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"align": "left"},
    )


def reference(
    figure: go.Figure,
    label: str,
    x: float | None = None,
    y: float | None = None,
    position: str = "top right",
) -> go.Figure:
    """A dotted line with its name, at an x (named above the plot) or at a y."""
    style: dict[str, Any] = {
        "line": {"color": REFERENCE_COLOUR, "dash": "dot", "width": 1.5},
        "annotation": {"text": label, "font": {"size": 12}},
        "annotation_position": position,
    }
    if y is not None:
        return figure.add_hline(y=y, **style)
    style["annotation"] |= {"y": 1, "yanchor": "bottom", "xanchor": "left", "xshift": -6}
    return figure.add_vline(x=x, **style)


def described(figure: go.Figure, sentence: str) -> go.Figure:
    """Attach the sentence that `alt` gives back."""
    return figure.update_layout(meta={"alt": sentence})


def alt(figure: go.Figure) -> str:
    """What the figure shows, as a sentence for a screen reader."""
    return str(figure.layout.meta["alt"])


def _half_step(ratings: "pd.Series[float]") -> float:
    """Half the smallest distance between two ratings, so that a line falls between bars."""
    steps = ratings.sort_values().diff().dropna()
    return float(steps.min()) / 2 if len(steps) else 0.5


def _rating_sentence(counts: pd.DataFrame) -> str:
    if counts.empty:
        return "No interaction is rated."
    how_often = counts["count"]
    share = how_often.max() / how_often.sum()
    top = counts["rating"].to_numpy()[how_often.to_numpy().argmax()]
    return f"How often each rating was given. The commonest is {top:g}, {share:.0%}."


def _range(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
