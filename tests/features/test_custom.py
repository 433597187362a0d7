"""Custom tables: standardised over the rows that are there."""

import numpy as np
import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_allclose
from sklearn.preprocessing import StandardScaler

from mmrec import features
from mmrec.features.custom import standardise
from tests.features.small import make_dataset, permuted

NAN = np.nan
SOUND = [[1, 10, 7], [3, NAN, 7], [NAN, NAN, NAN], [5, 30, 7], [NAN, 20, 7]]


def with_sound(rows=SOUND):
    table = pd.DataFrame(rows, columns=["tempo", "bass", "flat"], dtype=np.float32)
    return make_dataset(custom={"sound": table})


def test_columns_are_standardised_and_gaps_become_the_mean():
    F = features.encode(with_sound(), "sound")
    tempo_sd, bass_sd = np.sqrt((4 + 0 + 4) / 3), np.sqrt((100 + 100 + 0) / 3)
    expected = [
        [-2 / tempo_sd, -10 / bass_sd, 0],
        [0, 0, 0],
        [0, 0, 0],
        [2 / tempo_sd, 10 / bass_sd, 0],
        [0, 0, 0],
    ]
    assert_allclose(F.values, expected, rtol=1e-6, atol=1e-7)
    assert F.present.tolist() == [True, True, False, True, True]
    assert F.values.dtype == np.float32


@given(hnp.arrays(np.float64, (7, 3), elements=st.floats(-1e6, 1e6, width=32)))
def test_agrees_with_scikit_learn_on_complete_tables(table):
    spread = table.std(axis=0) > 1e-3
    expected = StandardScaler().fit_transform(table)[:, spread]
    assert_allclose(standardise(table)[:, spread], expected, atol=1e-6)


@given(st.floats(-1e6, 1e6), st.integers(1, 50))
@example(0.1, 3)  # 0.1 + 0.1 + 0.1 is not 3 times 0.1
def test_a_constant_column_becomes_zero_whatever_its_rounding(value, n):
    assert not standardise(np.full((n, 1), value)).any()


def test_an_empty_column_and_an_empty_table_become_zero():
    assert not standardise(np.array([[NAN, 1], [NAN, 2]]))[:, 0].any()
    assert standardise(np.zeros((0, 3))).shape == (0, 3)


def test_a_missing_row_changes_no_other_item():
    shorter = [row for i, row in enumerate(SOUND) if i != 2]
    whole = standardise(np.array(shorter, dtype=float))
    F = features.encode(with_sound(), "sound")
    assert_allclose(F.values[[0, 1, 3, 4]], whole, rtol=1e-6, atol=1e-7)


def test_order_of_items_only_moves_rows():
    order = np.array([3, 0, 4, 2, 1])
    there = features.encode(with_sound(), "sound")
    moved = features.encode(permuted(with_sound(), order), "sound")
    assert_allclose(moved.values, there.values[order], rtol=1e-6, atol=1e-7)
    assert (moved.present == there.present[order]).all()
