"""What the checking door promises, and one broken table for each of its sentences."""

import hashlib
import struct
import zlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mmrec import schema
from mmrec.errors import DataError
from mmrec.sources.raw import Origin, RawTables, locate
from mmrec.validation import build
from mmrec.validation.ids import clean_ids, encode_ids, natural_order
from mmrec.validation.interactions import scale_of
from mmrec.validation.titles import split_title, year_of
from mmrec.validation.values import lists, numbers, times


def frame(*rows, columns=("user_id", "item_id", "rating", "timestamp")):
    return pd.DataFrame(rows, columns=list(columns[: len(rows[0])]))


def built(interactions, **tables):
    return build(RawTables(interactions, **tables), name="test")


def finding(dataset, words):
    """The one finding whose text holds the words."""
    (found,) = [f for f in dataset.findings if words in f.what]
    return found


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


def films(*rows, columns=("item_id", "title")):
    return pd.DataFrame(rows, columns=list(columns))


def test_films_keep_their_order_and_unknown_ones_follow():
    dataset = built(
        frame((1, "9"), (1, "zz"), (2, "10"), (2, "3")), items=films(("zz", "Z"), ("a", "A"))
    )
    assert list(dataset.item_ids) == ["zz", "a", "3", "9", "10"]
    assert list(dataset.titles) == ["Z", "A", "3", "9", "10"]
    assert finding(dataset, "no films table lists: 3; the first is '3'").count == 3
    assert finding(dataset, "Films that nobody watched: 1; the first is 'a'")


def test_a_year_column_wins_over_the_title():
    items = films(
        (1, "A (1990)", "2001-05-01"), (2, "B (1980)", None), columns=("item_id", "title", "year")
    )
    assert built(frame((1, 1)), items=items).items["year"].tolist() == [2001, 1980]


def test_a_film_without_title_is_shown_by_its_id():
    dataset = built(frame((1, 1), (1, 2)), items=films((1, "A"), (2, " ")))
    assert dataset.items["title"].tolist() == ["A", None]
    assert list(dataset.titles) == ["A", "2"]
    assert finding(dataset, "Films without a title: 1; the first is '2'")


def test_films_without_an_id_are_left_out():
    dataset = built(frame((1, 1)), items=films((1, "A"), (None, "B")))
    assert finding(dataset, "Films without an id: 1").row == 3
    assert dataset.n_items == 1


def test_identical_rows_of_a_film_are_merged():
    dataset = built(
        frame((1, 1)), items=films((1, "A (1990)"), ("1 ", "A (1990)"), (1, "A (1990)"))
    )
    assert dataset.n_items == 1
    assert finding(dataset, "repeat a film exactly").count == 2


def test_two_titles_with_one_id_are_an_error_that_names_both():
    with pytest.raises(DataError, match=r"items: two films have the id '7': 'Heat' and 'Alien'"):
        built(frame((1, 7)), items=films((7, "Heat (1995)"), (7, "Alien (1979)")))


def test_other_details_of_one_film_fill_each_other():
    items = films(
        (1, "A", None, "x"),
        (1, "a", "plot", "y"),
        columns=("item_id", "title", "overview", "country"),
    )
    dataset = built(frame((1, 1)), items=items)
    assert dataset.items.loc[0, ["title", "overview", "country"]].tolist() == ["A", "plot", "x"]
    assert finding(dataset, "with other details: 1")


def test_further_films_tables_fill_what_is_missing():
    main = films((1, "A"), (2, "B"))
    more = films(
        (2, "Bee", "plot", "x|y"),
        (3, "C", None, ""),
        columns=("item_id", "title", "overview", "cast"),
    )
    dataset = built(frame((1, 1)), items=main, more_items=[more])
    assert list(dataset.titles) == ["A", "B", "C"]
    assert dataset.items["overview"].tolist() == [None, "plot", None]
    assert dataset.items["cast"].tolist() == [(), ("x", "y"), ()]
    assert "'Bee' for 'B'" in finding(dataset, "title differs").what


def test_film_columns_lifted_from_interactions():
    lifted = films(
        (2, "B", None),
        (1, "A (1990)", "g"),
        (2, "B", "h|i"),
        columns=("item_id", "title", "genres"),
    )
    dataset = built(frame((1, 2), (1, 1)), lifted=lifted)
    assert list(dataset.titles) == ["A", "B"]
    assert dataset.items["genres"].tolist() == [("g",), ("h", "i")]


