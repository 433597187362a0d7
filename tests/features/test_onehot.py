"""Weighted columns: weights counted by hand, products compared with a table of all names."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from mmrec.features import genres, people
from mmrec.features.onehot import one_hot
from tests.features.small import make_dataset, make_items, permuted

BAGS = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=4), min_size=1, max_size=9)


def full_table(bags):
    """Every name a column of its own, by the formula and without sharing columns."""
    names = sorted({name for bag in bags for name in bag})
    has = np.array([[name in bag for name in names] for bag in bags], dtype=float)
    n = sum(bool(bag) for bag in bags)
    return has * np.log((1 + n) / (1 + has.sum(axis=0)))


def test_idf_is_the_log_of_films_over_films_having():
    F = one_hot([("Drama", "Crime"), ("Drama",), (), ("Crime", "War"), ("Drama",)])
    drama, crime, war = np.log(5 / 4), np.log(5 / 3), np.log(5 / 2)
    expected = [[crime, drama, 0], [0, drama, 0], [0, 0, 0], [crime, 0, war], [0, drama, 0]]
    assert_allclose(F.values.toarray(), expected, rtol=1e-6)
    assert F.present.tolist() == [True, True, False, True, True]


@given(BAGS)
def test_products_of_rows_are_those_of_the_full_table(bags):
    F, full = one_hot(bags).values, full_table(bags)
    assert_allclose((F @ F.T).toarray(), full @ full.T, atol=1e-5)
    assert F.shape[1] <= full.shape[1]


@given(BAGS)
def test_mask_and_rows_agree(bags):
    F = one_hot(bags)
    assert (F.present == np.array([len(bag) > 0 for bag in bags])).all()
    assert not F.values.toarray()[~F.present].any()


@given(BAGS, st.randoms(use_true_random=False))
def test_order_of_items_only_moves_rows(bags, random):
    order = random.sample(range(len(bags)), len(bags))
    moved, there = one_hot([bags[i] for i in order]), one_hot(bags)
    assert (moved.values.toarray() == there.values.toarray()[order]).all()


@given(BAGS)
def test_an_item_without_names_changes_no_other_row(bags):
    assert (one_hot([*bags, []]).values.toarray()[:-1] == one_hot(bags).values.toarray()).all()


def test_names_of_one_item_say_that_it_is_unlike_the_others():
    F = one_hot([("Kim", "Lee", "Ann"), ("Kim",), ("Bo",)])
    product = (F.values @ F.values.T).toarray()
    kim, once = np.log(4 / 3), np.log(4 / 2)
    assert F.present.all()
    assert_allclose(product[0], [kim**2 + 2 * once**2, kim**2, 0], rtol=1e-6)
    assert_allclose(product[2], [0, 0, once**2], rtol=1e-6)


def test_decades_count_as_names():
    F = genres.encode(make_dataset())
    crime, drama, nineties = np.log(5 / 3), np.log(5 / 4), np.log(5 / 3)
    product = (F.values @ F.values.T).toarray()
    assert_allclose(product[0, 1], drama**2 + nineties**2, rtol=1e-6)
    assert_allclose(product[0, 3], crime**2, rtol=1e-6)
    assert F.present.tolist() == [True, True, False, True, True]


def test_a_year_alone_makes_a_film_present():
    rows = [("a", 1984.0, (), (), (), (), None), ("b", np.nan, (), (), (), (), None)]
    assert genres.encode(make_dataset(make_items(rows), reviews=[])).present.tolist() == [
        True,
        False,
    ]


def test_a_person_links_films_across_roles():
    F = people.encode(make_dataset())
    product = (F.values @ F.values.T).toarray()
    shared = np.log((1 + 4) / (1 + 2))
    assert_allclose(product[0, 1], shared**2, rtol=1e-6)  # Lee acts in a and directs b
    assert_allclose(product[0, 4], shared**2, rtol=1e-6)  # Ann plays in both
    assert product[1, 3] == 0
    assert F.present.tolist() == [True, True, False, True, True]


def test_columns_do_not_depend_on_the_order_of_the_dataset(dataset):
    order = np.array([3, 0, 4, 2, 1])
    for encode in (genres.encode, people.encode):
        there, moved = encode(dataset), encode(permuted(dataset, order))
        assert (moved.values.toarray() == there.values.toarray()[order]).all()
