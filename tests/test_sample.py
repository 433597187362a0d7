"""The bundled sample: reproducible, whole, and true to what its README says of it."""

import io
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from sample_data.catalogue import FOLDER, read_films
from sample_data.describe import describe, gini, read_ratings, share_of_top
from sample_data.draw_posters import QUALITY, draw, without_poster
from sample_data.drawing.palettes import MOODS, mood_of, palette_of
from sample_data.drawing.scenes import SCENES
from sample_data.simulation.grammar import REVIEWS, RULE, RULES
from sample_data.simulation.phrases import phrases_for
from sample_data.simulation.themes import themes_of
from sample_data.simulation.traits import traits_of

FILMS = {film.item_id: film for film in read_films()}
RATINGS = pd.read_csv(FOLDER / "ratings.csv")
REVIEW_TABLE = pd.read_csv(FOLDER / "reviews.csv")
VIEWERS = pd.read_csv(FOLDER / "viewers.csv")
POSTER_FILES = sorted((FOLDER / "posters").glob("*.webp"))
PRAISE = r"wonderful|brilliant|beautiful|moving|marvellous|superb|magnificent|adore|treasure"
BLAME = r"dull|tedious|tiresome|unconvincing|overrated|left me cold|bored|wasted|homework"

CLAIMS = {
    "Silent-era devotee": lambda film: film.year < 1931,
    "Weeknight thriller watcher": lambda film: {"Thriller", "Crime"} & set(film.genres),
    "Animation at any age": lambda film: "Animation" in film.genres,
    "Horror after midnight": lambda film: "Horror" in film.genres,
    "Space and machines": lambda film: "Science Fiction" in film.genres,
    "Traveller by subtitles": lambda film: "English" not in film.languages,
    "Documentary notebook": lambda film: "Documentary" in film.genres,
    "Hopeless romantic": lambda film: "Romance" in film.genres,
    "Listens before watching": lambda film: "Music" in film.genres,
    "Japanese cinema student": lambda film: "Japan" in film.countries,
    "New waves of the sixties": lambda film: 1955 <= film.year <= 1969,
    "Chooses by the poster": lambda film: mood_of(film) in ("meadow", "sun", "tide"),
}


@pytest.mark.parametrize("name", ["ratings.csv", "reviews.csv", "viewers.csv"])
def test_simulating_again_writes_the_same_bytes(simulated_again, name):
    assert (simulated_again / name).read_bytes() == (FOLDER / name).read_bytes()


@pytest.fixture(scope="module")
def simulated_again(tmp_path_factory):
    """What `make sample` would write, run the way it runs it."""
    place = tmp_path_factory.mktemp("simulated")
    script = [sys.executable, str(FOLDER / "simulate.py"), "--to", str(place)]
    done = subprocess.run(script, capture_output=True, text=True, cwd=FOLDER.parent)
    assert done.returncode == 0, done.stderr
    return place


def test_every_rating_is_of_a_known_film_and_given_once():
    assert set(RATINGS["item_id"]) <= set(FILMS)
    assert not RATINGS.duplicated(["user_id", "item_id"]).any()
    assert set(RATINGS["rating"]) == {1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5}


def test_size_activity_and_scale_are_as_stated():
    assert RATINGS["user_id"].nunique() == 400
    assert 16_000 <= len(RATINGS) <= 20_000
    assert RATINGS["user_id"].value_counts().min() >= 12
    assert 3.3 <= RATINGS["rating"].mean() <= 3.7
    assert 0.4 <= gini(RATINGS["item_id"].value_counts().to_numpy()) <= 0.6


def test_times_lie_within_three_years_and_differ_in_day():
    times = pd.to_datetime(RATINGS["timestamp"])
    assert times.min() >= pd.Timestamp("2022-01-01")
    assert times.max() < pd.Timestamp("2025-01-01")
    assert times.dt.date.nunique() > 900


def test_new_releases_are_cold_and_no_other_film_is_unwatched():
    counts = RATINGS["item_id"].value_counts()
    new = {i for i, film in FILMS.items() if film.year >= 2022}
    unwatched = set(FILMS) - set(counts.index)
    assert unwatched <= new
    assert 2 <= len(unwatched) <= 4
    assert counts.reindex(sorted(new), fill_value=0).median() < counts.median() / 4


