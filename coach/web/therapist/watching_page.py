"""A set as it goes on, watched with the patient's permission."""

from __future__ import annotations

import streamlit as st


def show() -> None:
    """Nothing yet."""
    st.title("Live")
