"""Which set the page of reviews shows, and how, remembered for the person at the screen."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.records import SetId

SET: Final = "review-set"
AT: Final = "review-at"
REPETITION: Final = "review-repetition"
PRESENTING: Final = "review-presenting"
KNOWN: Final = "review-known"
ANSWER: Final = "review-answer"


def open_set(set_id: SetId, at_s: float | None = None) -> None:
    """Let the page of reviews show this set, at ``at_s`` seconds of it where that is given."""
    close_set()
    st.session_state[SET] = str(set_id)
    if at_s is not None:
        st.session_state[AT] = at_s


def close_set() -> None:
    """Let it show the list of sets again."""
    for key in (SET, AT, REPETITION, KNOWN, ANSWER):
        st.session_state.pop(key, None)
