"""Colours that mean something: one a modality, the same on every page and in every chart.

They were chosen so that any two stay apart for a viewer who cannot tell red from green or blue
from yellow, and so that each is seen on warm paper and on near-black; a test measures both.
"""

from typing import Final

from mmrec import schema

MODALITY_COLOURS: Final = {
    schema.HISTORY: "#4B75D9",
    schema.RATINGS: "#DE7C01",
    schema.GENRES: "#566C5A",
    schema.PEOPLE: "#B682B2",
    schema.TEXT: "#B04001",
    schema.REVIEW_TEXTS: "#01B4F9",
    schema.POSTERS: "#924199",
}
CUSTOM_COLOUR: Final = "#92B382"
REFERENCE_COLOUR: Final = "#8A8177"
CHOSEN_COLOUR: Final = "#2F8F86"
CURVE_COLOUR: Final = MODALITY_COLOURS[schema.HISTORY]
"""A figure that is not split by modality or run."""
CATEGORICAL: Final = (
    *MODALITY_COLOURS.values(),
    CUSTOM_COLOUR,
    REFERENCE_COLOUR,
    CHOSEN_COLOUR,
)
"""The ten colours of series without a modality; .streamlit/config.toml holds the same list."""


def colour_of(modality: str) -> str:
    """The colour of a modality; a dataset's own feature tables share one."""
    return MODALITY_COLOURS.get(modality, CUSTOM_COLOUR)


def translucent(colour: str, opacity: float) -> str:
    """A colour as Plotly's rgba text: ("#4B75D9", 0.2) → "rgba(75,117,217,0.2)"."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"
