"""A flare-up: one button, a calm plan, and the safety questions."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach import clock
from coach.programme.progression.flare import CARE, COMFORT, current_flare
from coach.records.coaching import tell_flare
from coach.web.patient.screening import ask_again
from coach.web.patient.today_day import Day
from coach.web.problems import say_problem
from poses.errors import UserFacingError

_ASKED: Final = "today-flare-asked"


def show_button(day: Day) -> None:
    """The button, and once it was pressed, one more question.

    Raises:
        StorageError: it can't be kept.
    """
    if day.today in day.history.flares:
        return
    st.divider()
    if not st.session_state.get(_ASKED):
        st.button(
            "My back is much worse today",
            icon=":material/favorite:",
            key="today-flare",
            on_click=_ask,
            args=(True,),
        )
        return
    with st.container(border=True, key="card-flare-ask"):
        st.markdown(
            "**I am sorry to hear that.** We can take three easy days: half of your exercises, "
            "warmth and short walks. Then it builds up again by itself. First I ask you a few "
            "short questions, so that we are on the safe side."
        )
        with st.container(horizontal=True):
            sure = st.button("Yes, take it easy", type="primary", key="today-flare-yes")
            st.button("No, go on as planned", key="today-flare-no", on_click=_ask, args=(False,))
    if sure:
        try:
            tell_flare(day.care)
        except UserFacingError as error:
            say_problem(str(error))
            return
        _ask(False)
        last = day.care.log.latest_screening()
        if last and clock.day_of(last.answered_at, day.care.patient.zone) == day.today:
            ask_again()  # what was said earlier today was said before this
        st.rerun()


def show_plan(day: Day) -> bool:
    """What helps in a flare-up, while one lasts; whether one does."""
    flare = current_flare(day.history, day.today)
    if flare is None or flare.over:
        return False
    with st.container(border=True, key="card-flare"):
        st.markdown(f"#### :material/spa: An easy time for your back\n{COMFORT}")
        st.markdown("\n".join(f"- {one}" for one in CARE))
        with st.container(horizontal=True):
            st.page_link("patient/mind.py", label="Breathe and relax", icon=":material/spa:")
            st.page_link(
                "patient/keeping.py", label="My own plan for sore days", icon=":material/autorenew:"
            )
    return True


def _ask(asked: bool) -> None:
    st.session_state[_ASKED] = asked
