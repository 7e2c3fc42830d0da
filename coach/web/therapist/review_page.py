"""A recorded set, looked at with the patient: chosen from a list, or opened from another page."""

from __future__ import annotations

import streamlit as st

from coach.records import NotFoundError, parse_set_id
from coach.web.problems import plain, say_problem
from coach.web.store import patient_care, single_user
from coach.web.therapist.reviewing import PRESENTING, SET, close_set
from coach.web.therapist.reviewing_list import show_list
from coach.web.therapist.reviewing_set import show_set
from poses.errors import UserFacingError

_NO_NAMES = "<style>.st-key-top { display: none !important; }</style>"


def show() -> None:
    """The set that was opened, else the list."""
    wanted = st.session_state.get(SET)
    presenting = bool(wanted and st.session_state.get(PRESENTING))
    if presenting:
        # Somebody else may see this screen: the bar has the patient's name.
        st.html(_NO_NAMES)
    else:
        st.title("Review")
    try:
        care = patient_care()
        if not presenting and not single_user():
            st.markdown(f"For **{plain(care.patient.display_name)}**")
        if wanted:
            show_set(care, parse_set_id(str(wanted)))
        else:
            show_list(care)
    except UserFacingError as error:
        say_problem(str(error))
        if wanted and isinstance(error, NotFoundError):
            st.button("All sets", key="review-back-none", on_click=close_set)
