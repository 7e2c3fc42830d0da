"""The lessons to choose from: what is for now, and all others by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from coach.lessons import Lesson, due, of_week, progress
from coach.lessons.reader import Entry
from coach.programme.model import WEEKS
from coach.web.words import count_words

OPEN: Final = "lesson"
"""In the page's address, so that a link leads to a lesson."""


def show_list(lessons: Sequence[Lesson], week: int | None, read: Mapping[str, Entry]) -> None:
    """The lessons; ``week`` is that of the programme, None when there is none yet."""
    finished = {name for name, entry in read.items() if entry.body.finished}
    st.markdown(_intro(week))
    now = due(lessons, week or 0, finished)
    if now:
        _first(now[0], week)
        for one in now[1:]:
            _row(one, read)
    else:
        st.success(
            "You have read all lessons so far. Later ones may be read early.",
            icon=":material/check_circle:",
        )
    came = progress(lessons, week or 0, finished)
    st.caption(
        f"{came.done} of {count_words(came.planned, 'lesson')} up to now, "
        f"{came.all_done} of {came.all_there} in all."
    )
    st.subheader("All lessons")
    for number in range(1, WEEKS + 1):
        _group(f"Week {number}", of_week(lessons, number), read)
    _group("Good to know at any time", of_week(lessons, None), read)


def open_lesson(lesson_id: str | None) -> None:
    """Open this lesson; None goes back to the list."""
    if lesson_id is None:
        st.query_params.pop(OPEN, None)
    else:
        st.query_params[OPEN] = lesson_id


def _intro(week: int | None) -> str:
    if not week:
        return "Your programme has not begun yet. You can read the first lessons already."
    if week > WEEKS:
        return "Your six weeks are done. All lessons stay here for you."
    return f"You are in week {week}. Two short lessons a week are plenty."


def _first(one: Lesson, week: int | None) -> None:
    with st.container(border=True, key="card-lesson-now"):
        later = "" if one.week == max(week or 1, 1) else f" · from week {one.week}"
        st.markdown(
            f"#### {one.title}\n\n{one.head.summary}\n\n:small[{_minutes(one)}{later}]",
        )
        st.button(
            "Read this lesson",
            type="primary",
            icon=":material/menu_book:",
            key="lesson-now",
            on_click=open_lesson,
            args=(one.id,),
        )


def _group(title: str, lessons: Sequence[Lesson], read: Mapping[str, Entry]) -> None:
    if not lessons:
        return
    done = sum(one.id in read and read[one.id].body.finished for one in lessons)
    with st.expander(f"{title} · {done} of {len(lessons)} read"):
        for one in lessons:
            _row(one, read, "all")


def _row(one: Lesson, read: Mapping[str, Entry], place: str = "due") -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", key=f"lesson-row-{place}-{one.id}"
    ):
        st.markdown(f"**{one.title}**  \n:small[{_minutes(one)}{_how_far(read.get(one.id))}]")
        st.button(
            "Read",
            key=f"lesson-{place}-{one.id}",
            help=f"Read: {one.title}",
            on_click=open_lesson,
            args=(one.id,),
        )


def _minutes(one: Lesson) -> str:
    return f"About {count_words(one.head.minutes, 'minute')}"


def _how_far(entry: Entry | None) -> str:
    if entry is None:
        return ""
    return " · :material/check: read" if entry.body.finished else " · begun"
