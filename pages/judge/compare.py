"""Compare: put runs side by side, with intervals and reference lines."""

import streamlit as st

from mmrec.ui import comparing, state

st.title("Compare")
st.caption("Is one better than the other, and is the difference larger than chance?")

runs = comparing.choose_runs(state.require_dataset())
comparing.check_comparable(runs)

left, right = st.columns(2)
with left:
    comparing.accuracy_chart(runs)
    comparing.ranking_chart(runs)
with right:
    comparing.recall_chart(runs)
comparing.figures_table(runs)
