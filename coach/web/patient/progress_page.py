"""Progress: how the weeks go, what may be called a change, the week in words, a calendar file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from coach.diary.days import pain_by_day
from coach.mind import goals
from coach.progress.calendar import plan_calendar
from coach.progress.changes import Changed
from coach.progress.gathering import Gathered, gather
from coach.web.charts import CONFIG
from coach.web.frame import figures
from coach.web.patient.progress_charts import Mark, course_chart, kept_chart, pain_chart
from coach.web.problems import plain, say_problem
from coach.web.store import my_care
from coach.web.therapist.reporting_report import show_report
from poses.errors import UserFacingError

_SIGNS: Final = {
    "better": ":material/trending_up:",
    "worse": ":material/error_outline:",
    "same": ":material/trending_flat:",
}
_MORNING: Final = time(9, 0)


def show() -> None:
    """The page."""
    st.title("Progress")
    try:
        gathered = gather(my_care())
        if gathered is None:
            _nothing_yet()
            return
        _headline(gathered)
        _week_in_words(gathered)
        _courses(gathered)
        _calendar(gathered)
        st.header("On paper")
        show_report(gathered.care)
    except UserFacingError as error:
        say_problem(str(error))


def _nothing_yet() -> None:
    st.markdown(
        "Here you will see how your weeks go. It begins with your plan, and the plan begins with a "
        "few questions about you."
    )
    st.page_link("patient/visit.py", label="Begin with my check-in", icon=":material/assignment:")
    st.page_link("patient/log.py", label="Sets that I did so far", icon=":material/menu_book:")


def _headline(gathered: Gathered) -> None:
    number = gathered.weeks[-1]
    last = len(gathered.programme.weeks)
    kept = gathered.kept(number)
    week = gathered.figures(number)
    rows = [
        ("Week", str(number), f"of {last}" if number <= last else "keeping going"),
        ("This week", str(kept.days_done), f"of {kept.days_planned} days so far"),
        ("In a row", str(gathered.streak()), "days, rest days forgiven"),
    ]
    if week.pain is not None:
        rows.append(("Pain this week", f"{week.pain:.1f}".removesuffix(".0"), "of 10 on average"))
    figures(rows)


def _week_in_words(gathered: Gathered) -> None:
    weeks = list(gathered.weeks)
    number = st.selectbox(
        "Which week?",
        weeks[::-1],
        format_func=lambda one: f"Week {one}" + (" (this week)" if one == weeks[-1] else ""),
        key="progress-week",
    )
    told = gathered.summary(number)
    with st.container(border=True, key="week-in-words"):
        st.subheader(told.title)
        for title, sentences in told.parts:
            st.markdown(f"**{title}**  \n" + "  \n".join(plain(line) for line in sentences))
        st.download_button(
            "Keep these words",
            told.text(),
            file_name=f"back-coach-week-{number}.txt",
            icon=":material/download:",
            key="progress-words",
            type="tertiary",
        )


def _courses(gathered: Gathered) -> None:
    st.header("Over the weeks")
    st.caption(
        "Only what is more than measuring, and more than one day differs from another, is called "
        "a change. ☆ is a goal of yours, ★ one that you reached."
    )
    marks = _marks(gathered)
    names = ("Pain", "Daily life", "Range", "Form", "Days")
    pain, life, reach, form, days = st.tabs(names)
    with pain:
        points = pain_by_day(gathered.lines)
        if points:
            limit = gathered.programme.pain_limit
            _draw(pain_chart(points.items(), limit, marks), "progress-pain")
            st.caption(f"The coloured band, up to {limit}, is where exercise may go on.")
        else:
            st.markdown("No pain noted yet: one tap in the diary is enough.")
            st.page_link("patient/diary.py", label="Diary", icon=":material/edit_note:")
        _told(one for one in gathered.answers if one.name == "pain_nrs")
    with life:
        others = [one for one in gathered.answers if one.name != "pain_nrs"]
        _course(others, "Points", marks, "progress-life", "Asked at your check-ins.")
    with reach:
        _course(gathered.ranges, "Degrees", marks, "progress-range", _NO_SETS)
    with form:
        _course(gathered.scores, "Score, 0 to 100", marks, "progress-form", _NO_SETS)
    with days:
        _draw(
            kept_chart([(number, gathered.kept(number)) for number in gathered.weeks]),
            "progress-days",
        )


_NO_SETS: Final = "It shows after your first sets with the coach."


def _course(
    courses: Sequence[Changed], title: str, marks: Iterable[Mark], key: str, nothing: str
) -> None:
    if not courses:
        st.markdown(nothing)
        return
    _draw(course_chart(courses, title, marks), key)
    _told(courses)


def _told(courses: Iterable[Changed]) -> None:
    lines = [f"{_SIGNS[one.direction]} **{plain(one.title)}**: {one.sentence}" for one in courses]
    if lines:
        st.markdown("  \n".join(lines))


def _draw(figure: go.Figure, key: str) -> None:
    st.plotly_chart(figure, width="stretch", config=CONFIG, key=key)


def _marks(gathered: Gathered) -> list[Mark]:
    marks = []
    for entry in goals(gathered.care.journal):
        day = entry.body.reached_on or entry.body.by
        if day is not None and gathered.start <= day:
            marks.append(Mark(day, entry.body.text, entry.body.reached_on is not None))
    return marks


def _calendar(gathered: Gathered) -> None:
    st.header("Reminders in my calendar")
    st.markdown(
        "A file with your days of exercise. Open it with the calendar of your phone or computer. "
        "It says *Back exercises* and nothing else, since others may see your calendar."
    )
    columns = st.columns([1, 2], vertical_alignment="bottom")
    at = columns[0].time_input("At what time?", _MORNING, key="progress-time")
    remind = columns[1].checkbox("Remind me a quarter of an hour before", True, key="progress-bell")
    file = plan_calendar(
        gathered.programme,
        owner=str(gathered.care.patient.id),
        zone=gathered.care.patient.zone,
        at=at or _MORNING,
        today=gathered.today,
        done_days={one.day for one in gathered.sessions if one.finished_at is not None},
        look_backs=[one.day for one in gathered.look_backs if one.state in ("due", "coming")],
        remind=remind,
    )
    st.download_button(
        "Download the calendar file",
        file,
        file_name="back-exercises.ics",
        mime="text/calendar",
        icon=":material/event:",
        key="progress-calendar",
    )
