"""Train, Compare and Recommend through app.py: without runs, with runs, and their main clicks."""

import time
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mmrec import jobs, runs
from mmrec.dataset_store import save_dataset
from mmrec.experiment import ExperimentConfig, run_experiment
from mmrec.runs import save_run
from tests.planted import random_dataset

ROOT = Path(__file__).resolve().parent.parent
GENRES = [("Drama",) if n % 2 else ("Comedy", "Drama") for n in range(25)]
DATA = random_dataset(genres=GENRES, title=[f"<b>{n}</b> *film*" for n in range(25)])
OTHER = replace(random_dataset(genres=GENRES, seed=5), name="other")
SETTINGS = {"floor": 1.0}


@pytest.fixture
def stored():
    save_dataset(DATA)


@pytest.fixture
def two_runs(stored):
    """A run with genres and one without, the newer first."""
    chosen = (("history",), ("history", "genres"))
    configs = [ExperimentConfig(modalities=m, lam=10.0, settings=SETTINGS) for m in chosen]
    return [save_run(run_experiment(DATA, config), DATA) for config in configs][::-1]


def opened(page, **query):
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    for name, value in ({"dataset": DATA.fingerprint} | query).items():
        app.query_params[name] = value
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception, app.exception
    return app


def texts(app):
    kinds = (app.markdown, app.caption, app.info, app.warning, app.error, app.subheader)
    return " ".join(element.value for kind in kinds for element in kind)


def html(app):
    return " ".join(element.proto.body for element in app.get("html"))


def wait_for(job_id, seconds=60):
    end = time.monotonic() + seconds
    while not (status := jobs.read_status(job_id)).finished:
        assert time.monotonic() < end, status
        time.sleep(0.1)
    return status


def test_train_shows_each_modality_with_its_coverage(stored):
    app = opened("build/train")
    switches = {t.label: t for t in app.toggle}
    assert switches["Genres and decade"].value is True
    assert switches["Posters"].disabled
    assert "100 % · instant" in texts(app)
    assert "It speaks about 100 % of all films." in switches["Genres and decade"].help
    assert switches["Posters"].value is False
    assert "No run is shown yet" in texts(app)


def test_the_train_button_trains_and_shows_the_run(stored):
    app = opened("build/train")
    app.select_slider(key="lam").set_value(10.0)
    app.button(key="train_start").click().run()
    job_id = app.query_params["job"]
    assert wait_for(job_id).state == jobs.DONE
    app.run()
    assert not app.exception
    run = runs.list_runs()[0]
    assert app.query_params["run"] == run.id
    assert "job" not in app.query_params
    assert {"Accuracy", "Recall@10", "nDCG@10"} <= {m.label for m in app.metric}
    assert run.config.lam == 10.0
    assert set(run.config.modalities) == {"history", "ratings", "genres"}


def test_moving_lambda_moves_the_figures_without_training(two_runs):
    app = opened("build/train", run=two_runs[0].id)
    before = [m.value for m in app.metric]
    app.select_slider(key="lam").set_value(100_000.0).run()
    assert [m.value for m in app.metric] != before
    assert len(runs.list_runs()) == 2
    path = two_runs[0].path
    at_end = path[(path["part"] == "test") & (path["lam"] == 100_000.0)]
    recall = at_end.set_index("metric").loc["recall@10", "mean"]
    assert f"{recall:.3f}" in [m.value for m in app.metric]


def test_the_best_lambda_is_one_click_away(two_runs):
    app = opened("build/train", run=two_runs[0].id)
    app.button(key="train_best_lam").click().run()
    assert app.select_slider(key="lam").value == two_runs[0].facts["best_lam"]


def test_a_changed_switch_says_that_the_run_is_an_older_one(two_runs):
    app = opened("build/train", run=two_runs[0].id)
    app.toggle(key="use_genres").set_value(False).run()
    assert "Changed since this run: modalities" in texts(app)


def test_a_changed_seed_or_setting_says_so_too(two_runs):
    app = opened("build/train", run=two_runs[0].id)
    app.number_input(key="train_seed").set_value(7).run()
    assert "Changed since this run: modalities, seed, further settings. Train again." in texts(app)


def test_a_run_of_another_dataset_is_a_sentence_and_not_its_figures(two_runs):
    save_dataset(OTHER)
    app = opened("build/train", dataset=OTHER.fingerprint, run=two_runs[0].id)
    assert "was trained on planted, and this page speaks about other" in app.warning[0].value
    assert not app.metric


