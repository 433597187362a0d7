"""What pages show, piece by piece: each function draws one thing from what it is given."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from mmrec import schema
from mmrec.dataset import Dataset
from mmrec.findings import as_table
from mmrec.ui import charts_data, forms
from mmrec.ui.caching import describe, small_poster
from mmrec.ui.words import number, percent, plain

ROW_HEIGHT = 76


def dataset_badge(dataset: Dataset) -> None:
    """Name, size, notice and fingerprint of the data that the page speaks about."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(dataset.name)}**")
        st.caption(
            f"{number(dataset.n_users)} viewers × {number(dataset.n_items)} films  \n"
            f"{number(len(dataset.interactions))} interactions"
        )
        if dataset.notice:
            st.caption(f":material/info: {plain(dataset.notice)}")
        st.caption(f"Fingerprint `{dataset.fingerprint[:8]}`")


def heading(dataset: Dataset) -> None:
    """The name of the dataset, and what must be said wherever it is shown."""
    st.header(plain(dataset.name))
    if dataset.notice:
        st.caption(plain(dataset.notice))


def numbers(dataset: Dataset) -> None:
    """The size of a dataset in a row of numbers."""
    facts = {
        "Viewers": number(dataset.n_users),
        "Films": number(dataset.n_items),
        "Interactions": number(len(dataset.interactions)),
        "Density": percent(dataset.density),
    }
    help_of = {"Density": "Interactions as a share of all viewer–film pairs."}
    with st.grid(4, min_column_width=140):
        for label, value in facts.items():
            st.metric(label, value, border=True, help=help_of.get(label))


def chart(title: str, figure: go.Figure, note: str = "") -> None:
    """A figure under its title, with a sentence for those who cannot see it."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{title}**")
        if note:
            st.caption(note)
        draw(figure, title)


def draw(figure: go.Figure, key: str) -> None:
    """A figure without a toolbar, with its sentence for those who cannot see it."""
    st.plotly_chart(figure, alt=charts_data.alt(figure), config={"displayModeBar": False}, key=key)


def modalities(dataset: Dataset) -> None:
    """How much of the catalogue each modality speaks about."""
    chart(
        "What each modality covers",
        charts_data.coverage_bars(describe["coverage"](dataset)),
        "The share of films that have it; of interactions, for ratings. Pale is missing.",
    )


def shape(dataset: Dataset) -> None:
    """Ratings, long tail, activity and time, as far as the data has them."""
    with st.grid(2, min_column_width=340):
        if dataset.has_ratings:
            counts = describe["rating_counts"](dataset)
            chart("Ratings", charts_data.rating_histogram(counts, dataset.liked_from))
        share = describe["share_of_top"](dataset)
        tail = describe["long_tail"](dataset)
        chart("The long tail", charts_data.long_tail(tail, share))
        chart("How active viewers are", charts_data.activity(describe["activity"](dataset)))
        if dataset.has_timestamps:
            chart("When", charts_data.timeline(describe["timeline"](dataset)))


def findings(dataset: Dataset) -> None:
    """Everything that was noticed while the files were read."""
    st.subheader("What was noticed")
    if not dataset.findings:
        st.caption("Nothing: every row of every file was used as it stands.")
        return
    st.caption("Nothing was corrected or left out silently.")
    table = as_table(dataset.findings)
    columns: dict[str, Any] = {
        "file": st.column_config.TextColumn("File", width=120),
        "row": st.column_config.NumberColumn("First row", format="localized", width=70),
        "column": st.column_config.TextColumn("Column", width=90),
        "what": st.column_config.TextColumn("Found", width=220),
        "done": st.column_config.TextColumn("What was done", width=220),
        "remedy": st.column_config.TextColumn("What you can do", width=220),
    }
    st.dataframe(
        table[list(columns)],
        hide_index=True,
        row_height=ROW_HEIGHT,
        column_config=columns,
        placeholder="",
        alt=f"{len(table)} findings about the files of this dataset.",
    )


@st.fragment
def film_browser(dataset: Dataset) -> None:
    """Every film with its poster, to search and to leaf through."""
    st.subheader("Films")
    found, words, per_page = forms.search_films(describe["films"](dataset))
    if found.empty:
        st.info(f"No film matches {plain(words)}. Try fewer words, or part of a word.")
        return
    count = st.empty()
    place = st.container()
    page = forms.leaf(len(found), per_page, key=f"data_page_{words}_{per_page}")
    first = (page - 1) * per_page
    shown = found.iloc[first : first + per_page]
    count.caption(f"Films {first + 1:,} to {first + len(shown):,} of {len(found):,}")
    with place:
        film_table(shown)


def film_table(films: pd.DataFrame) -> None:
    """Rows of `mmrec.description.films`, with posters where there are any."""
    columns: dict[str, Any] = {
        "poster": st.column_config.ImageColumn("Poster", width=64),
        schema.TITLE: st.column_config.TextColumn("Title", width=240),
        schema.YEAR: st.column_config.NumberColumn("Year", format="%d", width=64),
        schema.GENRES: st.column_config.TextColumn("Genres", width=170),
        schema.DIRECTORS: st.column_config.TextColumn("Directors", width=150),
        "viewers": st.column_config.NumberColumn("Viewers", format="localized", width=76),
        "mean_rating": st.column_config.NumberColumn("Mean rating", format="%.2f", width=96),
    }
    table = films.assign(poster=pd.Series(thumbnails(films), index=films.index, dtype=object))
    present = [c for c in columns if table[c].notna().any() and (table[c] != "").any()]
    st.dataframe(
        table[present],
        hide_index=True,
        row_height=ROW_HEIGHT if "poster" in present else None,
        height=560,
        column_config=columns,
        placeholder="",
        alt=f"{len(films)} films, the most watched first.",
    )


def thumbnails(films: pd.DataFrame) -> list[str | None]:
    """A data URL for each film, None where it has no poster."""
    pairs = zip(films[schema.POSTER_HASH], films[schema.POSTER], strict=True)
    return [small_poster(h, p) if isinstance(p, str) else None for h, p in pairs]
