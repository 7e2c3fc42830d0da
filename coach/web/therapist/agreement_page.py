"""How often the therapist agrees with the app."""

from __future__ import annotations

import streamlit as st


def show() -> None:
    """Nothing yet."""
    st.title("App and therapist")
