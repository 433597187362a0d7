import dataclasses
import hashlib
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.dataset_store import delete_dataset, list_datasets, open_dataset, save_dataset
from mmrec.errors import DataError, UnknownId
from mmrec.findings import Finding

words = st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), max_size=8)
lists = st.lists(words, max_size=3).map(tuple)
stamps = st.datetimes(pd.Timestamp("1995-01-01"), pd.Timestamp("2030-01-01"))


@st.composite
def datasets(draw):
    """Any dataset of a few viewers and films, with gaps wherever gaps are allowed."""
    n_users, n_items = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    pairs = st.tuples(st.integers(0, n_users - 1), st.integers(0, n_items - 1))
    seen = draw(st.lists(pairs, unique=True, max_size=8))
    return Dataset(
        name=draw(words),
        notice=draw(words),
        users=pd.DataFrame({schema.USER_ID: [f"u{i}" for i in range(n_users)]}),
        items=draw(items(n_items)),
        interactions=draw(interactions(seen)),
        reviews=draw(reviews(pairs)),
        custom={"audio": draw(numbers(n_items))} if draw(st.booleans()) else {},
        findings=(Finding("a.csv", "what", "done", "remedy", row=draw(st.integers(1, 9))),),
    )


@st.composite
def items(draw, n):
    def column(values):
        return draw(st.lists(values, min_size=n, max_size=n))

    table = {schema.ITEM_ID: [f"i{i}" for i in range(n)]}
    table |= {c: column(st.none() | words) for c in (schema.TITLE, *schema.TEXTS)}
    table |= {c: column(st.none() | st.integers(1, 3000)) for c in schema.NUMBERS}
    table |= {c: column(lists) for c in schema.LISTS}
    frame = pd.DataFrame(table)[list(schema.ITEMS)].assign(poster=None, poster_hash=None)
    return frame.astype(dict.fromkeys(schema.NUMBERS, "float64"))


@st.composite
def interactions(draw, seen):
    ratings = draw(st.lists(st.just(np.nan) | st.floats(1, 5), min_size=len(seen)))[: len(seen)]
    times = draw(st.lists(st.none() | stamps, min_size=len(seen)))[: len(seen)]
    users, films = (np.array([pair[i] for pair in seen], dtype=np.int32) for i in (0, 1))
    stamped = pd.Series(pd.to_datetime(times)).astype("datetime64[ns]")
    columns = (users, films, pd.Series(ratings, dtype="float32"), stamped)
    return pd.DataFrame(dict(zip(schema.INTERACTIONS, columns, strict=True)))


@st.composite
def reviews(draw, pairs):
    rows = draw(st.lists(st.tuples(pairs, words), max_size=4))
    table = [(user, item, text) for (user, item), text in rows]
    return pd.DataFrame(table, columns=list(schema.REVIEWS)).astype({schema.REVIEW: object})


@st.composite
def numbers(draw, n):
    values = draw(st.lists(st.just(np.nan) | st.floats(-9, 9, width=32), min_size=n, max_size=n))
    return pd.DataFrame({"tempo": np.array(values, dtype=np.float32)})


@pytest.fixture
def small():
    return datasets_example()


def datasets_example():
    n = 3
    blank = dict.fromkeys((*schema.TEXTS, schema.TITLE))
    films = pd.DataFrame({schema.ITEM_ID: ["a", "b", "c"], **blank})
    films = films.assign(**dict.fromkeys(schema.NUMBERS, np.nan))
    films = films.assign(**{c: [("x", "y"), (), ("z",)] for c in schema.LISTS})
    return Dataset(
        name="Three films",
        users=pd.DataFrame({schema.USER_ID: ["u", "v"]}),
        items=films[list(schema.ITEMS)],
        interactions=pd.DataFrame(
            {
                schema.USER_IDX: [0, 0, 1],
                schema.ITEM_IDX: [0, 1, n - 1],
                schema.RATING: [4.0, np.nan, 2.5],
                schema.TIMESTAMP: pd.to_datetime(["2001-02-03", None, "2004-05-06"]),
            }
        ),
        reviews=pd.DataFrame({c: [] for c in schema.REVIEWS}),
        findings=(Finding("films.csv", "3 blanks.", "Left out.", "Fill them in.", row=4),),
        notice="Made up.",
    )


