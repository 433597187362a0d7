"""Which scenes belong to which mood."""

from collections.abc import Callable
from typing import Final

import numpy as np

from sample_data.drawing import scenes_bright as bright
from sample_data.drawing import scenes_dark as dark
from sample_data.drawing import scenes_places as places
from sample_data.drawing import scenes_signs as signs
from sample_data.drawing import scenes_wide as wide
from sample_data.drawing.canvas import Sheet
from sample_data.drawing.palettes import Palette

Scene = Callable[[Sheet, Palette, np.random.Generator], None]

SCENES: Final[dict[str, tuple[Scene, ...]]] = {
    "dust": (wide.mesas, wide.railway, places.road),
    "meadow": (bright.hills, bright.kite, places.village),
    "cosmos": (wide.orbits, wide.planetrise, signs.tunnel),
    "night": (dark.lit_window, dark.eye, places.doorway, signs.tide),
    "smoke": (dark.stripes_and_smoke, dark.searchlights, places.avenue, signs.flags),
    "print": (bright.grid, bright.halftone, signs.lens),
    "tide": (bright.waves, bright.record, signs.piano),
    "noir": (dark.blinds, dark.lamp, dark.stairwell, signs.keyhole, signs.fingerprint),
    "dream": (wide.castle, places.steps, places.doorway),
    "dusk": (bright.two_circles, bright.couple, places.facade),
    "sun": (bright.shapes, bright.sunburst, bright.balloons, places.village),
    "ember": (wide.summit, wide.chase, wide.railway),
    "earth": (wide.layers, wide.lone_house, wide.window, places.road, places.avenue),
}
"""All leave the upper third quiet: that is where the title stands."""
