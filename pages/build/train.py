"""Train: switch modalities, set λ, train in place, and see what it gives."""

import streamlit as st

from mmrec.ui import run_view, state, train_form, training

dataset = state.require_dataset()

st.title("Train")
st.caption("Choose what the model may know. One fit serves every λ, so λ can be moved afterwards.")

ask, show = st.columns([2, 3], gap="large")
with ask:
    settings, place = train_form.experiment(dataset)
with place:
    training.ask_and_start(dataset, settings)
with show:
    training.conclude()
    run_view.results(dataset, settings)
