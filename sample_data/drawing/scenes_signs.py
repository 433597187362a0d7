"""Scenes that are a single sign: keyhole, fingerprint, piano, tunnel, flags, lens."""

import numpy as np

from sample_data.drawing.canvas import HEIGHT, WIDTH, Sheet, blend
from sample_data.drawing.palettes import Palette
from sample_data.drawing.shapes import figure, ridge


def keyhole(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A keyhole, and somebody behind it."""
    sheet.fade(inks.dark, inks.far)
    sheet.disc((120, 215), 68, inks.near, 0.35)
    sheet.disc((120, 215), 52, inks.bold)
    sheet.polygon([(98, 240), (142, 240), (170, 338), (70, 338)], inks.bold)
    figure(sheet, 120 + rng.uniform(-14, 14), 338, 118, inks.dark)


def fingerprint(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """The print of a finger, large."""
    sheet.image.paste(inks.dark, (0, 0, *sheet.image.size))
    turns, wobble = np.linspace(0, 2 * np.pi, 160), rng.uniform(0, 2 * np.pi, 3)
    for number, size in enumerate(range(8, 92, 7)):
        bend = 1 + 0.05 * np.sin(3 * turns + wobble[0]) + 0.03 * np.sin(5 * turns + wobble[1])
        xs, ys = 120 + 0.78 * size * bend * np.cos(turns), 248 + 1.08 * size * bend * np.sin(turns)
        gap = int(rng.integers(0, 150))
        points = list(zip(np.roll(xs, gap)[8:], np.roll(ys, gap)[8:], strict=True))
        sheet.line(points, inks.bold if number % 5 == 2 else inks.paper, 3)


def piano(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A keyboard that bends like a wave."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    sheet.disc((rng.uniform(60, 180), 205), 54, inks.bold)
    edges, turn = np.linspace(-10, WIDTH + 10, 12), rng.uniform(0, 6)
    top = 238 + 20 * np.sin(turn + edges / 42)
    for key in range(11):
        (x, right), (y, end) = edges[key : key + 2], top[key : key + 2]
        sheet.polygon([(x, y), (right, end), (right, HEIGHT), (x, HEIGHT)], inks.paper)
        sheet.line([(x, y), (x, HEIGHT)], inks.dark, 1.5)
    for key in (1, 2, 4, 5, 6, 8, 9):
        x, y = edges[key], top[key]
        sheet.polygon([(x - 6, y), (x + 6, y), (x + 6, y + 66), (x - 6, y + 66)], inks.dark)


def tunnel(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """Light streaks past towards a distant opening."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    centre = np.array([120 + rng.uniform(-20, 20), 245.0])
    tones = [inks.near, inks.bold, inks.paper, inks.far, inks.far]
    for angle, start, long in rng.random((130, 3)):
        way = np.array([np.cos(2 * np.pi * angle), np.sin(2 * np.pi * angle)])
        near, far = 34 + 60 * start, 34 + 60 * start + 20 + 110 * long
        if centre[1] + far * way[1] > 145:
            ends = [tuple(centre + near * way), tuple(centre + far * way)]
            sheet.line(ends, tones[int(5 * angle * 7) % 5], 0.8 + 2.2 * start)
    sheet.glow((centre[0], centre[1]), 44, inks.bold, 0.8)
    sheet.disc((centre[0], centre[1]), 24, inks.paper)
    figure(sheet, centre[0], centre[1] + 22, 30, inks.ground)


def flags(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A crowd under flags, all leaning one way."""
    sheet.fade(inks.paper, inks.ground)
    for x in np.sort(rng.uniform(10, 190, 5)):
        high = rng.uniform(90, 160)
        pole = [(x, 330), (x + 0.2 * high, 330 - high)]
        sheet.line(pole, inks.near, 2)
        a, b = pole[1]
        cloth = [(a, b), (a + 52, b + 8), (a + 38, b + 20), (a + 48, b + 36), (a - 6, b + 29)]
        sheet.polygon(cloth, inks.bold, 0.92)
    for x in np.linspace(-4, 244, 22):
        sheet.disc((x + rng.uniform(-4, 4), 326 + rng.uniform(-5, 8)), 8, inks.near)
    sheet.box(0, 330, WIDTH, HEIGHT, inks.near)


def lens(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """The blades of a lens close around a piece of the world."""
    sheet.image.paste(inks.ground, (0, 0, *sheet.image.size))
    x, y, turn, blades = 120, 248, rng.uniform(0, 1), 7
    sheet.disc((x, y), 98, inks.near)
    for blade in range(blades):
        angles = turn + 2 * np.pi * (blade + np.array([0.0, 1.0, 1.55])) / blades
        sizes = (92, 92, 40)
        points = [
            (x + s * np.cos(a), y + s * np.sin(a)) for a, s in zip(angles, sizes, strict=True)
        ]
        sheet.polygon(points, blend(inks.near, inks.far, 0.25 + 0.1 * blade))
    sheet.disc((x, y), 42, inks.paper)
    sheet.disc((x, y), 36, inks.bold)
    sheet.disc((x - 12, y - 12), 8, inks.paper, 0.8)


def tide(sheet: Sheet, inks: Palette, rng: np.random.Generator) -> None:
    """A fin, a sail or the moon above a very dark sea."""
    sheet.fade(inks.ground, inks.far, 0, 240)
    sheet.disc((rng.uniform(60, 180), 190), 34, inks.paper)
    for layer in range(4):
        ink = blend(inks.far, inks.ground, 0.2 + 0.25 * layer)
        ridge(sheet, rng, 238 + 26 * layer, ink, swing=6, waves=2.2)
        if layer == 1:
            x = rng.uniform(70, 170)
            sheet.polygon([(x, 275), (x + 8, 226), (x + 34, 275)], inks.bold)
