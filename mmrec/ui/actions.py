"""What pages do: load, fetch and switch, each telling in a sentence how it went."""
from mmrec.ui import forms
import streamlit as st
def enter(door): st.write(door)
