import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from mmrec.ui import charts_data, charts_path, charts_results, theme, words

ROOT = Path(__file__).resolve().parent.parent
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


@pytest.fixture
def counts():
    return pd.DataFrame({"rating": [1.0, 2.0, 4.0, 5.0], "count": [5, 10, 60, 25]})


@pytest.fixture
def path():
    rows = [
        (part, lam, metric, lam / (lam + 10) + 0.1, 0.05, 0.3)
        for part in ("validation", "test")
        for metric in ("ndcg@10", "accuracy")
        for lam in (0.0, 1.0, 10.0, 1000.0)
    ]
    return pd.DataFrame(rows, columns=["part", "lam", "metric", "mean", "low", "high"])


@pytest.fixture
def summary():
    return pd.DataFrame(
        {"run": ["plain", "posters"], "mean": [0.2, 0.25], "low": [0.18, 0.22], "high": [0.23, 0.3]}
    )


def linear(colour):
    values = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def oklab(rgb):
    """Björn Ottosson's perceptual space, in which distance is difference seen."""
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    lab = np.array([[0.2104542553, 0.7936177850, -0.0040720468],
                    [1.9779984951, -2.4285922050, 0.4505937099],
                    [0.0259040371, 0.7827717662, -0.8086757660]])  # fmt: skip
    return lab @ np.cbrt(cones @ np.clip(rgb, 0, 1))


def contrast(one, other):
    """WCAG contrast ratio."""
    bright, dark = sorted(
        (linear(c) @ [0.2126, 0.7152, 0.0722] for c in (one, other)), reverse=True
    )
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("kind", BLINDNESS)
def test_any_two_modalities_stay_apart_for_every_kind_of_sight(kind):
    colours = [*theme.MODALITY_COLOURS.values(), theme.CUSTOM_COLOUR]
    seen = [oklab(np.array(BLINDNESS[kind]) @ linear(c)) for c in colours]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 0.09


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_colour_is_seen_on_the_page(mode):
    page = CONFIG["theme"][mode]["backgroundColor"]
    assert min(contrast(c, page) for c in theme.CATEGORICAL) > 2
    assert contrast(CONFIG["theme"][mode]["textColor"], page) > 10
    assert contrast(CONFIG["theme"][mode]["linkColor"], page) > 4.5
    primary = CONFIG["theme"][mode]["primaryColor"]  # buttons bear white text on it
    assert min(contrast(primary, "#FFFFFF"), contrast(primary, page)) > 4


def test_the_configuration_and_the_theme_name_the_same_ten_colours():
    assert CONFIG["theme"]["chartCategoricalColors"] == list(theme.CATEGORICAL)
    assert len(theme.CATEGORICAL) == 10


def test_every_font_in_the_configuration_is_shipped():
    for face in CONFIG["theme"]["fontFaces"]:
        assert (ROOT / face["url"].removeprefix("app/")).is_file(), face


def test_translucent_keeps_the_colour():
    assert theme.translucent("#FF8000", 0.25) == "rgba(255,128,0,0.25)"


def test_the_rating_histogram_draws_the_line_between_disliked_and_liked(counts):
    figure = charts_data.rating_histogram(counts, liked_from=4.0)
    assert figure.data[0].y.tolist() == [5, 10, 60, 25]
    assert figure.layout.shapes[0].x0 == 3.5
    assert "commonest is 4, 60%" in charts_data.alt(figure)


def test_the_long_tail_marks_the_top_tenth():
    table = pd.DataFrame(
        {"rank": [1, 2], "share_of_films": [0.5, 1.0], "viewers": [9, 1], "title": ["<b>A", "B"]}
    )
    figure = charts_data.long_tail(table, share_of_top=0.9)
    assert figure.layout.shapes[0].x0 == 0.1
    assert "90%" in figure.layout.annotations[0].text
    assert figure.data[0].customdata[0][1] == "&lt;b&gt;A"


def test_activity_names_ranges():
    table = pd.DataFrame({"low": [0, 2], "high": [1, 4], "viewers": [3, 7]})
    figure = charts_data.activity(table)
    assert list(figure.data[0].x) == ["0–1", "2–4"]
    assert "Most viewers watched 2–4 films" in charts_data.alt(figure)


def test_the_timeline_says_from_when_to_when():
    table = pd.DataFrame({"start": pd.to_datetime(["1997-09-01", "1998-04-01"])})
    figure = charts_data.timeline(table.assign(interactions=[3, 4]))
    assert "from September 1997 to April 1998" in charts_data.alt(figure)


def test_coverage_wears_the_colours_of_the_modalities_and_adds_up_to_one():
    table = pd.DataFrame({"modality": ["posters", "audio"], "label": ["Posters", "<i>Audio"]})
    table = table.assign(share=[0.25, 1.0], of="films", help="")
    figure = charts_data.coverage_bars(table)
    there, missing = figure.data[:2]
    assert list(there.marker.color) == [theme.colour_of("posters"), theme.CUSTOM_COLOUR]
    assert (np.array(there.x) + np.array(missing.x)).tolist() == [1, 1]
    assert list(there.y) == ["Posters", "&lt;i&gt;Audio"]


