"""Small datasets built by hand, and encoders that count instead of computing."""

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.features.encoder import Encoder

ITEMS = [
    # item_id, year, genres, directors, writers, cast, overview
    ("a", 1994.0, ("Drama", "Crime"), ("Kim",), (), ("Lee", "Ann"), "A clerk robs his own bank."),
    ("b", 1999.0, ("Drama",), ("Lee",), ("Zoe",), (), "Two sisters sail around the world."),
    ("c", np.nan, (), (), (), (), None),
    ("d", 2001.0, ("Comedy", "Crime"), ("Bo",), (), ("Cy",), "A clerk robs his own bank."),
    ("e", np.nan, ("Drama",), (), (), ("Ann",), "A dog runs for mayor."),
]
REVIEWS = [(0, 0, "gripping"), (1, 0, "slow"), (0, 1, "gripping"), (2, 3, "funny"), (2, 4, "slow")]
WATCHED = [(0, 0, 5), (1, 0, 3), (0, 1, np.nan), (2, 3, 4)]


class CountingEncoder:
    """Turns every input into numbers that depend on it alone, and remembers what it was asked."""

    def __init__(self, width=6):
        self.width = width
        self.asked = []

    def __call__(self, inputs, on_progress):
        self.asked.append(tuple(inputs))
        on_progress(1.0, "done")
        return np.stack([self.vector(text) for text in inputs])

    def vector(self, text):
        digest = hashlib.sha256(text.encode()).digest()
        return np.frombuffer(digest[: self.width], np.uint8).astype(np.float32) - 100

    def as_encoder(self, identity="counting 1", name="fake"):
        return Encoder(name, identity, self, per_second=10, noun="inputs")


def make_items(rows=ITEMS):
    names = ["item_id", "year", "genres", "directors", "writers", "cast", "overview"]
    items = pd.DataFrame(rows, columns=names)
    items["keywords"] = [()] * len(items)
    for column in ("title", "original_title", "poster", "poster_hash", "country", "language"):
        items[column] = pd.Series([None] * len(items), dtype=object)
    items["runtime"] = np.nan
    items["overview"] = items["overview"].astype(object)
    return items[list(schema.ITEMS)]


def make_interactions(rows=WATCHED):
    table = pd.DataFrame(rows, columns=["user_idx", "item_idx", "rating"])
    table = table.astype({"user_idx": np.int32, "item_idx": np.int32, "rating": np.float32})
    return table.assign(timestamp=pd.NaT)


def make_dataset(items=None, reviews=REVIEWS, interactions=None, custom=None):
    items = make_items() if items is None else items
    users = pd.DataFrame({"user_id": ["u0", "u1", "u2"]})
    reviews = pd.DataFrame(reviews, columns=list(schema.REVIEWS))
    reviews = reviews.astype({"user_idx": np.int32, "item_idx": np.int32})
    interactions = make_interactions() if interactions is None else interactions
    return Dataset("small", users, items, interactions, reviews, custom or {})


def permuted(dataset, order):
    """The same dataset with item order[i] standing at place i."""
    place = np.argsort(order)
    moved = {c: t.assign(item_idx=place[t.item_idx]) for c, t in _pairs(dataset).items()}
    items = dataset.items.iloc[order].reset_index(drop=True)
    custom = {n: t.iloc[order].reset_index(drop=True) for n, t in dataset.custom.items()}
    return Dataset("moved", dataset.users, items, moved["interactions"], moved["reviews"], custom)


def _pairs(dataset):
    return {"interactions": dataset.interactions, "reviews": dataset.reviews}


def with_posters(dataset, paths):
    """The dataset with a poster for each path that is not None."""
    hashes = [p and hashlib.sha256(Path(p).read_bytes()).hexdigest() for p in paths]
    columns = {"poster": paths, "poster_hash": hashes}
    items = dataset.items.assign(
        **{c: pd.Series(v, dtype=object, index=dataset.items.index) for c, v in columns.items()}
    )
    return make_dataset(items)