def test_nobody_watches_a_new_film_before_it_arrives():
    first = RATINGS[RATINGS["item_id"].map(lambda i: FILMS[i].year >= 2022)]["timestamp"].min()
    assert first > "2023-06"


def test_twelve_viewers_have_a_name_and_a_sentence():
    assert set(VIEWERS["persona"]) == set(CLAIMS)
    assert set(VIEWERS["user_id"]) <= set(RATINGS["user_id"])
    assert VIEWERS["about"].str.fullmatch(r"[A-Z].{30,}\.").all()


@pytest.mark.parametrize("persona", CLAIMS)
def test_named_viewers_watch_and_like_what_they_claim(persona):
    fits = RATINGS["item_id"].map(lambda i: bool(CLAIMS[persona](FILMS[i])))
    user = VIEWERS.set_index("persona").loc[persona, "user_id"]
    own = RATINGS["user_id"] == user
    # Two films in three are not in English, so nobody can watch three times as many.
    factor = 1.5 if persona == "Traveller by subtitles" else 2
    assert fits[own].mean() > factor * fits.mean()
    assert RATINGS["rating"][own & fits].mean() > RATINGS["rating"][own & ~fits].mean() + 0.25


def test_reviews_belong_to_rated_pairs_and_vary():
    pairs = RATINGS.merge(REVIEW_TABLE, on=["user_id", "item_id"])
    assert len(pairs) == len(REVIEW_TABLE) == 1500
    assert REVIEW_TABLE["review"].nunique() > 0.9 * len(REVIEW_TABLE)
    assert not REVIEW_TABLE["review"].str.contains(r"[{}]|\.\.|\b[Aa] [aeiou]").any()


def test_praise_goes_with_high_ratings_and_blame_with_low_ones():
    told = REVIEW_TABLE.merge(RATINGS, on=["user_id", "item_id"])
    high, low = told["rating"] >= 4.5, told["rating"] <= 2.5
    praise, blame = (told["review"].str.contains(words, case=False) for words in (PRAISE, BLAME))
    assert praise[high].mean() > 0.5 > 0.1 > praise[low].mean()
    assert blame[low].mean() > 0.5 > 0.05 > blame[high].mean()


def test_reviews_of_a_theme_name_it_more_often_than_others():
    """Words follow content: only musicals and the like are said to have rhythm."""
    musical = REVIEW_TABLE["item_id"].map(lambda i: "Music" in FILMS[i].genres)
    says = REVIEW_TABLE["review"].str.contains(r"the music\b|its rhythm")
    assert says[musical].mean() > 0.05
    assert not says[~musical].any()


def test_every_rule_of_the_grammar_is_there_and_used():
    facts = {"good", "good2", "Good", "Good2", "bad", "bad2", "Bad", "Bad2", "Director", "star"}
    facts |= {"Star", "film-title", "decade", "keywords", "Lasting"}
    texts = [text for rules in (REVIEWS, RULES) for choices in rules.values() for text in choices]
    asked = {name for text in texts for name in RULE.findall(text)}
    assert asked - facts == set(RULES)


def test_every_trait_has_a_phrase_and_every_film_a_theme():
    traits = traits_of(list(FILMS.values()), set())
    assert all(phrase for name in traits.names for phrase in phrases_for(name))
    assert all(themes_of(film) for film in FILMS.values())


def test_tastes_can_be_learned_but_not_completely():
    """EASE (Steck 2019), written out here, beats popularity on held-out choices by 1.2 to 2."""
    train, test = _random_split()
    gram = train.T @ train + 150 * np.eye(train.shape[1])
    inverse = np.linalg.inv(gram)
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    popular = np.tile(train.sum(0), (len(train), 1))
    gain = _ndcg(train @ weights, train, test) / _ndcg(popular, train, test)
    assert 1.2 < gain < 2


def test_genres_tell_something_of_cold_films():
    """Likeness in genres ranks films nobody is known to have watched better than chance does."""
    watched, genres, rng = _watched(), _genres(), np.random.default_rng(0)
    found, chance = [], []
    for _ in range(5):
        cold = rng.choice(watched.shape[1], 20, replace=False)
        warm = np.setdiff1d(np.arange(watched.shape[1]), cold)
        history = watched[:, warm] - watched[:, warm].mean(0)
        nothing = np.zeros((len(watched), 20))
        found.append(_ndcg(history @ genres[warm] @ genres[cold].T, nothing, watched[:, cold]))
        chance.append(_ndcg(rng.random(nothing.shape), nothing, watched[:, cold]))
    assert 1.1 < np.mean(found) / np.mean(chance) < 2


