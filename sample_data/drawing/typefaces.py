"""The typefaces of the posters, measured and drawn with a second file for rarer letters."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

from PIL import ImageDraw, ImageFont

from sample_data.drawing.canvas import SCALE, Colour, Point, Sheet

HERE: Final = Path(__file__).resolve().parent
FONTS: Final = HERE.parent.parent / "static" / "fonts"


@dataclass(frozen=True)
class Typeface:
    """A font file for common letters, one for all others, and how heavy both are drawn."""

    common: Path
    rare: Path
    axes: tuple[float, ...] = ()
    capitals: bool = False
    leading: float = 1.0
    """Height of a line over the size of the letters."""


def _pair(name: str, style: str) -> tuple[Path, Path]:
    return FONTS / f"{name}-latin-{style}.woff2", FONTS / f"{name}-latin-ext-{style}.woff2"


FJALLA: Final = HERE / "FjallaOne-Regular.ttf"
CONDENSED: Final = Typeface(FJALLA, FJALLA, capitals=True, leading=1.05)
SERIF: Final = Typeface(*_pair("fraunces", "opsz-normal"), axes=(144, 800), leading=1.0)
LIGHT_SERIF: Final = Typeface(*_pair("fraunces", "opsz-normal"), axes=(144, 340), leading=1.02)
MODERN: Final = Typeface(*_pair("inter", "wght-normal"), axes=(860,), leading=0.98)
SMALL: Final = Typeface(*_pair("inter", "wght-normal"), axes=(560,))


@cache
def _font(path: Path, axes: tuple[float, ...], size: float) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(path), size * SCALE)
    if axes:
        font.set_variation_by_axes(list(axes))
    return font


def _pieces(text: str, face: Typeface, size: float) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """Runs of letters with the font that holds them."""
    groups = groupby(text, key=lambda letter: 0xFF < ord(letter) < 0x2000)
    return [
        ("".join(run), _font(face.rare if rare else face.common, face.axes, size))
        for rare, run in groups
    ]


def width_of(text: str, face: Typeface, size: float) -> float:
    """Width of a line in points."""
    return sum(font.getlength(run) for run, font in _pieces(text, face, size)) / SCALE


def write(sheet: Sheet, place: Point, text: str, face: Typeface, size: float, ink: Colour) -> None:
    """A line of text whose baseline starts at a place."""
    draw = ImageDraw.Draw(sheet.image)
    x, y = place[0] * SCALE, place[1] * SCALE
    for run, font in _pieces(text, face, size):
        draw.text((x, y), run, font=font, fill=ink, anchor="ls")
        x += font.getlength(run)
