"""The shelf: how known and how good each film is, its latent side, and when it arrives."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from sample_data.catalogue import Film, number_of
from sample_data.simulation.viewers import N_LATENT

N_DAYS: Final = 1096
"""Three years: 2022-01-01 to 2024-12-31."""
NEW_FROM: Final = 2022
NOT_YET_HERE: Final = 3
"""So many of the newest films arrive after the last day: nobody has watched them."""
OBSCURITY: Final = 5.6
"""How much less often, in logarithms, a film of mean obscurity is chosen than the best known."""
MOST_OBSCURE: Final = 1.8
ENGLISH_FAME: Final = 0.2
QUALITY_FAME: Final = 0.2
NEW_FAME: Final = -2.0
QUALITY_SPREAD: Final = 0.42


@dataclass(frozen=True)
class Shelf:
    """What is drawn for every film."""

    fame: np.ndarray
    """(n_items,) logarithm of how often a film is chosen when nobody's taste decides."""
    quality: np.ndarray
    """(n_items,) what it is better or worse than others, in stars."""
    latent: np.ndarray
    """(n_items, N_LATENT)"""
    arrival: np.ndarray
    """(n_items,) the day from which a film can be watched."""


def draw_shelf(films: list[Film], rng: np.random.Generator) -> Shelf:
    """Most of fame is luck: −OBSCURITY·min(E, MOST_OBSCURE) with E exponential.

    Many films are then about equally well known, so that tastes decide between them, and a long
    tail is known to few.
    """
    standard = rng.standard_normal(len(films))
    luck = -OBSCURITY * np.minimum(rng.exponential(size=len(films)), MOST_OBSCURE)
    english = np.array(["English" in film.languages for film in films])
    new = np.array([film.year >= NEW_FROM for film in films])
    return Shelf(
        fame=luck + ENGLISH_FAME * english + QUALITY_FAME * standard + NEW_FAME * new,
        quality=QUALITY_SPREAD * standard,
        latent=rng.standard_normal((len(films), N_LATENT)),
        arrival=arrivals(films),
    )


def arrivals(films: list[Film]) -> np.ndarray:
    """Day 0 for older films; the new ones arrive one after the other, the newest too late."""
    new = [i for i, film in enumerate(films) if film.year >= NEW_FROM]
    new.sort(key=lambda i: (films[i].year, number_of(f"arrival {films[i].item_id}")))
    days = np.zeros(len(films), dtype=int)
    in_time = len(new) - NOT_YET_HERE
    days[new[:in_time]] = np.linspace(0.6 * N_DAYS, 0.95 * N_DAYS, in_time).astype(int)
    days[new[in_time:]] = N_DAYS
    return days
