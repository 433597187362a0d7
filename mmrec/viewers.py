"""Finding a viewer: by persona, by activity, by id."""

from typing import Final

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.splits import Split

ORDERS: Final = {
    "personas": "Personas",
    "most": "Most active",
    "least": "Least active",
}
SHOWN: Final = 200
"""Viewers offered at once; a search reaches all of them."""


def orders(split: Split) -> list[str]:
    """The orders that a dataset can offer, personas first where there are any."""
    return [o for o in ORDERS if o != "personas" or _personas(split).notna().any()]


def find(split: Split, order: str, words: str = "") -> pd.DataFrame:
    """user_idx, user_id, persona, seen, held_out: viewers with a history, in the order asked for.

    `words` keeps those whose id or persona contains them, whatever the case; the viewer of
    exactly that id comes first.
    """
    table = _activity(split)
    table = table[table["seen"] > 0]
    if words:
        text = (table[schema.USER_ID] + " " + table[schema.PERSONA].fillna("")).str.lower()
        table = table[text.str.contains(words.strip().lower(), regex=False)]
    elif order == "personas":
        table = table[table[schema.PERSONA].notna()]
    other = table[schema.USER_ID].str.lower() != words.strip().lower()
    ordered = table.sort_values("seen", ascending=order == "least", kind="stable")
    return ordered.iloc[np.argsort(other.loc[ordered.index], kind="stable")].head(SHOWN)


def _activity(split: Split) -> pd.DataFrame:
    n_users = split.dataset.n_users
    seen, held_out = (
        np.bincount(part[schema.USER_IDX], minlength=n_users) for part in (split.train, split.test)
    )
    return pd.DataFrame(
        {
            schema.USER_IDX: np.arange(n_users),
            schema.USER_ID: split.dataset.user_ids,
            schema.PERSONA: _personas(split).to_numpy(),
            "seen": seen,
            "held_out": held_out,
        }
    )


def _personas(split: Split) -> "pd.Series[str]":
    users = split.dataset.users
    return users.get(schema.PERSONA, pd.Series([None] * len(users), dtype=object))
