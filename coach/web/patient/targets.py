"""Page script: Targets."""

import streamlit as st

st.title("Targets")
