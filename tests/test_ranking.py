"""The one ranking: exactly the k best, ties in a fixed neutral order, nothing hidden."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mmrec.ranking import hide, hits, tie_order, top_k

scores = hnp.arrays(np.float64, (3, 8), elements=st.integers(-2, 2).map(float))
masks = hnp.arrays(bool, (3, 8))


@given(scores, masks, st.integers(1, 12))
def test_top_k_is_the_head_of_a_stable_sort(scores, hidden, k):
    shown = hide(scores, hidden)
    neutral = tie_order(8)
    expected = neutral[np.argsort(-shown[:, neutral], axis=1, kind="stable")]
    for found, order, row in zip(top_k(shown, k), expected, shown, strict=True):
        allowed = [item for item in order if row[item] > -np.inf][:k]
        assert found.tolist() == allowed + [-1] * (k - len(allowed))


@given(scores, masks)
def test_hidden_items_are_never_listed(scores, hidden):
    for row, listed in enumerate(top_k(hide(scores, hidden), 8)):
        assert not hidden[row, listed[listed >= 0]].any()


def test_padding_is_never_a_hit():
    assert not hits(np.asarray([[-1, -1]]), np.asarray([[True, True]])).any()


def test_ties_do_not_favour_items_that_come_first():
    """Equal scores: the mean place in the file of what is listed is that of all items."""
    listed = top_k(np.zeros((1, 1000)), 100)[0]
    assert abs(listed.mean() - 499.5) < 4 * 1000 / np.sqrt(12 * 100)


def test_the_same_ties_are_broken_alike_for_every_row_and_call():
    listed = top_k(np.zeros((3, 50)), 10)
    assert (listed == top_k(np.zeros((1, 50)), 10)).all()
