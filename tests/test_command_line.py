"""The command line gives what the API gives, and a mistake is a sentence and exit code 2."""

import json
import shlex

import numpy as np
import pandas as pd
import pytest

import mmrec
from mmrec.__main__ import main
from mmrec.experiment import command
from mmrec.models.registry import MODELS
from mmrec.runs import list_runs
from mmrec.settings import settings_of
from tests.planted import random_dataset

PLANTED = random_dataset()


@pytest.fixture
def tables(tmp_path):
    """A folder with interactions, films, and a feature table whose name the shell would cut."""
    rows = PLANTED.interactions
    names = {"userId": PLANTED.user_ids[rows["user_idx"]], "movieId": rows["item_idx"]}
    pd.DataFrame(names | {"rating": rows["rating"]}).to_csv(tmp_path / "ratings.csv", index=False)
    genres = ["Drama" if n % 2 else "Comedy|Drama" for n in range(25)]
    films = pd.DataFrame({"movieId": range(25), "title": PLANTED.titles, "genres": genres})
    films.to_csv(tmp_path / "movies.csv", index=False)
    loud = np.random.default_rng(0).normal(size=25)
    audio = pd.DataFrame({"movieId": range(25), "loudness": loud})
    audio.to_csv(tmp_path / "my audio, $new.csv", index=False)
    return tmp_path


def printed(capsys, *arguments):
    assert main(list(map(str, arguments))) == 0
    return capsys.readouterr().out


def test_evaluate_prints_what_the_api_measures(capsys, tables):
    shown = json.loads(
        printed(capsys, "evaluate", "--data", tables, "--modalities", "history,genres",
                "--lam", 30, "--k", 5, "--seed", 3, "--liked-from", 3, "--json")
    )  # fmt: skip
    parts = mmrec.split(mmrec.load_dataset(tables), seed=3)
    model = mmrec.train(parts, modalities=["history", "genres"], lam=30, seed=3, liked_from=3)
    summary = mmrec.evaluate(model, parts, k=5).summary
    found = pd.DataFrame(shown["summary"])
    assert found["metric"].tolist() == summary["metric"].tolist()
    np.testing.assert_allclose(found["mean"], summary["mean"], atol=1e-9)
    assert (shown["config"]["k"], shown["config"]["protocol"]) == (5, "random")


def test_the_command_of_a_stored_run_gives_the_same_figures(capsys, tables):
    """Whatever digits and signs its settings and the names of its modalities hold."""
    first = json.loads(
        printed(capsys, "evaluate", "--data", tables, "--modalities", "history,my audio  $new",
                "--lam", 10**1.3, "--test-fraction", 1 / 3, "--validation-fraction", 0.3,
                "--liked-from", 10 / 3, "--set", "floor=1", "--save", "--json")
    )  # fmt: skip
    (run,) = list_runs()
    python, *words = shlex.split(command(run.config, run.fingerprint))
    assert (python, words[:2]) == ("python", ["-m", "mmrec"])
    again = json.loads(printed(capsys, *words[2:], "--json"))
    for key in ("config", "summary", "references", "lam"):
        assert again[key] == first[key]


def test_the_text_names_what_was_measured_and_on_whom(capsys, tables):
    text = printed(capsys, "evaluate", "--data", tables, "--model", "popularity", "--k", 3)
    assert "random split, 25% held out, seed 42, every held-out film to be found, 40" in text
    assert "ndcg@3" in text
    assert "majority" in text


def test_models_lists_every_setting(capsys):
    text = printed(capsys, "models")
    for name, spec in MODELS.items():
        assert name in text
        assert all(f"--set {key}=" in text for key in settings_of(spec.config) if key != "lam")
    assert "--lam" in text


def test_modalities_lists_what_each_covers(capsys, tables):
    lines = printed(capsys, "modalities", tables).splitlines()
    shares = {line[:12].strip(): line.split("%")[0].split()[-1] for line in lines}
    assert shares["genres"] == "100.0"
    assert shares["posters"] == "0.0"
    assert any(line.startswith("my audio  $new") for line in lines)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--lam", "much"], "λ is 'much'. Give a number of 0 or more, or 'auto'."),
        (["--lam", "nan"], "λ is nan. Choose a number from 0"),
        (["--lam", "-1"], "λ is -1.0. Choose a number from 0"),
        (["--set", "gamma"], "--set gamma: write it as name=number"),
        (["--set", "lam=5"], "λ is given among the further settings. Give it as lam instead."),
        (["--modalities", "smell"], "There is no modality 'smell' in Sample. Choose from history"),
        (["--k", "0"], "List length k is 0. Choose a whole number from 1 to 50."),
        (["--data", "nowhere"], "There is no file or folder 'nowhere'. Check the path."),
    ],
)
def test_a_mistake_is_a_sentence(capsys, words, sentence):
    assert main(["evaluate", "--data", "sample", "--modalities", "history", *words]) == 2
    assert sentence in capsys.readouterr().err


def test_stored_runs_are_listed_and_deleted(capsys):
    assert main(["runs"]) == 0
    assert "No runs are stored yet" in capsys.readouterr().out
    evaluated = ["evaluate", "--data", "sample", "--model", "popularity", "--save"]
    assert main(evaluated) == 0
    capsys.readouterr()
    main(["runs"])
    run_id = capsys.readouterr().out.split()[0]
    assert main(["runs", "--delete", run_id]) == 0
    assert capsys.readouterr().out == f"Deleted run {run_id}.\n"
    assert main(["runs", "--delete", run_id]) == 2
    assert "There is no run" in capsys.readouterr().err
