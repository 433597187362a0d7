"""Whole uploads through the door."""

import json
import shutil

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mmrec.errors import DataError
from mmrec.sources import TableMapping, inspect, load_dataset, load_sample
from tests.sources.writing import FILMS, RATINGS, put, put_csv, put_picture, put_zip, whats


def test_a_folder_a_zip_and_a_list_of_files_are_the_same(tmp_path):
    folder = put(tmp_path / "mine", ratings_csv=RATINGS, films_csv=FILMS)
    poster = put_picture(folder / "posters" / "10.webp")
    archive = shutil.make_archive(str(tmp_path / "mine"), "zip", tmp_path, "mine")
    files = [folder / "ratings.csv", folder / "films.csv", poster]
    datasets = [load_dataset(source) for source in (folder, archive, files)]
    assert len({d.fingerprint for d in datasets}) == 1
    assert [d.name for d in datasets] == ["mine", "mine", "ratings"]
    assert list(datasets[1].titles) == ["The Matrix", "Alien"]
    assert datasets[1].items["overview"].tolist() == ["A hacker, awake.", None]
    assert datasets[1].items["poster"].notna().tolist() == [True, False]
    assert datasets[0].findings == ()


def test_the_format_does_not_matter(tmp_path):
    ratings = pd.DataFrame(
        {"user": ["1", "1", "2"], "film": ["10", "20", "10"], "stars": [4, 3.5, 5]}
    )
    writers = {
        "a.csv": lambda p: ratings.to_csv(p, index=False),
        "b.tsv": lambda p: ratings.to_csv(p, index=False, sep="\t"),
        "c.csv": lambda p: ratings.to_csv(p, index=False, sep=";", decimal=",", encoding="utf-16"),
        "d.jsonl": lambda p: ratings.to_json(p, orient="records", lines=True),
        "e.json": lambda p: ratings.to_json(p),
        "f.parquet": ratings.to_parquet,
        "g.xlsx": lambda p: ratings.to_excel(p, index=False),
    }
    for name, write in writers.items():
        write(tmp_path / name)
    assert len({load_dataset(tmp_path / name).fingerprint for name in writers}) == 1


def test_one_table_of_interactions_and_films(tmp_path):
    rows = [
        ("user", "item", "title", "genres", "rating"),
        ("a", 1, "Heat (1995)", "Crime|Drama", 5),
        ("b", 1, "Heat (1995)", "Crime|Drama", 3),
        ("b", 2, "Alien (1979)", "Horror", 4),
    ]
    dataset = load_dataset(put_csv(tmp_path / "all.csv", rows))
    assert list(dataset.titles) == ["Heat", "Alien"]
    assert dataset.items["genres"].tolist() == [("Crime", "Drama"), ("Horror",)]
    assert dataset.items["year"].tolist() == [1995, 1979]
    assert len(dataset.interactions) == 3


def test_titles_serve_as_ids_where_there_are_none(tmp_path):
    put(
        tmp_path,
        watched_csv="user,title\na,Heat\nb,Alien\n",
        films_csv="title,plot\nHeat,Thieves.\n",
    )
    dataset = load_dataset(tmp_path)
    assert list(dataset.titles) == ["Heat", "Alien"]
    assert dataset.items["overview"].tolist() == ["Thieves.", None]


def test_reviews_serve_as_interactions_where_there_are_none(tmp_path):
    put(tmp_path, texts_csv="user,film,text\na,1,good\nb,1,bad\n")
    dataset = load_dataset(tmp_path)
    assert len(dataset.interactions) == len(dataset.reviews) == 2


def test_extra_tables_are_modalities_by_the_name_of_their_file(tmp_path):
    put(tmp_path, ratings_csv=RATINGS, films_csv=FILMS, audio_csv="movieId,loud,fast\n10,1,2\n")
    audio = load_dataset(tmp_path).custom["audio"]
    np.testing.assert_array_equal(audio.to_numpy(), [[1, 2], [np.nan, np.nan]])


def test_feature_tables_of_one_name_are_both_kept(tmp_path):
    put(tmp_path, ratings_csv=RATINGS)
    put(tmp_path / "x", audio_csv="movieId,loud\n10,1\n")
    put(tmp_path / "y", audio_csv="movieId,loud\n10,2\n")
    custom = load_dataset(tmp_path).custom
    assert {n: t["loud"][0] for n, t in custom.items()} == {"audio": 1, "y/audio.csv": 2}


