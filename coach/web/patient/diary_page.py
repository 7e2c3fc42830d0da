"""The diary: writing in it, its days, what it shows, and what can ease pain."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.web.asset import asset
from coach.web.patient.diary_days import show_days
from coach.web.patient.diary_easing import show_easing
from coach.web.patient.diary_keeping import PROBLEM, SAID
from coach.web.patient.diary_notices import show_notices
from coach.web.patient.diary_now import show_now
from coach.web.patient.diary_shown import show_patterns
from coach.web.problems import say_problem
from coach.web.store import my_care
from poses.errors import UserFacingError

_VIEWS: Final = {
    "Write": show_now,
    "My days": show_days,
    "What it shows": show_patterns,
    "What can help": show_easing,
}


def show() -> None:
    """One of the four views, and above it what should be read first."""
    st.html(f"<style>{asset('diary.css')}</style>")
    st.title("Diary")
    view = st.segmented_control(
        "What would you like to do?",
        list(_VIEWS),
        default="Write",
        required=True,
        key="diary-view",
        label_visibility="collapsed",
    )
    try:
        care = my_care()
        show_notices()
        _say()
        _VIEWS[view](care)
    except UserFacingError as error:
        say_problem(str(error))


def _say() -> None:
    """What the last press of a button came to."""
    problem = st.session_state.pop(PROBLEM, None)
    if problem:
        say_problem(problem)
    said = st.session_state.pop(SAID, None)
    if said:
        st.success(said, icon=":material/check_circle:")
