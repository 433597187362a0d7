import ast
import time
import tomllib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from mmrec import dataset_store, jobs, sources
from mmrec.limits import Limits
from mmrec.ui import forms, frame
from tests.sources.mirror import mirrored

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "pages").rglob("*.py"))
LISTED = [file for pages in frame.MENU.values() for file, *_ in pages]
NOWHERE = "http://localhost:9"


@pytest.fixture(scope="session")
def sample():
    return sources.load_sample()


@pytest.fixture
def app():
    return AppTest.from_file(ROOT / "app.py", default_timeout=60)


@pytest.fixture
def own_files(tmp_path):
    """A small dataset of one's own, as files."""
    rows = [f"v{u},f{i},{1 + (u * i) % 5}" for u in range(8) for i in range(6) if (u + i) % 3]
    folder = tmp_path / "club"
    folder.mkdir()
    (folder / "ratings.csv").write_text("\n".join(["user_id,item_id,rating", *rows]) + "\n")
    films = [f"f{i},![x](http://a.b/c.png) <b>{i}</b>,Drama" for i in range(6)]
    (folder / "films.csv").write_text("\n".join(["item_id,title,genres", *films]) + "\n")
    return folder


@pytest.fixture
def site(tmp_path, monkeypatch):
    with mirrored(tmp_path) as site:
        for name, value in site["environment"].items():
            monkeypatch.setenv(name, value)
        yield site


def clean(app):
    """Nothing crashed, and nothing was complained about."""
    assert not app.exception, app.exception
    assert not app.error, app.error[0].value
    return app


def enter(app, door):
    return app.get_by_key("data_door").set_value(door).run()


def download_movielens(app):
    enter(clean(app.run()), forms.PUBLISHED)
    app.checkbox(key="data_terms_ml-100k").check().run()
    return clean(app.button(key="data_download").click().run())


def wait_for(app, seconds=60):
    """The end of what a visit is loading."""
    end = time.monotonic() + seconds
    while not (status := jobs.read_status(app.query_params["loading"])).finished:
        assert time.monotonic() < end, status
        time.sleep(0.05)
    return status


def shown(app):
    return [m.value for m in (*app.markdown, *app.caption)]


def test_the_sample_is_ready_at_first_start_without_a_click(app, sample):
    clean(app.run())
    assert app.title[0].value == "Data"
    metrics = {m.label: m.value for m in app.metric}
    assert metrics["Viewers"] == f"{sample.n_users:,}"
    assert metrics["Films"] == f"{sample.n_items:,}"
    assert metrics["Interactions"] == f"{len(sample.interactions):,}"
    assert app.query_params["dataset"] == sample.fingerprint


def test_the_sidebar_says_which_data_the_page_speaks_about(app, sample):
    clean(app.run())
    badge = " ".join(m.value for m in (*app.sidebar.markdown, *app.sidebar.caption))
    assert sample.name in badge
    assert f"{sample.n_users:,} viewers × {sample.n_items:,} films" in badge
    assert sample.fingerprint[:8] in badge


def test_a_link_opens_the_dataset_that_it_names(app, own_files):
    own = sources.load_dataset(own_files, name="Mine")
    dataset_store.save_dataset(own)
    app.query_params["dataset"] = own.fingerprint
    clean(app.run())
    assert app.header[0].value == "Mine"
    assert [m.value for m in app.metric if m.label == "Viewers"] == ["8"]


def test_a_link_to_an_unknown_dataset_says_so_and_shows_the_sample(app, sample):
    app.query_params["dataset"] = "![x](http://a.b)"
    app.run()
    assert not app.exception
    assert "There is no dataset" in app.warning[0].value
    assert r"\!\[x\]" in app.warning[0].value
    assert app.query_params["dataset"] == sample.fingerprint


def test_an_upload_becomes_the_current_dataset(app, own_files):
    enter(clean(app.run()), forms.UPLOAD)
    files = [(p.name, p.read_bytes(), "text/csv") for p in sorted(own_files.iterdir())]
    app.file_uploader[0].set_value(files).run()
    assert [s.value for s in app.selectbox if s.label == "This table holds"] == [
        "items",
        "interactions",
    ]
    app.text_input(key="data_upload_0_name").set_value("Our *club*").run()
    clean(app.button(key="data_load").click().run())
    wait_for(app)
    clean(app.run())
    assert app.header[0].value == r"Our \*club\*"
    assert [m.value for m in app.metric if m.label == "Films"] == ["6"]
    assert dataset_store.list_datasets().name.tolist()[0] == "Our *club*"


def test_a_broken_upload_is_a_sentence_and_the_dataset_before_stays(app, sample):
    enter(clean(app.run()), forms.UPLOAD)
    app.file_uploader[0].set_value([("poem.csv", b"rose,red\nviolet,blue\n", "text/csv")]).run()
    clean(app.button(key="data_load").click().run())
    wait_for(app)
    app.run()
    assert not app.exception
    assert "No table says who watched what" in app.error[0].value
    assert "poem" in app.error[0].value
    assert not app.button(key="data_load").disabled
    assert app.query_params["dataset"] == sample.fingerprint
    assert app.header[0].value == sample.name


