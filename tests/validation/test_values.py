"""Single cells: numbers, times, lists, titles and ids in many spellings."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmrec.validation.ids import clean_ids, decode_ids, encode_ids, natural_order
from mmrec.validation.interactions import scale_of
from mmrec.validation.titles import split_title, year_of
from mmrec.validation.values import lists, numbers, times


@pytest.mark.parametrize(
    ("ratings", "scale"),
    [
        ([1, 0, 1], (0, 1)),
        ([1, 5, 3], (0, 5)),
        ([2, 7.5], (0, 10)),
        ([-10, 9.7], (-10, 10)),
        ([55, 20], (0, 100)),
        ([3, 250], (0, 250)),
        ([], (0, 0)),
    ],
)
def test_the_scale_is_the_usual_one_that_holds_the_ratings(ratings, scale):
    assert scale_of(np.array(ratings, dtype=float)) == scale


@pytest.mark.parametrize(
    "given",
    [
        [1422662400, 1422662460],
        [1422662400000, 1422662460000],
        ["1422662400", "1422662460"],
        ["2015-01-31", "2015-01-31 00:01:00"],
        ["2015-01-31T00:00:00Z", "2015-01-31T01:01:00+01:00"],
        ["31/01/2015", "31/01/2015 00:01"],
        ["01 31, 2015", "01 31, 2015 00:01"],
        ["31-Jan-2015", "31-Jan-2015 00:01"],
        pd.DatetimeIndex(["2015-01-31 00:00", "2015-01-31 00:01"]).tz_localize("UTC"),
    ],
)
def test_the_same_moment_in_many_spellings(given):
    expected = np.array(["2015-01-31T00:00", "2015-01-31T00:01"], dtype="datetime64[s]")
    np.testing.assert_array_equal(times(pd.Series(given)), expected)


def test_days_and_years_written_as_numbers():
    np.testing.assert_array_equal(
        times(pd.Series([20150131, 20150201])), np.array(["2015-01-31", "2015-02-01"], "M8[s]")
    )
    np.testing.assert_array_equal(
        times(pd.Series([1999, 2001])), np.array(["1999", "2001"], "M8[s]")
    )


def test_numbers_with_a_decimal_comma():
    np.testing.assert_array_equal(
        numbers(pd.Series(["3,5", "4", "x", None])), [3.5, 4] + [np.nan] * 2
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Action|War", "Drama"], [("Action", "War"), ("Drama",)]),
        (["a|b, c", "d;e"], [("a", "b, c"), ("d;e",)]),
        (["a;b, c", "d"], [("a", "b, c"), ("d",)]),
        (["a, b ,", ", c"], [("a", "b"), ("c",)]),
        (['["a, b", "c"]', "[]"], [("a, b", "c"), ()]),
        (["[{'id': 16, 'name': 'Animation'}]", "Drama"], [("Animation",), ("Drama",)]),
        (["(no genres listed)", None], [(), ()]),
        ([["a", "b"], np.array(["c"])], [("a", "b"), ("c",)]),
        (["a|a|b", "[broken"], [("a", "b"), ("[broken",)]),
    ],
)
def test_cells_with_several_values(cells, expected):
    assert list(lists(pd.Series(cells, dtype=object))) == expected


word = st.text(st.characters(codec="ascii", exclude_characters="|;,[]\x1f"), min_size=1).filter(
    lambda w: w.strip() == w and w != "(no genres listed)"
)


@given(
    st.sampled_from("|;,"),
    st.lists(st.lists(word, min_size=2, unique=True), min_size=1, max_size=5),
)
def test_joined_cells_split_into_what_was_joined(separator, rows):
    cells = pd.Series([separator.join(row) for row in rows], dtype=object)
    assert list(lists(cells)) == [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("given", "title", "year"),
    [
        ("Matrix, The (1999)", "The Matrix", 1999),
        ("Postino, Il (1994)", "Il Postino", 1994),
        ("Avventura, L' (1960)", "L'Avventura", 1960),
        (
            "City of Lost Children, The (Cité, La) (1995)",
            "The City of Lost Children (Cité, La)",
            1995,
        ),
        ("Death Note (2006–2007)", "Death Note", 2006),
        ("Seven (Se7en) (1995)", "Seven (Se7en)", 1995),
        ("1984 (1984) ", "1984", 1984),
        ("Toy Story", "Toy Story", np.nan),
        ("(1999)", "(1999)", 1999),
    ],
)
def test_titles_as_people_say_them(given, title, year):
    found, when = split_title(given)
    assert found == title
    assert when == year or (np.isnan(when) and np.isnan(year))


@pytest.mark.parametrize("text", ["1995", "1995-10-30", "01-Jan-1995", "1995.0", "30/10/1995"])
def test_the_year_of_a_date(text):
    assert year_of(text) == 1995


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([1.0, 2.5, np.nan], ["1", "2.5", None]),
        (["1.0", "12.0"], ["1", "12"]),
        (["1.0", "x"], ["1.0", "x"]),
        (["007", " tt1 ", ""], ["007", "tt1", None]),
        ([12345678901234567890, True], ["12345678901234567890", "True"]),
    ],
)
def test_ids_as_text(given, expected):
    assert clean_ids(given).tolist() == expected


def test_natural_order():
    assert natural_order(["10", "9", "1"]) == ["1", "9", "10"]
    assert natural_order(["10", "9", "a"]) == ["10", "9", "a"]


@given(st.lists(st.none() | st.integers(0, 9) | st.sampled_from(["a", " 1", "b "])))
def test_encoding_ids_loses_nothing(values):
    codes, names = encode_ids(pd.Series(values, dtype=object))
    decoded = [names[c] if c >= 0 else None for c in codes]
    assert decoded == [None if v is None else str(v).strip() for v in values]
    assert len(set(names)) == len(names)


def test_a_list_or_record_as_id_is_text():
    codes, names = encode_ids(pd.Series([[1], {"a": 2}, [1], None, "b"], dtype=object))
    assert decode_ids(codes, names).tolist() == ["[1]", "{'a': 2}", "[1]", None, "b"]
