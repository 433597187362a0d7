"""Describe a file of ratings: `python sample_data/describe.py RATINGS_FILE`.

Prints the numbers of the table in sample_data/README.md.  MovieLens 100K has no header and is
separated by tabs, so it is read with `--separator tab --columns 0 1 2`; MovieLens latest-small
with `--columns userId movieId rating`.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

SEPARATORS: Final = {"comma": ",", "tab": "\t", "semicolon": ";", "colons": "::"}
COLUMNS: Final = ("user_id", "item_id", "rating")
QUANTILES: Final = (0.0, 0.1, 0.5, 0.9, 1.0)


def read_ratings(path: Path, separator: str, columns: Sequence[str]) -> pd.DataFrame:
    """The three columns under the names COLUMNS; names that are all digits count from 0."""
    numbered = all(name.isdigit() for name in columns)
    table = pd.read_csv(
        path,
        sep=separator,
        header=None if numbered else 0,
        engine="python" if separator == "::" else None,
    )
    wanted = [int(name) for name in columns] if numbered else list(columns)
    if missing := [name for name in wanted if name not in table.columns]:
        found = ", ".join(str(column) for column in table.columns)
        raise SystemExit(
            f"{path.name} has no column {missing[0]!r}; it has: {found}. "
            "Name the columns of viewer, film and rating with --columns."
        )
    return table[wanted].set_axis(list(COLUMNS), axis=1)


def gini(counts: np.ndarray) -> float:
    """Σᵢ (2i − n − 1)·c₍ᵢ₎ / (n·Σ c) with counts sorted upwards; 0 is equal, 1 is all on one."""
    ordered = np.sort(counts).astype(float)
    n = len(ordered)
    weights = 2 * np.arange(1, n + 1) - n - 1
    return float((weights * ordered).sum() / (n * ordered.sum()))


def share_of_top(counts: np.ndarray, fraction: float = 0.1) -> float:
    """The share of all ratings that the most-rated films hold (10 % of the films, at least one)."""
    top = max(1, round(fraction * len(counts)))
    return float(np.sort(counts)[::-1][:top].sum() / counts.sum())


def describe(ratings: pd.DataFrame) -> dict[str, str]:
    """Label and number of every row of the table; films are those with at least one rating."""
    per_user = ratings["user_id"].value_counts().to_numpy()
    per_item = ratings["item_id"].value_counts().to_numpy()
    activity = np.quantile(per_user, QUANTILES).round().astype(int)
    return {
        "viewers": f"{len(per_user):,}",
        "films with a rating": f"{len(per_item):,}",
        "ratings": f"{len(ratings):,}",
        "density": f"{len(ratings) / (len(per_user) * len(per_item)):.1%}",
        "Gini of film popularity": f"{gini(per_item):.2f}",
        "share of the top 10 % of films": f"{share_of_top(per_item):.1%}",
        "mean rating": f"{ratings['rating'].mean():.2f}",
        "standard deviation of ratings": f"{ratings['rating'].std():.2f}",
        "ratings per viewer: least, 10 %, median, 90 %, most": " / ".join(map(str, activity)),
    }


def main(arguments: Iterable[str] | None = None) -> None:
    """Print one line per number."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--separator", choices=SEPARATORS, default="comma")
    parser.add_argument(
        "--columns",
        nargs=3,
        default=COLUMNS,
        metavar=("VIEWER", "FILM", "RATING"),
        help="names of the columns, or their numbers from 0 where the file has no header",
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    ratings = read_ratings(options.file, SEPARATORS[options.separator], options.columns)
    for label, number in describe(ratings).items():
        print(f"{label}: {number}")


if __name__ == "__main__":
    main()
