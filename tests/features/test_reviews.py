"""Reviews: the mean of training texts; held-out texts have no influence."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from mmrec.features import reviews
from tests.features.small import REVIEWS, make_dataset, make_interactions, permuted

TRAIN = make_interactions([(0, 0, 5), (1, 0, 3), (0, 1, np.nan)])
"""The pair (2, 3) is held out; (2, 4) was never watched."""


def encode(dataset, counting, train=TRAIN):
    return reviews.encode(dataset, train, encoder=counting.as_encoder())


def unit(vector):
    return vector / np.sqrt((vector**2).sum())


def test_a_row_points_where_the_mean_of_its_training_texts_points(dataset, counting):
    F = encode(dataset, counting)
    gripping, slow = counting.vector("gripping"), counting.vector("slow")
    assert_allclose(F.values[0], unit((gripping + slow) / 2), rtol=1e-5)
    assert_allclose(F.values[1], unit(gripping), rtol=1e-5)
    assert F.present.tolist() == [True, True, False, False, False]
    assert not F.values[~F.present].any()


def test_a_text_counts_as_often_as_it_was_written(counting):
    rows = [(0, 0, "good"), (1, 0, "good"), (0, 0, "bad")]
    F = encode(make_dataset(reviews=rows), counting)
    good, bad = counting.vector("good"), counting.vector("bad")
    assert_allclose(F.values[0], unit((2 * good + bad) / 3), rtol=1e-5)


@pytest.mark.parametrize("held_out", [3, 4])
def test_held_out_texts_have_no_influence(dataset, counting, held_out):
    changed = list(REVIEWS)
    changed[held_out] = (*REVIEWS[held_out][:2], "a masterpiece of another kind")
    before, after = encode(dataset, counting), encode(make_dataset(reviews=changed), counting)
    assert (before.values == after.values).all()
    assert (before.present == after.present).all()


def test_training_texts_do_have_influence(counting, dataset):
    changed = [(0, 0, "dull"), *REVIEWS[1:]]
    before, after = encode(dataset, counting), encode(make_dataset(reviews=changed), counting)
    assert not np.allclose(before.values[0], after.values[0])
    assert (before.values[1] == after.values[1]).all()


def test_every_split_is_served_by_one_encoding(dataset, counting):
    encode(dataset, counting)
    wider = encode(dataset, counting, make_interactions([(2, 3, 4)]))
    assert len(counting.asked) == 1
    assert wider.present.tolist() == [False, False, False, True, False]


def test_order_of_items_only_moves_rows(dataset, counting):
    order = np.array([3, 0, 4, 2, 1])
    moved = permuted(dataset, order)
    train = TRAIN.assign(item_idx=np.argsort(order)[TRAIN.item_idx])
    there, after = encode(dataset, counting), encode(moved, counting, train)
    assert_allclose(after.values, there.values[order], rtol=1e-6)
    assert (after.present == there.present[order]).all()


def test_training_interactions_must_be_given(dataset, counting):
    with pytest.raises(ValueError, match="pass train="):
        encode(dataset, counting, train=None)


def test_without_any_review_all_are_missing(counting):
    F = encode(make_dataset(reviews=[]), counting)
    assert not F.present.any()
    assert F.values.shape[0] == 5
    assert counting.asked == []
