"""The frame around every page: menu, title, and the dataset that all of it speaks about."""

from functools import partial
from pathlib import Path
from typing import Any, Final

import streamlit as st

from mmrec.ui import cards, following, state
from mmrec.ui.loading import LOADED
from mmrec.ui.training import TRAINED

STATIC: Final = Path(__file__).resolve().parents[2] / "static"
MENU: Final = {
    "Build": [
        ("pages/build/data.py", "Data", ":material/table_view:", "start"),
        ("pages/build/train.py", "Train", ":material/model_training:", "train"),
    ],
    "Judge": [("pages/judge/compare.py", "Compare", ":material/bar_chart:", "compare")],
    "Use": [("pages/use/recommend.py", "Recommend", ":material/recommend:", "recommend")],
}
"""Section → page file, title, icon, address.  The first page is the one that opens."""
WAITS: Final = (LOADED, TRAINED)
"""What a visit may wait for, wherever it goes meanwhile."""


def settings() -> None:
    """Browser title, width and mark; to be called first."""
    st.set_page_config(page_title="mmrec", page_icon=str(STATIC / "icon.svg"), layout="wide")
    st.logo(str(STATIC / "mmrec.svg"), size="large")
    st.html(STATIC / "mmrec.css")


def menu() -> Any:
    """Show the menu; returns the page that was asked for."""
    first = next(iter(MENU.values()))[0][0]
    sections: dict[str, list[Any]] = {
        section: [
            st.Page(file, title=title, icon=icon, url_path=address, default=file == first)
            for file, title, icon, address in pages
        ]
        for section, pages in MENU.items()
    }
    return st.navigation({**sections, "": [_detour("data", first)]})


def _detour(address: str, file: str) -> Any:
    """An address that people guess for the first page, which Streamlit serves at the root only."""
    go = partial(st.switch_page, file)
    return st.Page(go, title=address, url_path=address, visibility="hidden")


def around() -> None:
    """The dataset in the sidebar, and what was left to say from before the rerun."""
    state.settle()
    with st.sidebar:
        cards.dataset_badge(state.require_dataset())
        for wait in WAITS:
            following.signpost(wait)
    for wait in WAITS:
        following.progress(wait)
    if sentence := state.said():
        st.toast(sentence, icon=":material/check_circle:")
