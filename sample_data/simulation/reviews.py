"""Who writes a review of what, and what it says: words follow taste."""

from typing import Final

import numpy as np
import pandas as pd

from sample_data.catalogue import Film
from sample_data.simulation.grammar import compose
from sample_data.simulation.phrases import keyword_list, phrases_for
from sample_data.simulation.traits import Traits, era_of
from sample_data.simulation.viewers import Viewers

N_REVIEWS: Final = 1500
LIKED_FROM: Final = 3.5
LOVED_FROM: Final = 4.5
DISLIKED_BELOW: Final = 3.0
NAMED_TRAITS: Final = 4
"""So many of the strongest likes and dislikes come up in reviews."""


def choose_reviewed(
    choices: pd.DataFrame, ratings: np.ndarray, viewers: Viewers, rng: np.random.Generator
) -> np.ndarray:
    """Positions of the choices that are reviewed: by wordy viewers, and where feelings are strong.

    N_REVIEWS without replacement, P ∝ wordiness_u · (0.4 + |rating − mean|).
    """
    weight = viewers.wordiness[choices["user_idx"]] * (0.4 + np.abs(ratings - ratings.mean()))
    order = np.argsort(-(np.log(weight) + rng.gumbel(size=len(weight))), kind="stable")
    return np.sort(order[: min(N_REVIEWS, len(order))])


def verdict_of(rating: float) -> str:
    """loved, liked, mixed or disliked."""
    if rating >= LOVED_FROM:
        return "loved"
    if rating >= LIKED_FROM:
        return "liked"
    return "mixed" if rating >= DISLIKED_BELOW else "disliked"


def write_review(film: Film, likes: list[str], rating: float, rng: np.random.Generator) -> str:
    """A review of a film by somebody whose likes are ranked, strongest first."""
    telling = _telling(likes, film)
    phrases = {
        **_named(telling[:NAMED_TRAITS], "good", rng),
        **_named(telling[::-1][:NAMED_TRAITS], "bad", rng),
    }
    facts = {
        **phrases,
        **_people(film, " ".join(phrases.values())),
        "Lasting": _lasting(film),
        "film-title": film.title,
        "decade": f"the {film.decade}s",
        "keywords": keyword_list(film),
    }
    text = compose(verdict_of(rating), facts, rng)
    return text[0].upper() + text[1:]


def write_reviews(
    films: list[Film],
    choices: pd.DataFrame,
    ratings: np.ndarray,
    viewers: Viewers,
    traits: Traits,
    rng: np.random.Generator,
) -> list[str]:
    """The reviews of some choices, in their order."""
    texts = []
    for user, item, rating in zip(choices["user_idx"], choices["item_idx"], ratings, strict=True):
        texts.append(write_review(films[item], _likes(viewers, traits, user, item), rating, rng))
    return texts


def _likes(viewers: Viewers, traits: Traits, user: int, item: int) -> list[str]:
    """Traits of a film, the best liked first."""
    has = np.flatnonzero(traits.values[item])
    order = np.argsort(-viewers.tastes[user, has] * traits.values[item, has], kind="stable")
    return [traits.names[has[position]] for position in order]


def _named(ranked: list[str], slot: str, rng: np.random.Generator) -> dict[str, str]:
    """Two different traits, the stronger likelier, with and without a capital."""
    weights = 0.5 ** np.arange(len(ranked))
    order = np.argsort(-(np.log(weights) + rng.gumbel(size=len(ranked))), kind="stable")
    facts = {}
    for place, ending in zip(order[:2], ("", "2"), strict=False):
        choices = phrases_for(ranked[place])
        phrase = choices[rng.integers(len(choices))]
        facts[f"{slot}{ending}"] = phrase
        facts[f"{slot.title()}{ending}"] = phrase[0].upper() + phrase[1:]
    return facts


def _telling(likes: list[str], film: Film) -> list[str]:
    """Without what says little: drama, one of several countries, the language of silent films."""
    vague = {"genre:Drama"}
    if len(film.countries) > 1:
        vague |= {f"place:{country}" for country in film.countries}
    if era_of(film.year) == "silent":
        vague.add("place:not in English")
    telling = [name for name in likes if name not in vague]
    return telling if len(telling) > 1 else likes


def _lasting(film: Film) -> str:
    return "Still alive after all these years." if film.year < 2000 else "This one will last."


def _people(film: Film, said: str) -> dict[str, str]:
    """Director and star, unless they have been named already."""
    director = film.directors[0] if film.directors and film.directors[0] not in said else "the film"
    star = film.cast[0] if film.cast and film.cast[0] not in said else "the leading player"
    return {
        "Director": director[0].upper() + director[1:],
        "star": star,
        "Star": star[0].upper() + star[1:],
    }
