"""Every row of the table of models passes the same exam; a new one cannot be forgotten."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from mmrec.errors import ConfigError, ModalityError
from mmrec.features.matrix import FeatureMatrix
from mmrec.models.contract import TrainingData
from mmrec.models.registry import MODELS, build
from mmrec.progress import silent
from mmrec.ranking import hide, top_k
from tests.planted import two_tastes

PERSONAL = [name for name, spec in MODELS.items() if spec.personal]
WITH_LAM = [name for name, spec in MODELS.items() if spec.has_lam]
USERS = np.arange(20)


def training_data(watched, modalities=("history",), ratings=None, features=None):
    users, items = np.nonzero(watched)
    values = np.full(len(users), np.nan) if ratings is None else ratings[users, items]
    return TrainingData(
        users, items, values.astype(np.float32), *watched.shape,
        frozenset(modalities), features or {}, None if ratings is None else 4.0,
    )  # fmt: skip


def fitted(name, watched=None, seed=0, **kwargs):
    settings = {"floor": 0.1, "lam": 1.0} if name == "multitask" else {}
    data = training_data(two_tastes() if watched is None else watched, **kwargs)
    return build(name, **settings).fit(data, np.random.default_rng(seed), silent)


@pytest.mark.parametrize("name", PERSONAL)
def test_finds_the_hidden_item(name):
    ranked = top_k(hide(fitted(name).score(USERS), two_tastes()), 1)
    assert_array_equal(ranked[:, 0], USERS)


@pytest.mark.parametrize("name", MODELS)
def test_scores_are_finite_numbers_of_the_right_shape(name):
    model = fitted(name)
    assert model.score(USERS[:3]).shape == (3, 20)
    assert np.isfinite(model.score(USERS)).all()
    assert np.isfinite(model.like_evidence(USERS, USERS)).all()


@pytest.mark.parametrize("name", MODELS)
def test_same_seed_same_scores(name):
    assert_array_equal(fitted(name).score(USERS), fitted(name).score(USERS))


@pytest.mark.parametrize("name", MODELS)
def test_a_batch_scores_like_one_by_one(name):
    model = fitted(name)
    alone = np.concatenate([model.score(USERS[[u]]) for u in USERS])
    assert_allclose(model.score(USERS), alone, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_read_back_scores_the_same(name):
    ratings = np.random.default_rng(0).integers(1, 6, (20, 20))
    model = fitted(name, modalities=("history", "ratings"), ratings=ratings)
    again = type(model).from_arrays(model.config, model.arrays())
    assert_array_equal(model.score(USERS), again.score(USERS))
    assert_array_equal(model.like_evidence(USERS, USERS), again.like_evidence(USERS, USERS))


@pytest.mark.parametrize("name", MODELS)
def test_a_switched_off_modality_is_unused(name):
    """With ratings off, other ratings change nothing."""
    rng = np.random.default_rng(0)
    first, second = (rng.integers(1, 6, (20, 20)) for _ in range(2))
    scores = [fitted(name, ratings=r).score(USERS) for r in (first, second)]
    assert_array_equal(*scores)


@pytest.mark.parametrize("name", MODELS)
def test_no_viewer_of_some_films_gives_no_nan(name):
    watched = two_tastes()
    watched[:, [3, 4]] = False
    watched[5] = False
    assert np.isfinite(fitted(name, watched).score(USERS)).all()


@pytest.mark.parametrize("name", WITH_LAM)
def test_another_lambda_equals_a_refit(name):
    moved = fitted(name).at(30.0)
    data = training_data(two_tastes())
    refit = build(name, floor=0.1, lam=30.0).fit(data, np.random.default_rng(0), silent)
    assert_allclose(moved.score(USERS), refit.score(USERS), rtol=1e-5, atol=1e-6)


def two_kinds():
    """Features that tell even films from odd ones, centred on nothing."""
    return FeatureMatrix(np.eye(2, dtype=np.float32)[USERS % 2] - 0.5, np.ones(20, bool))


def test_a_cold_film_is_found_by_its_modality():
    """Film 0 has no viewer; its features say 'even', so even viewers should get it first."""
    watched = two_tastes()
    watched[:, 0] = False
    model = fitted(
        "multitask", watched, modalities=("history", "genres"), features={"genres": two_kinds()}
    )
    scores = model.at(100.0).score(USERS)[:, 0]
    assert scores[USERS % 2 == 0].min() > scores[USERS % 2 == 1].max()


def test_content_alone_recommends_by_content():
    watched = np.zeros((20, 20), bool)
    watched[0, [2, 4]] = True
    model = fitted("multitask", watched, modalities=("genres",), features={"genres": two_kinds()})
    scores = model.at(1000.0).score(np.asarray([0]))[0]
    rest = np.setdiff1d(USERS, [2, 4])
    assert scores[rest[rest % 2 == 0]].min() > scores[rest[rest % 2 == 1]].max()


def test_without_history_what_was_watched_together_is_not_used():
    """Other viewers, the same number of views: content alone learns the same weights."""
    watched = two_tastes()
    model = fitted("multitask", watched, modalities=("genres",), features={"genres": two_kinds()})
    swapped = fitted("multitask", np.roll(watched, 2, axis=0), modalities=("genres",),
                     features={"genres": two_kinds()})  # fmt: skip
    assert_allclose(model.choices.weights(1.0), swapped.choices.weights(1.0), atol=1e-5)


def test_ratings_alone_are_a_sentence():
    with pytest.raises(ModalityError, match="needs watch history or at least one content"):
        fitted("multitask", modalities=("ratings",), ratings=np.ones((20, 20)))


def test_ratings_lift_what_was_liked():
    """Two films with the same viewers, one liked, one not: the liked one scores higher."""
    watched = np.ones((20, 20), bool)
    watched[0, [6, 7]] = False
    ratings = np.full((20, 20), 5.0)
    ratings[:, 7] = 1.0
    model = fitted("multitask", watched, modalities=("history", "ratings"), ratings=ratings)
    scores = model.score(np.asarray([0]))[0]
    assert scores[6] > scores[7]
    evidence = model.like_evidence(np.asarray([0, 0]), np.asarray([6, 7]))
    assert evidence[0, 0] > evidence[1, 0]


@pytest.mark.parametrize("lam", [-1, float("nan"), float("inf"), 1e9, "much"])
def test_lambda_out_of_range_is_a_sentence(lam):
    with pytest.raises(ConfigError, match="λ is .* Choose a number from 0 to 1e\\+06"):
        build("multitask", lam=lam)


def test_unknown_setting_is_a_sentence():
    with pytest.raises(ConfigError, match="Multi-task ridge has no setting 'depth'. Its settings"):
        build("multitask", depth=3)


def test_unknown_model_is_a_sentence():
    with pytest.raises(ConfigError, match="no model 'oracle'. Choose one of multitask"):
        build("oracle")


def test_a_fit_that_would_not_fit_into_memory_is_refused(monkeypatch):
    from mmrec.errors import LimitError
    from mmrec.limits import Limits

    monkeypatch.setattr("mmrec.models.multitask.limits", lambda: Limits(model_megabytes=10))
    with pytest.raises(LimitError, match="needs about 10,000 MB for this many films"):
        build("multitask").fit(
            training_data(np.ones((1, 12_910), bool)), np.random.default_rng(0), silent
        )


@pytest.mark.parametrize("modalities", [("history",), ("history", "ratings")])
def test_many_viewers_at_once_score_like_few(monkeypatch, modalities):
    """From many viewers on, the weights are made first; at another λ they are made anew."""
    ratings = np.random.default_rng(0).integers(1, 6, (20, 20))
    model = fitted("multitask", modalities=modalities, ratings=ratings)
    few = [m.score(USERS) for m in (model, model.at(30.0))]
    likes = model.like_evidence(USERS, USERS)
    monkeypatch.setattr("mmrec.models.multitask.MANY_USERS", 1)
    many = [m.score(USERS) for m in (model, model.at(30.0))]
    assert_allclose(many, few, rtol=1e-4, atol=1e-5)
    assert_allclose(model.like_evidence(USERS, USERS), likes, rtol=1e-4, atol=1e-5)


def test_a_content_modality_that_no_film_has_is_none():
    absent = FeatureMatrix(np.zeros((20, 2), np.float32), np.zeros(20, bool))
    with pytest.raises(ModalityError, match="or a content modality that some film of this dataset"):
        fitted("multitask", modalities=("posters",), features={"posters": absent})


def test_ratings_of_which_none_is_in_train_are_unused():
    nothing = np.full((20, 20), np.nan)
    plain = fitted("multitask").score(USERS)
    with_ratings = fitted("multitask", modalities=("history", "ratings"), ratings=nothing)
    assert_array_equal(with_ratings.score(USERS), plain)
