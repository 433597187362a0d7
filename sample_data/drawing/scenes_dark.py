"""Scenes for crime, horror and war: night with little light in it."""

import numpy as np

from sample_data.drawing.canvas import HEIGHT, WIDTH, Colour, Point, Sheet, blend
from sample_data.drawing.palettes import Palette
from sample_data.drawing.shapes import figure, skyline, smoke


def blinds(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Light falls through blinds on a wall, and somebody stands in it."""
    sheet.fade(inks.dark, inks.far)
    slope, gap = rng.uniform(0.18, 0.4), rng.uniform(13, 18)
    left = rng.uniform(10, 70)
    for stripe in range(11):
        y = 175 + stripe * gap
        shape = [(left, y), (WIDTH, y - slope * (WIDTH - left))]
        sheet.polygon(
            [*shape, (shape[1][0], shape[1][1] + gap * 0.55), (left, y + gap * 0.55)],
            inks.bold,
            0.9 - 0.05 * stripe,
        )
    figure(sheet, rng.uniform(90, 165), HEIGHT + 8, 185, inks.dark)


def lamp(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A street lamp, a cone of light and a figure with a long shadow."""
    sheet.fade(inks.dark, inks.far)
    x = rng.uniform(80, 160)
    skyline(sheet, rng, 300, blend(inks.dark, inks.far, 0.35), height=90)
    sheet.polygon([(x - 5, 148), (x + 5, 148), (x + 88, 330), (x - 88, 330)], inks.bold, 0.75)
    sheet.polygon([(x - 88, 330), (x + 88, 330), (WIDTH, HEIGHT), (0, HEIGHT)], inks.bold, 0.3)
    sheet.line([(x, 148), (x, 138), (x + 60, 138), (x + 60, HEIGHT)], inks.dark, 4)
    sheet.polygon([(x - 13, 150), (x + 13, 150), (x + 5, 141), (x - 5, 141)], inks.dark)
    away = rng.uniform(-26, 10)
    sheet.polygon([(x + away - 7, 322), (x + away + 7, 322), (x + 3 * away, HEIGHT)], inks.dark)
    figure(sheet, x + away, 324, 78, inks.dark)


def stairwell(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A stairwell seen from above, with one bright point at its bottom."""
    sheet.image.paste(inks.dark, (0, 0, *sheet.image.size))
    x, y, turn = 120 + rng.uniform(-12, 12), 245.0, rng.uniform(0.1, 0.6)
    for floor in range(15):
        size, lean = 108 * 0.84**floor, turn + 0.13 * floor
        corners = [lean + quarter * np.pi / 2 for quarter in range(4)]
        points = [(x + size * np.cos(a), y + size * np.sin(a)) for a in corners]
        sheet.polygon(points, blend(inks.far, inks.dark, floor / 15) if floor % 2 else inks.near)
        for step in np.linspace(0.12, 0.88, 6) if floor % 2 else ():
            inner = [(x + 0.84 * (px - x), y + 0.84 * (py - y)) for px, py in points]
            start, end = (_between(ps[0], ps[1], step) for ps in (points, inner))
            sheet.line([start, end], inks.near, 1)
    sheet.glow((x, y), 24, inks.bold, 0.9)
    sheet.disc((x, y), 7, inks.bold)


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def lit_window(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A black house on a hill with one lit window."""
    sheet.fade(inks.dark, inks.far)
    x = rng.uniform(70, 130)
    sheet.disc((x + 70, 178), 40, inks.near, 0.5)
    hill = [(-10, HEIGHT), (-10, 330), (60, 300), (150, 292), (250, 318), (250, HEIGHT)]
    sheet.polygon(hill, inks.ground)
    sheet.box(x, 215, x + 54, 305, inks.ground)
    sheet.polygon([(x - 8, 217), (x + 27, 172), (x + 62, 217)], inks.ground)
    sheet.box(x + 40, 176, x + 48, 205, inks.ground)
    sheet.box(x + 54, 250, x + 84, 300, inks.ground)
    sheet.polygon([(x + 50, 252), (x + 69, 228), (x + 90, 252)], inks.ground)
    sheet.glow((x + 27, 240), 30, inks.bold, 0.9)
    sheet.box(x + 20, 230, x + 34, 252, inks.bold)
    sheet.line([(x + 27, 230), (x + 27, 252)], inks.ground, 1.5)
    for trunk in rng.uniform(0, WIDTH, 5):
        _bare_tree(sheet, trunk, 325, inks.ground, rng)


def _bare_tree(sheet: Sheet, x: float, y: float, ink: Colour, rng: np.random.Generator) -> None:
    """A leafless tree."""
    sheet.line([(x, y + 30), (x, y - 55)], ink, 3)
    for height in (12, 26, 38, 47):
        side, rise = rng.choice([-1, 1]), rng.uniform(12, 20)
        sheet.line([(x, y - height), (x + side * (58 - height) * 0.5, y - height - rise)], ink, 1.6)


def eye(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """One eye that looks out of the dark."""
    sheet.fade(inks.ground, inks.far)
    y = 225
    sheet.glow((120, y), 95, inks.bold, 0.55)
    turns = np.linspace(0, np.pi, 40)
    wide = 100 + rng.uniform(-8, 8)
    upper = [(120 - wide * np.cos(t), y - 48 * np.sin(t)) for t in turns]
    lower = [(120 + wide * np.cos(t), y + 40 * np.sin(t)) for t in turns]
    sheet.polygon([*upper, *lower], inks.paper)
    look = rng.uniform(-22, 22)
    sheet.disc((120 + look, y - 3), 40, inks.bold)
    sheet.disc((120 + look, y - 3), 18, inks.ground)
    sheet.disc((112 + look, y - 13), 6, inks.paper)
    for lash in np.linspace(-1, 1, 9):
        start = (120 + 92 * lash, y - 50 * np.sqrt(1 - 0.92 * lash**2))
        sheet.line([start, (start[0] + 16 * lash, start[1] - 18)], inks.bold, 2)


def stripes_and_smoke(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Smoke over a field, between the stripes of a flag."""
    sheet.fade(inks.paper, inks.ground)
    for stripe, x in enumerate(np.arange(-40, WIDTH + 80, 34)):
        if stripe % 2:
            sheet.polygon([(x, 300), (x + 17, 300), (x + 77, 150), (x + 60, 150)], inks.bold, 0.9)
    for x in rng.uniform(20, 220, 4):
        smoke(sheet, x, 300, inks.far, rng)
    skyline(sheet, rng, 318, inks.near, height=46, ruined=True)
    sheet.box(0, 312, WIDTH, HEIGHT, inks.near)


def searchlights(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Searchlights cross above a dark town."""
    sheet.fade(inks.near, inks.far)
    for x in rng.uniform(10, 230, 4):
        lean = rng.uniform(-120, 120)
        beam = [(x - 3, 325), (x + 3, 325), (x + lean + 26, 110), (x + lean - 26, 110)]
        sheet.polygon(beam, inks.paper, 0.42)
    sheet.veil(inks.near, 110, 230)
    sheet.disc((rng.uniform(60, 180), 190), 26, inks.bold)
    skyline(sheet, rng, 330, inks.dark, height=70)
    sheet.box(0, 322, WIDTH, HEIGHT, inks.dark)
