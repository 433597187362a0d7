"""Films: order, merging, titles and years."""

import pandas as pd
import pytest

from mmrec.errors import DataError
from tests.validation.building import built, finding, frame


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
