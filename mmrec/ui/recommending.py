"""What the Recommend page asks and shows."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from mmrec import schema, viewers
from mmrec.dataset import Dataset
from mmrec.errors import MmrecError
from mmrec.models.registry import MODELS
from mmrec.path import LAMS
from mmrec.recommendation import Entry, held_out, history, recommend
from mmrec.runs import Run
from mmrec.splits import Split
from mmrec.ui import caching, poster_list, run_chooser, state
from mmrec.ui.charts_path import lam_text
from mmrec.ui.words import number, plain

HISTORY_SHOWN = 40


def choose_runs(dataset: Dataset) -> list[Run]:
    """Runs on this dataset, each of which gives one list."""
    stored = caching.runs(dataset.fingerprint)
    return run_chooser.choose(dataset, stored, first=2, name=state.LISTED)


def split_of(dataset: Dataset, run: Run) -> Split:
    """The split that a run was trained and measured on."""
    config = run.config
    return caching.split(dataset, config.protocol, config.test_fraction, config.seed)


def choose_viewer(split: Split) -> int:
    """One viewer: searched by id or persona, or picked from the most or least active."""
    place = st.container()
    with st.grid(2, min_column_width=150):
        order = _choose_order(split)
        words = st.text_input(
            "Search viewers", placeholder="Part of an id or a name", icon=":material/search:",
            key="recommend_search", live=True,
        )  # fmt: skip
    found = _offered(split, order, (words or "").strip())
    if found.empty:
        st.info(f"No viewer matches {plain(words)}. Try part of an id.")
        st.stop()
    with place:
        user_id = _choose_among(found, split.dataset.n_users)
    return int(split.dataset.user_positions([user_id])[0])


def _choose_order(split: Split) -> str:
    known = viewers.orders(split)
    order: str = st.selectbox(
        "Offer first", known, format_func=viewers.ORDERS.__getitem__, key="recommend_order",
        persist_state="session", on_change=state.forget_viewer,
    )  # fmt: skip
    return order


def _offered(split: Split, order: str, words: str) -> pd.DataFrame:
    """The viewers to choose from; without a search, who was chosen or linked is among them."""
    found = caching.viewers_found(split, order, words)
    chosen = state.chosen_viewer()
    if words or chosen is None or (found[schema.USER_ID] == chosen).any():
        return found
    like_it = caching.viewers_found(split, order, chosen)
    linked = like_it[like_it[schema.USER_ID] == chosen]
    if linked.empty:
        st.warning(
            f"Viewer {plain(chosen)} of this address has no history in this dataset and split; "
            "another one is shown."
        )
    return pd.concat([linked, found])


def _choose_among(found: pd.DataFrame, n_users: int) -> str:
    label = {str(row.user_id): _viewer_label(row) for row in found.itertuples()}
    state.offer_viewers(list(label))
    user_id: str = st.selectbox(
        f"Viewer, of {number(n_users)}", list(label), format_func=label.__getitem__,
        key=state.VIEWER_BOX,
    )  # fmt: skip
    state.show_viewer(user_id)
    return user_id


def choose_lists(runs: Sequence[Run]) -> tuple[float | None, int]:
    """Another λ for the lists, and how many films each shows."""
    with st.grid(2, min_column_width=150):
        k = st.slider("Films in each list", 5, 30, 10, key="recommend_k", persist_state="session")
        lam = choose_lam(runs)
    return lam, k


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
    if len(runs) == 1:
        st.caption("Choose a second run above to see two lists side by side.")
    items = [{entry.item for entry in entries} for entries in found]
    columns = st.columns(max(2, len(runs)))[: len(runs)]
    for place, (column, run, entries) in enumerate(zip(columns, runs, found, strict=True)):
        others = set().union(*(items[:place] + items[place + 1 :])) if len(runs) > 1 else None
        with column:
            note = _lam_note(run, lam) + _found(dataset, run, user, entries)
            _show(dataset, run, entries, others, note)


def _found(dataset: Dataset, run: Run, user: int, entries: list[Entry]) -> str:
    """How many of what was held out the list found."""
    if not (n := len(held_out(run, split_of(dataset, run), user))):
        return "nothing of this viewer was held out to be found"
    return f"{sum(entry.hit for entry in entries)} of {number(n)} held-out films found"


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
    dataset: Dataset, run: Run, entries: list[Entry], others: set[int] | None, note: str
) -> None:
    with st.container(gap="xxsmall"):
        st.markdown(f"**{plain(run.label)}**")
        st.caption(note)
    cards = [
        poster_list.card_of(
            dataset, entry.item, rank=entry.rank, hit=entry.hit,
            tags=["only here"] if others is not None and entry.item not in others else [],
        )
        for entry in entries
    ]  # fmt: skip
    poster_list.ranked(cards, f"Recommendations of {run.name}")


def explain_marks(runs: Sequence[Run]) -> None:
    """What the tags beside films mean."""
    alone = " **only here**: no other list has it." if len(runs) > 1 else ""
    st.caption(f"**✓ held out**: the viewer did watch this film, and no model was told.{alone}")


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