def _watched():
    users, items = RATINGS["user_id"].factorize()[0], RATINGS["item_id"].factorize()[0]
    watched = np.zeros((users.max() + 1, items.max() + 1))
    watched[users, items] = 1
    return watched


def _genres():
    names = RATINGS["item_id"].factorize()[1]
    table = pd.Series(["|".join(FILMS[name].genres) for name in names]).str.get_dummies()
    values = table.to_numpy(dtype=float) * np.log(len(table) / table.sum().to_numpy())
    return values / np.linalg.norm(values, axis=1, keepdims=True)


def _random_split():
    rng, watched = np.random.default_rng(0), _watched()
    test = np.zeros_like(watched)
    for user in range(len(watched)):
        seen = rng.permutation(np.flatnonzero(watched[user]))
        test[user, seen[: len(seen) // 4]] = 1
    return watched - test, test


def _ndcg(scores, train, test, k=10):
    order = np.argsort(-np.where(train > 0, -np.inf, scores), axis=1, kind="stable")[:, :k]
    discount = 1 / np.log2(np.arange(2, k + 2))
    hits, relevant = np.take_along_axis(test, order, axis=1) @ discount, test.sum(1).astype(int)
    ideal = np.cumsum(discount)[np.minimum(k, relevant) - 1]
    return (hits / ideal)[relevant > 0].mean()


def test_posters_belong_to_films_and_have_one_size():
    assert {path.stem for path in POSTER_FILES} == set(FILMS) - without_poster([*FILMS.values()])
    for path in POSTER_FILES:
        with Image.open(path) as image:
            assert image.size == (240, 360), path
    assert 0.9 <= len(POSTER_FILES) / len(FILMS) <= 0.94
    assert sum(path.stat().st_size for path in POSTER_FILES) < 2_000_000


@pytest.mark.parametrize("path", POSTER_FILES[:: len(POSTER_FILES) // 3], ids=lambda p: p.stem)
def test_drawing_again_gives_the_same_poster(path):
    again = io.BytesIO()
    draw(FILMS[path.stem]).save(again, "webp", quality=QUALITY, method=6)
    with Image.open(path) as committed, Image.open(again) as drawn:
        apart = np.abs(np.asarray(committed, dtype=float) - np.asarray(drawn, dtype=float))
    assert apart.mean() < 2


def test_posters_of_a_mood_share_colours():
    """Mean colours of one mood lie closer together than those of different moods."""
    moods, means = [], []
    for path in POSTER_FILES:
        with Image.open(path) as image:
            means.append(np.asarray(image, dtype=float).mean((0, 1)))
        moods.append(mood_of(FILMS[path.stem]))
    same = np.equal.outer(moods, moods)
    apart = np.linalg.norm(np.subtract.outer(means, means).diagonal(axis1=1, axis2=3), axis=2)
    assert apart[same & ~np.eye(len(means), dtype=bool)].mean() < 0.8 * apart[~same].mean()


def test_every_mood_has_scenes_and_palettes():
    assert set(SCENES) == set(MOODS)
    assert all(palette_of(film).dark != palette_of(film).light for film in FILMS.values())


def test_gini_and_top_share_on_hand_counts():
    assert gini(np.array([5, 5, 5, 5])) == 0
    assert gini(np.array([0, 0, 0, 8])) == pytest.approx(3 / 4)
    assert share_of_top(np.array([1] * 9 + [11])) == pytest.approx(11 / 20)


def test_describe_reads_other_layouts(tmp_path):
    path = tmp_path / "u.data"
    path.write_text("1\t10\t3\t0\n1\t20\t5\t0\n2\t10\t4\t0\n")
    numbers = describe(read_ratings(path, "\t", ("0", "1", "2")))
    assert numbers["density"] == "75.0%"
    assert numbers["mean rating"] == "4.00"


def test_describe_says_which_columns_there_are():
    with pytest.raises(SystemExit, match=re.escape("it has: user_id, item_id, rating, timestamp")):
        read_ratings(FOLDER / "ratings.csv", ",", ("userId", "movieId", "rating"))


def test_the_table_in_the_readme_is_what_describe_prints():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for label, number in describe(RATINGS).items():
        assert re.search(rf"^\| {re.escape(label)} \| {re.escape(number)} \|", text, re.M), label
