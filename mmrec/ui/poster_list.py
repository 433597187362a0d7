"""Films as cards and lists: escaped HTML, since no native element wraps densely on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import pandas as pd
import streamlit as st

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.ui.caching import small_poster

STYLE: Final = """
<style>
ul.mm-strip, ol.mm-list { list-style: none; padding: 0; margin: 0; }
ul.mm-strip { display: flex; gap: 12px; overflow-x: auto; padding-bottom: 8px; }
.mm-strip li { flex: 0 0 88px; margin: 0; }
ol.mm-list { display: grid; gap: 6px; }
.mm-list li { margin: 0; display: grid; grid-template-columns: 1.6em 46px 1fr; gap: 10px;
  align-items: center; padding: 6px 8px; border-radius: 8px; border: 1px solid transparent; }
.mm-list li.mm-hit { border-color: #2F8F86; background: rgba(47, 143, 134, .10); }
.mm-rank { text-align: right; opacity: .65; font-variant-numeric: tabular-nums; }
.mm-poster { display: block; width: 100%; aspect-ratio: 2 / 3; object-fit: cover;
  border-radius: 6px; background: rgba(128, 120, 110, .22); }
span.mm-poster { display: grid; place-items: center; font-weight: 600; opacity: .7; }
.mm-title { font-weight: 600; line-height: 1.25; overflow-wrap: anywhere; }
.mm-note { font-size: .8em; opacity: .75; line-height: 1.3; }
.mm-strip .mm-title { font-size: .8em; margin-top: 4px; display: -webkit-box; overflow: hidden;
  -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
.mm-tag { display: inline-block; font-size: .74em; font-weight: 600; border-radius: 99px;
  padding: 1px 8px; margin: 3px 4px 0 0; border: 1px solid currentColor; }
.mm-tag.mm-found { background: #237A72; border-color: #237A72; color: #fff; }
</style>
"""


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
    st.html(f'{STYLE}<ul class="mm-strip" tabindex="0" aria-label="{escape(label)}">{items}</ul>')


def ranked(cards: Sequence[Card], label: str) -> None:
    """Cards below each other with their ranks, hits marked."""
    items = "".join(
        f'<li class="{"mm-hit" if card.hit else ""}"><span class="mm-rank">{card.rank}</span>'
        f"{_poster(card)}<div>{_words(card)}</div></li>"
        for card in cards
    )
    st.html(f'{STYLE}<ol class="mm-list" aria-label="{escape(label)}">{items}</ol>')


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
