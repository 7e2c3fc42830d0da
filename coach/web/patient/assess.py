"""Page script: Check-ups."""

import streamlit as st

st.title("Check-ups")
