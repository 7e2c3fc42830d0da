"""What the patient agreed to, and who looked at what."""

from __future__ import annotations

import streamlit as st


def show() -> None:
    """Nothing yet."""
    st.title("Who sees what")
