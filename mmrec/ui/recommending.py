"""What the Recommend page asks and shows."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from mmrec import schema, viewers
from mmrec.comparison import protocol_in_words
from mmrec.dataset import Dataset
from mmrec.errors import MmrecError
from mmrec.models.registry import MODELS
from mmrec.path import LAMS
from mmrec.recommendation import Entry, history, recommend
from mmrec.runs import Run, list_runs
from mmrec.splits import Split
from mmrec.ui import caching, poster_list, run_chooser
from mmrec.ui.charts_path import lam_text
from mmrec.ui.words import number, plain

MOST_RUNS = 4
HISTORY_SHOWN = 40


def choose_runs(dataset: Dataset) -> list[Run]:
    """Runs on this dataset, each of which gives one list."""
    stored = list_runs(dataset.fingerprint)
    return run_chooser.choose(dataset, stored, first=2, most=MOST_RUNS, key="lists")


def split_of(dataset: Dataset, run: Run) -> Split:
    """The split that a run was trained and measured on."""
    config = run.config
    return caching.split(dataset, config.protocol, config.test_fraction, config.seed)


def choose_viewer(split: Split) -> int:
    """One viewer: searched by id or persona, or picked from the most or least active."""
    known = viewers.orders(split)
    order: str = st.segmented_control(
        "Viewers to offer first", known, default=known[0], required=True, key="recommend_order",
        format_func=viewers.ORDERS.__getitem__, persist_state="session",
    )  # fmt: skip
    words = st.text_input(
        "Search viewers", placeholder="Part of an id or a name", icon=":material/search:",
        key="recommend_search", live=True,
    )  # fmt: skip
    found = viewers.find(split, order, words or "")
    if found.empty:
        st.info(f"No viewer matches {plain(words)}. Try part of an id.")
        st.stop()
    label = {row.user_id: _viewer_label(row) for row in found.itertuples()}
    user_id = st.selectbox(
        f"Viewer, of {number(split.dataset.n_users)}", list(label), format_func=label.__getitem__,
        key="viewer", bind="query-params",
    )  # fmt: skip
    return int(split.dataset.user_positions([user_id])[0])


def choose_length() -> int:
    """How many films each list shows."""
    return st.slider("Films in each list", 5, 30, 10, key="recommend_k", persist_state="session")


def choose_lam(runs: Sequence[Run]) -> float | None:
    """Another λ for the lists whose model has one; None: as each was trained."""
    if not any(MODELS[run.config.model].has_lam and run.facts["has_model"] for run in runs):
        return None
    lam: float | None = st.select_slider(
        "λ of these lists", [None, *LAMS], value=None, key="recommend_lam",
        format_func=lambda lam: "as trained" if lam is None else lam_text(lam),
        persist_state="session", help="Moves the lists without training again.",
    )  # fmt: skip
    return lam


def who(split: Split, user: int) -> None:
    """The viewer's name, what is known of them, and the films they have in train."""
    row = split.dataset.users.iloc[user]
    persona = row.get(schema.PERSONA)
    user_id = row[schema.USER_ID]
    name = f"{persona} ({user_id})" if isinstance(persona, str) else f"Viewer {user_id}"
    st.subheader(plain(str(name)))
    if isinstance(row.get(schema.ABOUT), str):
        st.markdown(plain(row[schema.ABOUT]))
    seen = history(split, user)
    st.caption(
        f"History: {number(len(seen))} films in the training part, best rated first"
        + (f"; the first {HISTORY_SHOWN} are shown." if len(seen) > HISTORY_SHOWN else ".")
    )
    ratings = _ratings(split, user)
    cards = [
        poster_list.card_of(split.dataset, int(item), note=_stars(ratings.get(int(item))))
        for item in seen[:HISTORY_SHOWN]
    ]
    poster_list.strip(cards, "Watch history")


def lists(dataset: Dataset, runs: Sequence[Run], user: int, k: int, lam: float | None) -> None:
    """One list a run, side by side; hits marked, and films that only one of them has."""
    found = [_list(dataset, run, user, k, lam) for run in runs]
    items = [{entry.item for entry in entries} for entries in found]
    columns = st.columns(len(runs))
    for place, (column, run, entries) in enumerate(zip(columns, runs, found, strict=True)):
        others = set().union(*(items[:place] + items[place + 1 :])) if len(runs) > 1 else None
        with column:
            _show(dataset, run, entries, others, lam)


def _list(dataset: Dataset, run: Run, user: int, k: int, lam: float | None) -> list[Entry]:
    movable = MODELS[run.config.model].has_lam and run.facts["has_model"]
    try:
        return recommend(
            run, split_of(dataset, run), user, k, partial(caching.model, run),
            lam if movable else None,
        )  # fmt: skip
    except MmrecError as error:
        st.warning(plain(str(error)))
        return []


def _show(
    dataset: Dataset, run: Run, entries: list[Entry], others: set[int] | None, lam: float | None
) -> None:
    st.markdown(f"**{plain(run.name)}**")
    hits = sum(entry.hit for entry in entries)
    st.caption(f"{_lam_note(run, lam)}{hits} of {len(entries)} were held out and found")
    cards = [
        poster_list.card_of(
            dataset, entry.item, rank=entry.rank, hit=entry.hit,
            tags=["only here"] if others is not None and entry.item not in others else [],
        )
        for entry in entries
    ]  # fmt: skip
    poster_list.ranked(cards, f"Recommendations of {run.name}")


def explain_protocol(runs: Sequence[Run]) -> None:
    """What the marks mean, and what the lists were measured on."""
    st.caption(
        "✓ held out: the viewer did watch this film, and no model was told. only here: no other "
        f"list has it. {plain(protocol_in_words(runs[0]))}."
    )


def _lam_note(run: Run, lam: float | None) -> str:
    if run.facts["lam"] is None:
        return ""
    shown = run.facts["lam"] if lam is None or not run.facts["has_model"] else lam
    return f"λ = {lam_text(shown)} · "


def _ratings(split: Split, user: int) -> dict[int, float]:
    rows = split.train[split.train[schema.USER_IDX] == user]
    return dict(zip(rows[schema.ITEM_IDX].tolist(), rows[schema.RATING].tolist(), strict=True))


def _stars(rating: float | None) -> str:
    return f"★ {rating:g}" if rating is not None and pd.notna(rating) else "watched"


def _viewer_label(row: object) -> str:
    persona = row.persona  # type: ignore[attr-defined]
    name = f"{persona} · " if isinstance(persona, str) else ""
    return f"{name}{row.user_id} · {row.seen} films"  # type: ignore[attr-defined]
