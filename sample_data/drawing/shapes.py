"""Figures and backdrops that several scenes share."""

import numpy as np

from sample_data.drawing.canvas import WIDTH, Colour, Point, Sheet


def figure(sheet: Sheet, x: float, foot: float, height: float, ink: Colour) -> None:
    """A standing person in a coat and hat, as a silhouette."""
    unit = height / 100
    coat = [(-15, 0), (15, 0), (17, 52), (11, 76), (-11, 76), (-17, 52)]
    sheet.polygon([(x + a * unit, foot - b * unit) for a, b in coat], ink)
    sheet.disc((x, foot - 85 * unit), 8.5 * unit, ink)
    brim = [(-16, 89), (16, 89), (16, 92), (-16, 92)]
    crown = [(-9, 91), (9, 91), (8, 101), (-8, 101)]
    for part in (brim, crown):
        sheet.polygon([(x + a * unit, foot - b * unit) for a, b in part], ink)


def skyline(
    sheet: Sheet,
    rng: np.random.Generator,
    foot: float,
    ink: Colour,
    *,
    height: float,
    ruined: bool = False,
) -> None:
    """A row of houses; ruined ones have broken tops."""
    x = -5.0
    while x < WIDTH:
        wide, high = rng.uniform(14, 34), rng.uniform(0.35, 1) * height
        drop = rng.uniform(0, 0.6) * high if ruined else 0
        tops: list[Point] = [(x, foot - high), (x + wide / 2, foot - high + drop)]
        sheet.polygon([(x, foot), *tops, (x + wide, foot - high), (x + wide, foot)], ink)
        x += wide


def smoke(sheet: Sheet, x: float, foot: float, ink: Colour, rng: np.random.Generator) -> None:
    """A column of smoke that widens as it rises."""
    for puff in range(14):
        rise = puff / 14
        centre = (x + rng.normal(0, 4 + 14 * rise) + 24 * rise, foot - 150 * rise)
        sheet.disc(centre, 7 + 20 * rise, ink, 0.55 - 0.3 * rise)


def stars(sheet: Sheet, rng: np.random.Generator, ink: Colour, count: int, low: float) -> None:
    """Stars above a height, few of them large, and only faint ones behind the title."""
    for x, y, size in rng.random((count, 3)):
        behind = y * low < 140
        radius = 0.5 if behind else 0.5 + 1.5 * size**3
        sheet.disc((x * WIDTH, y * low), radius, ink, 0.25 if behind else 0.4 + 0.6 * size)


def ridge(
    sheet: Sheet, rng: np.random.Generator, y: float, ink: Colour, *, swing: float, waves: float
) -> None:
    """Land up to a smooth or jagged horizon: a sum of three sines."""
    xs = np.linspace(-5, WIDTH + 5, 120)
    turns, line = rng.uniform(0, 2 * np.pi, 3), np.full_like(xs, y)
    for harmonic, turn in enumerate(turns, start=1):
        line -= swing / harmonic * np.sin(waves * harmonic * xs / WIDTH * 2 * np.pi + turn)
    outline: list[Point] = list(zip(xs.tolist(), line.tolist(), strict=True))
    sheet.polygon([(-5, 400), *outline, (WIDTH + 5, 400)], ink)


def cloud(sheet: Sheet, x: float, y: float, size: float, ink: Colour) -> None:
    """A flat-bottomed cloud."""
    for across, up, radius in ((-1.2, 0, 0.6), (-0.4, 0.35, 0.8), (0.5, 0.2, 0.75), (1.2, 0, 0.5)):
        sheet.disc((x + across * size, y - up * size), radius * size, ink)
    sheet.box(x - 1.2 * size, y, x + 1.2 * size, y + 0.5 * size, ink)


def tree(sheet: Sheet, x: float, foot: float, size: float, ink: Colour) -> None:
    """A round tree on a trunk."""
    sheet.box(x - size * 0.07, foot - size * 0.6, x + size * 0.07, foot, ink)
    for across, up, radius in ((-0.25, 0.75, 0.28), (0.22, 0.72, 0.3), (0, 1.0, 0.32)):
        sheet.disc((x + across * size, foot - up * size), radius * size, ink)
