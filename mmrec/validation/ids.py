"""Ids: text outside, positions inside, whatever type a file gave them."""

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

WHOLE = re.compile(r"-?\d+\.0+")


def encode_ids(values: "pd.Series[Any]") -> tuple[np.ndarray, np.ndarray]:
    """Codes (n,) int64, −1 where missing, and the distinct names (m,) as text.

    Only distinct values are touched one by one, so that millions of rows stay cheap.
    """
    codes, distinct = _factorized(values)
    names = clean_ids(distinct)
    again, unique = pd.factorize(names)
    again = np.append(again, -1)  # code −1, a missing value, stays −1
    return again[codes].astype(np.int64), np.asarray(unique, dtype=object)


def _factorized(values: "pd.Series[Any]") -> tuple[np.ndarray, np.ndarray]:
    """Codes and distinct values; a list or a record in a cell can only be told apart as text."""
    try:
        codes, distinct = pd.factorize(values)
    except TypeError:
        codes, distinct = pd.factorize(pd.Series(clean_ids(values), dtype=object))
    return codes, np.asarray(distinct, dtype=object)


def decode_ids(codes: np.ndarray, names: np.ndarray) -> np.ndarray:
    """The names (n,) behind codes, None for −1: what `encode_ids` undid."""
    with_none = np.full(len(names) + 1, None, dtype=object)
    with_none[:-1] = names
    return np.asarray(with_none[codes])


def clean_ids(values: Iterable[object]) -> np.ndarray:
    """Ids as text without surrounding blanks; None where empty.

    1.0 becomes '1'; so does the text '1.0' where every id of the column is written so, which
    happens when a column with gaps went through a table of floats.
    """
    names = [_as_text(v) for v in values]
    if all(n is None or WHOLE.fullmatch(n) for n in names):
        names = [n and n.partition(".")[0] for n in names]
    result = np.empty(len(names), dtype=object)
    result[:] = names
    return result


def _as_text(value: object) -> str | None:
    if isinstance(value, list | dict | np.ndarray):
        return str(value)
    if isinstance(value, float | np.floating):
        value = int(value) if float(value).is_integer() else value
    missing = value is None or value is pd.NA or value != value
    return None if missing else (str(value).strip() or None)


def natural_order(names: Iterable[str]) -> list[str]:
    """Names in the order of their numbers where all are numbers, else in the order of text."""
    names = list(names)
    if all(n.isdecimal() for n in names):
        return sorted(names, key=lambda n: (int(n), n))
    return sorted(names)
