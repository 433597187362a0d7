"""What a dataset holds, as small tables: the numbers behind the Data page.

Each function answers one question and returns one table; nothing here draws.
"""

from typing import Any

import numpy as np
import pandas as pd

from mmrec import features, schema
from mmrec.dataset import Dataset

CURVE_POINTS = 300


def rating_counts(dataset: Dataset) -> pd.DataFrame:
    """How often each rating was given, lowest first.  Columns: rating, count."""
    ratings = dataset.interactions[schema.RATING].dropna()
    counts = ratings.value_counts().sort_index()
    return pd.DataFrame({"rating": counts.index, "count": counts.to_numpy()})


def long_tail(dataset: Dataset) -> pd.DataFrame:
    """Films from most to least watched, thinned to a few hundred for drawing.

    Columns: rank (1 is the most watched), share_of_films, viewers, title.
    """
    viewers = viewers_per_film(dataset)
    order = np.argsort(-viewers, kind="stable")
    at = _thinned(len(order))
    return pd.DataFrame(
        {
            "rank": at + 1,
            "share_of_films": (at + 1) / max(1, len(order)),
            "viewers": viewers[order[at]],
            "title": dataset.titles[order[at]],
        }
    )


def share_of_top(dataset: Dataset, fraction: float = 0.1) -> float:
    """The share of all interactions that the most watched `fraction` of films take."""
    viewers = np.sort(viewers_per_film(dataset))[::-1]
    top = int(np.ceil(fraction * len(viewers)))
    return float(viewers[:top].sum() / max(1, viewers.sum()))


def viewers_per_film(dataset: Dataset) -> np.ndarray:
    """(n_items,) number of viewers of each film."""
    return np.bincount(dataset.interactions[schema.ITEM_IDX], minlength=dataset.n_items)


def films_per_viewer(dataset: Dataset) -> np.ndarray:
    """(n_users,) number of films of each viewer."""
    return np.bincount(dataset.interactions[schema.USER_IDX], minlength=dataset.n_users)


def activity(dataset: Dataset) -> pd.DataFrame:
    """Viewers by how many films they watched, in bins that grow.  Columns: low, high, viewers.

    Bin edges follow 1, 2, 5, 10, …; a bin holds low ≤ films ≤ high.  Empty bins before the first
    viewer are left out.
    """
    films = films_per_viewer(dataset)
    edges = _growing_edges(int(films.max(initial=0)))
    counts, _ = np.histogram(films, bins=edges)
    table = pd.DataFrame({"low": edges[:-1], "high": edges[1:] - 1, "viewers": counts})
    first = int(np.argmax(counts > 0))
    return table.iloc[first:].reset_index(drop=True)


def timeline(dataset: Dataset) -> pd.DataFrame:
    """Interactions by month, or by year where they span more than ten.

    Columns: start, interactions.
    """
    stamps = dataset.interactions[schema.TIMESTAMP].dropna()
    years = (stamps.max() - stamps.min()).days / 365.25 if len(stamps) else 0
    starts = stamps.dt.to_period("Y" if years > 10 else "M").dt.start_time
    counts = starts.value_counts().sort_index()
    return pd.DataFrame({"start": counts.index, "interactions": counts.to_numpy()})


def coverage(dataset: Dataset) -> pd.DataFrame:
    """How much of the catalogue each modality speaks about.

    Columns: modality, label, share, of ("films" or "interactions"), help.
    """
    found = features.available(dataset)
    return pd.DataFrame(
        {
            "modality": list(found),
            "label": [m.label for m in found.values()],
            "share": [features.coverage(dataset, name) for name in found],
            "of": ["interactions" if name == schema.RATINGS else "films" for name in found],
            "help": [m.help for m in found.values()],
        }
    )


def films(dataset: Dataset) -> pd.DataFrame:
    """One row a film, the most watched first, with the position it has in the dataset.

    Columns: item_idx, title, year, genres, directors, viewers, mean_rating, poster, poster_hash.
    """
    rated = dataset.interactions.groupby(schema.ITEM_IDX)[schema.RATING].mean()
    table = pd.DataFrame(
        {
            schema.ITEM_IDX: np.arange(dataset.n_items),
            schema.TITLE: dataset.titles,
            schema.YEAR: dataset.items[schema.YEAR],
            schema.GENRES: dataset.items[schema.GENRES].map(", ".join),
            schema.DIRECTORS: dataset.items[schema.DIRECTORS].map(", ".join),
            "viewers": viewers_per_film(dataset),
            "mean_rating": rated.reindex(np.arange(dataset.n_items)).to_numpy(),
            schema.POSTER: dataset.items[schema.POSTER],
            schema.POSTER_HASH: dataset.items[schema.POSTER_HASH],
        }
    )
    return table.sort_values("viewers", ascending=False, kind="stable", ignore_index=True)


def matching(table: pd.DataFrame, words: str) -> pd.DataFrame:
    """The films whose title, genres or directors contain every one of the words."""
    columns = table[[schema.TITLE, schema.GENRES, schema.DIRECTORS]].astype(str)
    text = columns.agg(" ".join, axis=1).str.casefold()
    keep = np.ones(len(table), dtype=bool)
    for word in words.casefold().split():
        keep &= text.str.contains(word, regex=False).to_numpy(dtype=bool)
    return table[keep]


def _thinned(n: int) -> np.ndarray:
    """At most `CURVE_POINTS` positions from 0 to n − 1, close together at the start."""
    if n == 0:
        return np.zeros(0, dtype=np.int64)
    return np.unique(np.geomspace(1, n, CURVE_POINTS).round().astype(np.int64)) - 1


def _growing_edges(largest: int) -> np.ndarray:
    """0, 1, 2, 5, 10, 20, 50, … until the last edge lies above the largest number."""
    steps: list[Any] = [0, 1]
    while steps[-1] <= largest:
        steps.append(_after(steps[-1]))
    return np.asarray(steps)


def _after(edge: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50, …"""
    return edge * 5 // 2 if str(edge)[0] == "2" else edge * 2
