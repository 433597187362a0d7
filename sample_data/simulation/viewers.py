"""The viewers: tastes in traits, latent tastes, activity and habits of rating."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from sample_data.simulation.personas import PERSONAS
from sample_data.simulation.traits import Traits

N_VIEWERS: Final = 400
N_LATENT: Final = 3
LEAST_FILMS: Final = 12
MEDIAN_EXTRA: Final = 23.0
ACTIVITY_SPREAD: Final = 0.85
TASTE_SPREAD: Final = {
    "genre": 0.45,
    "era": 0.28,
    "place": 0.25,
    "theme": 0.28,
    "mood": 0.25,
    "person": 0.30,
}
"""Standard deviation of a viewer's own tastes, by block."""
LEANING: Final = (0.6, 2.0)
"""How much of a persona the other viewers share, lowest and highest."""
NAMED_LEANING: Final = 3.2
"""How much of it the viewer has who is named after it."""
LATENT_WEIGHT: Final = 0.45


@dataclass(frozen=True)
class Viewers:
    """All that is drawn for a viewer before any film is watched."""

    tastes: np.ndarray
    """(n_users, n_traits)"""
    latent: np.ndarray
    """(n_users, N_LATENT): tastes that nothing in the films table shows."""
    films: np.ndarray
    """(n_users,) how many films each watches."""
    bias: np.ndarray
    """(n_users,) how much more kindly than others each rates."""
    whole_stars: np.ndarray
    """(n_users,) whether half stars are never used."""
    wordiness: np.ndarray
    """(n_users,) weight with which a rating is followed by a review."""

    def affinity(self, traits: Traits, latent_of_films: np.ndarray) -> np.ndarray:
        """(n_users, n_items): Σ taste·trait + a latent part, scaled to unit deviation."""
        shown = np.einsum("uf,if->ui", self.tastes, traits.values)
        hidden = np.einsum("uz,iz->ui", self.latent, latent_of_films)
        total = shown - shown.mean() + LATENT_WEIGHT * hidden
        return np.asarray(total / total.std())


def draw_viewers(traits: Traits, rng: np.random.Generator) -> Viewers:
    """The named viewers first, one per persona, then all others."""
    return Viewers(
        tastes=_tastes(traits, rng),
        latent=rng.standard_normal((N_VIEWERS, N_LATENT)),
        films=_activity(len(traits.values), rng),
        bias=0.40 * rng.standard_normal(N_VIEWERS),
        whole_stars=rng.random(N_VIEWERS) < 0.35,
        wordiness=np.exp(1.3 * rng.standard_normal(N_VIEWERS)),
    )


def user_id(position: int) -> str:
    """v001, v002, …"""
    return f"v{position + 1:03d}"


def _tastes(traits: Traits, rng: np.random.Generator) -> np.ndarray:
    spread = np.array([TASTE_SPREAD[block] for block in traits.blocks()])
    own = spread * rng.standard_normal((N_VIEWERS, len(traits.names)))
    persona = rng.integers(len(PERSONAS), size=N_VIEWERS)
    strength = rng.uniform(*LEANING, size=N_VIEWERS)
    named = np.arange(len(PERSONAS))
    persona[named], strength[named], own[named] = named, NAMED_LEANING, 0.3 * own[named]
    likes = np.array([[p.likes.get(name, 0.0) for name in traits.names] for p in PERSONAS])
    return np.asarray(own + strength[:, None] * likes[persona])


def _activity(n_items: int, rng: np.random.Generator) -> np.ndarray:
    """LEAST_FILMS + a log-normal number, at most four fifths of the films."""
    extra = MEDIAN_EXTRA * np.exp(ACTIVITY_SPREAD * rng.standard_normal(N_VIEWERS))
    films = np.minimum(LEAST_FILMS + np.floor(extra), int(0.8 * n_items)).astype(int)
    films[: len(PERSONAS)] = [persona.films for persona in PERSONAS]
    return films
