"""The question of the morning: one tap, one line of the diary."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach import clock
from coach.diary.line import DiaryLine
from coach.records.care_entries import DiaryMoment
from coach.web.patient.diary_keeping import keep_new
from coach.web.patient.today_day import Day
from coach.web.patient.today_scale import ask_pain
from coach.web.problems import say_problem
from poses.errors import UserFacingError

_LATER: Final = "today-morning-later"
_NOON: Final = 12


def ask(day: Day) -> bool:
    """Whether the question is asked now; nothing else is drawn then.

    Raises:
        StorageError: the diary can't be written.
    """
    if day.today in day.history.mornings or st.session_state.get(_LATER) == day.today:
        return False
    now = clock.now().astimezone(clock.zone(day.care.patient.zone))
    with st.container(border=True, key="card-morning"):
        st.subheader(
            "How is your back this morning?"
            if now.hour < _NOON
            else "How was your back this morning?"
        )
        pain = ask_pain("", f"today-morning-{day.today.isoformat()}")
        st.caption("Your coach fits the day to it. It is kept in your diary.")
        st.button(
            "Ask me later",
            type="tertiary",
            key="today-morning-later-ask",
            on_click=_later,
            args=(day,),
        )
    if pain is None:
        return True
    try:
        keep_new(day.care, DiaryLine(moment=DiaryMoment.MORNING, pain=pain), day.today)
    except UserFacingError as error:
        say_problem(str(error))
        return True
    st.rerun()


def _later(day: Day) -> None:
    st.session_state[_LATER] = day.today