def test_reviews_of_both_tables_are_gathered():
    interactions = pd.DataFrame(
        {"user_id": [1, 2], "item_id": ["a", "a"], "review": ["fine", None]}
    )
    more = pd.DataFrame({"user_id": [1, 1], "item_id": ["a", "a"], "review": ["funny", " "]})
    dataset = built(interactions, reviews=more)
    assert dataset.reviews["review"].tolist() == ["funny", "fine"]
    assert dataset.reviews["user_idx"].dtype == np.int32
    assert "review" not in dataset.interactions


def test_reviews_without_a_viewer_are_left_out():
    dataset = built(frame((1, "a")), reviews=pd.DataFrame({"item_id": ["a"], "review": ["grand"]}))
    assert dataset.reviews.empty
    assert (
        "held-out data"
        in finding(dataset, "Reviews without a viewer: 1; the first is 'grand'").done
    )


def test_reviews_by_strangers_are_left_out():
    reviews = pd.DataFrame({"user_id": [9, 1], "item_id": ["a", "zz"], "review": ["x", "y"]})
    dataset = built(frame((1, "a")), reviews=reviews)
    assert finding(dataset, "occur nowhere else: 2; the first is by '9'")


def test_feature_tables_are_aligned_with_the_films():
    audio = pd.DataFrame(
        {
            "item_id": ["b", "a", "zz", "b"],
            "x": [1, 2, 3, 4],
            "y": ["5", None, "7", "8"],
            "w": list("pqrs"),
        }
    )
    dataset = built(frame((1, "a"), (1, "b"), (1, "c")), custom={"audio": audio})
    table = dataset.custom["audio"]
    np.testing.assert_array_equal(table.to_numpy(), [[2, 5], [1, 5], [np.nan, np.nan]])
    assert set(table.dtypes.astype(str)) == {"float32"}
    assert finding(dataset, "do not hold numbers: 1; the first is 'w'")
    assert finding(dataset, "films that occur nowhere else: 1; the first is 'zz'").row == 4
    assert finding(dataset, "repeat a film: 1; the first is 'b'").row == 5
    assert finding(dataset, "Cells without a number").count == 1


def test_a_feature_table_cannot_take_the_name_of_a_modality():
    audio = pd.DataFrame({"item_id": ["a"], "x": [1.0]})
    assert list(built(frame((1, "a")), custom={"genres": audio}).custom) == ["genres features"]


def test_personas_are_attached_to_viewers():
    viewers = pd.DataFrame({"user_id": [2, 9], "persona": ["Ada", "Bob"]})
    assert built(frame((1, "a"), (2, "a")), viewers=viewers).users["persona"].tolist() == [
        None,
        "Ada",
    ]


def header_of_png(width, height):
    """A PNG that declares a size; what would follow is not there."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT"


def test_posters_are_found_checked_and_hashed(tmp_path):
    good, cut, fake, huge, stray = (tmp_path / f"{n}.png" for n in "abcde")
    Image.new("RGB", (30, 40), "red").save(good)
    cut.write_bytes(good.read_bytes()[:60])
    fake.write_bytes(b"GIF89a rather than a PNG")
    huge.write_bytes(header_of_png(20_000, 15_000))
    Image.new("RGB", (3, 4)).save(stray)
    posters = {p.stem: p for p in (good, cut, fake, huge, stray)}
    dataset = built(frame(*[(1, i) for i in "abcd"]), posters=posters)
    assert dataset.items["poster"].tolist() == [str(good.resolve()), None, None, None]
    digest = hashlib.sha256(good.read_bytes()).hexdigest()[:32]
    assert dataset.items["poster_hash"].tolist() == [digest, None, None, None]
    told = {f.file: f.what for f in dataset.findings}
    assert "damaged or incomplete" in told[f"{tmp_path.name}/b.png"]
    assert "neither JPEG nor PNG nor WebP" in told[f"{tmp_path.name}/c.png"]
    assert (
        "20,000 × 15,000 pixels, 300 megapixels; the limit is 50" in told[f"{tmp_path.name}/d.png"]
    )
    assert "belong to no film: 1; the first is 'e.png'" in told[tmp_path.name]


def test_a_truncated_jpeg_is_noticed(tmp_path):
    path = tmp_path / "a.jpg"
    noise = np.random.default_rng(0).integers(0, 255, (90, 60, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:3000])
    dataset = built(frame((1, "a")), posters={"a": path})
    assert finding(dataset, "The poster cannot be read")


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


@given(st.lists(st.none() | st.integers(0, 9) | st.sampled_from(["a", " 1", "b "])))
def test_encoding_ids_loses_nothing(values):
    codes, names = encode_ids(pd.Series(values, dtype=object))
    decoded = [names[c] if c >= 0 else None for c in codes]
    assert decoded == [None if v is None else str(v).strip() for v in values]
    assert len(set(names)) == len(names)