def with_poster(dataset, path):
    path.write_bytes(b"\xff\xd8 picture")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    posters = pd.Series([str(path), None, None], dtype=object)
    hashes = pd.Series([digest, None, None], dtype=object)
    return dataclasses.replace(
        dataset, items=dataset.items.assign(poster=posters, poster_hash=hashes)
    )


@given(datasets())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_saved_is_read_back_exactly(dataset):
    save_dataset(dataset)
    back = open_dataset(dataset.fingerprint)
    assert (back.name, back.notice, back.findings) == (
        dataset.name,
        dataset.notice,
        dataset.findings,
    )
    for name in ("users", "items", "interactions", "reviews"):
        pd.testing.assert_frame_equal(getattr(back, name), getattr(dataset, name))
    assert list(back.custom) == list(dataset.custom)
    for name, table in dataset.custom.items():
        pd.testing.assert_frame_equal(back.custom[name], table)
    assert back.fingerprint == dataset.fingerprint


def test_lists_come_back_as_tuples(small):
    save_dataset(small)
    assert open_dataset(small.fingerprint).items[schema.GENRES].tolist() == [("x", "y"), (), ("z",)]


def test_a_poster_outlives_the_file_it_came_from(small, tmp_path):
    source = tmp_path / "a.JPG"
    dataset = with_poster(small, source)
    save_dataset(dataset)
    source.unlink()
    poster = open_dataset(dataset.fingerprint).items[schema.POSTER]
    with open(poster[0], "rb") as file:
        assert file.read() == b"\xff\xd8 picture"
    assert poster[1:].isna().all()


def test_the_list_names_what_is_there_and_the_newest_comes_first(small, tmp_path):
    assert list_datasets().empty
    save_dataset(small)
    other = dataclasses.replace(with_poster(small, tmp_path / "p.jpg"), name="With a poster")
    save_dataset(other)
    table = list_datasets()
    assert table.name.tolist() == ["With a poster", "Three films"]
    counts = table[["n_users", "n_items", "n_interactions"]]
    assert counts.drop_duplicates().to_numpy().tolist() == [[2, 3, 3]]


def test_saving_again_under_another_name_replaces_the_name(small):
    save_dataset(small)
    save_dataset(dataclasses.replace(small, name="Renamed"))
    assert list_datasets().name.tolist() == ["Renamed"]


def test_deleting_removes_it(small):
    save_dataset(small)
    delete_dataset(small.fingerprint)
    assert list_datasets().empty
    with pytest.raises(UnknownId, match="no dataset"):
        delete_dataset(small.fingerprint)


@pytest.mark.parametrize("name", ["0123456789abcdef", "../..", "", "x" * 500])
def test_an_unknown_name_is_a_sentence(name):
    with pytest.raises(UnknownId, match="Choose one on the Data page"):
        open_dataset(name)


@pytest.mark.parametrize("file", ["meta.json", "items.parquet", "interactions.parquet"])
@pytest.mark.parametrize("damage", [b"", b"PAR1 and then nothing", None])
def test_a_damaged_folder_is_a_sentence(small, mmrec_home, file, damage):
    save_dataset(small)
    path = mmrec_home / "datasets" / small.fingerprint / file
    path.unlink() if damage is None else path.write_bytes(damage)
    with pytest.raises(DataError, match=r"is damaged.*Load the original files again"):
        open_dataset(small.fingerprint)


def test_changed_content_does_not_pass_for_the_old(small, mmrec_home):
    save_dataset(small)
    path = mmrec_home / "datasets" / small.fingerprint / "interactions.parquet"
    pd.read_parquet(path).assign(rating=1.0).to_parquet(path)
    with pytest.raises(DataError, match="damaged"):
        open_dataset(small.fingerprint)


def test_a_failure_half_way_leaves_nothing_behind(small, mmrec_home, tmp_path):
    broken = with_poster(small, tmp_path / "p.jpg")
    (tmp_path / "p.jpg").unlink()
    with pytest.raises(FileNotFoundError):
        save_dataset(broken)
    assert list((mmrec_home / "datasets").iterdir()) == []


def test_nothing_on_disk_is_a_pickle(small, mmrec_home):
    save_dataset(small)
    folder = mmrec_home / "datasets" / small.fingerprint
    assert {p.suffix for p in folder.rglob("*") if p.is_file()} == {".json", ".parquet"}
    assert json.loads((folder / "meta.json").read_text())["name"] == "Three films"
