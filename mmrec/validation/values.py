"""Cells of any type as numbers, times, texts and lists; what cannot be read becomes missing."""

import ast
import json
import re
import warnings
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pandas as pd

DECIMAL_COMMA: Final = r"^\s*[-+]?\d+,\d+\s*$"
NO_GENRES: Final = "(no genres listed)"
SEPARATORS: Final = ("|", ";", ",")
LARGEST: Final = float(np.finfo(np.float32).max)
"""Features and ratings are kept as float32; what it cannot hold counts as no number."""
EARLIEST: Final = np.datetime64("1850-01-01", "s")
LATEST: Final = np.datetime64("2200-01-01", "s")
UNITS: Final = ((1e11, "s"), (1e14, "ms"), (1e17, "us"), (np.inf, "ns"))


def is_missing(values: "pd.Series[Any]") -> np.ndarray:
    """(n,) bool: absent, or text that is blank."""
    absent = np.asarray(values.isna(), dtype=bool)
    if pd.api.types.is_numeric_dtype(values) or pd.api.types.is_datetime64_any_dtype(values):
        return absent
    blank = np.fromiter((str(v).strip() == "" for v in values), bool, len(values))
    return np.asarray(absent | blank)


def numbers(values: "pd.Series[Any]") -> np.ndarray:
    """(n,) float64, NaN where there is no finite number; '3,5' is read as 3.5."""
    if not pd.api.types.is_numeric_dtype(values):
        text = values.astype("str")
        comma = text.str.match(DECIMAL_COMMA).fillna(False).astype(bool)
        text = text.mask(comma, text.str.replace(",", ".", regex=False)) if comma.any() else text
        values = pd.to_numeric(text, errors="coerce")
    found = values.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.abs(found) <= LARGEST, found, np.nan)


def times(values: "pd.Series[Any]") -> np.ndarray:
    """(n,) datetime64[s], NaT where there is no date between 1850 and 2200; zones become UTC.

    Numbers are seconds, milliseconds, … since 1970 by their size, or years, or 20150131.
    """
    if pd.api.types.is_datetime64_any_dtype(values):
        found = _naive(values)
    else:
        as_numbers = numbers(values)
        mostly_numbers = (
            np.isfinite(as_numbers).sum() * 2 > len(as_numbers) - is_missing(values).sum()
        )
        found = _times_of_numbers(as_numbers) if mostly_numbers else _times_of_text(values)
    return np.where((found >= EARLIEST) & (found < LATEST), found, np.datetime64("NaT", "s"))


def _naive(values: "pd.Series[Any]") -> np.ndarray:
    stamps = pd.DatetimeIndex(values)
    stamps = stamps.tz_convert(None) if stamps.tz is not None else stamps
    return stamps.to_numpy().astype("datetime64[s]")


def _times_of_numbers(values: np.ndarray) -> np.ndarray:
    size = float(np.nanmedian(np.abs(values))) if np.isfinite(values).any() else 0.0
    if 1850 <= size < 2200:
        return _parse(pd.Series(values).map("{:.0f}".format), format="%Y")
    if 18_500_101 <= size < 22_000_101:
        return _parse(pd.Series(values).map("{:.0f}".format), format="%Y%m%d")
    unit = next(unit for bound, unit in UNITS if size < bound)
    per_second = {"s": 1, "ms": 1e3, "us": 1e6, "ns": 1e9}[unit]
    seconds = np.floor(values / per_second)
    sound = np.abs(seconds) < 1e10
    found = np.where(sound, seconds, 0).astype(np.int64).astype("datetime64[s]")
    return np.where(sound, found, np.datetime64("NaT", "s"))


def _times_of_text(values: "pd.Series[Any]") -> np.ndarray:
    """ISO dates at once; what remains by its distinct values, day first where one shows it."""
    text = values.astype("str")
    found = _parse(text, format="ISO8601")
    if (rest := np.isnat(found) & text.notna().to_numpy()).any():
        codes, distinct = pd.factorize(text[rest])
        day_first = any(re.match(r"\s*(1[3-9]|2\d|3[01])[./-]\d", t) for t in distinct)
        parsed = _parse(pd.Series(distinct), format="mixed", dayfirst=day_first)
        found[rest] = parsed[codes]
    return found


def _parse(text: "pd.Series[Any]", **options: Any) -> np.ndarray:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas remarks on every date that is not month first
        stamps = pd.to_datetime(text, errors="coerce", utc=True, **options)
    return _naive(stamps).copy()


def texts(values: "pd.Series[Any]") -> np.ndarray:
    """(n,) text without surrounding blanks, None where missing; a list is joined by commas."""
    return _objects(_text(v) for v in values)


def _text(value: object) -> str | None:
    if isinstance(value, list | tuple | np.ndarray):
        value = ", ".join(map(str, value))
    return None if _is_null(value) else (str(value).strip() or None)


def _is_null(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or value != value


def _objects(values: Iterable[object]) -> np.ndarray:
    found = list(values)
    result = np.empty(len(found), dtype=object)
    result[:] = found
    return result


def lists(values: "pd.Series[Any]") -> np.ndarray:
    """(n,) tuples of text, each value once; an empty tuple where missing.

    A cell is a list, a JSON list, or text split on one separator that the whole column shares.
    """
    separator = separator_of(v for v in values if isinstance(v, str))
    found = [tuple(dict.fromkeys(_entries(v, separator))) for v in values]
    result = np.empty(len(found), dtype=object)
    for row, entries in enumerate(found):
        result[row] = entries
    return result


def separator_of(cells: Iterable[str]) -> str | None:
    """`|` if any cell holds it, else `;`, else `,`: one a column.  JSON lists do not count."""
    plain = [c for c in cells if not c.lstrip().startswith("[")]
    return next((s for s in SEPARATORS if any(s in c for c in plain)), None)


def _entries(cell: object, separator: str | None) -> list[str]:
    if isinstance(cell, str):
        listed = _listed(cell)
        cell = listed if listed is not None else cell.split(separator) if separator else [cell]
    if not isinstance(cell, list | tuple | np.ndarray | set):
        cell = [] if _is_null(cell) else [cell]
    named = (v.get("name") if isinstance(v, dict) else v for v in cell)
    entries = (str(v).replace("\x1f", " ").strip() for v in named if not _is_null(v))
    return [e for e in entries if e and e != NO_GENRES]


def _listed(cell: str) -> list[Any] | None:
    """A JSON list, or the same in Python's spelling (single quotes); None if it is neither."""
    if not cell.lstrip().startswith("["):
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(cell.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return found if isinstance(found, list) else None
    return None
