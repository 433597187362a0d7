"""Recommend: one viewer, their history, and what each run would list for them."""

import streamlit as st

from mmrec.ui import comparing, recommending, state

dataset = state.require_dataset()

st.title("Recommend")
st.caption("Choose a viewer and see, side by side, what each run would show them.")

ask, choose = st.columns(2, gap="medium")
with ask:
    runs = recommending.choose_runs(dataset)
    lam, k = recommending.choose_lists(runs)
with choose:
    split = recommending.split_of(dataset, runs[0])
    user = recommending.choose_viewer(split)

recommending.who(split, user)
st.subheader("Lists")
recommending.explain_marks(runs)
comparing.check_comparable(runs)
recommending.lists(dataset, runs, user, k, lam)
