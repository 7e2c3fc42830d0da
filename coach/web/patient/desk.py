"""Page script: Desk posture."""

import streamlit as st

st.title("Desk posture")