@pytest.mark.parametrize(
    ("draw", "columns"),
    [
        (charts_data.rating_histogram, ["rating", "count"]),
        (charts_data.activity, ["low", "high", "viewers"]),
        (charts_data.timeline, ["start", "interactions"]),
        (charts_data.coverage_bars, ["modality", "label", "share", "of", "help"]),
    ],
)
def test_an_empty_table_draws_an_empty_chart(draw, columns):
    figure = draw(pd.DataFrame({c: pd.Series(dtype=float) for c in columns}))
    assert charts_data.alt(figure)


def test_lambda_zero_has_a_place_of_its_own_left_of_all_others():
    places = charts_path.lam_positions([0, 1, 10])
    assert places.tolist() == pytest.approx([10**-0.5, 1, 10])


def test_lambda_curves_have_a_panel_a_metric_a_band_and_both_lines(path):
    figure = charts_path.lambda_curves(path, chosen=10.0, best=0.0)
    assert [a.text for a in figure.layout.annotations] == ["nDCG@10", "Accuracy"]
    lines = [t for t in figure.data if t.name in ("validation viewers", "test viewers")]
    assert {(t.legendgroup, t.xaxis) for t in lines} == {
        (part, axis) for part in ("validation", "test") for axis in ("x", "x2")
    }
    bands = [t for t in figure.data if t.fill == "toself"]
    assert len(bands) == 2
    assert max(bands[0].y) == 0.3
    assert min(bands[0].y) == 0.05
    assert sorted({s.x0 for s in figure.layout.shapes}) == pytest.approx([10**-0.5, 10])
    assert figure.layout.xaxis2.ticktext == ("0", "1", "100")
    assert figure.layout.xaxis2.tickvals == pytest.approx([10**-0.5, 1, 100])
    assert "best at λ = 0" in charts_data.alt(figure)


def test_a_panel_is_scaled_to_its_test_curve_and_its_references(path):
    """low .05 and high .3 on test; a reference at .5 widens the panel it lies in."""
    table = pd.DataFrame({"label": ["majority"], "metric": ["accuracy"], "value": [0.5]})
    figure = charts_path.lambda_curves(path, chosen=10.0, references=table)
    assert figure.layout.yaxis.range == pytest.approx((0.05 - 0.12 * 0.25, 0.3 + 0.12 * 0.25))
    assert figure.layout.yaxis2.range == pytest.approx((0.05 - 0.12 * 0.45, 0.5 + 0.12 * 0.45))


def test_a_reference_on_the_lambda_chart_lies_in_its_own_panel(path):
    table = pd.DataFrame({"label": ["popularity"], "metric": ["accuracy"], "value": [0.123]})
    figure = charts_path.lambda_curves(path, chosen=10.0, references=table)
    line = next(s for s in figure.layout.shapes if s.y0 == 0.123)
    assert line.yref == "y2"


def test_metric_dots_show_the_interval_and_the_references(summary):
    lines = pd.DataFrame({"label": ["popularity", "random"], "value": [0.1, 0.01]})
    figure = charts_results.metric_dots(summary, lines)
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    assert [dot.x[0] + dot.error_x.array[0] for dot in dots] == pytest.approx([0.23, 0.3])
    assert [dot.x[0] - dot.error_x.arrayminus[0] for dot in dots] == pytest.approx([0.18, 0.22])
    assert [dot.error_x.color for dot in dots] == [dot.marker.color for dot in dots]
    assert [s.x0 for s in figure.layout.shapes] == [0.1, 0.01]
    assert "popularity 0.1000" in charts_data.alt(figure)


def test_recall_curves_have_a_line_and_a_band_a_run_and_dotted_references():
    table = pd.concat(
        [
            pd.DataFrame({"run": run, "k": [1, 2, 3], "mean": m, "low": m - 0.1, "high": m + 0.1})
            for run, m in (("one", 0.5), ("two", 0.6))
        ]
    )
    references = pd.DataFrame({"label": "popularity", "k": [1, 2, 3], "mean": 0.2})
    figure = charts_results.recall_curves(table, references)
    assert [t.name for t in figure.data if t.name] == ["one", "two", "popularity"]
    assert figure.data[-1].line.dash == "dot"
    assert isinstance(figure, go.Figure)
    assert "two 0.6000 at k = 3" in charts_data.alt(figure)


def test_words_from_data_are_never_markup():
    assert words.plain("![x](http://a.b) :red[c] $d$") == (
        r"\!\[x\]\(http\://a\.b\) \:red\[c\] \$d\$"
    )
    assert words.unmarked("<a href='x'>") == "&lt;a href='x'&gt;"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (1, "100 %"), (0.9996, "99.9 %"), (0.773, "77 %"), (0.0634, "6.3 %")],
)
def test_only_all_is_called_a_hundred_percent(share, text):
    assert words.percent(share) == text
