"""The page about lifting: how it looked, how heavy it may be, and what comes next."""

from __future__ import annotations

from typing import Final

import streamlit as st

import coach.web.patient.lifting_mine as mine
import coach.web.patient.lifting_steps as steps
import coach.web.patient.lifting_weight as weight
from coach.web.problems import say_problem
from poses.errors import UserFacingError

_TABS: Final = (
    '.stTabs [role="tab"] { min-height: 3rem; padding: 0 0.9rem; }'
    '.stTabs [role="tab"] p { font-size: 1.15rem; font-weight: 600; }'
    '@media (max-width: 640px) { .stTabs [role="tab"] { padding: 0 0.3rem; }'
    ' .stTabs [role="tab"] p { font-size: 1rem; } }'
)


def show() -> None:
    """Three tabs."""
    st.title("Lifting")
    st.html(f"<style>{_TABS}</style>")
    st.markdown("See how you lift, learn what makes a load heavy, and practise in small steps.")
    tabs = st.tabs(["My lifts", "How heavy?", "Lifting ladder"])
    for tab, part in zip(tabs, (mine, weight, steps), strict=True):
        with tab:
            try:
                part.show()
            except UserFacingError as error:
                say_problem(str(error))
