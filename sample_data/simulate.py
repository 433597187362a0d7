"""Simulate the viewers of the sample: `python sample_data/simulate.py`.

Writes ratings.csv, reviews.csv and viewers.csv; one seed, so that every run writes the same.
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sample_data.catalogue import FOLDER, Film, read_films
from sample_data.draw_posters import without_poster
from sample_data.simulation.personas import PERSONAS
from sample_data.simulation.reviews import choose_reviewed, write_reviews
from sample_data.simulation.shelf import draw_shelf
from sample_data.simulation.traits import traits_of
from sample_data.simulation.viewers import draw_viewers, user_id
from sample_data.simulation.watching import rate, timestamps, watch

SEED: Final = 5


@dataclass(frozen=True)
class Simulated:
    """The three tables that are written."""

    ratings: pd.DataFrame
    """user_id, item_id, rating, timestamp"""
    reviews: pd.DataFrame
    """user_id, item_id, review"""
    viewers: pd.DataFrame
    """user_id, persona, about: the named viewers only"""

    def write(self, place: Path) -> None:
        """Write each as a CSV file of the same name."""
        place.mkdir(parents=True, exist_ok=True)
        for name in ("ratings", "reviews", "viewers"):
            path = place / f"{name}.csv"
            getattr(self, name).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def simulate(films: list[Film], seed: int = SEED) -> Simulated:
    """Draw viewers and films, let the viewers watch, rate and write."""
    rng = np.random.default_rng(seed)
    traits = traits_of(films, without_poster(films))
    viewers, shelf = draw_viewers(traits, rng), draw_shelf(films, rng)
    affinity = viewers.affinity(traits, shelf.latent)
    choices = watch(viewers, shelf, affinity, rng)
    ratings = rate(choices, viewers, shelf, affinity, rng)
    told = choose_reviewed(choices, ratings, viewers, rng)
    texts = write_reviews(films, choices.iloc[told], ratings[told], viewers, traits, rng)
    table = _ids(choices, films)
    return Simulated(
        ratings=table.assign(rating=ratings, timestamp=timestamps(choices)),
        reviews=table.iloc[told].assign(review=texts),
        viewers=_named_viewers(),
    )


def _ids(choices: pd.DataFrame, films: list[Film]) -> pd.DataFrame:
    users = [user_id(position) for position in choices["user_idx"]]
    items = [films[position].item_id for position in choices["item_idx"]]
    return pd.DataFrame({"user_id": users, "item_id": items})


def _named_viewers() -> pd.DataFrame:
    rows = [(user_id(i), persona.name, persona.about) for i, persona in enumerate(PERSONAS)]
    return pd.DataFrame(rows, columns=["user_id", "persona", "about"])


def main(arguments: Iterable[str] | None = None) -> None:
    """Simulate and write; say how much there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=FOLDER, help="folder to write to")
    place = parser.parse_args(None if arguments is None else list(arguments)).to
    simulated = simulate(read_films())
    simulated.write(place)
    print(f"{len(simulated.ratings):,} ratings, {len(simulated.reviews):,} reviews")


if __name__ == "__main__":
    main()