def test_an_earlier_run_is_one_click_away(two_runs):
    app = opened("build/train")
    assert not app.metric
    app.button(key="train_latest").click().run()
    assert app.query_params["run"] == two_runs[0].id
    assert app.metric


def test_what_belongs_to_one_dataset_does_not_follow_to_another(two_runs):
    """Runs chosen and the viewer would be unknown there."""
    save_dataset(OTHER)
    config = ExperimentConfig(modalities=("history",), lam=10.0, settings=SETTINGS)
    there = save_run(run_experiment(OTHER, config), OTHER)
    app = opened("use/recommend", viewer="u3")
    app.multiselect(key="recommend_runs").set_value([two_runs[1].id]).run()
    app.query_params["dataset"] = OTHER.fingerprint
    app.run()
    assert not app.exception
    assert app.multiselect(key="recommend_runs").value == [there.id]
    app.switch_page("pages/build/train.py").run()
    assert "run" not in app.query_params
    assert not app.metric


def test_a_reloaded_run_is_still_there_after_a_visit_to_another_page(two_runs):
    app = opened("build/train", run=two_runs[0].id)
    app.switch_page("pages/judge/compare.py").run()
    app.switch_page("pages/build/train.py").run()
    assert app.query_params["run"] == two_runs[0].id


def test_no_modality_is_a_sentence_and_no_training(stored):
    app = opened("build/train")
    for toggle in [t for t in app.toggle if not t.disabled]:
        toggle.set_value(False)
    app.run()
    assert "No modality is switched on" in app.error[0].value
    assert app.button(key="train_start").disabled


def test_ratings_alone_fail_with_a_sentence_and_nothing_is_lost(two_runs):
    app = opened("build/train", run=two_runs[0].id)
    for name in ("history", "genres"):
        app.toggle(key=f"use_{name}").set_value(False)
    app.button(key="train_start").click().run()
    wait_for(app.query_params["job"])
    app.run()
    assert "needs watch history or at least one content modality" in app.error[0].value
    assert len(runs.list_runs()) == 2
    assert app.metric


def test_an_old_job_in_the_address_is_a_sentence(stored):
    app = opened("build/train", job="abc")
    assert "There is no training job" in app.warning[0].value


def test_an_unknown_run_in_the_address_is_a_sentence(stored):
    app = opened("build/train", run="abc")
    assert "There is no run" in app.warning[0].value


def test_models_without_lambda_say_so(stored):
    app = opened("build/train", model="Most popular")
    assert app.select_slider(key="lam").disabled
    assert "Most popular has no λ" in texts(app)
    assert all(t.disabled for t in app.toggle)


@pytest.mark.parametrize("page", ["judge/compare", "use/recommend"])
def test_without_a_run_a_page_teaches_and_points_to_train(stored, page):
    app = opened(page)
    assert "There is no run on planted yet" in app.info[0].value
    assert not app.get("plotly_chart")


def test_compare_draws_accuracy_and_recall_and_lists_all_figures(two_runs):
    app = opened("judge/compare")
    assert len(app.get("plotly_chart")) == 3
    table = app.dataframe[0].value
    assert table["run"].tolist() == [run.label for run in two_runs]
    expected = two_runs[0].summary.set_index("metric").loc["ndcg@10", "mean"]
    assert table["ndcg@10"][0] == pytest.approx(expected)
    assert app.get("download_button")


def test_compare_warns_where_runs_were_measured_on_different_films(two_runs):
    other = ExperimentConfig(modalities=("history",), lam=10.0, protocol="last", settings=SETTINGS)
    run = save_run(run_experiment(DATA, other), DATA)
    app = opened("judge/compare")
    app.multiselect(key="compare_runs").set_value([run.id, two_runs[0].id]).run()
    assert "measured on different held-out films" in app.warning[0].value


def test_compare_starts_with_runs_that_may_be_compared(two_runs):
    other = ExperimentConfig(modalities=("history",), lam=10.0, protocol="last", settings=SETTINGS)
    run = save_run(run_experiment(DATA, other), DATA)
    app = opened("judge/compare")
    assert app.multiselect(key="compare_runs").value == [run.id]


def test_a_link_names_runs_by_id_and_the_address_keeps_them(two_runs):
    app = opened("judge/compare", runs=two_runs[1].id)
    assert app.multiselect(key="compare_runs").value == [two_runs[1].id]
    assert app.query_params["runs"] == two_runs[1].id
    app.switch_page("pages/build/train.py").run()
    app.switch_page("pages/judge/compare.py").run()
    assert app.multiselect(key="compare_runs").value == [two_runs[1].id]


