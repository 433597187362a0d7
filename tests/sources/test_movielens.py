"""The published layouts, small ones written here and the real ones where they are at hand."""

import shutil

import pandas as pd

from mmrec.sources import inspect, load_dataset
from tests.sources.writing import put, put_csv, put_picture, whats

U_DATA = "1\t1\t5\t874965758\n1\t2\t3\t876893171\n2\t1\t4\t888550871\n"
FLAGS = "0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0"
U_ITEM = (
    f"1|Toy Story (1995)|01-Jan-1995||http://x|{FLAGS}\n"
    f"2|Mis\xe9rables, Les (1995)|01-Jan-1995||http://x|1{'|0' * 18}\n"
    f"3|unknown||||1{'|0' * 18}\n"
)


def test_movielens_100k(tmp_path):
    (tmp_path / "u.item").write_bytes(U_ITEM.encode("latin-1"))
    put(tmp_path, u_data=U_DATA, u1_base=U_DATA, u_user="1|24|M|technician|85711\n")
    assert inspect(tmp_path).layout == "MovieLens 100K"
    dataset = load_dataset(tmp_path)
    assert list(dataset.titles) == ["Toy Story", "Les Misérables", "3"]
    assert dataset.items["genres"].tolist() == [("Animation", "Children's", "Comedy"), (), ()]
    assert dataset.items["year"].tolist()[:2] == [1995, 1995]
    assert len(dataset.interactions) == 3
    assert "u1.base: It repeats part of the ratings." in whats(dataset)
    assert "GroupLens" in dataset.notice


def test_movielens_with_double_colons(tmp_path):
    put(tmp_path, ratings_dat="1::10::4.5::978300760\n2::10::3::978300761\n")
    put(tmp_path, tags_dat="2::10::so::so::1215184630\n", users_dat="1::F::1::10::48067\n")
    films = "10::Star Wars: Episode IV (1977)::Action|Sci-Fi\n11::Am\xe9lie::(no genres listed)\n"
    (tmp_path / "movies.dat").write_bytes(films.encode("latin-1"))
    dataset = load_dataset(tmp_path)
    assert list(dataset.titles) == ["Star Wars: Episode IV", "Amélie"]
    assert dataset.items["genres"].tolist() == [("Action", "Sci-Fi"), ()]
    assert dataset.interactions["rating"].tolist() == [4.5, 3]
    assert dataset.interactions["timestamp"].astype("int64").tolist() == [978300760, 978300761]
    assert dataset.reviews["review"].tolist() == ["so::so"]
    assert inspect(tmp_path).layout == "MovieLens 1M or 10M"


def test_films_and_posters_of_ones_own_beside_movielens(tmp_path):
    (tmp_path / "u.item").write_bytes(U_ITEM.encode("latin-1"))
    put(tmp_path, u_data=U_DATA)
    rows = [
        ("item_id", "title", "overview", "director", "cast_top3", "genres"),
        (1, "Toy Story", "Toys.", "John Lasseter", "Tom Hanks|Tim Allen", "Family"),
        (4, "Heat", "Thieves.", "Michael Mann", "", "Crime"),
    ]
    put_csv(tmp_path / "a_films.csv", rows)
    put_picture(tmp_path / "posters" / "1.jpg")
    items = load_dataset(tmp_path).items
    assert items["item_id"].tolist() == ["1", "2", "3", "4"]
    assert items["genres"][0] == ("Animation", "Children's", "Comedy")
    assert items["cast"][0] == ("Tom Hanks", "Tim Allen")
    assert items["directors"].tolist() == [("John Lasseter",), (), (), ("Michael Mann",)]
    assert items["poster"].notna().tolist() == [True, False, False, False]


def test_the_real_movielens_100k(shared_data):
    dataset = load_dataset(shared_data / "ml-100k")
    assert (dataset.n_users, dataset.n_items, len(dataset.interactions)) == (943, 1682, 100_000)
    raw = pd.read_csv(shared_data / "ml-100k" / "u.data", sep="\t", header=None)
    assert dataset.interactions["rating"].sum() == raw[2].sum()
    first = dataset.items.iloc[0]
    assert (first["title"], first["year"]) == ("Toy Story", 1995)
    assert first["genres"] == ("Animation", "Children's", "Comedy")
    assert list(dataset.user_ids[:3]) == ["1", "2", "3"]


def test_the_real_latest_small(shared_data):
    dataset = load_dataset(shared_data / "ml-latest-small")
    assert (dataset.n_users, dataset.n_items, len(dataset.interactions)) == (610, 9742, 100_836)
    assert len(dataset.reviews) == 3683
    assert dataset.rating_scale == (0.5, 5)
    assert "Films that nobody watched: 18" in whats(dataset)
    assert dataset.custom == {}


def test_real_plots_and_posters_beside_the_real_100k(shared_data, tmp_path):
    numbers = pd.read_csv(shared_data / "ml-100k" / "item_to_movielens_id.csv").dropna()
    numbers["movieId"] = numbers["movieId"].astype(int)
    films = pd.read_csv(shared_data / "ml_items.csv").merge(
        numbers[["item", "movieId"]], on="movieId"
    )
    columns = ["overview", "director", "cast_top3", "keywords"]
    films.rename(columns={"item": "item_id"})[["item_id", *columns]].to_csv(
        tmp_path / "films.csv", index=False
    )
    for name in ("u.data", "u.item"):
        shutil.copy(shared_data / "ml-100k" / name, tmp_path)
    (tmp_path / "posters").mkdir()
    for item, movie in numbers[["item", "movieId"]].head(60).itertuples(index=False):
        if (picture := shared_data / "posters" / f"{movie}.jpg").exists():
            shutil.copy(picture, tmp_path / "posters" / f"{item}.jpg")
    items = load_dataset(tmp_path).items
    assert len(items) == 1682
    assert items["overview"].notna().sum() == films["overview"].notna().sum()
    assert (items["directors"].map(len) > 0).sum() == films["director"].notna().sum()
    assert items["cast"][0] == ("Tom Hanks", "Tim Allen", "Don Rickles")
    assert items["poster"].notna().sum() == len(list((tmp_path / "posters").iterdir())) > 50
