"""Datasets from a few rows."""

import pandas as pd

from mmrec.sources.raw import RawTables
from mmrec.validation import build


def frame(*rows, columns=("user_id", "item_id", "rating", "timestamp")):
    return pd.DataFrame(rows, columns=list(columns[: len(rows[0])]))


def built(interactions, **tables):
    return build(RawTables(interactions, **tables), name="test")


def finding(dataset, words):
    """The one finding whose text holds the words."""
    (found,) = [f for f in dataset.findings if words in f.what]
    return found
