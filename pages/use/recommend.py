"""Recommend: one viewer, their history, and what each run would list for them."""

import streamlit as st

from mmrec.ui import recommending, state

dataset = state.require_dataset()

st.title("Recommend")
st.caption("Choose a viewer and see, side by side, what each run would show them.")

ask, choose = st.columns(2, gap="large")
with ask:
    runs = recommending.choose_runs(dataset)
    lam = recommending.choose_lam(runs)
    k = recommending.choose_length()
with choose:
    split = recommending.split_of(dataset, runs[0])
    user = recommending.choose_viewer(split)

recommending.who(split, user)
st.subheader("Lists")
recommending.explain_protocol(runs)
recommending.lists(dataset, runs, user, k, lam)
