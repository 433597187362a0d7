"""The bootstrap against the textbook interval, and its coverage on simulated viewers."""

import numpy as np

from mmrec.stats import bootstrap_interval


def interval(values, rng, **options):
    low, high = bootstrap_interval(values[:, None], np.ones((len(values), 1)), rng, **options)
    return low[0], high[0]


def test_interval_of_a_mean_is_about_two_standard_errors():
    rng = np.random.default_rng(0)
    values = rng.normal(size=400)
    low, high = interval(values, rng, n_resamples=4000)
    expected = 2 * 1.96 * values.std() / np.sqrt(len(values))
    assert abs((high - low) / expected - 1) < 0.08


def test_interval_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(1)
    covered = 0
    for _ in range(200):
        low, high = interval(rng.exponential(size=120), rng, n_resamples=200)
        covered += low <= 1.0 <= high
    assert 0.88 <= covered / 200 <= 0.99


def test_ratio_of_counts_is_pooled():
    right, called = np.asarray([[3.0], [0.0]]), np.asarray([[4.0], [4.0]])
    low, high = bootstrap_interval(right, called, np.random.default_rng(0))
    assert low[0] == 0 / 8
    assert high[0] == 6 / 8


def test_no_viewers_no_interval():
    empty = np.empty((0, 2))
    low, high = bootstrap_interval(empty, empty, np.random.default_rng(0))
    assert np.isnan([*low, *high]).all()


def test_a_column_with_nothing_to_divide_by_has_no_interval():
    ones, nothing = np.ones((20, 1)), np.zeros((20, 1))
    low, high = bootstrap_interval(
        np.hstack([ones, nothing]), np.hstack([ones, nothing]), np.random.default_rng(0)
    )
    assert (low[0], high[0]) == (1, 1)
    assert np.isnan([low[1], high[1]]).all()
