"""The one checking door: raw tables in, a `Dataset` or a `DataError` out.

What is behind the door can be trusted: ids are known, positions fit, missing is missing.
Whatever was corrected or left out on the way is a finding.
"""

import pandas as pd

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.sources.raw import RawTables
from mmrec.validation import custom, interactions, items, posters, reviews
from mmrec.validation.ids import clean_ids, natural_order
from mmrec.validation.notes import Notes

__all__ = ["build"]


def build(raw: RawTables, *, name: str, notice: str = "") -> Dataset:
    """Check raw tables and make them a `Dataset`; `raw` itself is left as it is.

    Viewers stand in the order of their numbers or names; items in the order of the films table,
    then those that only interactions know.
    """
    notes = Notes(raw, list(raw.findings))
    seen = interactions.tidy(raw, notes)
    user_ids = pd.Index(natural_order(seen.user_ids), dtype=object)
    table = items.tidy(raw, seen.item_ids, notes)
    item_ids = pd.Index(table[schema.ITEM_ID], dtype=object)
    return Dataset(
        name=name,
        users=_users(raw, user_ids),
        items=posters.attach(raw, table, notes),
        interactions=interactions.place(seen, user_ids, item_ids),
        reviews=reviews.tidy(raw, user_ids, item_ids, notes),
        custom=custom.tidy(raw, item_ids, notes),
        findings=tuple(notes.findings),
        notice=notice,
    )


def _users(raw: RawTables, user_ids: "pd.Index[str]") -> pd.DataFrame:
    """One row a viewer; with `persona` and `about` where `raw.viewers` has them."""
    users = pd.DataFrame({schema.USER_ID: pd.Series(user_ids, dtype="str")})
    if raw.viewers is None:
        return users
    known = raw.viewers.set_index(clean_ids(raw.viewers[schema.USER_ID]))
    words = {c: known[c].to_dict() for c in (schema.PERSONA, schema.ABOUT) if c in known}
    return users.assign(
        **{c: pd.Series([of.get(u) for u in user_ids], dtype=object) for c, of in words.items()}
    )
