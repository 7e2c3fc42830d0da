"""Before the exercises of a day: what there is, how the back is now, and the button."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import streamlit as st

from coach.diary.line import DiaryLine
from coach.programme.progression import DayKind, History
from coach.records.care_entries import DiaryMoment
from coach.web.patient.diary_keeping import keep_new
from coach.web.patient.today_day import Day
from coach.web.patient.today_list import show_planned
from coach.web.patient.today_scale import ask_pain
from coach.web.plan_words import day_words
from coach.web.problems import plain
from coach.web.words import count_words

_BEFORE: Final = "today-before"
_MISSING: Final = "today-before-missing"


def show(day: Day) -> None:
    """The exercises of the day, or a day of rest.

    Raises:
        StorageError: the day can't be opened.
    """
    doses = day.doses()
    if not doses.prescriptions:
        _rest(day, planned=bool(doses.waiting))
        return
    minutes = day.week.minutes if doses.kind is DayKind.USUAL else None
    about = f", about {minutes} minutes" if minutes else ""
    st.subheader(f"{count_words(len(doses.prescriptions), 'exercise')} today{about}")
    pain = _ask_before(day)
    with st.container(key="big-today-start"):
        pressed = st.button(
            "Start", type="primary", icon=":material/play_arrow:", key="today-start"
        )
    if st.session_state.pop(_MISSING, False):
        st.info("First tap how your back is now, then Start.", icon=":material/touch_app:")
    if pressed:
        _begin(day, pain)
    show_planned(day, doses.prescriptions)
    if doses.waiting:
        names = ", ".join(plain(day.name(one)) for one in doses.waiting)
        st.caption(f"For a calmer day: {names}.")


def _ask_before(day: Day) -> int | None:
    return ask_pain("How much does your back hurt now?", f"{_BEFORE}-{day.today.isoformat()}")


def _begin(day: Day, pain: int | None) -> None:
    if pain is None:
        st.session_state[_MISSING] = True
        st.rerun()
    now = day.doses(_with_pain(day, pain)).prescriptions
    if now:
        day.begin(now, pain)
    else:  # with so much pain it is a day of rest; the diary keeps why
        keep_new(day.care, DiaryLine(moment=DiaryMoment.BEFORE, pain=pain), day.today)
    st.rerun()


def _with_pain(day: Day, pain: int) -> History:
    pains = {**day.history.pains, day.today: max(pain, day.history.pains.get(day.today, 0))}
    return replace(day.history, pains=pains)


def _rest(day: Day, *, planned: bool) -> None:
    if day.today < day.programme.starts_on:
        st.markdown(
            f"Your plan begins on **{day_words(day.programme.starts_on)}**. Until then, move as "
            "you like: every short walk counts."
        )
    elif planned:
        st.subheader("A day to go easy")
        st.markdown("Short walks and a comfortable position are enough for today.")
    else:
        st.subheader("Today is a rest day")
        st.markdown(
            "Rest is part of the plan: this is when your body builds on what you did. "
            f"{_next_words(day)}"
        )
    gentle = day.gentle()
    if not gentle:
        return
    st.markdown("If you feel like it, some gentle movement does you good. It is no duty.")
    pain = _ask_before(day)
    if st.session_state.pop(_MISSING, False):
        st.info("First tap how your back is now.", icon=":material/touch_app:")
    if st.button(
        "I would like to move a little", icon=":material/directions_walk:", key="today-gentle"
    ):
        if pain is None:
            st.session_state[_MISSING] = True
        else:
            day.begin(gentle, pain)
        st.rerun()
    show_planned(day, gentle)


def _next_words(day: Day) -> str:
    following = day.next_day()
    if following is None:
        return ""
    if following == day.today + timedelta(days=1):
        return "Your next exercises are tomorrow."
    return f"Your next exercises are on {following:%A}."
