import base64
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from PIL import Image

from mmrec import description, schema
from mmrec.ui.posters import SIZE, thumbnail
from tests.test_dataset_store import datasets, datasets_example


@pytest.fixture
def three_films():
    """Viewer u watched a (rated 4) and b; viewer v watched c (rated 2.5)."""
    return datasets_example()


def test_counts_by_hand(three_films):
    assert description.rating_counts(three_films).to_numpy().tolist() == [[2.5, 1], [4.0, 1]]
    assert description.viewers_per_film(three_films).tolist() == [1, 1, 1]
    assert description.films_per_viewer(three_films).tolist() == [2, 1]
    assert description.activity(three_films).to_numpy().tolist() == [[1, 1, 1], [2, 4, 1]]


def test_the_timeline_counts_months(three_films):
    table = description.timeline(three_films)
    assert table["start"].dt.strftime("%Y-%m").tolist() == ["2001-02", "2004-05"]
    assert table["interactions"].tolist() == [1, 1]


def test_films_carry_what_is_known_of_them(three_films):
    films = description.films(three_films)
    assert films["title"].tolist() == ["a", "b", "c"]
    assert films["genres"].tolist() == ["x, y", "", "z"]
    np.testing.assert_array_equal(films["mean_rating"], [4.0, np.nan, 2.5])


def test_every_word_must_match_and_case_does_not_matter(three_films):
    films = description.films(three_films).assign(title=["Rose", "Rosette", "Nail"])
    assert description.matching(films, "rose")["title"].tolist() == ["Rose", "Rosette"]
    assert description.matching(films, "X rose")["title"].tolist() == ["Rose"]
    assert description.matching(films, "").equals(films)
    assert description.matching(films, "(").empty


@given(datasets())
def test_the_parts_add_up_to_the_whole(dataset):
    n = len(dataset.interactions)
    assert description.viewers_per_film(dataset).sum() == n
    assert description.films_per_viewer(dataset).sum() == n
    assert description.activity(dataset)["viewers"].sum() == dataset.n_users
    assert description.timeline(dataset)["interactions"].sum() == (
        dataset.interactions[schema.TIMESTAMP].notna().sum()
    )
    assert description.share_of_top(dataset, 1.0) == (1.0 if n else 0.0)
    tail = description.long_tail(dataset)["viewers"]
    assert tail.is_monotonic_decreasing
    assert description.coverage(dataset)["share"].between(0, 1).all()


@pytest.mark.parametrize(("n", "share"), [(10, 0.1), (1000, 0.1), (25, 3 / 25)])
def test_the_top_tenth_is_rounded_up_to_whole_films(three_films, n, share):
    """Where every film has one viewer, the top films take just their number's share."""
    pairs = pd.DataFrame({schema.USER_IDX: 0, schema.ITEM_IDX: np.arange(n)})
    items = pd.concat([three_films.items.head(1)] * n, ignore_index=True)
    even = type(three_films)("even", three_films.users, items, pairs, three_films.reviews)
    assert description.share_of_top(even) == pytest.approx(share)


def test_a_long_catalogue_is_thinned_but_keeps_both_ends():
    at = description._thinned(60_000)
    assert at[0] == 0
    assert at[-1] == 59_999
    assert len(at) <= description.CURVE_POINTS


def test_a_thumbnail_is_a_small_jpeg(tmp_path):
    path = tmp_path / "poster.png"
    Image.new("RGBA", (1000, 1500), (200, 30, 30, 255)).save(path)
    kind, data = thumbnail(str(path)).split(",", 1)
    assert kind == "data:image/jpeg;base64"
    with Image.open(io.BytesIO(base64.b64decode(data))) as small:
        assert small.size == SIZE
        red, green, blue = small.convert("RGB").getpixel((40, 60))
    assert abs(red - 200) < 8
    assert max(abs(green - 30), abs(blue - 30)) < 8


def test_a_file_that_is_no_picture_has_no_thumbnail(tmp_path):
    path = tmp_path / "poster.jpg"
    path.write_bytes(b"not a picture")
    assert thumbnail(str(path)) is None
    assert thumbnail(str(tmp_path / "gone.jpg")) is None
