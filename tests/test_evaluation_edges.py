"""Datasets and splits at the edge: measured all the same, or refused with a sentence."""

from dataclasses import replace

import numpy as np
import pytest

import mmrec
from mmrec import trained
from mmrec.errors import ConfigError, SplitError
from mmrec.experiment import ExperimentConfig, run_experiment
from mmrec.testset import TestSet
from tests.planted import dataset_of, random_dataset

DATA = random_dataset()
SPLIT = mmrec.split(DATA, seed=1)
TWO_EACH = dataset_of(np.repeat(np.arange(8), 2), [0, 1, 1, 2, 2, 3, 3, 0] * 2)
UNRATED = replace(DATA, interactions=DATA.interactions.assign(rating=np.float32(np.nan)))


def accuracy(result):
    return result.summary.set_index("metric").loc["accuracy"]


def test_a_split_that_holds_out_what_the_model_saw_is_a_sentence():
    model = mmrec.train(SPLIT, "popularity")
    with pytest.raises(SplitError, match="this split's test share .* cannot be measured on what"):
        mmrec.evaluate(model, mmrec.split(DATA, seed=2))


def test_a_split_of_another_dataset_is_a_sentence():
    model = mmrec.train(SPLIT, "popularity")
    with pytest.raises(SplitError, match="trained on planted .* but this split is of planted"):
        mmrec.evaluate(model, mmrec.split(random_dataset(seed=9), seed=1))


@pytest.mark.parametrize("model", ["multitask", "popularity"])
def test_without_validation_viewers_lists_are_measured_and_accuracy_is_missing(model):
    config = ExperimentConfig(model=model, lam=10.0)
    outcome = run_experiment(TWO_EACH, config)
    assert outcome.path is None
    assert np.isfinite(outcome.result.summary.set_index("metric").loc["ndcg@10", "mean"])
    assert accuracy(outcome.result).isna().all()


def test_without_validation_viewers_lambda_must_be_given():
    with pytest.raises(SplitError, match="so λ cannot be chosen automatically. Give λ yourself"):
        run_experiment(TWO_EACH, ExperimentConfig())


def test_validation_without_ratings_gives_no_accuracy():
    """Only the test part is rated: no threshold can be fitted, and none is guessed."""
    data = DATA.interactions
    rated = data.index.isin(SPLIT.test.index)
    ratings = data["rating"].where(rated).astype(np.float32)
    parts = mmrec.split(replace(DATA, interactions=data.assign(rating=ratings)), seed=1)
    model = mmrec.train(parts, modalities=["history", "ratings"], lam=5.0, floor=1.0)
    result = mmrec.evaluate(model, parts)
    assert accuracy(result).isna().all()
    assert np.isnan(result.majority)
    path = mmrec.lambda_path(model, lams=[1.0, 10.0])
    assert path.table.loc[path.table["metric"] == "accuracy", "mean"].isna().all()


def test_half_of_the_calls_without_ratings_are_likes():
    """Also where a viewer watched all films, and no other can stand against them."""
    watched = np.random.default_rng(0).random((30, 12)) < 0.5
    watched[:10] = True
    data = dataset_of(*np.nonzero(watched))
    test = TestSet.of(mmrec.split(data), relevant_from=None, liked_from=None)
    assert test.liked.mean() == 0.5
    assert not np.isin(test.pair_users, np.arange(10)).any()
    unobserved = ~watched[test.pair_users, test.pair_items]
    assert (unobserved == ~test.liked).all()


def test_how_many_viewers_are_scored_together_changes_nothing(monkeypatch):
    model = mmrec.train(SPLIT, modalities=["history"], lam=10.0, floor=1.0)
    together = mmrec.evaluate(model, SPLIT)
    monkeypatch.setattr(trained, "CELLS_AT_ONCE", 3 * DATA.n_items)
    apart = mmrec.evaluate(replace(model), SPLIT)
    np.testing.assert_array_equal(together.lists, apart.lists)
    np.testing.assert_array_equal(together.n_right, apart.n_right)


def test_scores_are_held_for_a_few_viewers_at_a_time():
    for n_items in (1, 25, 2_000, 90_000, 10_000_000):
        n_users = trained.users_at_once(n_items)
        assert n_users == 1 or n_users * n_items <= trained.CELLS_AT_ONCE


@pytest.mark.parametrize("k", [0, -1, 2.5, None])
def test_a_list_of_no_length_is_a_sentence(k):
    with pytest.raises(ConfigError, match="List length k is .* Choose a whole number of 1 or more"):
        mmrec.train(SPLIT, "popularity").recommend("u1", k=k)


def test_a_list_ends_where_the_films_end():
    seen = (SPLIT.train["user_idx"] == 1).sum()
    assert len(mmrec.train(SPLIT, "popularity").recommend("u1", k=1000)) == DATA.n_items - seen


def test_liked_from_without_ratings_is_a_sentence():
    with pytest.raises(ConfigError, match="'Liked from' is 4, but planted has no ratings"):
        mmrec.train(mmrec.split(UNRATED), "popularity", liked_from=4)


def test_liked_from_must_be_a_number():
    with pytest.raises(ConfigError, match="'Liked from' is nan. Choose a rating, such as 4"):
        mmrec.train(SPLIT, "popularity", liked_from=float("nan"))


def test_lambda_cannot_be_chosen_for_a_model_without_one():
    with pytest.raises(ConfigError, match="Most popular has no λ, so none can be chosen"):
        mmrec.train(SPLIT, "popularity", lam="auto")


@pytest.mark.parametrize("seed", [-1, 1.5, None])
def test_a_seed_out_of_range_is_a_sentence(seed):
    with pytest.raises(ConfigError, match="Seed is .* Choose a whole number from 0"):
        mmrec.train(SPLIT, "random", seed=seed)


def test_one_modality_may_be_given_as_a_word():
    assert mmrec.train(SPLIT, modalities="history", lam=1.0).modalities == ("history",)
