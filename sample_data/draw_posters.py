"""Draw a poster for nearly every film of the sample: `python sample_data/draw_posters.py`.

Some films get none, so that a missing modality can be seen at work.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from sample_data.catalogue import FOLDER, Film, number_of, read_films
from sample_data.drawing.canvas import Sheet
from sample_data.drawing.lettering import letter, treatment_of
from sample_data.drawing.palettes import mood_of, palette_of
from sample_data.drawing.scenes import SCENES

MISSING_SHARE: Final = 0.08
QUALITY: Final = 78


def without_poster(films: list[Film]) -> set[str]:
    """The films that get no poster: those whose ids have the smallest hashes."""
    ranked = sorted(films, key=lambda film: number_of(f"poster {film.item_id}"))
    return {film.item_id for film in ranked[: round(MISSING_SHARE * len(films))]}


def draw(film: Film) -> Image.Image:
    """The poster of a film, the same at every call."""
    rng = np.random.default_rng(number_of(f"scene {film.item_id}"))
    inks, scenes = palette_of(film), SCENES[mood_of(film)]
    sheet = Sheet(inks.ground)
    scenes[rng.integers(len(scenes))](sheet, inks, rng)
    if rng.random() < 0.5:
        sheet.mirror()
    letter(sheet, film, inks, treatment_of(film, rng))
    return sheet.finished(rng)


def draw_all(films: list[Film], place: Path) -> list[Path]:
    """Write a WebP file for every film that gets a poster, and remove all others."""
    place.mkdir(parents=True, exist_ok=True)
    absent = without_poster(films)
    written = []
    for film in films:
        if film.item_id not in absent:
            written.append(place / f"{film.item_id}.webp")
            draw(film).save(written[-1], quality=QUALITY, method=6)
    for stale in set(place.glob("*.webp")) - set(written):
        stale.unlink()
    return written


def main(arguments: Iterable[str] | None = None) -> None:
    """Draw all posters and say how large they are together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=FOLDER / "posters", help="folder to write to")
    place = parser.parse_args(None if arguments is None else list(arguments)).to
    written = draw_all(read_films(), place)
    print(f"{len(written)} posters, {sum(p.stat().st_size for p in written) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
