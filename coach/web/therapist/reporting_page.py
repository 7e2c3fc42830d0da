"""The visit note, the report and what can be taken along."""

from __future__ import annotations

import streamlit as st


def show() -> None:
    """Nothing yet."""
    st.title("Notes and reports")
