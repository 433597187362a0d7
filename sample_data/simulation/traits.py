"""What can be liked about a film: genres, era, place, themes, people and the look of its poster.

A trait has a name such as `genre:Horror`; the part before the colon is its block.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np

from sample_data.catalogue import Film
from sample_data.drawing.palettes import mood_of
from sample_data.simulation.themes import themes_of

ERAS: Final = (
    ("silent", 1930),
    ("studio", 1954),
    ("new waves", 1969),
    ("new cinema", 1984),
    ("turn of the century", 2005),
    ("today", 9999),
)
"""Names of eras with the last year of each."""


@dataclass(frozen=True)
class Traits:
    """Which film has which trait."""

    names: tuple[str, ...]
    values: np.ndarray
    """(n_items, n_traits): 0, or the same weight for all traits of a film within a block."""

    def blocks(self) -> np.ndarray:
        """(n_traits,) the block of every trait."""
        return np.array([name.partition(":")[0] for name in self.names])


def traits_of(films: list[Film], without_poster: set[str]) -> Traits:
    """All traits that any film has; people count where they made at least two of the films."""
    named = [_names(film, film.item_id not in without_poster) for film in films]
    counts = Counter(name for names in named for name in names)
    kept = sorted(n for n, count in counts.items() if count > 1 or not n.startswith("person:"))
    column = {name: position for position, name in enumerate(kept)}
    values = np.zeros((len(films), len(kept)))
    for row, names in enumerate(named):
        for name in set(names) & set(column):
            same = sum(n.partition(":")[0] == name.partition(":")[0] for n in names if n in column)
            values[row, column[name]] = 1 / np.sqrt(same)
    return Traits(tuple(kept), values)


def era_of(year: int) -> str:
    """The era that a year belongs to."""
    return next(name for name, last in ERAS if year <= last)


def _names(film: Film, has_poster: bool) -> list[str]:
    abroad = [] if "English" in film.languages else ["place:not in English"]
    return [
        *(f"genre:{genre}" for genre in film.genres),
        f"era:{era_of(film.year)}",
        *(f"place:{country}" for country in film.countries),
        *abroad,
        *(f"theme:{theme}" for theme in themes_of(film)),
        *(f"person:{name}" for name in dict.fromkeys((*film.directors, *film.cast))),
        *([f"mood:{mood_of(film)}"] if has_poster else []),
    ]
