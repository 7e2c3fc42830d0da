"""Page script: Lifting."""

import streamlit as st

st.title("Lifting")