def test_movielens_waits_until_its_terms_are_accepted(app):
    enter(clean(app.run()), forms.PUBLISHED)
    assert app.button(key="data_download").disabled
    assert any("GroupLens" in text for text in shown(app))
    app.checkbox(key="data_terms_ml-100k").check().run()
    assert not app.button(key="data_download").disabled


def test_offline_movielens_names_the_two_other_doors(app, monkeypatch, sample):
    monkeypatch.setenv("MMREC_MOVIELENS_URL", NOWHERE)
    download_movielens(app)
    assert wait_for(app).state == jobs.FAILED
    app.run()
    assert not app.exception
    assert "bundled sample" in app.error[0].value
    assert "upload" in app.error[0].value
    assert app.query_params["dataset"] == sample.fingerprint
    assert "loading" not in app.query_params
    assert not app.button(key="data_download").disabled


def test_movielens_becomes_the_current_dataset(app, site):
    download_movielens(app)
    assert wait_for(app).state == jobs.DONE
    clean(app.run())
    assert app.header[0].value == "MovieLens 100K"
    assert "loading" not in app.query_params
    assert app.toast[0].value == "Now on every page: MovieLens 100K"


def test_a_download_survives_clicks_a_change_of_page_and_a_reload(app, site):
    site["go_on"].clear()
    download_movielens(app)
    job_id = app.query_params["loading"]
    enter(app, forms.SAMPLE)
    assert any("Loading" in p.proto.text for p in app.get("progress"))
    app.switch_page("pages/build/train.py").run()
    assert app.query_params["loading"] == job_id
    again = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    again.query_params["loading"] = job_id
    clean(again.run())
    assert again.button(key="data_cancel")
    site["go_on"].set()
    wait_for(again)
    for visit in (again.run(), app.switch_page("pages/build/data.py").run()):
        assert clean(visit).header[0].value == "MovieLens 100K"


def test_a_cancelled_download_leaves_the_dataset_before(app, site, sample):
    site["go_on"].clear()
    download_movielens(app)
    app.button(key="data_cancel").click().run()
    assert "Loading was cancelled" in " ".join(i.value for i in app.info)
    assert clean(app).header[0].value == sample.name
    assert app.query_params["dataset"] == sample.fingerprint


def test_an_old_loading_in_the_address_is_a_sentence(app, sample):
    app.query_params["loading"] = "abc"
    clean(app.run())
    assert "What this address was loading is not known" in app.warning[0].value
    assert app.header[0].value == sample.name


def test_a_stored_dataset_can_be_used_and_another_deleted(app, own_files, sample):
    own = sources.load_dataset(own_files, name="Mine")
    dataset_store.save_dataset(own)
    enter(clean(app.run()), forms.STORED)
    app.selectbox(key="data_stored").set_value(own.fingerprint).run()
    clean(app.button(key="data_use").click().run())
    assert app.header[0].value == "Mine"
    assert app.button(key="data_delete").disabled
    enter(app, forms.SAMPLE)
    clean(app.button(key="data_use_sample").click().run())
    enter(app, forms.STORED)
    app.selectbox(key="data_stored").set_value(own.fingerprint).run()
    clean(app.button(key="data_delete").click().run())
    assert dataset_store.list_datasets().fingerprint.tolist() == [sample.fingerprint]


def test_searching_films_narrows_the_table(app, sample):
    clean(app.run())
    title = str(sample.titles[0])
    app.text_input(key="data_search").set_value(title).run()
    assert title in clean(app).dataframe[0].value["title"].tolist()
    app.text_input(key="data_search").set_value("no film is called this").run()
    assert "No film matches" in app.info[0].value


@pytest.mark.parametrize("file", LISTED)
def test_a_listed_page_exists(file):
    assert (ROOT / file).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_reads_like_a_recipe(page):
    tree = ast.parse(page.read_text())
    forbidden = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.Try)
    assert not [node for node in ast.walk(tree) if isinstance(node, forbidden)]
    assert len(page.read_text().splitlines()) <= 120


def test_session_state_and_the_address_have_one_door():
    door = ROOT / "mmrec" / "ui" / "state.py"
    files = [ROOT / "app.py", *PAGES, *(ROOT / "mmrec").rglob("*.py")]
    guilty = [
        f for f in files
        if f != door and any(w in f.read_text() for w in ("session_state", "query_params"))
    ]  # fmt: skip
    assert guilty == []


def test_the_server_takes_uploads_as_large_as_the_limits_allow_and_is_local():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["server"]["maxUploadSize"] == Limits().upload_megabytes
    assert config["server"]["address"] == "localhost"
    assert config["server"]["enableXsrfProtection"] is True
    assert config["browser"]["gatherUsageStats"] is False
