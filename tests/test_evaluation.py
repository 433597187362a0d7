"""The whole of split, train, evaluate as a notebook uses it."""

import numpy as np
import pytest

import mmrec
from mmrec.errors import ConfigError, ModalityError, NoHistory, SplitError, UnknownId
from mmrec.evaluation import K_MAX
from mmrec.testset import TestSet
from tests.planted import dataset_of, random_dataset

GENRES = [("Drama",) if n % 2 else ("Comedy", "Drama") for n in range(25)]
DATA = random_dataset(genres=GENRES)
SPLIT = mmrec.split(DATA, "random", seed=1)
MODEL = mmrec.train(SPLIT, "multitask", modalities=["history", "genres"], lam=10.0, floor=1.0)


def test_recommendations_are_the_best_unseen_films():
    table = MODEL.recommend("u3", k=5)
    assert list(table.columns) == ["rank", "item_id", "title", "score"]
    assert table["rank"].tolist() == [1, 2, 3, 4, 5]
    scores = MODEL.scores(["u3"])[0]
    seen = SPLIT.train.loc[SPLIT.train["user_idx"] == 3, "item_idx"]
    unseen = np.setdiff1d(np.arange(DATA.n_items), seen)
    best = unseen[np.argsort(-scores[unseen], kind="stable")[:5]]
    assert table["item_id"].tolist() == [f"i{n}" for n in best]


def test_evaluation_counts_what_a_person_would_count():
    """Recall and precision from `recommend` and the test table, film by film."""
    result = mmrec.evaluate(MODEL, SPLIT, k=5)
    for row in result.per_user.itertuples():
        listed = set(MODEL.recommend(row.user_id, k=5)["item_id"])
        user = DATA.user_positions([row.user_id])[0]
        held = SPLIT.test.loc[SPLIT.test["user_idx"] == user, "item_idx"]
        relevant = {f"i{n}" for n in held}
        assert row.n_relevant == len(relevant)
        assert result.per_user["recall@5"][row.Index] == len(listed & relevant) / len(relevant)
        assert result.per_user["precision@5"][row.Index] == len(listed & relevant) / 5


def test_summary_has_a_mean_within_its_interval_for_each_metric():
    summary = mmrec.evaluate(MODEL, SPLIT, k=10).summary
    assert list(summary.columns) == ["metric", "mean", "low", "high"]
    assert {"ndcg@10", "precision@10", "recall@10", "accuracy"} <= set(summary["metric"])
    assert ((summary["low"] <= summary["mean"]) & (summary["mean"] <= summary["high"])).all()


def test_relevant_from_counts_liked_films_only():
    result = mmrec.evaluate(MODEL, SPLIT, relevant_from=4)
    liked = SPLIT.test[SPLIT.test["rating"] >= 4].groupby("user_idx").size()
    assert dict(zip(result.users, result.n_relevant, strict=True)) == liked.to_dict()


def test_accuracy_calls_each_rated_test_film_once():
    result = mmrec.evaluate(MODEL, SPLIT)
    assert result.n_called.sum() == len(SPLIT.test)
    liked = (SPLIT.test["rating"] >= DATA.liked_from).to_numpy()
    assert result.majority == max(liked.mean(), 1 - liked.mean())


def test_threshold_and_calibration_never_see_the_test():
    """Other test ratings leave the calibration as it is."""
    other = mmrec.Split(DATA, SPLIT.train, SPLIT.test.assign(rating=1.0), SPLIT.validation)
    again = mmrec.train(other, modalities=["history", "genres"], lam=10.0, floor=1.0)
    assert again.calibration.threshold == MODEL.calibration.threshold
    np.testing.assert_array_equal(again.calibration.weights, MODEL.calibration.weights)


def test_without_ratings_watched_films_stand_against_unobserved_ones():
    data = dataset_of(*DATA.interactions[["user_idx", "item_idx"]].to_numpy().T)
    parts = mmrec.split(data, seed=1)
    test = TestSet.of(parts, relevant_from=None, liked_from=None)
    assert not test.rated
    watched = set(zip(data.interactions["user_idx"], data.interactions["item_idx"], strict=True))
    pairs = list(zip(test.pair_users, test.pair_items, strict=True))
    assert [pair in watched for pair in pairs] == test.liked.tolist()
    assert 0.4 < test.liked.mean() < 0.6
    model = mmrec.train(parts, modalities=["history"], lam=10.0, floor=1.0)
    assert mmrec.evaluate(model, parts).summary["mean"].iloc[-1] > 0.5


def test_viewers_without_training_history_are_left_out():
    train, test = SPLIT.train, SPLIT.test
    parts = mmrec.Split(DATA, train[train["user_idx"] != 3], test, SPLIT.validation)
    assert 3 not in TestSet.of(parts, relevant_from=None, liked_from=4.0).users


