"""What the checking door promises, and one broken table for each of its sentences."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mmrec import schema
from mmrec.errors import DataError
from mmrec.sources.raw import Origin, RawTables, locate
from mmrec.validation import build
from tests.validation.building import built, finding, frame


def test_interactions_alone_suffice():
    dataset = built(pd.DataFrame({"user_id": [2.0, 10.0], "item_id": ["b", "a"]}))
    assert list(dataset.user_ids) == ["2", "10"]
    assert list(dataset.item_ids) == ["a", "b"]
    assert dataset.interactions["item_idx"].tolist() == [1, 0]
    assert not dataset.has_ratings
    assert not dataset.has_timestamps
    assert dataset.findings == ()


def test_columns_have_the_promised_types():
    dataset = built(frame((1, 1, 4, 0)), items=pd.DataFrame({"item_id": [1], "title": ["A"]}))
    assert list(dataset.interactions.dtypes.astype(str)) == [
        "int32", "int32", "float32", "datetime64[s]",
    ]  # fmt: skip
    assert tuple(dataset.items.columns) == schema.ITEMS
    assert tuple(dataset.reviews.columns) == schema.REVIEWS
    only = dataset.items.iloc[0]
    assert all(only[c] == () for c in schema.LISTS)
    assert all(only[c] is None for c in schema.TEXTS)
    assert all(np.isnan(only[c]) for c in schema.NUMBERS)


def test_interactions_are_sorted_by_viewer_then_time_with_undated_last():
    rows = frame((2, "a", 1, 50), (1, "a", 2, None), (1, "b", 3, 90), (1, "c", 4, 20))
    assert built(rows).interactions["rating"].tolist() == [4, 3, 2, 1]


def test_a_second_rating_replaces_the_first_by_time_not_by_place():
    rows = frame((1, "a", 5, 90), (1, "a", 2, 10), (2, "a", 1, None), (2, "a", 3, None))
    dataset = built(rows)
    assert dataset.interactions["rating"].tolist() == [5, 3]
    found = finding(dataset, "has a later one")
    assert (found.count, found.row) == (2, 3)


def test_ratings_that_are_no_numbers_keep_their_interaction():
    dataset = built(frame((1, "a", "good"), (1, "b", "4,5"), (1, "c", None), (1, "d", "inf")))
    np.testing.assert_array_equal(dataset.interactions["rating"], [np.nan, 4.5, np.nan, np.nan])
    found = finding(dataset, "not a finite number")
    assert "'good'" in found.what
    assert (found.count, found.row, found.column) == (2, 2, "rating")


def test_infinite_numbers_are_noted_too():
    dataset = built(frame((1, "a", np.inf), (1, "b", 3.0), (1, "c", np.nan)))
    assert finding(dataset, "not a finite number").count == 1


def test_a_rating_outside_the_scale_of_the_others_is_dropped():
    rows = [(u, i, 1 + (u + i) % 5) for u in range(20) for i in range(10)]
    rows[7] = (0, 7, 50)
    rows[8] = (0, 8, -1)
    dataset = built(frame(*rows))
    assert dataset.rating_scale == (1, 5)
    assert len(dataset.interactions) == 200
    found = finding(dataset, "outside the scale from 0 to 5")
    assert (found.count, found.row) == (2, 9)


def test_rows_without_a_viewer_or_film_are_left_out_and_counted():
    dataset = built(frame((1, "a"), (None, "b"), (2, " ")))
    assert dataset.n_users == dataset.n_items == len(dataset.interactions) == 1
    assert finding(dataset, "without a viewer or without a film").count == 2


def test_only_rows_without_ids_is_an_error():
    with pytest.raises(DataError, match="every row lacks a viewer or a film"):
        built(frame((None, "a"), (1, None)))


def test_unreadable_dates_keep_their_interaction():
    dataset = built(frame((1, "a", 3, "2015-01-31"), (1, "b", 3, "soon"), (1, "c", 3, None)))
    assert dataset.interactions["timestamp"].isna().sum() == 2
    found = finding(dataset, "Dates that could not be read: 1; the first is 'soon'")
    assert found.row == 3


def test_missing_columns_and_rows_are_errors():
    with pytest.raises(DataError, match=r"no column for viewer ids. Its columns are: item_id"):
        built(pd.DataFrame({"item_id": [1]}))
    with pytest.raises(DataError, match="no column for film ids"):
        built(pd.DataFrame({"user_id": [1]}))
    with pytest.raises(DataError, match="has no rows below its header"):
        built(pd.DataFrame({"user_id": [], "item_id": []}))


def test_findings_name_the_file_and_row_that_a_person_sees():
    origins = (Origin("a.csv", 3), Origin("b.dat", 5, first_row=1))
    assert locate(origins, 2, "?") == ("a.csv", 4)
    assert locate(origins, 3, "?") == ("b.dat", 1)
    raw = RawTables(frame((1, "a", 1), (1, "b", "x")), origins={"interactions": origins[1:]})
    found = build(raw, name="test").findings[0]
    assert (found.file, found.row) == ("b.dat", 2)
    assert raw.findings == []


rows = st.lists(
    st.tuples(
        st.integers(-1, 5), st.sampled_from(["a", "b", "c", "10", " a", ""]),
        st.none() | st.floats(allow_nan=True) | st.integers(0, 5),
        st.none() | st.integers(0, 10**9),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


@settings(deadline=None)
@given(rows)
def test_invariants_of_any_dataset(rows):
    table = pd.DataFrame(rows, columns=["user_id", "item_id", "rating", "timestamp"])
    named = {(str(u), i.strip()) for u, i, _, _ in rows if i.strip()}
    if not named:
        with pytest.raises(DataError):
            built(table)
        return
    dataset = built(table)
    seen = dataset.interactions
    pairs = zip(dataset.user_ids[seen["user_idx"]], dataset.item_ids[seen["item_idx"]], strict=True)
    assert sorted(pairs) == sorted(named)
    assert len(set(dataset.user_ids)) == dataset.n_users
    assert set(seen["user_idx"]) == set(range(dataset.n_users))
    assert not np.isinf(seen["rating"]).any()
    assert seen["user_idx"].is_monotonic_increasing


@settings(deadline=None)
@given(st.data())
def test_the_order_of_dated_rows_does_not_matter(data):
    n = data.draw(st.integers(1, 20))
    pairs = data.draw(
        st.lists(st.tuples(st.integers(1, 4), st.integers(1, 6)), min_size=n, max_size=n)
    )
    table = pd.DataFrame(pairs, columns=["user_id", "item_id"])
    table = table.assign(rating=np.arange(n) % 5 + 1, timestamp=np.arange(n) + 1_000_000_000)
    shuffled = table.iloc[data.draw(st.permutations(range(n)))]
    assert built(shuffled).fingerprint == built(table).fingerprint
