"""What pages ask: each function draws a few widgets and returns the answer."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from mmrec.description import matching
from mmrec.limits import limits
from mmrec.sources import MOVIELENS
from mmrec.sources.files import PERHAPS, POSTERS, TABLES
from mmrec.ui.words import number, plain

SAMPLE, PUBLISHED, UPLOAD, STORED = "Sample", "MovieLens", "Upload", "Stored"
DOORS: Final = (SAMPLE, PUBLISHED, UPLOAD, STORED)
"""Without icons, so that they fit into one row on a phone."""
PAGE_SIZES: Final = (25, 50)


def door() -> str:
    """Through which of the doors data shall come in."""
    answer: str = st.segmented_control(
        "Where the data comes from",
        DOORS,
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


def choose_published() -> tuple[str, bool]:
    """The name of a published dataset, and whether its terms are accepted."""
    name = st.selectbox(
        "Dataset", list(MOVIELENS), format_func=_published_label, key="data_published"
    )
    st.caption(plain(MOVIELENS[name].licence))
    accepted = st.checkbox("I accept these terms", key=f"data_terms_{name}")
    return name, accepted


def upload(key: str) -> list[Any]:
    """Files from the visitor's computer."""
    kinds = [e.removeprefix(".") for e in (*TABLES, *PERHAPS, *POSTERS, ".zip")]
    answer: list[Any] = st.file_uploader(
        "Tables, posters, or a zip archive of both",
        type=kinds,
        accept_multiple_files=True,
        max_upload_size=limits().upload_megabytes,
        key=key,
        help="One table must say who watched what; films, reviews, tables of numbers by film and "
        "posters may come with it. Nothing leaves this computer.",
    )
    return answer


def choose_stored(datasets: pd.DataFrame, current: str) -> str | None:
    """The fingerprint of one of the datasets on this computer."""
    label = {str(r.fingerprint): _stored_label(r) for r in datasets.itertuples()}
    options: Sequence[str] = list(label)
    index = options.index(current) if current in options else 0
    answer: str | None = st.selectbox(
        "Datasets on this computer",
        options,
        index=index,
        format_func=label.__getitem__,
        key="data_stored",
    )
    return answer


def _published_label(name: str) -> str:
    about = MOVIELENS[name]
    return (
        f"{about.label} · {number(about.n_users)} viewers × {number(about.n_items)} films · "
        f"{number(about.n_ratings)} ratings · {about.megabytes} MB"
    )


def _stored_label(row: Any) -> str:
    size = f"{number(row.n_users)} viewers × {number(row.n_items)} films"
    return f"{row.name} · {size} · {row.saved[:10]} · {row.fingerprint[:8]}"