def test_sheets_are_modalities_by_their_own_names(tmp_path):
    with pd.ExcelWriter(tmp_path / "t.xlsx") as writer:
        sheets = {"Log": {"user": [1], "film": [5]}, "Sound": {"film": [5], "loud": [0.5]}}
        for name, columns in sheets.items():
            pd.DataFrame(columns).to_excel(writer, sheet_name=name, index=False)
    assert load_dataset(tmp_path / "t.xlsx").custom["Sound"]["loud"].tolist() == [0.5]


def test_posters_named_in_a_column_or_by_id(tmp_path):
    films = FILMS.replace("plot\n", "plot,poster\n").replace('awake."', 'awake.",/art/neo.png')
    put(tmp_path, ratings_csv=RATINGS, films_csv=films.replace("Sci-Fi,\n", "Sci-Fi,,gone.jpg\n"))
    put_picture(tmp_path / "pictures" / "neo.png")
    put_picture(tmp_path / "pictures" / "99.jpg")
    dataset = load_dataset(tmp_path)
    assert dataset.items["poster"].tolist() == [
        str((tmp_path / "pictures/neo.png").resolve()),
        None,
    ]
    assert "pictures: Posters that belong to no film: 1; the first is '99.jpg'" in whats(dataset)
    assert "are not there: 1; the first is 'gone.jpg'" in whats(dataset)


def test_what_is_not_used_is_told(tmp_path):
    put(
        tmp_path, ratings_csv=RATINGS, films_csv=FILMS.replace("plot", "box office"), x_csv="q\nw\n"
    )
    put(
        tmp_path,
        README_md="hello",
        model_pkl="never opened",
        old_xls="old",
        notes_txt="Dear all,\nhi",
    )
    told = whats(load_dataset(tmp_path))
    assert "films.csv: Columns of unknown meaning: box office. They were not used." in told
    assert "x.csv: The table holds nothing that is known by its columns: q." in told
    assert "README.md: It is neither a table nor a poster." in told
    assert "model.pkl: Files of the kind .pkl may carry programs. It was not read." in told
    assert "old.xls: Excel files from before 2007 are not read." in told
    assert "notes.txt: Its content is no table." in told


def test_a_finding_of_a_second_file_names_that_file(tmp_path):
    put(tmp_path, a_csv="user,film,rating\n1,1,2\n", b_csv="user,film,rating\n1,2,2\n1,3,good\n")
    (found,) = load_dataset(tmp_path).findings
    assert (found.file, found.row, found.column) == ("b.csv", 3, "rating")


def test_inspect_proposes_and_a_person_corrects(tmp_path):
    put(tmp_path, log_csv="who,what,liked\na,1,5\nb,1,1\n", films_csv=FILMS)
    seen = inspect(tmp_path)
    films, log = seen.tables
    assert (films.file, films.kind, log.kind) == ("films.csv", "items", "ignored")
    assert films.mapping.columns["plot"] == "overview"
    assert log.columns == ("who", "what", "liked")
    assert log.first_rows.to_dict("records")[0] == {"who": "a", "what": "1", "liked": "5"}
    assert log.path == (tmp_path / "log.csv").resolve()
    columns = {"who": "user_id", "what": "item_id", "liked": "rating"}
    mapping = {
        "log.csv": TableMapping("interactions", columns),
        "films.csv": TableMapping("ignored"),
    }
    dataset = load_dataset(tmp_path, mapping=mapping)
    assert dataset.interactions["rating"].tolist() == [5, 1]
    assert list(dataset.titles) == ["1"]


