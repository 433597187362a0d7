"""Films as cards and lists: escaped HTML, since no native element wraps densely on a phone.

Their looks are in static/mmrec.css.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.ui.caching import small_poster


@dataclass(frozen=True)
class Card:
    """One film as it is shown."""

    title: str
    note: str
    poster: str | None
    """A data URL."""
    rank: int | None = None
    hit: bool = False
    tags: Sequence[str] = ()


def card_of(
    dataset: Dataset,
    item: int,
    *,
    note: str = "",
    rank: int | None = None,
    hit: bool = False,
    tags: Sequence[str] = (),
) -> Card:
    """A film's card by its position: title, year and genres unless a note is given."""
    film = dataset.items.iloc[item]
    path, digest = film[schema.POSTER], film[schema.POSTER_HASH]
    poster = small_poster(digest, path) if isinstance(path, str) else None
    return Card(str(dataset.titles[item]), note or _facts(film), poster, rank, hit, tags)


def strip(cards: Sequence[Card], label: str) -> None:
    """Cards in one row, to be pushed sideways."""
    items = "".join(f"<li>{_poster(card)}{_words(card)}</li>" for card in cards)
    st.html(f'<ul class="mm-strip" tabindex="0" aria-label="{escape(label)}">{items}</ul>')


def ranked(cards: Sequence[Card], label: str) -> None:
    """Cards below each other with their ranks, hits marked."""
    items = "".join(
        f'<li class="{"mm-hit" if card.hit else ""}"><span class="mm-rank">{card.rank}</span>'
        f"{_poster(card)}<div>{_words(card)}</div></li>"
        for card in cards
    )
    st.html(f'<ol class="mm-list" aria-label="{escape(label)}">{items}</ol>')


def _poster(card: Card) -> str:
    if card.poster is None:
        return f'<span class="mm-poster" aria-hidden="true">{escape(card.title[:1])}</span>'
    return f'<img class="mm-poster" loading="lazy" alt="" src="{escape(card.poster)}">'


def _words(card: Card) -> str:
    tags = "".join(f'<span class="mm-tag">{escape(tag)}</span>' for tag in card.tags)
    found = '<span class="mm-tag mm-found">✓ held out</span>' if card.hit else ""
    return (
        f'<div class="mm-title">{escape(card.title)}</div>'
        f'<div class="mm-note">{escape(card.note)}</div>{found}{tags}'
    )


def _facts(film: Any) -> str:
    year = film[schema.YEAR]
    parts = [f"{year:.0f}"] if pd.notna(year) else []
    return " · ".join([*parts, ", ".join(film[schema.GENRES])]).strip(" ·")
