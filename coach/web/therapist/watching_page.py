"""Live: which patients exercise now, and a set as it goes on, if the patient allows it."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import streamlit as st

from coach import clock
from coach.records import NotFoundError, Person
from coach.records.sittings import LiveSitting, find_sitting, sittings_for
from coach.web.problems import plain, say_problem
from coach.web.store import PATIENT, chosen_patient, my_database, single_user, viewer
from coach.web.watching.component import show_watch
from poses.errors import UserFacingError

_SITTING: Final = "watching-sitting"
_TIME: Final = "watching-time"
_SAID: Final = "watching-said"
_LOOK_EVERY: Final = "5s"
_REVIEW: Final = "therapist/review.py"

_SINGLE: Final = """
You are the one person here: patient and therapist at once, so there is nobody to watch.

In a clinic with accounts, this page lists your patients who exercise now. You ask, the patient
allows it on their own screen, and you see their movement as lines and points, with count, angles
and cues. No video is sent. The page **Account** says how accounts are switched on.
"""

_HOW: Final = """
While your patient exercises, you can ask to watch. They see who asks and allow it, or not, each
time, and end it whenever they like. You see lines and points, count and angles; no video is sent.
"""


def show() -> None:
    """The list, or the one sitting that was chosen."""
    st.title("Live")
    if single_user():
        st.markdown(_SINGLE)
        return
    try:
        therapist = viewer()
        chosen = st.session_state.get(_SITTING)
        if isinstance(chosen, UUID):
            _watch(therapist, chosen)
        else:
            st.markdown(_HOW)
            if said := st.session_state.pop(_SAID, None):
                st.info(said, icon=":material/info:")
            if chosen_patient() is not None:
                st.page_link(_REVIEW, label="Open the review", icon=":material/slow_motion_video:")
            _list()
    except UserFacingError as error:
        say_problem(str(error))


def _watch(therapist: Person, chosen: UUID) -> None:
    try:
        sitting = find_sitting(my_database(), therapist, chosen)
    except NotFoundError as error:
        _leave(str(error))
        return
    time = st.session_state.get(_TIME, 0)
    came = show_watch(therapist, sitting, time=time, key=f"watch-{chosen}")
    if came.again:
        st.session_state[_TIME] = time + 1
        st.rerun()
    if came.left:
        st.session_state[PATIENT] = sitting.patient.id
        _leave(f"Anything you marked waits in the review of {plain(sitting.patient.display_name)}.")


@st.fragment(run_every=_LOOK_EVERY)
def _list() -> None:
    try:
        found = sittings_for(my_database(), viewer())
    except UserFacingError as error:
        say_problem(str(error))
        return
    if not found:
        st.markdown("None of your patients exercises with the camera now. This list looks again.")
    for sitting in found:
        _one(sitting)


def _one(sitting: LiveSitting) -> None:
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        key=f"card-live-{sitting.id}",
    ):
        st.markdown(
            f"**{plain(sitting.patient.display_name)}**  \n"
            f"{plain(sitting.exercise)} · {_since(sitting.begun_at)}"
        )
        if st.button(
            "Ask to watch",
            key=f"ask-{sitting.id}",
            type="primary",
            icon=":material/sensors:",
        ):
            st.session_state[_SITTING] = sitting.id
            st.session_state[_TIME] = st.session_state.get(_TIME, 0) + 1
            st.rerun()


def _since(begun_at: datetime) -> str:
    minutes = int((clock.now() - begun_at).total_seconds() // 60)
    if minutes < 1:
        return "has just begun"
    return "since 1 minute" if minutes == 1 else f"since {minutes} minutes"


def _leave(said: str) -> None:
    st.session_state.pop(_SITTING, None)
    st.session_state[_SAID] = said
    st.rerun()
