"""A sheet of 240 × 360 points and the shapes that scenes are made of.

Shapes are drawn three times as large and reduced at the end, which smooths their edges.
"""

from typing import Final

import numpy as np
from PIL import Image, ImageColor, ImageDraw, ImageFilter

WIDTH: Final = 240
HEIGHT: Final = 360
SCALE: Final = 3
GRAIN: Final = 5.0

Colour = tuple[int, int, int]
Point = tuple[float, float]


def colour(value: str) -> Colour:
    """#rrggbb as three numbers."""
    red, green, blue = ImageColor.getrgb(value)[:3]
    return red, green, blue


def blend(one: Colour, other: Colour, share: float) -> Colour:
    """(1 − share)·one + share·other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def brightness(value: Colour) -> float:
    """Perceived brightness between 0 and 1 (the weights of Rec. 601)."""
    return (0.299 * value[0] + 0.587 * value[1] + 0.114 * value[2]) / 255


class Sheet:
    """What is being drawn on; coordinates are points, the origin is the top left corner."""

    def __init__(self, ground: Colour) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)

    def fade(self, top: Colour, bottom: Colour, start: float = 0, end: float = HEIGHT) -> None:
        """A vertical gradient between two heights."""
        draw = ImageDraw.Draw(self.image)
        for y in range(round(start * SCALE), round(end * SCALE)):
            share = (y / SCALE - start) / (end - start)
            draw.line([(0, y), (WIDTH * SCALE, y)], fill=blend(top, bottom, share))

    def polygon(self, points: list[Point], fill: Colour, opacity: float = 1.0) -> None:
        """A filled polygon."""
        mask, draw = self._mask()
        draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=round(255 * opacity))
        self.image.paste(fill, mask=mask)

    def disc(self, centre: Point, radius: float, fill: Colour, opacity: float = 1.0) -> None:
        """A filled circle."""
        mask, draw = self._mask()
        draw.ellipse(_box(centre, radius), fill=round(255 * opacity))
        self.image.paste(fill, mask=mask)

    def ring(self, centre: Point, radius: float, fill: Colour, width: float = 1.5) -> None:
        """The outline of a circle."""
        draw = ImageDraw.Draw(self.image)
        draw.ellipse(_box(centre, radius), outline=fill, width=max(1, round(width * SCALE)))

    def line(self, points: list[Point], fill: Colour, width: float = 1.5) -> None:
        """A line through points."""
        draw = ImageDraw.Draw(self.image)
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        draw.line(scaled, fill=fill, width=max(1, round(width * SCALE)), joint="curve")

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        """A filled rectangle."""
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], fill)

    def glow(self, centre: Point, radius: float, fill: Colour, opacity: float = 0.6) -> None:
        """A soft light."""
        mask, draw = self._mask()
        draw.ellipse(_box(centre, radius * 0.6), fill=round(255 * opacity))
        self.image.paste(fill, mask=mask.filter(ImageFilter.GaussianBlur(radius * SCALE * 0.35)))

    def mean(self, left: float, top: float, right: float, bottom: float) -> Colour:
        """The mean colour of a rectangle."""
        box = tuple(round(v * SCALE) for v in (left, top, right, bottom))
        red, green, blue = np.asarray(self.image.crop(box)).reshape(-1, 3).mean(0)
        return round(red), round(green), round(blue)

    def veil(self, ink: Colour, solid: float, clear: float) -> None:
        """Cover the top down to one height, then less and less down to another."""
        heights = np.arange(HEIGHT * SCALE) / SCALE
        opacity = np.clip((clear - heights) / (clear - solid), 0, 1) * 255
        column = Image.fromarray(opacity.astype(np.uint8)[:, None])
        self.image.paste(ink, mask=column.resize(self.image.size))

    def mirror(self) -> None:
        """Swap left and right."""
        self.image = self.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)

    def finished(self, rng: np.random.Generator) -> Image.Image:
        """The poster at its own size, with the grain of printed paper."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        grain = rng.standard_normal((HEIGHT, WIDTH, 1)) * GRAIN
        return Image.fromarray(np.clip(np.asarray(small) + grain, 0, 255).astype(np.uint8))

    def _mask(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        mask = Image.new("L", self.image.size, 0)
        return mask, ImageDraw.Draw(mask)


def _box(centre: Point, radius: float) -> list[float]:
    x, y = centre
    return [v * SCALE for v in (x - radius, y - radius, x + radius, y + radius)]
