"""The films of the sample, as the artwork and the simulation read them."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Film:
    """One row of films.csv."""

    item_id: str
    title: str
    year: int
    genres: tuple[str, ...]
    countries: tuple[str, ...]
    languages: tuple[str, ...]
    directors: tuple[str, ...]
    cast: tuple[str, ...]
    keywords: tuple[str, ...]

    @property
    def decade(self) -> int:
        """1927 belongs to 1920."""
        return self.year // 10 * 10


def read_films(folder: Path = FOLDER) -> list[Film]:
    """All films of films.csv, in the order of the file."""
    with (folder / "films.csv").open(encoding="utf-8", newline="") as file:
        return [_film(row) for row in csv.DictReader(file)]


def _film(row: dict[str, str]) -> Film:
    return Film(
        item_id=row["item_id"],
        title=row["title"],
        year=int(row["year"]),
        genres=_list(row["genres"]),
        countries=_list(row["country"]),
        languages=_list(row["language"]),
        directors=_list(row["directors"]),
        cast=_list(row["cast"]),
        keywords=_list(row["keywords"]),
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def number_of(text: str) -> int:
    """A 64-bit number that depends on the text alone, the same on every computer."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
