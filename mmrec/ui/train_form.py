"""The Train page's questions: model, modalities, λ, and how it is measured."""

from typing import Any, Final

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mmrec import features, schema
from mmrec.dataset import Dataset
from mmrec.experiment import RELEVANT, ExperimentConfig
from mmrec.features import Modality
from mmrec.models.registry import MODELS, ModelSpec
from mmrec.path import LAMS
from mmrec.settings import Setting, settings_of
from mmrec.splits import PROTOCOLS
from mmrec.ui import caching, state
from mmrec.ui.caching import ModalityNote
from mmrec.ui.charts_path import lam_text
from mmrec.ui.state import LAM
from mmrec.ui.theme import colour_of

ABOUT: Final = settings_of(ExperimentConfig)
DEFAULT_LAM: Final = min(LAMS, key=lambda lam: abs(lam - 300))


def experiment(dataset: Dataset) -> tuple[dict[str, Any], DeltaGenerator]:
    """All settings of an experiment as the controls stand, not yet checked; a place below λ."""
    model = choose_model()
    spec = MODELS[model]
    chosen = {"modalities": choose_modalities(dataset, spec), "lam": choose_lam(spec)}
    place = st.container()
    with st.expander("How it is measured", icon=":material/straighten:"):
        measured = choose_measure(dataset)
    with st.expander("Further settings", icon=":material/tune:"):
        seed, own = choose_further(spec)
    return {"model": model, **chosen, **measured, "seed": seed, "settings": own}, place


def choose_model() -> str:
    """One row of the table of models."""
    answer: str = st.selectbox(
        ABOUT["model"].label, list(MODELS), format_func=lambda name: MODELS[name].label,
        key="model", bind="query-params",
    )  # fmt: skip
    st.caption(MODELS[answer].about)
    return answer


def choose_modalities(dataset: Dataset, spec: ModelSpec) -> tuple[str, ...]:
    """A toggle for each modality, with its coverage and its cost."""
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        st.markdown("**Modalities**", width="content")
        st.caption("covers · time to prepare", width="content")
    if not spec.uses_modalities:
        st.caption(f"{spec.label} looks at none of them; the switches have no effect on it.")
    known = features.available(dataset)
    notes = caching.modality_notes(dataset, state.shown_run())
    with st.container(gap="xxsmall"):
        switched = [_switch(modality, notes[name], spec) for name, modality in known.items()]
    return tuple(name for name, on in zip(known, switched, strict=True) if on)


def _switch(modality: Modality, note: ModalityNote, spec: ModelSpec) -> bool:
    """A row: the modality's colour, its switch, and what it covers and costs."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xsmall"):
        colour = colour_of(modality.name)
        st.html(f'<span class="mm-dot" style="background:{colour}"></span>', width="content")
        on = _toggle(modality, note, spec)
        st.caption(note.short, width="content")
    return on


def _toggle(modality: Modality, note: ModalityNote, spec: ModelSpec) -> bool:
    """Where a dataset lacks the modality it is off, whatever was set for another dataset."""
    if not note.there:
        return st.toggle(
            modality.label, key=f"no_{modality.name}", help=modality.help, disabled=True,
            width="stretch",
        )  # fmt: skip
    return st.toggle(
        modality.label, value=True, key=f"use_{modality.name}", bind="query-params",
        help=f"{modality.help} {note.long}", disabled=not spec.uses_modalities, width="stretch",
    )  # fmt: skip


def choose_lam(spec: ModelSpec) -> float:
    """λ on a logarithmic scale, with 0 at its left end."""
    lam: float = st.select_slider(
        "λ: how much the modalities may decide", LAMS, value=DEFAULT_LAM, format_func=lam_text,
        key=LAM, bind="query-params", disabled=not spec.has_lam,
        help="How strongly films lean on others that their modalities call alike. 0 trusts watch "
        "history alone; far to the right the modalities decide. After training, moving it "
        "does not train again.",
    )  # fmt: skip
    if not spec.has_lam:
        st.caption(f"{spec.label} has no λ: nothing in it is regularised.")
    return lam


def choose_measure(dataset: Dataset) -> dict[str, Any]:
    """How the model is measured: list length, split, what counts."""
    k = st.slider(ABOUT["k"].label, 1, int(ABOUT["k"].high or 1), 10, key="k", bind="query-params")
    with st.grid(2, min_column_width=158):
        protocol = choose_protocol(dataset)
        relevant = st.selectbox(
            ABOUT["relevant"].label, list(RELEVANT) if dataset.has_ratings else ["watched"],
            format_func=lambda name: RELEVANT[name].capitalize(), key="relevant",
            bind="query-params",
        )  # fmt: skip
        fraction = choose_fraction(protocol)
        liked_from = choose_liked_from(dataset)
    return {
        "k": k, "protocol": protocol, "relevant": relevant, "test_fraction": fraction,
        "liked_from": liked_from,
    }  # fmt: skip


def choose_protocol(dataset: Dataset) -> str:
    """How interactions are divided; by time only where they are dated."""
    known = [p for p in PROTOCOLS if p != "time" or dataset.has_timestamps]
    answer: str = st.selectbox(
        ABOUT["protocol"].label, known, key="split", bind="query-params",
        format_func=lambda name: f"{name.replace('-', ' ').capitalize()}: {PROTOCOLS[name]}",
    )  # fmt: skip
    return answer


def choose_fraction(protocol: str) -> float:
    """The share that is held out."""
    share: int = st.slider(
        ABOUT["test_fraction"].label, 5, 50, 25, 5, format="%d %%", key="held_out",
        bind="query-params", disabled=protocol == "last",
        help="Of each viewer's films, of all interactions, or of the films, as the split says.",
    )  # fmt: skip
    return share / 100


def choose_liked_from(dataset: Dataset) -> float | None:
    """The rating from which a film counts as liked."""
    if dataset.liked_from is None:
        st.selectbox(ABOUT["liked_from"].label, ["no ratings"], disabled=True, key="no_liked_from")
        return None
    given = np.unique(dataset.interactions[schema.RATING].dropna())[1:]
    options = [float(value) for value in given] or [dataset.liked_from]
    answer: float = st.selectbox(
        ABOUT["liked_from"].label, options, index=_nearest(options, dataset.liked_from),
        format_func=lambda value: f"{value:g}", key="liked_from", bind="query-params",
        help=ABOUT["liked_from"].help,
    )  # fmt: skip
    return answer


def choose_further(spec: ModelSpec) -> tuple[int, dict[str, Any]]:
    """The seed, and the model's further settings that differ from their defaults."""
    defaults = spec.config()
    seed = _number("seed", ABOUT["seed"], 42)
    own = {
        name: _number(f"{spec.label}_{name}", about, getattr(defaults, name))
        for name, about in settings_of(spec.config).items()
        if name != "lam"
    }
    return seed, {n: v for n, v in own.items() if v != getattr(defaults, n)}


def _number(key: str, about: Setting, default: Any) -> Any:
    """A number field; a whole number stays one."""
    kind = type(default)
    return st.number_input(
        about.label, kind(about.low or 0), kind(about.high or 0), default, key=f"train_{key}",
        help=about.help or None, persist_state="session",
        format=None if kind is int else "%g", step=1 if kind is int else 0.05,
    )  # fmt: skip


def _nearest(options: list[float], wanted: float) -> int:
    return int(np.argmin([abs(value - wanted) for value in options]))
