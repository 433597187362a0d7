"""Data: choose a dataset, and see what is in it."""

import streamlit as st

from mmrec.ui import actions, cards, forms, loading, state

st.title("Data")
st.caption("Every page speaks about one dataset. Choose it here, and look at what is in it.")

door = forms.door()
loading.conclude()
with st.container(border=True):
    actions.enter(door)

dataset = state.require_dataset()
cards.heading(dataset)
cards.numbers(dataset)
cards.modalities(dataset)
cards.shape(dataset)
cards.film_browser(dataset)
cards.findings(dataset)
