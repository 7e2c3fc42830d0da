"""Page script: Teach an exercise."""

import streamlit as st

st.title("Teach an exercise")
