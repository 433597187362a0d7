"""Small datasets whose right answer is known."""

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.dataset import Dataset


def dataset_of(
    users, items, ratings=None, times=None, *, n_users=None, n_items=None, reviews=(), **columns
):
    """A `Dataset` from positions; `columns` are item columns such as genres or overview."""
    users, items = np.asarray(users, dtype=np.int32), np.asarray(items, dtype=np.int32)
    n_users = n_users or int(users.max(initial=-1)) + 1
    n_items = n_items or int(items.max(initial=-1)) + 1
    interactions = pd.DataFrame({schema.USER_IDX: users, schema.ITEM_IDX: items})
    interactions[schema.RATING] = np.asarray(
        np.full(len(users), np.nan) if ratings is None else ratings, dtype=np.float32
    )
    interactions[schema.TIMESTAMP] = pd.to_datetime(
        pd.Series([None] * len(users) if times is None else times), unit="s"
    ).astype("datetime64[s]")
    return Dataset(
        name="planted",
        users=pd.DataFrame({schema.USER_ID: [f"u{n}" for n in range(n_users)]}),
        items=_items(n_items, columns),
        interactions=interactions,
        reviews=pd.DataFrame(list(reviews), columns=list(schema.REVIEWS)),
    )


def _items(n_items, columns):
    items = pd.DataFrame({schema.ITEM_ID: [f"i{n}" for n in range(n_items)]})
    items[schema.TITLE] = columns.get("title", [f"Film {n}" for n in range(n_items)])
    for name in schema.NUMBERS:
        items[name] = columns.get(name, np.nan)
    for name in schema.LISTS:
        items[name] = columns.get(name, [()] * n_items)
    for name in schema.TEXTS:
        items[name] = pd.Series(columns.get(name, [None] * n_items), dtype=object)
    return items


def random_dataset(seed=0, n_users=40, n_items=25, share=0.3, **columns):
    """Viewers with random tastes, ratings and dates; every viewer has at least three films."""
    rng = np.random.default_rng(seed)
    taste = rng.normal(size=(n_users, 3)) @ rng.normal(size=(3, n_items))
    noisy = taste + rng.normal(size=taste.shape)
    watched = noisy >= np.quantile(noisy, 1 - share, axis=1, keepdims=True)
    users, items = np.nonzero(watched)
    ratings = np.clip(np.round(3 + taste[users, items]), 1, 5)
    times = rng.integers(1_000_000_000, 1_100_000_000, len(users))
    return dataset_of(users, items, ratings, times, n_users=n_users, n_items=n_items, **columns)


def two_tastes(n=20):
    """Even viewers watched all even films but their own, odd ones the odd; (viewers, films).

    The film to be found for viewer u is film u.
    """
    likes = np.arange(n)[:, None] % 2 == np.arange(n) % 2
    return likes & ~np.eye(n, dtype=bool)
