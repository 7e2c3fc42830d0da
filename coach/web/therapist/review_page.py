"""A recorded set, looked at with the patient."""

from __future__ import annotations

import streamlit as st


def show() -> None:
    """Nothing yet."""
    st.title("Review")
