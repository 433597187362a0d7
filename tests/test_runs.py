"""A run survives being stored; a wrong id is a sentence; deleting forgets it whole."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mmrec import runs
from mmrec.errors import ConfigError, DataError, UnknownId
from mmrec.evaluation import K_MAX
from mmrec.experiment import ExperimentConfig, command, run_experiment, split_of
from mmrec.models.registry import MODELS, build
from mmrec.run_files import read_model, read_per_user
from tests.planted import random_dataset

DATA = random_dataset(genres=[("Drama",) if n % 2 else ("Comedy",) for n in range(25)])
CONFIG = ExperimentConfig(modalities=("history", "genres"), lam=10.0, settings={"floor": 1.0})


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("MMREC_HOME", str(tmp_path_factory.mktemp("features")))
    yield run_experiment(DATA, CONFIG)
    patch.undo()


def test_a_stored_run_comes_back_as_it_was(outcome):
    run = runs.save_run(outcome, DATA, "first")
    again = runs.load_run(run.id)
    assert again.config == CONFIG
    assert (again.name, again.fingerprint) == ("first", DATA.fingerprint)
    np.testing.assert_allclose(again.summary["mean"], outcome.result.summary["mean"], atol=1e-9)
    assert again.path.equals(outcome.path.table)
    assert (again.lists.items == outcome.result.lists).all()
    assert again.lists.items.shape == (DATA.n_users, K_MAX)
    assert read_per_user(run.folder).equals(outcome.result.per_user)
    assert again.facts["versions"]["mmrec"]
    assert again.facts["seconds"].keys() == {"fit", "path", "evaluate"}
    assert again.facts["peak_megabytes"] > 10


def test_the_stored_model_scores_like_the_fitted_one(outcome):
    run = runs.save_run(outcome, DATA)
    spec = MODELS[run.config.model]
    config = build(run.config.model, **run.config.model_settings).config
    again = spec.recommender.from_arrays(config, read_model(run.folder))
    users = np.arange(DATA.n_users)
    np.testing.assert_array_equal(again.score(users), outcome.model.score(users))


def test_recall_at_the_runs_k_is_that_of_the_summary(outcome):
    run = runs.save_run(outcome, DATA)
    row = run.summary.set_index("metric").loc["recall@10"]
    assert run.lists.recall_at(10).mean() == pytest.approx(row["mean"], abs=1e-9)


def test_references_hold_popularity_random_and_majority(outcome):
    table = outcome.references
    assert set(table["reference"]) == {"popularity", "random", "majority"}
    majority = table.loc[table["reference"] == "majority"]
    assert majority["metric"].tolist() == ["accuracy"]


def test_runs_are_listed_newest_first_and_by_dataset(outcome):
    first, second = (runs.save_run(outcome, DATA, name) for name in ("a", "b"))
    assert [r.id for r in runs.list_runs()] == [second.id, first.id]
    assert runs.list_runs("another") == []


def test_a_deleted_run_is_gone_with_its_files(outcome):
    run = runs.save_run(outcome, DATA)
    runs.delete_run(run.id)
    assert not run.folder.exists()
    with pytest.raises(UnknownId, match="There is no run .* in the store. It may have been"):
        runs.load_run(run.id)


def test_a_model_too_large_to_keep_is_left_out_and_said(outcome, monkeypatch):
    from mmrec.limits import Limits

    monkeypatch.setattr(runs, "limits", lambda: Limits(stored_model_megabytes=0))
    run = runs.save_run(outcome, DATA)
    assert run.facts["has_model"] is False
    assert not (run.folder / "model.npz").exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(name=st.text(min_size=1, max_size=40))
def test_any_name_survives(outcome, name):
    assert runs.save_run(outcome, DATA, name).name == name


def test_the_split_of_a_run_can_be_made_again():
    first, second = (split_of(DATA, CONFIG) for _ in range(2))
    assert first.test.equals(second.test)


def test_the_validation_share_of_a_run_is_used():
    few, many = (
        len(split_of(DATA, ExperimentConfig(validation_fraction=share)).validation)
        for share in (0.1, 0.5)
    )
    assert many > 2 * few


def test_numbers_of_numpy_can_be_stored(outcome):
    config = replace(CONFIG, seed=np.int64(42), liked_from=np.float32(3.5))
    run = runs.save_run(replace(outcome, config=config), DATA)
    assert runs.load_run(run.id).config == config


@pytest.mark.parametrize("url", ["nonsense", "strange://host/db", "sqlite:////no/such/folder/x"])
def test_a_database_that_cannot_be_opened_is_a_sentence(monkeypatch, url):
    monkeypatch.setenv("MMREC_DATABASE", url)
    with pytest.raises(ConfigError, match="database that MMREC_DATABASE names, cannot be opened"):
        runs.list_runs()


def test_a_password_in_the_name_of_a_database_is_not_repeated(monkeypatch):
    monkeypatch.setenv("MMREC_DATABASE", "strange://me:secret@host/db")
    with pytest.raises(ConfigError) as error:
        runs.list_runs()
    assert "secret" not in str(error.value)


def test_the_command_names_every_choice():
    text = command(CONFIG, "my data.zip")
    assert text == (
        "python -m mmrec evaluate --data 'my data.zip' --model multitask "
        "--modalities history,genres --lam 10 --split random --test-fraction 0.25 "
        "--validation-fraction 0.15 --k 10 --seed 42 --relevant watched --set floor=1.0"
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"lam": -1.0}, "λ is -1.0. Choose a number from 0 to 1e\\+06."),
        ({"k": 0}, "List length k is 0. Choose a whole number from 1 to 50."),
        ({"k": 51}, "List length k is 51. Choose a whole number from 1 to 50."),
        ({"seed": 1.5}, "Seed is 1.5. Choose a whole number from 0 to"),
        ({"settings": {"lam": 1.0}}, "λ is given among the further settings. Give it as lam"),
        ({"model": "oracle"}, "Model is 'oracle'. Choose one of multitask"),
        ({"relevant": "all"}, "Counts as a hit is 'all'. Choose one of watched, liked."),
    ],
)
def test_a_wrong_setting_is_a_sentence(settings, sentence):
    with pytest.raises(ConfigError, match=sentence):
        ExperimentConfig(**settings)


def test_liked_as_relevant_needs_ratings():
    data = random_dataset()
    bare = type(data)(
        data.name, data.users, data.items, data.interactions.assign(rating=np.nan), data.reviews
    )
    with pytest.raises(ConfigError, match="planted has no ratings, so no film is known to be"):
        run_experiment(bare, ExperimentConfig(relevant="liked"))


def test_a_run_is_called_after_what_is_off_or_on(outcome):
    """By the labels of the switches; the planted data has history, ratings and genres."""
    wide = replace(CONFIG, modalities=("history", "genres", "ratings"))
    assert runs.default_name(wide, DATA) == "Multi-task ridge: all modalities"
    assert runs.default_name(CONFIG, DATA) == "Multi-task ridge: all but ratings"
    narrow = replace(CONFIG, modalities=("genres",))
    assert runs.default_name(narrow, DATA) == "Multi-task ridge: genres and decade"


def test_a_run_of_another_version_is_passed_over_and_stays(outcome, caplog):
    kept, strange = (runs.save_run(outcome, DATA, name) for name in ("kept", "strange"))
    with runs._connection() as connection:
        config = {"modalities": ["history"], "depth": 3}
        where = runs.RUNS.c.id == strange.id
        connection.execute(runs.RUNS.update().where(where).values(config=config))
    assert [run.id for run in runs.list_runs()] == [kept.id]
    assert "was stored by another version of mmrec" in caplog.text
    assert strange.folder.exists()
    with pytest.raises(DataError, match="cannot be read by this one.*Its files were left"):
        runs.load_run(strange.id)


def test_deleting_an_unknown_run_is_a_sentence():
    with pytest.raises(UnknownId, match="There is no run 'nope' in the store"):
        runs.delete_run("nope")
