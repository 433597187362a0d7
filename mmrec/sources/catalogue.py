"""The published MovieLens datasets: their sizes and their terms."""

from dataclasses import dataclass
from typing import Final

CONDITIONS: Final = (
    "By GroupLens, University of Minnesota. For research only: no commercial use without their "
    "permission, no suggestion of their endorsement, and publications must cite Harper and Konstan "
    "(2015), The MovieLens Datasets: History and Context."
)
NOT_PASSED_ON: Final = CONDITIONS + " It may not be passed on without separate permission."
PASSED_ON: Final = CONDITIONS + " It may be passed on under these same conditions."


@dataclass(frozen=True)
class MovieLens:
    """One published dataset."""

    name: str
    """Name of its archive, such as ml-100k."""
    label: str
    n_users: int
    n_items: int
    n_ratings: int
    megabytes: int
    """Size of the download."""
    licence: str
    """To be shown before the download."""


MOVIELENS: Final[dict[str, MovieLens]] = {
    about.name: about
    for about in (
        MovieLens("ml-100k", "MovieLens 100K", 943, 1_682, 100_000, 5, NOT_PASSED_ON),
        MovieLens("ml-latest-small", "MovieLens latest-small", 610, 9_742, 100_836, 1, PASSED_ON),
        MovieLens("ml-1m", "MovieLens 1M", 6_040, 3_883, 1_000_209, 6, NOT_PASSED_ON),
        MovieLens("ml-10m", "MovieLens 10M", 69_878, 10_681, 10_000_054, 63, NOT_PASSED_ON),
        MovieLens("ml-20m", "MovieLens 20M", 138_493, 27_278, 20_000_263, 190, PASSED_ON),
        MovieLens("ml-25m", "MovieLens 25M", 162_541, 62_423, 25_000_095, 250, PASSED_ON),
        MovieLens("ml-32m", "MovieLens 32M", 200_948, 87_585, 32_000_204, 239, PASSED_ON),
    )
}
