"""What pages ask: each function draws a few widgets and returns the answer."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from mmrec.description import matching

SAMPLE, MOVIELENS, UPLOAD, STORED = "Sample", "MovieLens", "Upload", "On this computer"
DOORS: Final = {
    SAMPLE: ":material/local_movies:",
    MOVIELENS: ":material/cloud_download:",
    UPLOAD: ":material/upload_file:",
    STORED: ":material/folder_open:",
}
PAGE_SIZES: Final = (25, 50)


def door() -> str:
    """Through which of the doors data shall come in."""
    answer: str = st.segmented_control(
        "Where the data comes from",
        list(DOORS),
        format_func=lambda name: f"{DOORS[name]} {name}",
        default=SAMPLE,
        required=True,
        key="data_door",
        persist_state="session",
    )
    return answer


def search_films(films: pd.DataFrame) -> tuple[pd.DataFrame, str, int]:
    """The films that match what is typed, the words, and how many to show at once."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Search films",
            placeholder="A title, a genre, a director",
            icon=":material/search:",
            key="data_search",
            live=True,
        )
        size: int = st.segmented_control(
            "Films a page", PAGE_SIZES, default=PAGE_SIZES[0], required=True, key="data_page_size"
        )
    return matching(films, words or ""), words or "", size


def leaf(rows: int, per_page: int, key: str) -> int:
    """The page that is open, counted from 1."""
    pages = max(1, -(-rows // per_page))
    return st.pagination(pages, key=key) if pages > 1 else 1


def choose_stored(datasets: pd.DataFrame, current: str) -> str | None:
    """The fingerprint of one of the datasets on this computer."""
    label = {r.fingerprint: _stored_label(r) for r in datasets.itertuples()}
    options: Sequence[str] = list(label)
    index = options.index(current) if current in options else 0
    answer: str | None = st.selectbox(
        "Dataset", options, index=index, format_func=label.__getitem__, key="data_stored"
    )
    return answer


def _stored_label(row: object) -> str:
    size = f"{row.n_users:,} viewers × {row.n_items:,} films"  # type: ignore[attr-defined]
    saved = f"{str(row.saved)[:10]}"  # type: ignore[attr-defined]
    return f"{row.name} · {size} · {saved} · {row.fingerprint[:8]}"  # type: ignore[attr-defined]
