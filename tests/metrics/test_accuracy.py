"""Thresholds by brute force, accuracy against scikit-learn, calibration against its own law."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score

from mmrec.metrics import accuracy
from mmrec.metrics.calibration import Calibration

pairs = st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=1, max_size=30)


@given(pairs)
def test_no_threshold_is_right_more_often(cases):
    scores, liked = np.asarray([s for s, _ in cases], float), np.asarray([y for _, y in cases])
    best = accuracy.right(scores, liked, accuracy.best_threshold(scores, liked)).mean()
    tries = [-np.inf, *(scores + 0.5), np.inf]
    assert best == max(((scores >= t) == liked).mean() for t in tries)


@given(pairs, st.floats(-4, 4))
def test_accuracy_agrees_with_scikit_learn(cases, threshold):
    scores, liked = np.asarray([s for s, _ in cases], float), np.asarray([y for _, y in cases])
    ours = accuracy.right(scores, liked, threshold).mean()
    assert ours == pytest.approx(accuracy_score(liked, scores >= threshold))


def test_majority_is_taken_from_train():
    train, test = np.asarray([True, True, False]), np.asarray([True, False, False, False])
    assert accuracy.majority(train, test) == 1 / 4


def test_neighbouring_floats_are_still_told_apart():
    low = 1.0
    high = np.nextafter(low, 2)
    threshold = accuracy.best_threshold(np.asarray([low, high]), np.asarray([False, True]))
    assert low < threshold <= high


def test_calibrated_probabilities_have_the_observed_mean():
    """A logistic regression with a bias reproduces the share of likes (its normal equation)."""
    rng = np.random.default_rng(0)
    evidence = rng.normal(size=(500, 2))
    liked = evidence @ [1.0, -0.5] + rng.normal(size=500) > 0.4
    calibration = Calibration.of(evidence, liked)
    assert calibration.probability(evidence).mean() == pytest.approx(liked.mean(), abs=1e-3)


@pytest.mark.parametrize("answer", [True, False])
def test_likes_only_or_dislikes_only_are_called_so(answer):
    evidence, liked = np.arange(4.0)[:, None], np.full(4, answer)
    calibration = Calibration.of(evidence, liked)
    called = calibration.probability(evidence) >= calibration.threshold
    assert (called == answer).all()


def test_evidence_that_never_varies_gives_no_nan():
    calibration = Calibration.of(np.ones((6, 1)), np.arange(6) % 2 == 0)
    assert np.isfinite(calibration.probability(np.ones((2, 1)))).all()
