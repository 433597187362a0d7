"""Scenes of places people live in: fronts, doors, villages, roads, avenues, steps."""

import numpy as np

from sample_data.drawing.canvas import HEIGHT, WIDTH, Sheet, blend
from sample_data.drawing.palettes import Palette
from sample_data.drawing.shapes import figure, ridge, stars, tree


def facade(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """The front of a house in the evening; two windows are lit, and somebody stands in each."""
    sheet.fade(inks.ground, inks.far, 0, 200)
    sheet.box(22, 152, 218, HEIGHT, inks.near)
    one, other = rng.choice(12, 2, replace=False)
    for place in range(12):
        x, y = 36 + 46 * (place % 4), 168 + 62 * (place // 4)
        lit = place in (one, other)
        sheet.box(x, y, x + 30, y + 44, inks.paper if lit else blend(inks.near, inks.bold, 0.4))
        if lit:
            figure(sheet, x + 15, y + 44, 36, inks.bold)
        sheet.line([(x + 15, y), (x + 15, y + 44)], inks.near, 1)
        sheet.box(x - 3, y + 44, x + 33, y + 47, inks.far)


def doorway(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A crooked door stands open; light falls out, and a shadow with it."""
    sheet.fade(inks.ground, inks.far)
    lean = rng.uniform(10, 24)
    for wall in range(7):
        x = -30 + 48 * wall
        edge = [(x, HEIGHT), (x + lean, 150), (x + lean + 20, 150), (x + 24, HEIGHT)]
        sheet.polygon(edge, blend(inks.ground, inks.far, 0.5), 0.7)
    door = [(92, 300), (92 + lean, 165), (148 + lean, 172), (150, 300)]
    sheet.glow((125, 240), 85, inks.bold, 0.5)
    sheet.polygon(door, inks.bold)
    sheet.polygon([(92, 300), (150, 300), (215, HEIGHT), (40, HEIGHT)], inks.bold, 0.55)
    figure(sheet, 122, 302, 98, inks.ground)
    sheet.polygon([(110, 302), (134, 302), (150, HEIGHT), (98, HEIGHT)], inks.ground, 0.8)


def village(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Bright houses climb a slope."""
    sheet.fade(inks.ground, inks.paper, 0, 260)
    sheet.disc((rng.uniform(40, 90), 172), 22, inks.bold)
    tones = [inks.far, inks.bold, inks.paper, blend(inks.far, inks.paper, 0.5)]
    for row in range(4):
        ridge(
            sheet, rng, 225 + 38 * row, blend(inks.far, inks.near, 0.25 * row), swing=6, waves=0.6
        )
        for place in range(4):
            x = 12 + 58 * place + 26 * (row % 2) + rng.uniform(-6, 6)
            y, wide = 232 + 38 * row, rng.uniform(20, 28)
            sheet.box(x, y - 20, x + wide, y + 6, tones[(place + row) % 4])
            roof = [(x - 4, y - 19), (x + wide / 2, y - 35), (x + wide + 4, y - 19)]
            sheet.polygon(roof, inks.near)
            sheet.box(x + 5, y - 13, x + 11, y - 6, inks.near)


def road(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A road winds to the horizon, and somebody walks it."""
    sheet.fade(inks.paper, inks.ground, 0, 235)
    sheet.box(0, 232, WIDTH, HEIGHT, inks.far)
    sheet.disc((rng.uniform(50, 190), 205), 20, inks.bold)
    ridge(sheet, rng, 228, blend(inks.far, inks.near, 0.5), swing=9, waves=1.2)
    sheet.box(0, 238, WIDTH, HEIGHT, blend(inks.far, inks.ground, 0.25))
    depths, turn = np.linspace(0, 1, 50), rng.uniform(0, 6)
    middle = 120 + 34 * np.sin(turn + 5 * (1 - depths)) * depths**0.6
    half, y = 2 + 60 * depths**1.6, 238 + 122 * depths
    left, right = zip(middle - half, y, strict=True), zip(middle + half, y, strict=True)
    sheet.polygon([*left, *reversed(list(right))], inks.paper)
    figure(sheet, float(middle[22]), float(y[22]) + 8, 40, inks.dark)
    tree(sheet, rng.choice([40.0, 205.0]), 276, 52, inks.near)


def avenue(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Bare poplars along a road under a pale sun."""
    sheet.fade(inks.paper, inks.ground, 0, 300)
    sheet.disc((120 + rng.uniform(-30, 30), 215), 30, inks.bold)
    sheet.box(0, 292, WIDTH, HEIGHT, inks.far)
    sheet.polygon([(112, 292), (128, 292), (205, HEIGHT), (35, HEIGHT)], inks.paper, 0.6)
    for depth in (0.08, 0.2, 0.38, 0.62, 1.0):
        for side in (-1, 1):
            x, foot, high = 120 + side * (12 + 112 * depth), 293 + 55 * depth, 38 + 165 * depth
            wide = 3 + 13 * depth
            crown = [(x, foot - high), (x + wide, foot - 0.45 * high), (x + 0.3 * wide, foot)]
            mirrored = [(2 * x - a, b) for a, b in reversed(crown)]
            sheet.polygon([*crown, *mirrored], blend(inks.far, inks.near, 0.3 + 0.7 * depth))
    figure(sheet, 120, 312, 34, inks.near)


def steps(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Steps climb through arches towards the moon."""
    sheet.fade(inks.ground, inks.far)
    stars(sheet, rng, inks.paper, 50, 250)
    sheet.disc((rng.uniform(172, 195), 182), 27, inks.near)
    for step in range(9):
        x, y = 24 * step, 345 - 16 * step
        sheet.box(x, y, x + 25, HEIGHT, blend(inks.bold, inks.ground, 0.12 * (step % 2)))
        sheet.box(x, y, x + 25, y + 3, inks.paper)
    for arch in range(3):
        x, y = 26 + 72 * arch, 340 - 12 * arch
        sheet.disc((x + 12, y - 8), 10, inks.ground)
        sheet.box(x + 2, y - 8, x + 22, HEIGHT, inks.ground)
    climber = rng.integers(3, 7)
    figure(sheet, 24 * climber + 12, 345 - 16 * climber, 40, inks.paper)
