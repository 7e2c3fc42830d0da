"""One patient on one page."""

from __future__ import annotations

import streamlit as st


def show() -> None:
    """Nothing yet."""
    st.title("Overview")
