"""What the columns of a strange table most likely mean, by their names and first cells."""

import re
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pandas as pd

from mmrec import schema
from mmrec.sources.table import TableMapping
from mmrec.validation.values import numbers


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


USER: Final = _names(
    "userid user uid viewerid viewer customerid customer reviewerid memberid member accountid "
    "account profileid personid username"
)
ITEM: Final = _names(
    "movieid itemid filmid item movie film asin parentasin productid product contentid showid "
    "videoid titleid tconst"
)
ITEM_ALONE: Final = ("id", "imdbid", "tmdbid")
"""Names of film ids in tables without viewers only: beside viewers `id` counts rows."""
RATING: Final = _names("rating ratings stars star score overall userrating grade preference")
TIMESTAMP: Final = _names(
    "timestamp unixreviewtime datetime date time ratingtimestamp reviewtime reviewdate watchedat "
    "ratedat createdat viewedat eventtime watcheddate ts when watchedon ratedon viewedon seenon "
    "rateddate ratingdate viewdate vieweddate watchdate watchtime datewatched daterated unixtime "
    "epoch"
)
REVIEW: Final = _names("review reviewtext text comment comments reviewbody tag tags body content")
FILM: Final[dict[str, tuple[str, ...]]] = {
    schema.TITLE: _names(
        "title movietitle filmtitle primarytitle name itemname moviename producttitle originaltitle"
    ),
    schema.ORIGINAL_TITLE: _names("originaltitle"),
    schema.YEAR: _names("year releaseyear startyear releasedate released"),
    schema.GENRES: _names("genres genre categories category"),
    schema.DIRECTORS: _names("directors director directedby"),
    schema.WRITERS: _names("writers writer screenplay writtenby"),
    schema.CAST: _names("cast actors actor starring casttop3 topcast maincast stars"),
    schema.KEYWORDS: _names("keywords keyword plotkeywords tags"),
    schema.OVERVIEW: _names(
        "overview plot description synopsis storyline plotsummary summary longdescription"
    ),
    schema.POSTER: _names("poster posterpath posterfile posterfilename image imagefile"),
    schema.RUNTIME: _names("runtime runtimeminutes duration"),
    schema.COUNTRY: _names("country countries productioncountries"),
    schema.LANGUAGE: _names("language originallanguage spokenlanguages languages"),
}
BEHAVIOUR: Final = {schema.RATING: RATING, schema.TIMESTAMP: TIMESTAMP, schema.REVIEW: REVIEW}
POSITIONAL: Final = (schema.USER_ID, schema.ITEM_ID, schema.RATING, schema.TIMESTAMP)
NUMERIC_SHARE: Final = 0.5


def propose(head: pd.DataFrame) -> TableMapping:
    """Kind of a table and meaning of its columns, from its first rows."""
    columns = list(map(str, head.columns))
    if all(re.fullmatch(r"column \d+", c) for c in columns):
        return _by_position(head)
    users = _match(columns, USER, head)
    items = _match(columns, ITEM if users else (*ITEM, *ITEM_ALONE), head)
    found = {schema.USER_ID: users, schema.ITEM_ID: items}
    return _with_users(head, found) if users else _without_users(head, found)


def plain(name: str) -> str:
    """A column name without case, blanks and signs: 'Release Date' → 'releasedate'."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _match(columns: Iterable[str], names: tuple[str, ...], head: pd.DataFrame) -> str | None:
    """The column with the fewest gaps whose name is a synonym; of equals the first synonym."""
    ranks = {c: names.index(plain(c)) for c in columns if plain(c) in names}
    return min(ranks, key=lambda c: (bool(head[c].isna().any()), ranks[c]), default=None)


def _assign(
    head: pd.DataFrame, found: dict[str, str | None], synonyms: dict[str, tuple[str, ...]]
) -> dict[str, str | None]:
    """Give each schema name, in order, a column that none before it took."""
    for name, names in synonyms.items():
        taken = set(found.values())
        free = [c for c in map(str, head.columns) if c not in taken]
        if name == schema.RATING:
            free = [c for c in free if _is_numeric(head[c])]
        found[name] = _match(free, names, head)
    return found


def _with_users(head: pd.DataFrame, found: dict[str, str | None]) -> TableMapping:
    found = _assign(head, found, BEHAVIOUR | FILM)
    if found[schema.ITEM_ID] is None and found[schema.TITLE]:
        found[schema.ITEM_ID], found[schema.TITLE] = found[schema.TITLE], None
    if found[schema.ITEM_ID] is None:
        return _mapping("interactions" if found[schema.RATING] else "ignored", found)
    is_reviews = found[schema.REVIEW] and not found[schema.RATING]
    return _mapping("reviews" if is_reviews else "interactions", found)


def _without_users(head: pd.DataFrame, found: dict[str, str | None]) -> TableMapping:
    films = _assign(head, dict(found), FILM)
    behaviour = _assign(head, dict(found), BEHAVIOUR)
    about = {c for n, c in films.items() if c and n in FILM and n != schema.POSTER}
    about -= {behaviour[schema.REVIEW], behaviour[schema.RATING]} - {films[schema.KEYWORDS]}
    if about and (found[schema.ITEM_ID] or films[schema.TITLE]):
        return _mapping("items", films)
    if behaviour[schema.REVIEW] and found[schema.ITEM_ID]:
        return _mapping("reviews", behaviour)
    if behaviour[schema.RATING]:
        return _mapping("interactions", behaviour)
    return _features(head, found) if found[schema.ITEM_ID] else TableMapping("ignored")


def _features(head: pd.DataFrame, found: dict[str, str | None]) -> TableMapping:
    """Columns of numbers by film, ids of other catalogues left aside."""
    ids = {*USER, *ITEM, *ITEM_ALONE}
    columns = [c for c in map(str, head.columns) if plain(c) not in ids and _is_numeric(head[c])]
    if not columns:
        return TableMapping("ignored")
    item = str(found[schema.ITEM_ID])
    return TableMapping("features", {item: schema.ITEM_ID, **{c: c for c in columns}})


def _by_position(head: pd.DataFrame) -> TableMapping:
    """A table of numbers without a header: viewer, film, rating, time, if it has 2 to 4 columns."""
    if not 2 <= head.shape[1] <= len(POSITIONAL):
        return TableMapping("ignored")
    return TableMapping("interactions", dict(zip(head.columns, POSITIONAL, strict=False)))


def _is_numeric(values: "pd.Series[Any]") -> bool:
    filled = values.dropna()
    return bool(len(filled)) and bool(np.isfinite(numbers(filled)).mean() >= NUMERIC_SHARE)


def _mapping(kind: str, found: dict[str, str | None]) -> TableMapping:
    return TableMapping(kind, {c: name for name, c in found.items() if c})
