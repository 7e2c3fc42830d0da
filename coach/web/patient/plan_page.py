"""My plan: the weeks at a glance, what is in them and why, and how it came to be so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.programme.days import eased_share
from coach.programme.model import Programme
from coach.records.care import Care
from coach.records.programmes import Programmes
from coach.visit import visit_of
from coach.web.patient.plan_history import show_history
from coach.web.patient.plan_weeks import show_timeline, show_week
from coach.web.patient.visit_ending import make
from coach.web.plan_words import day_words
from coach.web.problems import say_problem
from coach.web.store import library_of, my_care
from poses.errors import UserFacingError

_VISIT: Final = "patient/visit.py"
_TODAY: Final = "patient/today.py"


def show() -> None:
    """The plan of the person at the screen."""
    st.title("My plan")
    try:
        care = my_care()
        _page(care, library_of(care.log).own)
    except UserFacingError as error:
        say_problem(str(error))


def _page(care: Care, exercises: Mapping[str, Exercise]) -> None:
    saved = care.book(Programmes).current()
    if saved is None:
        _none_yet(care)
        return
    today = care.today()
    current = saved.programme
    st.markdown(_where(current, today))
    share = eased_share(current, today)
    if share is not None:
        until = max(each.until for each in current.easings if each.since <= today <= each.until)
        st.info(
            f"Your back has a calmer time: until {day_words(until)} every exercise is about "
            f"{_share_words(share)} of its usual amount. Below is what is usual.",
            icon=":material/spa:",
        )
    st.page_link(_TODAY, label="What is for today", icon=":material/today:")
    show_timeline(current, today)
    show_week(care, saved, exercises, today)
    show_history(care, saved, exercises, today)


def _where(programme: Programme, today: date) -> str:
    number, last = programme.week_number(today), len(programme.weeks)
    if number == 0:
        return f"Your plan begins on **{day_words(programme.starts_on)}**."
    if number > last:
        return f"Your {last} weeks are done. Now it is about keeping what you have won."
    day = (today - programme.starts_on).days % 7 + 1
    week = programme.weeks[number - 1]
    return f"You are in **week {number} of {last}: {week.title}**, day {day}."


def _share_words(share: float) -> str:
    return "half" if round(share, 2) == 0.5 else f"{share:.0%}"


def _none_yet(care: Care) -> None:
    visit = visit_of(care.journal)
    if visit is None:
        st.markdown(
            "Your plan is made from what you tell: what hurts, what you want to do again, and "
            "how much time you have."
        )
        if st.button(
            "Begin with my check-in",
            type="primary",
            icon=":material/assignment:",
            key="plan-visit",
        ):
            st.switch_page(_VISIT)
        return
    st.markdown(
        "Your check-in is done. From it your coach makes six weeks for you. You and your "
        "therapist can change everything later."
    )
    begins = st.date_input(
        "When would you like to begin?",
        value=care.today(),
        min_value=care.today(),
        format="YYYY-MM-DD",
        key="plan-begins",
    )
    if st.button("Make my plan", type="primary", icon=":material/event:", key="plan-make"):
        make(care, visit.body, begins)
        st.rerun()