def test_a_run_just_trained_joins_those_that_are_compared(two_runs):
    app = opened("judge/compare", runs=two_runs[1].id)
    app.switch_page("pages/build/train.py").run()
    app.button(key="train_start").click().run()
    run_id = wait_for(app.query_params["job"]).result
    app.run()
    app.switch_page("pages/judge/compare.py").run()
    assert app.multiselect(key="compare_runs").value == [run_id, two_runs[1].id]


def test_a_link_to_more_runs_than_fit_shows_as_many_as_do(stored):
    config = ExperimentConfig(model="random")
    many = [save_run(run_experiment(DATA, config), DATA).id for _ in range(5)]
    app = opened("use/recommend", lists=many)
    assert app.multiselect(key="recommend_runs").value == many[:4]


def test_a_link_to_runs_that_are_not_here_says_so_and_shows_others(two_runs):
    app = opened("judge/compare", runs="20200101000000-abcd")
    assert "1 of the runs in this address are not among the runs" in app.warning[0].value
    assert app.multiselect(key="compare_runs").value == [run.id for run in two_runs]


def test_recommend_shows_history_and_two_lists(two_runs):
    app = opened("use/recommend")
    found = two_runs[0].lists
    lucky = DATA.user_ids[found.users[found.found[:, :10].any(axis=1)][0]]
    app.text_input(key="recommend_search").set_value(lucky).run()
    page = html(app)
    assert page.count('<ol class="mm-list"') == 2
    assert 'aria-label="Watch history"' in page
    assert "✓ held out" in page


def test_titles_from_data_are_never_markup(two_runs):
    page = html(opened("use/recommend"))
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def test_a_viewer_is_found_by_id(two_runs):
    app = opened("use/recommend")
    app.text_input(key="recommend_search").set_value("u17").run()
    assert app.selectbox(key="recommend_viewer").value == "u17"
    assert app.subheader[0].value == "Viewer u17"


def test_a_link_names_a_viewer_by_id_whoever_is_offered_first(two_runs):
    found = two_runs[0].lists.users
    quiet = DATA.user_ids[found[-1]]
    app = opened("use/recommend", viewer=quiet)
    assert app.subheader[0].value == f"Viewer {quiet}"
    app.selectbox(key="recommend_order").set_value("least").run()
    first = app.selectbox(key="recommend_viewer").value
    assert app.query_params["viewer"] == first
    assert app.subheader[0].value == f"Viewer {first}"


def test_a_link_to_an_unknown_viewer_says_so_and_shows_another(two_runs):
    app = opened("use/recommend", viewer="nobody")
    assert "Viewer nobody of this address has no history" in app.warning[0].value
    assert app.query_params["viewer"] == app.selectbox(key="recommend_viewer").value != "nobody"


def test_lists_say_how_many_held_out_films_there_were(two_runs):
    app = opened("use/recommend")
    user = DATA.user_positions([app.selectbox(key="recommend_viewer").value])[0]
    place = two_runs[0].lists.users.tolist().index(user)
    hits = two_runs[0].lists.found[place, :10].sum()
    n = two_runs[0].lists.n_relevant[place]
    assert f"{hits} of {n} held-out films found" in texts(app)


def test_a_search_without_match_is_a_sentence(two_runs):
    app = opened("use/recommend")
    app.text_input(key="recommend_search").set_value("nobody").run()
    assert "No viewer matches nobody" in app.info[0].value


def test_the_lists_are_those_of_the_model(two_runs):
    """What the page shows is what the API recommends."""
    import mmrec

    app = opened("use/recommend")
    app.text_input(key="recommend_search").set_value("u3").run()
    user_id = app.selectbox(key="recommend_viewer").value
    run = two_runs[0]
    parts = mmrec.split(DATA, "random", test_fraction=0.25, seed=42)
    model = mmrec.train(
        parts, modalities=run.config.modalities, lam=10.0, seed=42, liked_from=None, **SETTINGS
    )
    expected = model.recommend(user_id, k=10)["title"].tolist()
    first = html(app).split('<ol class="mm-list"')[1]
    shown = [part.split("</div>")[0] for part in first.split('<div class="mm-title">')[1:]]
    assert shown == [title.replace("<", "&lt;").replace(">", "&gt;") for title in expected]
