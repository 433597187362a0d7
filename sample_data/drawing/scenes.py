"""Which scenes belong to which mood."""

from collections.abc import Callable
from typing import Final

import numpy as np

from sample_data.drawing import scenes_bright as bright
from sample_data.drawing import scenes_dark as dark
from sample_data.drawing import scenes_wide as wide
from sample_data.drawing.canvas import Sheet
from sample_data.drawing.palettes import Palette

Scene = Callable[[Sheet, Palette, np.random.Generator], None]

SCENES: Final[dict[str, tuple[Scene, ...]]] = {
    "dust": (wide.mesas, wide.railway),
    "meadow": (bright.hills, bright.kite),
    "cosmos": (wide.orbits, wide.planetrise),
    "night": (dark.lit_window, dark.eye),
    "smoke": (dark.stripes_and_smoke, dark.searchlights),
    "print": (bright.grid, bright.halftone),
    "tide": (bright.waves, bright.record),
    "noir": (dark.blinds, dark.lamp, dark.stairwell),
    "dream": (wide.castle, wide.planetrise),
    "dusk": (bright.two_circles, bright.couple),
    "sun": (bright.shapes, bright.sunburst, bright.balloons),
    "ember": (wide.summit, wide.chase, wide.railway),
    "earth": (wide.layers, wide.lone_house, wide.window),
}
"""All leave the upper third quiet: that is where the title stands."""