def test_a_viewer_without_history_is_a_sentence():
    train = SPLIT.train[SPLIT.train["user_idx"] != 3]
    parts = mmrec.Split(DATA, train, SPLIT.test, SPLIT.validation)
    with pytest.raises(NoHistory, match="Viewer 'u3' has no history in the training part"):
        mmrec.train(parts, "popularity").recommend("u3")


def test_no_viewer_to_measure_is_a_sentence():
    with pytest.raises(SplitError, match="leaves no test viewers: nobody has both"):
        mmrec.evaluate(MODEL, SPLIT, relevant_from=99)


def test_unknown_viewer_is_a_sentence():
    with pytest.raises(UnknownId, match="There is no viewer 'nobody' in planted. Choose one of"):
        MODEL.recommend("nobody")


@pytest.mark.parametrize("k", [0, -1, K_MAX + 1, 2.5])
def test_k_out_of_range_is_a_sentence(k):
    with pytest.raises(ConfigError, match="List length k is .* whole number from 1 to 50"):
        mmrec.evaluate(MODEL, SPLIT, k=k)


def test_no_modality_is_a_sentence():
    with pytest.raises(ModalityError, match="No modality is switched on"):
        mmrec.train(SPLIT, modalities=[])


def test_unknown_modality_is_a_sentence():
    with pytest.raises(ModalityError, match="There is no modality 'smell' in planted. Choose from"):
        mmrec.train(SPLIT, modalities=["history", "smell"])


def test_the_path_agrees_with_evaluating_each_lambda():
    path = mmrec.lambda_path(MODEL, k=5, lams=[0.0, 10.0, 1000.0])
    table = path.table[path.table["part"] == "test"]
    for lam, rows in table.groupby("lam"):
        expected = mmrec.evaluate(MODEL.at(lam), SPLIT, k=5).summary
        assert rows["metric"].tolist() == expected["metric"].tolist()
        np.testing.assert_allclose(rows["mean"], expected["mean"], atol=1e-12)


def test_best_lambda_is_the_best_on_validation():
    path = mmrec.lambda_path(MODEL, k=5)
    rows = path.table[(path.table["part"] == "validation") & (path.table["metric"] == "ndcg@5")]
    assert rows.loc[rows["lam"] == path.best, "mean"].iloc[0] == rows["mean"].max()


def test_automatic_lambda_is_the_best_on_validation():
    model = mmrec.train(SPLIT, modalities=["history", "genres"], lam="auto", floor=1.0)
    assert model.settings["lam"] == mmrec.lambda_path(MODEL, k=10).best


@pytest.mark.parametrize("protocol", ["random", "last", "time", "cold-items"])
def test_every_protocol_can_be_trained_and_measured(protocol):
    parts = mmrec.split(DATA, protocol, test_fraction=0.2)
    model = mmrec.train(parts, modalities=["history", "genres"], lam=5.0, floor=1.0)
    result = mmrec.evaluate(model, parts, k=3)
    assert np.isfinite(result.summary["mean"]).all()
    if protocol == "cold-items":
        assert set(np.unique(result.lists)) - {-1} <= set(parts.candidates)


def with_custom_table(**columns):
    """The planted data with a feature table of its own."""
    from dataclasses import replace

    import pandas as pd

    return replace(DATA, custom={"audio": pd.DataFrame(columns, dtype=np.float32)})


def test_a_custom_table_is_a_modality_like_any_other():
    """Switched on, it changes what is recommended; it is listed under its own name."""
    tastes = DATA.interactions.groupby("item_idx")["user_idx"].mean()
    telling = tastes.reindex(range(25)).fillna(tastes.mean()).to_numpy()
    data = with_custom_table(loudness=telling, tempo=telling**2)
    parts = mmrec.split(data, seed=1)
    model = mmrec.train(parts, modalities=["history", "audio"], lam=50.0, floor=1.0)
    plain = mmrec.train(parts, modalities=["history"], lam=50.0, floor=1.0)
    assert model.modalities == ("history", "audio")
    assert not np.allclose(model.scores(["u1"]), plain.scores(["u1"]))


def test_a_custom_table_that_is_switched_off_changes_nothing():
    rng = np.random.default_rng(0)
    scores = [
        mmrec.train(
            mmrec.split(with_custom_table(noise=rng.normal(size=25)), seed=1),
            modalities=["history", "genres"], lam=10.0, floor=1.0,
        ).scores(["u1", "u2"])
        for _ in range(2)
    ]  # fmt: skip
    np.testing.assert_array_equal(*scores)