@pytest.mark.parametrize(
    ("file", "mapping", "sentence"),
    [
        ("no.csv", TableMapping("items"), r"'no.csv'.*the tables: films.csv, ratings.csv"),
        ("films.csv", TableMapping("movies"), "cannot be 'movies'. Choose one of interactions"),
        ("films.csv", TableMapping("items", {"x": "title"}), "films.csv has no column 'x'"),
        ("films.csv", TableMapping("items", {"plot": "rating"}), "'rating' means nothing"),
        ("films.csv", TableMapping("items", {"plot": "title", "title": "title"}), "several"),
        ("films.csv", TableMapping("items", {"plot": "overview"}), "no column for film ids"),
        ("films.csv", TableMapping("features", {"plot": "x"}), "films.csv: no column for film ids"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_a_sentence(tmp_path, file, mapping, sentence):
    put(tmp_path, ratings_csv=RATINGS, films_csv=FILMS)
    with pytest.raises(DataError, match=sentence):
        load_dataset(tmp_path, mapping={file: mapping})


def test_no_interactions_table_at_all(tmp_path):
    put(tmp_path, films_csv=FILMS)
    with pytest.raises(
        DataError, match=r"No table says who watched what. Found: films.csv \(films\)"
    ):
        load_dataset(tmp_path)


def test_no_column_for_viewers(tmp_path):
    put(tmp_path, ratings_csv="movieId,rating\n1,5\n1,4\n")
    with pytest.raises(DataError, match=r"ratings.csv: no column for viewer ids.*movieId, rating"):
        load_dataset(tmp_path)


def test_no_column_for_films(tmp_path):
    put(tmp_path, ratings_csv="user,rating\n1,5\n")
    with pytest.raises(DataError, match=r"ratings.csv: no column for film ids.*user, rating"):
        load_dataset(tmp_path)


def test_two_films_with_one_id_name_the_file(tmp_path):
    put(tmp_path, ratings_csv=RATINGS, films_csv="id,title\n10,Heat\n10,Alien\n")
    with pytest.raises(
        DataError, match="films.csv: two films have the id '10': 'Heat' and 'Alien'"
    ):
        load_dataset(tmp_path)


def test_paths_that_hold_nothing(tmp_path):
    with pytest.raises(DataError, match="There is no file or folder"):
        load_dataset(tmp_path / "gone")
    with pytest.raises(DataError, match="No file was given"):
        load_dataset([])
    (tmp_path / "bare").mkdir()
    with pytest.raises(DataError, match="bare holds no files"):
        load_dataset(tmp_path / "bare")


def test_a_zip_of_zips(tmp_path):
    with pytest.raises(DataError, match="a.zip is an archive of archives"):
        load_dataset(put_zip(tmp_path / "a.zip", **{"b.zip": b"PK"}))


def test_links_out_of_a_folder_are_not_followed(tmp_path):
    folder = put(tmp_path / "in", ratings_csv=RATINGS)
    put(tmp_path / "out", films_csv=FILMS)
    (folder / "films.csv").symlink_to(tmp_path / "out" / "films.csv")
    assert load_dataset(folder).items["title"].tolist() == [None, None]


def test_a_file_of_any_name_is_read_by_its_content(tmp_path):
    put(tmp_path, export_bak=json.dumps([{"user": 1, "film": 2}]))
    assert load_dataset(tmp_path / "export.bak", name="Mine").name == "Mine"


def test_the_sample_knows_its_viewers_by_name(tmp_path):
    put(tmp_path, films_csv=FILMS, ratings_csv=RATINGS)
    put(tmp_path, reviews_csv="user_id,item_id,review\n2,20,Loud.\n")
    put(tmp_path, viewers_csv="user_id,persona,about\n2,Ada,likes rain\n")
    put_picture(tmp_path / "posters" / "20.webp")
    sample = load_sample(tmp_path)
    assert sample.users["persona"].tolist() == [None, "Ada"]
    assert sample.users["about"].tolist() == [None, "likes rain"]
    assert sample.reviews["review"].tolist() == ["Loud."]
    assert sample.items["poster"].notna().tolist() == [False, True]
    assert "simulated viewers" in sample.notice


def test_a_missing_sample_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match="The sample is missing: there is no folder"):
        load_sample(tmp_path / "gone")


WORDS = "user film rating title 1 2 x , ; | [ ] { } : :: null 2015-01-01 -1 inf é"
TOKENS = [*WORDS.split(" "), "\t", "\n", "\r\n", '"', "\x00", "\ufeff", " ", "user,film\n1,2\n"]
tokens = st.sampled_from(TOKENS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(
        ["t.csv", "t.json", "t.jsonl", "t.txt", "t.dat", "t.parquet", "t.xlsx", "t.zip"]
    ),
    st.binary(max_size=40) | st.lists(tokens, max_size=25).map(lambda t: "".join(t).encode()),
)
def test_any_content_is_a_dataset_or_a_sentence(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    sentence = None
    try:
        assert load_dataset(tmp_path / name).n_users >= 1
    except DataError as error:
        sentence = str(error)
    assert sentence is None or sentence.endswith(".")
