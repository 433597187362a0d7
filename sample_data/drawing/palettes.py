"""Which mood a film is drawn in, and the colours of that mood in its decade."""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from sample_data.catalogue import Film, number_of
from sample_data.drawing.canvas import Colour, blend, brightness, colour

MOOD_OF_GENRE: Final = {
    "Western": "dust",
    "Animation": "meadow",
    "Science Fiction": "cosmos",
    "Horror": "night",
    "War": "smoke",
    "Documentary": "print",
    "Music": "tide",
    "Crime": "noir",
    "Fantasy": "dream",
    "Comedy": "sun",
    "Romance": "dusk",
    "Mystery": "noir",
    "Thriller": "noir",
    "Adventure": "ember",
    "Action": "ember",
    "History": "smoke",
    "Drama": "earth",
    "Family": "meadow",
}
"""Genres by how much they tell about the look of a film, the most telling first."""
SECOND_SHARE: Final = 30
"""Of a hundred films, how many are drawn after the second most telling of their genres."""

MOODS: Final = tuple(dict.fromkeys(MOOD_OF_GENRE.values()))

COLOURS: Final = {
    "dust": (
        "f2c078 e8893b b5482a 5a2218 fff1d6",
        "f6d9a8 d98e4a 8c3b24 38201c fff6e5",
        "f7d6b0 c9713f 7a2f3c 2b1b2e fff3df",
    ),
    "meadow": (
        "9fd8e8 6dbf6b f7c843 2c6e63 fffbea",
        "ffd9a0 f28f79 58a48f 27516b fff8ec",
        "f7e3a1 8fbf7f e4684a 35617a fffdf0",
    ),
    "cosmos": (
        "0f1433 2f3f8f e8604c 7fd1d8 f6ecd2",
        "12222b 1f5c63 f2b84b e2725b f3eedd",
        "1b1030 5b2a6e ff8552 9ad1d4 f5efe0",
    ),
    "night": (
        "140e12 3a1620 b3202c 6b2b33 f2e6d8",
        "0d1413 1d302b c7d24b 4a6a55 eef0dc",
        "101522 27304a e08e2b 56648a efe9dc",
    ),
    "smoke": (
        "c9bfa5 8e8a72 a3352c 37392f f4ecd8",
        "b9c0bd 707c7c d0622f 2b3438 f2efe4",
        "d8cdb8 a08c78 c8862a 2e2a33 f7f0e0",
    ),
    "print": (
        "f1ead9 d8cdb4 d8412f 1f2a44 fffaf0",
        "e9ecea c3cfcf 1f6f8b 222222 ffffff",
        "efe6da e0b9a0 2f5d50 2a2630 fffaf2",
    ),
    "tide": (
        "f4d9c6 ef8d6b c2366b 3b2459 fff2e6",
        "123047 1f6f7a f2a541 e4572e fbf1dc",
        "fbe0a8 6fb1a0 d9485f 22304f fff8e7",
    ),
    "noir": (
        "15181f 343c4c e0b040 7b8797 f3ead6",
        "1a1414 4a2a2a d9432f a08a78 f4e9da",
        "10211f 2e4a48 e8643c 88a59c f1ead8",
    ),
    "dream": (
        "2b1f4d 6a4c9c f2b5d4 f6d365 fdf3e7",
        "17394d 3f8f8b f6c6a8 e8735a fbf5e6",
        "3a1d3f 8a3f6b f7c59f 9fd3c7 fdf2e4",
    ),
    "dusk": (
        "f7b9a1 e0708a 8a4a7d 3a2a55 fff0e6",
        "f9d5b5 ee9c86 b8506a 4b2440 fff5ea",
        "cfe0ea 9aa7cf e2725b 2f3560 f9f3ee",
    ),
    "sun": (
        "f9c74f f3722c e63946 1d3557 fff6dd",
        "ffd9b8 f28482 2a9d8f 264653 fff7ec",
        "cdeac0 ffb55a e4572e 3d3a5c fffbea",
    ),
    "ember": (
        "1f2430 7a2e24 ef6f2e f5b841 fdf0d5",
        "f2a03d d9482b 7b1e22 24262e fff0d8",
        "12332f 2f6b52 f2703d f6d27a fbf2dc",
    ),
    "earth": (
        "e6d3b3 b08d6a 6f6a5a 2f3a3a fbf4e6",
        "cfdad6 8fa7a3 4f6d72 23343b f7f5ee",
        "dfe3c8 a3ad7f b5603c 38423a faf8ec",
    ),
}
"""Per mood three palettes of: ground, far, bold, near, paper."""


@dataclass(frozen=True)
class Palette:
    """Five colours of one poster."""

    ground: Colour
    far: Colour
    bold: Colour
    near: Colour
    paper: Colour

    @property
    def dark(self) -> Colour:
        """The darkest colour."""
        return min(self._all(), key=brightness)

    @property
    def light(self) -> Colour:
        """The lightest colour."""
        return max(self._all(), key=brightness)

    def _all(self) -> list[Colour]:
        return [getattr(self, f.name) for f in fields(self)]


def mood_of(film: Film) -> str:
    """The mood of the film's most telling genre, or for some films of the second."""
    told = [mood for genre, mood in MOOD_OF_GENRE.items() if genre in film.genres] or ["earth"]
    second = number_of(f"mood {film.item_id}") % 100 < SECOND_SHARE
    return told[min(int(second), len(told) - 1)]


def palette_of(film: Film) -> Palette:
    """One of the palettes of the film's mood, in the inks of its decade."""
    choices = COLOURS[mood_of(film)]
    inks = choices[number_of(f"palette {film.item_id}") % len(choices)].split()
    return Palette(*(_aged(colour(f"#{ink}"), film.decade) for ink in inks))


def _aged(ink: Colour, decade: int) -> Colour:
    """Sepia before 1950, warm in the sixties and seventies, vivid in the eighties and nineties."""
    grey = round(255 * brightness(ink))
    if decade < 1950:
        sepia = blend((38, 28, 20), (244, 232, 206), grey / 255)
        return blend(ink, sepia, 0.62 if decade < 1930 else 0.42)
    if decade in (1960, 1970):
        return blend(ink, (214, 140, 60), 0.12)
    if decade in (1980, 1990):
        vivid = np.clip(grey + 1.3 * (np.array(ink) - grey), 0, 255).astype(int)
        return int(vivid[0]), int(vivid[1]), int(vivid[2])
    return ink
