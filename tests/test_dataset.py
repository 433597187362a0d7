"""What a dataset says of itself."""

import numpy as np
import pytest

from tests.planted import dataset_of


@pytest.mark.parametrize("rating", [0.1, 1.1, 3.7, 4.9])
@pytest.mark.parametrize("n", [3, 217, 1000])
def test_equal_ratings_are_all_liked(rating, n):
    """Their mean may be rounded to above each of them."""
    data = dataset_of(np.arange(n), np.zeros(n), np.full(n, rating))
    assert data.liked_from == np.float32(rating)


def test_liked_from_is_four_on_a_scale_of_five_else_the_first_rating_from_the_mean_up():
    assert dataset_of([0, 1, 2], [0, 0, 0], [1, 2, 5]).liked_from == 4
    assert dataset_of([0, 1, 2], [0, 0, 0], [1, 6, 10]).liked_from == 6
    assert dataset_of([0], [0]).liked_from is None


def test_ids_that_a_table_turned_into_floats_are_known():
    data = dataset_of([0, 1], [0, 1])
    data.users["user_id"] = ["7", "12345678901234567"]
    assert data.user_positions([7.0, "7", 7]).tolist() == [0, 0, 0]
    assert data.user_positions(np.asarray([12345678901234567])).tolist() == [1]
