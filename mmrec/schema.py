"""The names of columns and modalities, each spelled here and nowhere else.

Ids are strings outside (`USER_ID`, `ITEM_ID`) and positions inside (`USER_IDX`, `ITEM_IDX`).
"""

from typing import Final

USER_ID: Final = "user_id"
ITEM_ID: Final = "item_id"
USER_IDX: Final = "user_idx"
ITEM_IDX: Final = "item_idx"
RATING: Final = "rating"
TIMESTAMP: Final = "timestamp"
REVIEW: Final = "review"

TITLE: Final = "title"
ORIGINAL_TITLE: Final = "original_title"
YEAR: Final = "year"
GENRES: Final = "genres"
DIRECTORS: Final = "directors"
WRITERS: Final = "writers"
CAST: Final = "cast"
KEYWORDS: Final = "keywords"
OVERVIEW: Final = "overview"
POSTER: Final = "poster"
POSTER_HASH: Final = "poster_hash"
RUNTIME: Final = "runtime"
COUNTRY: Final = "country"
LANGUAGE: Final = "language"

PERSONA: Final = "persona"
ABOUT: Final = "about"

INTERACTIONS: Final = (USER_IDX, ITEM_IDX, RATING, TIMESTAMP)
REVIEWS: Final = (USER_IDX, ITEM_IDX, REVIEW)
LISTS: Final = (GENRES, DIRECTORS, WRITERS, CAST, KEYWORDS)
TEXTS: Final = (ORIGINAL_TITLE, OVERVIEW, COUNTRY, LANGUAGE, POSTER, POSTER_HASH)
NUMBERS: Final = (YEAR, RUNTIME)
ITEMS: Final = (ITEM_ID, TITLE, *NUMBERS, *LISTS, *TEXTS)

HISTORY: Final = "history"
RATINGS: Final = "ratings"
PEOPLE: Final = "people"
TEXT: Final = "text"
REVIEW_TEXTS: Final = "reviews"
POSTERS: Final = "posters"

BEHAVIOUR: Final = (HISTORY, RATINGS)
CONTENT: Final = (GENRES, PEOPLE, TEXT, REVIEW_TEXTS, POSTERS)
"""Content modalities that every dataset may have; a custom one bears its table's name."""
