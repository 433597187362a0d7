"""Hand counts, laws, and agreement with trec_eval."""

import math

import numpy as np
import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from mmrec.metrics import ranking


def row(*hits):
    return np.asarray([hits], dtype=bool)


def test_recall_counts_found_over_relevant():
    assert ranking.recall(row(1, 0, 1, 0), np.asarray([5])) == pytest.approx(2 / 5)


def test_precision_counts_found_over_k():
    assert ranking.precision(row(1, 0, 1, 0), np.asarray([5])) == pytest.approx(2 / 4)


def test_ndcg_by_hand():
    gained = 1 / math.log2(2) + 1 / math.log2(4)
    ideal = 1 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert ranking.ndcg(row(1, 0, 1, 0), np.asarray([3])) == pytest.approx(gained / ideal)


def test_ideal_is_truncated_at_k():
    assert ranking.ndcg(row(1, 1), np.asarray([9])) == pytest.approx(1.0)


@pytest.mark.parametrize("metric", [ranking.recall, ranking.precision, ranking.ndcg])
def test_nothing_relevant_is_no_number(metric):
    assert np.isnan(metric(row(0, 0), np.asarray([0]))).all()


lists = st.lists(st.booleans(), min_size=1, max_size=12)


@given(lists, st.integers(0, 5))
def test_metrics_lie_between_zero_and_one(hits, missed):
    found, n = row(*hits), np.asarray([sum(hits) + missed])
    for metric in (ranking.recall, ranking.precision, ranking.ndcg, ranking.hit_rate):
        value = metric(found, n)[0]
        assert np.isnan(value) if n[0] == 0 else 0 <= value <= 1 + 1e-12


@given(lists, st.integers(0, 5), st.data())
def test_moving_a_hit_up_never_lowers_ndcg(hits, missed, data):
    at = data.draw(st.integers(0, len(hits) - 1))
    better = [hits[at], *hits[:at], *hits[at + 1 :]] if hits[at] else hits
    n = np.asarray([sum(hits) + missed])
    before, after = ranking.ndcg(row(*hits), n)[0], ranking.ndcg(row(*better), n)[0]
    assert np.isnan(before) or after >= before - 1e-12


@given(st.integers(1, 10), st.sets(st.integers(0, 29), min_size=1, max_size=15), st.randoms())
def test_agrees_with_trec_eval(k, relevant, random):
    ranked = random.sample(range(30), 20)
    run = {"q": {str(item): float(-rank) for rank, item in enumerate(ranked)}}
    judged = {"q": {str(item): 1 for item in relevant}}
    names = {f"recall_{k}", f"P_{k}", f"ndcg_cut_{k}"}
    theirs = pytrec_eval.RelevanceEvaluator(judged, names).evaluate(run)["q"]
    hits, n = row(*[item in relevant for item in ranked[:k]]), np.asarray([len(relevant)])
    assert ranking.recall(hits, n)[0] == pytest.approx(theirs[f"recall_{k}"])
    assert ranking.precision(hits, n)[0] == pytest.approx(theirs[f"P_{k}"])
    assert ranking.ndcg(hits, n)[0] == pytest.approx(theirs[f"ndcg_cut_{k}"])
