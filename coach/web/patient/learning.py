"""The page to learn from: lessons, the personal action plan, the workstation."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.lessons import lesson, lessons_read, shelf
from coach.records.care import Care
from coach.records.programmes import Programmes
from coach.web.asset import asset
from coach.web.patient.learn_list import OPEN, show_list
from coach.web.patient.learn_place import show_place
from coach.web.patient.learn_plan import show_plans
from coach.web.patient.learn_reading import PART, SAID, show_lesson
from coach.web.problems import plain, say_problem
from coach.web.store import my_care
from coach.web.top import show_from_the_top
from poses.errors import UserFacingError

_PARTS: Final = {"lessons": "Lessons", "plan": "Action plan", "place": "Workstation"}


def show() -> None:
    """The lesson that is open, or the part of the page that was chosen."""
    st.html(f"<style>{asset('learn.css')}</style>")
    try:
        _page(my_care())
    except UserFacingError as error:
        say_problem(str(error))


def _page(care: Care) -> None:
    opened = lesson(st.query_params.get(OPEN, ""))
    if opened is not None:
        show_lesson(care, opened)
        return
    show_from_the_top("lessons")
    st.title("Learn")
    said = st.session_state.pop(SAID, None)
    if said:
        st.success(said, icon=":material/check_circle:")
    asked = st.query_params.get("part", "")
    st.session_state.setdefault(PART, asked if asked in _PARTS else "lessons")
    part = st.segmented_control(
        "What would you like?",
        list(_PARTS),
        format_func=_PARTS.__getitem__,
        key=PART,
        label_visibility="collapsed",
    )
    if part == "plan":
        show_plans(care.journal)
    elif part == "place":
        show_place(care.journal)
    else:
        _lessons(care)


def _lessons(care: Care) -> None:
    for problem in shelf().problems:
        st.warning(plain(problem), icon=":material/info:")
    show_list(shelf().lessons, _week(care), lessons_read(care.journal))


def _week(care: Care) -> int | None:
    """The week of the programme, from 1; None before there is one."""
    saved = care.book(Programmes).current()
    return None if saved is None else saved.programme.week_number(care.today())
