"""Scenes for comedy, romance, music, families and documentaries: flat, warm and clear."""

import numpy as np

from sample_data.drawing.canvas import HEIGHT, WIDTH, Colour, Sheet, blend
from sample_data.drawing.palettes import Palette
from sample_data.drawing.shapes import cloud, figure, ridge, skyline, tree


def shapes(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A heap of warm discs, half discs and bars on a table edge."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    tones = [inks.far, inks.bold, inks.near, inks.paper]
    order = rng.permutation(12)
    for place, which in enumerate(order):
        x, y = 40 + 53.3 * (place % 4) + (which % 3), 195 + 53.3 * (place // 4)
        ink, back = tones[which % 4], tones[(which + 1 + place % 2) % 4]
        sheet.box(x - 26.7, y - 26.7, x + 26.7, y + 26.7, back)
        _tile(sheet, x, y, int(which), ink)


def _tile(sheet: Sheet, x: float, y: float, kind: int, ink: Colour) -> None:
    half = 26.7
    if kind % 4 == 0:
        sheet.disc((x, y), 20, ink)
    elif kind % 4 == 1:
        sheet.polygon([(x - half, y + half), (x - half, y - half), (x + half, y + half)], ink)
    elif kind % 4 == 2:
        turns = np.linspace(0, np.pi / 2, 20)
        arc = [(x - half + 2 * half * np.cos(t), y + half - 2 * half * np.sin(t)) for t in turns]
        sheet.polygon([(x - half, y + half), *arc], ink)
    else:
        sheet.box(x - half, y - 9, x + half, y + 9, ink)
        sheet.box(x - 9, y - half, x + 9, y + half, ink)


def sunburst(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Rays around a smiling circle."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    x, y, turn = 120 + rng.uniform(-12, 12), 245, rng.uniform(0, 0.3)
    for ray in np.arange(0, 2 * np.pi, np.pi / 9) + turn:
        ends = [(x + 430 * np.cos(a), y + 430 * np.sin(a)) for a in (ray, ray + np.pi / 18)]
        sheet.polygon([(x, y), *ends], inks.paper, 0.55)
    sheet.veil(inks.ground, 60, 165)
    sheet.disc((x, y), 76, inks.bold)
    sheet.disc((x, y), 60, inks.far)
    for side in (-20, 20):
        sheet.disc((x + side, y - 14), 7, inks.near)
    smile = np.linspace(0.15 * np.pi, 0.85 * np.pi, 30)
    arc = [(x + 34 * np.cos(t), y + 2 + 30 * np.sin(t)) for t in smile]
    sheet.line(arc, inks.near, 5)


def balloons(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Balloons over the roofs of a town."""
    sheet.fade(inks.ground, inks.paper)
    tones = [inks.bold, inks.far, inks.near, blend(inks.bold, inks.paper, 0.4)]
    for number, x in enumerate((40, 82, 120, 165, 205)):
        y = rng.uniform(165, 250)
        sheet.line([(x, y), (x + rng.uniform(-8, 8), y + 74)], inks.near, 1)
        sheet.disc((x, y), rng.uniform(17, 27), tones[number % 4])
        sheet.disc((x - 6, y - 8), 4, inks.paper, 0.7)
    skyline(sheet, rng, HEIGHT, inks.near, height=60)


def two_circles(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Two circles meet above the sea at dusk."""
    sheet.fade(inks.ground, inks.far)
    x, apart, size = 120, rng.uniform(34, 46), rng.uniform(58, 68)
    y = 225
    sheet.disc((x - apart, y), size, inks.bold, 0.85)
    sheet.disc((x + apart, y + rng.uniform(-10, 10)), size, inks.paper, 0.62)
    sheet.box(0, 305, WIDTH, HEIGHT, inks.near)
    for stripe in range(7):
        long = rng.uniform(20, 60)
        middle = x + rng.uniform(-40, 40)
        sheet.line(
            [(middle - long, 311 + 5 * stripe), (middle + long, 311 + 5 * stripe)], inks.far, 1
        )


def couple(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Two people on a hill before a very large sun."""
    sheet.fade(inks.ground, inks.paper, 0, 300)
    x = rng.uniform(95, 145)
    for size, share in ((96, 0.35), (78, 0.7), (60, 1.0)):
        sheet.disc((x, 240), size, blend(inks.ground, inks.far, share))
    ridge(sheet, rng, 312, inks.near, swing=7, waves=0.5)
    figure(sheet, x - 13, 316, 78, inks.near)
    figure(sheet, x + 13, 316, 71, inks.bold)


def waves(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Bands of sound that rise and fall."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    sheet.disc((rng.uniform(70, 170), 190), 46, inks.bold)
    tones = [inks.far, inks.bold, inks.near, inks.paper, inks.far, inks.near]
    for band, ink in enumerate(tones):
        y = 210 + 27 * band
        ridge(sheet, rng, y, ink, swing=15, waves=1.1 + 0.15 * band)


def record(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A record half out of its sleeve."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    x, y = rng.uniform(120, 150), 240
    sheet.box(0, y - 88, x - 20, y + 88, inks.bold)
    sheet.disc((x, y), 82, inks.dark)
    for radius in range(76, 34, -7):
        sheet.ring((x, y), radius, blend(inks.dark, inks.paper, 0.25), 0.8)
    sheet.disc((x, y), 29, inks.far)
    sheet.disc((x, y), 4, inks.paper)
    for number in range(4):
        sheet.box(0, y - 70 + 36 * number, x - 78, y - 58 + 36 * number, inks.paper)


def hills(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Round green hills, clouds and a sun."""
    sheet.fade(inks.ground, inks.paper, 0, 300)
    sheet.disc((rng.uniform(40, 200), 175), 28, inks.bold)
    for x in rng.uniform(20, 220, 3):
        cloud(sheet, x, rng.uniform(150, 215), rng.uniform(11, 19), inks.paper)
    for layer, share in enumerate((0.0, 0.45, 1.0)):
        ink = blend(inks.far, inks.near, share)
        ridge(sheet, rng, 262 + 32 * layer, ink, swing=13, waves=0.7)
    for x in rng.uniform(15, 225, 5):
        tree(sheet, x, rng.uniform(318, 350), rng.uniform(26, 44), blend(inks.near, inks.far, 0.35))


def kite(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A kite on a long line over a meadow."""
    sheet.fade(inks.paper, inks.ground, 0, 300)
    x, y = rng.uniform(140, 185), rng.uniform(170, 195)
    for place in rng.uniform(20, 220, 2):
        cloud(sheet, place, rng.uniform(190, 240), 15, inks.paper)
    steps = np.linspace(0, 1, 30)
    line = [(x - 120 * t, y + 130 * t + 22 * np.sin(np.pi * t)) for t in steps]
    sheet.line(line, inks.near, 1)
    sheet.polygon([(x, y - 36), (x + 26, y), (x, y + 44), (x - 26, y)], inks.bold)
    sheet.polygon([(x, y - 36), (x, y + 44), (x - 26, y)], inks.far)
    ridge(sheet, rng, 310, inks.far, swing=9, waves=0.6)
    ridge(sheet, rng, 330, inks.near, swing=6, waves=0.8)
    figure(sheet, x - 120, 330, 36, inks.near)


def grid(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A sheet of contact prints, one of them marked."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    marked = rng.integers(16)
    for cell in range(20):
        x, y = 20 + 51 * (cell % 4), 160 + 36 * (cell // 4)
        tone = blend(inks.far, inks.near, float(rng.choice([0.0, 0.35, 0.7, 1.0])))
        sheet.box(x, y, x + 46, y + 31, inks.bold if cell == marked else tone)
        horizon = y + rng.uniform(12, 24)
        sheet.box(x, horizon, x + 46, y + 31, blend(tone, inks.near, 0.5))
        sheet.disc((x + rng.uniform(10, 36), horizon), 5, inks.paper)


def halftone(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Dots of a coarse print that make a sphere, cut by a bar."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    light = rng.uniform(-0.6, 0.6)
    for row in range(24):
        for column in range(25):
            x, y = 5 + 9.6 * (column + 0.5 * (row % 2)), 145 + 8.6 * row
            across, down = (x - 120) / 92, (y - 242) / 92
            inside = across**2 + down**2 < 1
            shade = 0.5 + 0.5 * (light * across + 0.7 * down)
            radius = 1.2 + 3.8 * shade if inside else 1.0
            sheet.disc((x, y), radius, inks.near if inside else inks.far)
    sheet.box(0, 236, WIDTH, 246, inks.bold)
