"""The bundled table of films keeps its own promises: facts in range, spread, and chosen gaps."""

import re
from pathlib import Path

import pandas as pd
import pytest

FILMS = Path(__file__).resolve().parents[1] / "sample_data" / "films.csv"
HEADER = (
    "item_id,title,original_title,year,runtime,genres,country,language,directors,writers,cast,"
    "keywords,overview"
)
GENRES = {
    *("Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Family"),
    *("Fantasy", "History", "Horror", "Music", "Mystery", "Romance", "Science Fiction"),
    *("Thriller", "War", "Western"),
}
LISTS = ["genres", "country", "language", "directors", "writers", "cast", "keywords"]
FULL_STOP = re.compile(r"[.!?](?=\s|$)")


@pytest.fixture(scope="module")
def films():
    read = pd.read_csv(FILMS, keep_default_na=False, dtype={"year": int, "runtime": int})
    return read.assign(**{name: read[name].map(parts) for name in LISTS})


def parts(text):
    return text.split("|") if text else []


def test_the_header_is_exact():
    first_line = FILMS.read_text(encoding="utf-8").splitlines()[0]
    assert first_line == HEADER


def test_there_are_at_least_a_hundred_films_ordered_by_year(films):
    assert len(films) >= 100
    assert films["year"].is_monotonic_increasing


def test_ids_are_unique_slugs_ending_in_the_year(films):
    assert films["item_id"].is_unique
    for item_id, year in zip(films["item_id"], films["year"], strict=True):
        assert re.fullmatch(rf"[a-z0-9]+(-[a-z0-9]+)*-{year}", item_id), item_id


def test_every_film_has_its_titles_and_no_film_is_listed_twice(films):
    assert (films["title"].str.strip() != "").all()
    assert (films["original_title"].str.strip() != "").all()
    assert not films.duplicated(["title", "year"]).any()
    assert not films.duplicated(["original_title", "year"]).any()


def test_years_and_runtimes_are_possible(films):
    assert films["year"].between(1920, 2026).all()
    assert films["runtime"].between(20, 330).all()


def test_each_film_has_two_or_three_genres_of_the_vocabulary(films):
    assert films["genres"].map(len).between(2, 3).all()
    assert set(films["genres"].explode()) == GENRES  # none foreign, and none without a film


def test_each_film_has_four_to_six_keywords(films):
    assert films["keywords"].map(len).between(4, 6).all()


@pytest.mark.parametrize("column", LISTS)
def test_no_name_stands_twice_or_padded_in_one_film(films, column):
    for item_id, names in zip(films["item_id"], films[column], strict=True):
        assert len(set(names)) == len(names), item_id
        assert all(name and name == name.strip() for name in names), item_id


def test_at_most_three_leading_actors(films):
    assert films["cast"].map(len).max() == 3


def test_the_films_come_from_twenty_countries_and_every_decade(films):
    assert films["country"].map(len).min() >= 1
    assert films["country"].explode().nunique() >= 20
    decades = (films["year"] // 10 * 10).value_counts()
    assert set(decades.index) == set(range(1920, 2030, 10))
    assert decades.min() >= 6


def test_directors_link_films_within_one_working_life(films):
    years = films.explode("directors").dropna(subset="directors").groupby("directors")["year"]
    assert (years.size() >= 2).sum() >= 10
    careers = years.max() - years.min()
    assert careers.max() <= 60, careers.idxmax()


def test_actors_link_films(films):
    assert (films["cast"].explode().value_counts() >= 2).sum() >= 10


def test_overviews_are_two_or_three_sentences_and_never_repeated(films):
    written = films.loc[films["overview"] != ""].set_index("item_id")["overview"]
    assert written.is_unique
    for item_id, overview in written.items():
        assert 40 <= len(overview) <= 420, item_id
        assert overview.endswith((".", "!", "?")), item_id
        assert len(FULL_STOP.findall(overview)) in (2, 3), item_id


def test_a_few_overviews_and_people_are_missing(films):
    no_people = sum(films[name].map(len) for name in ("directors", "writers", "cast")) == 0
    assert 0.02 <= (films["overview"] == "").mean() <= 0.08
    assert 0.01 <= no_people.mean() <= 0.06


def test_some_films_are_new(films):
    assert 0.05 <= films["year"].between(2022, 2024).mean() <= 0.12
