"""The title and the small line of a poster."""

from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Final

import numpy as np

from sample_data.catalogue import Film
from sample_data.drawing.canvas import HEIGHT, SCALE, WIDTH, Colour, Sheet, brightness
from sample_data.drawing.palettes import Palette
from sample_data.drawing.typefaces import (
    CONDENSED,
    LIGHT_SERIF,
    MODERN,
    SERIF,
    SMALL,
    Typeface,
    width_of,
    write,
)

MARGIN: Final = 16
TITLE_TOP: Final = 16
TITLE_HEIGHT: Final = 100
LARGEST: Final = 66
SMALL_SIZE: Final = 10.5
LABEL_TOP: Final = 262
SHIFT: Final = 84
"""How far the scene moves up where the title stands on a label below it."""


@dataclass(frozen=True)
class Treatment:
    """How a title is set: its typeface, where it stands, and whether every line fills the width."""

    face: Typeface
    filled: bool = False
    label: bool = False


TREATMENTS: Final = {
    "stacked": Treatment(CONDENSED, filled=True),
    "serif": Treatment(SERIF),
    "modern": Treatment(MODERN),
    "label": Treatment(LIGHT_SERIF, label=True),
    "strong label": Treatment(CONDENSED, label=True),
}
OF_ERA: Final = (
    (1949, ("stacked", "serif", "label")),
    (1979, ("stacked", "stacked", "serif", "modern", "strong label")),
    (9999, ("modern", "modern", "stacked", "label", "serif")),
)
"""Up to which year which treatments are usual."""


def treatment_of(film: Film, rng: np.random.Generator) -> Treatment:
    """A treatment usual in the film's era; letters that a typeface lacks rule it out."""
    usual = next(names for until, names in OF_ERA if film.year <= until)
    chosen = TREATMENTS[usual[rng.integers(len(usual))]]
    if chosen.face is CONDENSED and any(ord(letter) > 0xFF for letter in film.title):
        return replace(chosen, face=MODERN, filled=False)
    return chosen


def letter(sheet: Sheet, film: Film, inks: Palette, treatment: Treatment) -> None:
    """Set the title, and below it the year and the director."""
    if treatment.label:
        _make_room(sheet, inks)
        ink, top, height = inks.dark, LABEL_TOP + 8, HEIGHT - LABEL_TOP - 40
    else:
        top, height = TITLE_TOP, TITLE_HEIGHT
        ink = _readable(sheet, inks, (MARGIN, top, WIDTH - MARGIN, top + height))
    end = _title(sheet, film.title, treatment, ink, (top, height))
    _small_line(sheet, film, ink, HEIGHT - 12 if treatment.label else end + 18)


def _make_room(sheet: Sheet, inks: Palette) -> None:
    """Move the scene up and put a label of paper below it."""
    whole = sheet.image.crop((0, SHIFT * SCALE, WIDTH * SCALE, (SHIFT + LABEL_TOP) * SCALE))
    sheet.image.paste(whole, (0, 0))
    sheet.box(0, LABEL_TOP, WIDTH, HEIGHT, inks.light)
    sheet.box(0, LABEL_TOP, WIDTH, LABEL_TOP + 3, inks.bold)


def _readable(sheet: Sheet, inks: Palette, box: tuple[float, float, float, float]) -> Colour:
    """The lightest or darkest ink, whichever stands out from what lies below."""
    below = brightness(sheet.mean(*box))
    light, dark = brightness(inks.light), brightness(inks.dark)
    return inks.light if abs(light - below) > abs(dark - below) else inks.dark


def _title(
    sheet: Sheet, title: str, treatment: Treatment, ink: Colour, room: tuple[float, float]
) -> float:
    """Set the title from the top of its room on; the height at which its last line stands."""
    text = title.upper() if treatment.face.capitals else title
    lines, sizes = fitted(text, treatment, room[1])
    y, end = room[0], room[0]
    for line, size in zip(lines, sizes, strict=True):
        end = y + size * treatment.face.leading * 0.86
        write(sheet, (MARGIN, end), line, treatment.face, size, ink)
        y += size * treatment.face.leading
    return end + (0 if treatment.face.capitals else 0.2 * sizes[-1])


def fitted(text: str, treatment: Treatment, height: float) -> tuple[list[str], list[float]]:
    """The breaking into lines that allows the largest letters, and the size of every line."""
    choices = [(lines, _sizes(lines, treatment, height)) for lines in _breakings(text.split())]
    return max(choices, key=lambda choice: _legibility(*choice))


def _legibility(lines: list[str], sizes: list[float]) -> float:
    """The smallest letters count most; few lines and lines of like length break a tie."""
    lengths = [len(line) for line in lines]
    uneven = (max(lengths) - min(lengths)) / max(lengths)
    return min(sizes) + 0.25 * float(np.mean(sizes)) - 0.5 * len(lines) - 3 * uneven


def _breakings(words: list[str]) -> list[list[str]]:
    """All ways to break words into at most five lines."""
    found = []
    for count in range(min(5, len(words))):
        for cuts in combinations(range(1, len(words)), count):
            ends = [0, *cuts, len(words)]
            found.append([" ".join(words[a:b]) for a, b in pairwise(ends)])
    return found


def _sizes(lines: list[str], treatment: Treatment, height: float) -> list[float]:
    """Sizes at which each line fits the width and all together fit the height."""
    room = WIDTH - 2 * MARGIN
    sizes = [min(LARGEST, 100 * room / width_of(line, treatment.face, 100)) for line in lines]
    if not treatment.filled:
        sizes = [min(sizes)] * len(lines)
    shrink = min(1.0, height / (sum(sizes) * treatment.face.leading))
    return [size * shrink for size in sizes]


def _small_line(sheet: Sheet, film: Film, ink: Colour, y: float) -> None:
    """Year and director in one line."""
    names = " & ".join(film.directors[:2])
    text = f"{film.year}  ·  {names}" if names else str(film.year)
    size = min(SMALL_SIZE, SMALL_SIZE * (WIDTH - 2 * MARGIN) / width_of(text, SMALL, SMALL_SIZE))
    write(sheet, (MARGIN, y), text, SMALL, size, ink)
