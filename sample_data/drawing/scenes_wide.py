"""Scenes with a horizon: westerns, drama, adventure, science fiction, fantasy."""

import numpy as np

from sample_data.drawing.canvas import HEIGHT, WIDTH, Sheet, blend
from sample_data.drawing.palettes import Palette
from sample_data.drawing.shapes import figure, ridge, skyline, stars, tree


def mesas(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A low sun behind table mountains."""
    sheet.fade(inks.paper, inks.ground, 0, 230)
    sheet.fade(inks.ground, inks.far, 230, 300)
    sheet.disc((rng.uniform(70, 170), 232), 52, inks.bold)
    for x in rng.uniform(-20, 200, 2):
        wide, high = rng.uniform(40, 80), rng.uniform(40, 75)
        table = [(x, 300), (x + 12, 300 - high), (x + wide - 8, 300 - high), (x + wide + 8, 300)]
        sheet.polygon(table, blend(inks.bold, inks.near, 0.55))
    sheet.box(0, 298, WIDTH, HEIGHT, inks.near)
    figure(sheet, rng.uniform(60, 180), 318, 44, inks.near)


def railway(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Rails run to a sun on the horizon, past telegraph poles."""
    sheet.fade(inks.ground, inks.far, 0, 260)
    sheet.box(0, 258, WIDTH, HEIGHT, inks.near)
    x = rng.uniform(85, 155)
    for size, share in ((78, 0.25), (60, 0.5), (42, 1.0)):
        sheet.disc((x, 258), size, blend(inks.far, inks.paper, share))
    sheet.box(0, 258, WIDTH, HEIGHT, inks.near)
    for side in (-1, 1):
        sheet.line([(x, 258), (x + side * 75, HEIGHT)], inks.ground, 2.5)
    for depth in np.linspace(0.1, 1, 8) ** 1.7:
        y, half = 258 + 102 * depth, 92 * depth
        sheet.line([(x - half, y), (x + half, y)], inks.bold, 1 + 4 * depth)
    for depth in (0.12, 0.3, 0.7):
        foot, across = 258 + 70 * depth, x - 30 - 130 * depth
        sheet.line([(across, foot), (across, foot - 150 * depth)], inks.dark, 1 + 3 * depth)
        arm, y = 22 * depth, foot - 138 * depth
        sheet.line([(across - arm, y), (across + arm, y)], inks.dark, 1 + 2 * depth)


def layers(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Hills one behind the other, fading with distance."""
    sheet.fade(inks.paper, inks.ground, 0, 260)
    sheet.disc(
        (rng.uniform(50, 190), rng.uniform(165, 195)), 24, blend(inks.ground, inks.bold, 0.6)
    )
    for layer, share in enumerate((0.0, 0.3, 0.6, 1.0)):
        ink = blend(inks.far, inks.near, share)
        ridge(sheet, rng, 225 + 33 * layer, ink, swing=12, waves=0.8 + 0.2 * layer)
    if rng.random() < 0.6:
        tree(sheet, rng.uniform(40, 200), 335, 62, inks.dark)


def lone_house(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A small house under a very large sky."""
    sheet.fade(inks.far, inks.paper, 0, 290)
    for band in range(5):
        y = 130 + 30 * band + rng.uniform(-6, 6)
        sheet.polygon([(0, y), (WIDTH, y - 22), (WIDTH, y - 12), (0, y + 6)], inks.ground, 0.7)
    ridge(sheet, rng, 300, inks.near, swing=5, waves=0.6)
    x = rng.uniform(60, 160)
    sheet.box(x, 268, x + 32, 300, inks.dark)
    sheet.polygon([(x - 5, 269), (x + 16, 250), (x + 37, 269)], inks.bold)
    sheet.box(x + 19, 279, x + 26, 288, inks.paper)
    sheet.line([(x + 60, 302), (x + 60, 240)], inks.dark, 1.5)


def window(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Somebody looks out of a window at the evening."""
    sheet.image.paste(inks.near, (0, 0, *sheet.image.size))
    left, top, right, bottom = 45, 152, 195, 315
    sheet.box(left, top, right, bottom, inks.ground)
    sheet.disc((rng.uniform(80, 160), rng.uniform(200, 240)), 34, inks.bold)
    sheet.polygon([(45, 290), (110, 262), (195, 284), (195, 315), (45, 315)], inks.far)
    figure(sheet, rng.uniform(85, 155), 315, 96, inks.dark)
    for x in (left, (left + right) / 2, right):
        sheet.line([(x, top), (x, bottom)], inks.paper, 4)
    for y in (top, (top + bottom) / 2, bottom):
        sheet.line([(left - 2, y), (right + 2, y)], inks.paper, 4)
    sheet.box(30, 315, 210, 324, inks.paper)


def summit(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A steep peak before a sky of rays."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    x, turn = rng.uniform(90, 150), rng.uniform(0, 0.2)
    for ray in np.arange(0, 2 * np.pi, np.pi / 10) + turn:
        ends = [(x + 420 * np.cos(a), 235 + 420 * np.sin(a)) for a in (ray, ray + np.pi / 20)]
        sheet.polygon([(x, 235), *ends], inks.far)
    sheet.veil(inks.ground, 90, 175)
    sheet.disc((x, 235), 58, inks.near if inks.near != inks.dark else inks.paper)
    sheet.polygon([(x - 130, HEIGHT), (x - 8, 205), (x + 130, HEIGHT)], inks.dark)
    snow = [(x - 34, 236), (x - 8, 205), (x + 18, 231), (x + 6, 226), (x - 8, 242), (x - 20, 228)]
    sheet.polygon(snow, inks.paper)
    ridge(sheet, rng, 338, blend(inks.dark, inks.bold, 0.35), swing=8, waves=1.2)


def chase(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Slanted bands at speed, and one round thing ahead of them."""
    sheet.fade(inks.dark, inks.far)
    tones = [inks.bold, inks.paper, inks.near, inks.bold, inks.far]
    for band in range(13):
        y, long = 150 + 15 * band, rng.uniform(60, 220)
        thick = rng.uniform(3, 11)
        shape = [(0, y + 40), (long, y + 40 - 0.3 * long), (long, y + 40 + thick - 0.3 * long)]
        sheet.polygon([*shape, (0, y + 40 + thick)], tones[band % 5], 0.95)
    x = rng.uniform(165, 190)
    sheet.glow((x, 200), 52, inks.bold)
    sheet.disc((x, 200), 26, inks.paper)


def orbits(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Concentric orbits with their planets."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    stars(sheet, rng, inks.paper, 90, HEIGHT)
    centre = (rng.uniform(80, 160), rng.uniform(215, 250))
    for number, radius in enumerate(range(138, 20, -24)):
        shade = blend(inks.ground, inks.far, 0.2 + 0.14 * number)
        sheet.disc(centre, radius, shade, 0.75)
        sheet.ring(centre, radius, inks.near, 1)
        angle = rng.uniform(0, np.pi)  # below the title
        place = (centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle))
        sheet.disc(place, rng.uniform(3, 8), [inks.bold, inks.paper, inks.near][number % 3])
    sheet.disc(centre, 19, inks.bold)


def planetrise(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A ringed planet stands over a strange horizon."""
    sheet.fade(inks.ground, inks.far)
    stars(sheet, rng, inks.paper, 80, 260)
    x, y = rng.uniform(85, 155), 215
    sheet.disc((x, y), 62, inks.bold)
    for band in (-30, -8, 16, 34):
        half = np.sqrt(62**2 - band**2)
        sheet.line([(x - half, y + band), (x + half, y + band)], inks.near, rng.uniform(3, 8))
    sheet.disc((x + 22, y + 12), 60, inks.ground, 0.35)
    sheet.line([(x - 105, y + 30), (x + 105, y - 30)], inks.paper, 3)
    ridge(sheet, rng, 318, blend(inks.ground, (0, 0, 0), 0.35), swing=7, waves=2.3)
    figure(sheet, rng.uniform(60, 180), 320, 30, inks.paper)


def castle(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Towers under a very large moon."""
    sheet.fade(inks.ground, inks.far)
    stars(sheet, rng, inks.paper, 60, 200)
    x = rng.uniform(90, 150)
    sheet.disc((x, 215), 72, inks.near)
    ink = blend(inks.ground, (0, 0, 0), 0.25)
    for tower in sorted(rng.uniform(x - 62, x + 50, 6)):
        wide, high = rng.uniform(10, 18), rng.uniform(60, 130)
        sheet.box(tower, 330 - high, tower + wide, 340, ink)
        roof = [
            (tower - 3, 330 - high),
            (tower + wide / 2, 304 - high),
            (tower + wide + 3, 330 - high),
        ]
        sheet.polygon(roof, inks.bold)
    skyline(sheet, rng, 330, ink, height=30)
    ridge(sheet, rng, 325, ink, swing=8, waves=0.7)
