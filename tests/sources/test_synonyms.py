import pandas as pd
import pytest

from mmrec.sources.synonyms import plain, propose


def proposal(**columns):
    mapping = propose(pd.DataFrame({k.replace("_", " "): v for k, v in columns.items()}))
    return mapping.kind, dict(mapping.columns)


def header(text, row="1"):
    """The proposal for a header whose cells are all the same."""
    names = text.split(",")
    mapping = propose(pd.DataFrame([[row] * len(names)], columns=names))
    return mapping.kind, mapping.columns


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("userId,movieId,rating,timestamp", "user_id,item_id,rating,timestamp"),
        ("user,item,stars,date", "user_id,item_id,rating,timestamp"),
        ("customer,film,score", "user_id,item_id,rating"),
        ("reviewerID,asin,overall,date,reviewText", "user_id,item_id,rating,timestamp,review"),
        ("uid,Movie ID,unixReviewTime", "user_id,item_id,timestamp"),
        ("viewer,title,rating", "user_id,item_id,rating"),
        ("member,movie,grade,when", "user_id,item_id,rating,timestamp"),
        ("user,film,Date Rated", "user_id,item_id,timestamp"),
        ("user_id,parent_asin,rating,title,text", "user_id,item_id,rating,title,review"),
    ],
)  # fmt: skip
def test_interactions_by_many_names(columns, expected):
    kind, found = header(columns)
    assert kind == "interactions"
    assert found == dict(zip(columns.split(","), expected.split(","), strict=True))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("movieId,title,genres", "item_id,title,genres"),
        ("id,name,plot,actors,director,writers", "item_id,title,overview,cast,directors,writers"),
        ("film,synopsis,starring,poster_path", "item_id,overview,cast,poster"),
        ("item_id,description,cast_top3,tags,release_date", "item_id,overview,cast,keywords,year"),
        ("tconst,primaryTitle,startYear,runtimeMinutes", "item_id,title,year,runtime"),
        ("title,overview", "title,overview"),
    ],
)
def test_films_by_many_names(columns, expected):
    kind, found = header(columns, "words")
    assert kind == "items"
    assert found == dict(zip(columns.split(","), expected.split(","), strict=True))


def test_tags_of_viewers_are_reviews_and_tags_of_films_are_keywords():
    assert header("userId,movieId,tag,timestamp", "fun")[0] == "reviews"
    assert header("movieId,tags", "fun") == ("items", {"movieId": "item_id", "tags": "keywords"})


def test_stars_with_names_are_actors():
    assert header("movieId,title,stars", "Ada Lovelace")[1]["stars"] == "cast"


def test_numbers_by_film_are_features_but_ids_of_other_catalogues_are_not():
    assert header("movieId,loudness,tempo,word") == (
        "features",
        {"movieId": "item_id", "loudness": "loudness", "tempo": "tempo", "word": "word"},
    )
    assert header("movieId,imdbId,tmdbId")[0] == "ignored"


def test_the_id_column_without_gaps_is_chosen():
    kind, found = proposal(item=["1", "2"], title=["A", "B"], movieId=["9", None])
    assert (kind, found["item"]) == ("items", "item_id")


def test_an_average_rating_in_a_films_table_is_left_aside():
    assert "rating" not in header("movieId,title,rating")[1].values()


def test_ratings_without_viewers_are_half_an_interactions_table():
    assert header("movieId,rating,timestamp")[0] == "interactions"
    assert header("a,b,c")[0] == "ignored"


def test_a_table_without_header_is_read_by_position():
    frame = pd.DataFrame([["1", "10", "4"]], columns=["column 1", "column 2", "column 3"])
    assert list(propose(frame).columns.values()) == ["user_id", "item_id", "rating"]


def test_plain_names():
    assert plain("Release Date") == plain("release_date") == plain("releaseDate") == "releasedate"
