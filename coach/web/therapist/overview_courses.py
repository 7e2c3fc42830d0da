"""How the weeks of one patient go: pain, daily life, range, form, days, each as a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from coach.caseload.overview import Overview
from coach.diary.days import pain_by_day
from coach.progress.changes import Changed
from coach.web.charts import CONFIG
from coach.web.patient.progress_charts import Mark, course_chart, kept_chart, pain_chart
from coach.web.problems import plain

_SIGNS: Final = {
    "better": ":material/trending_up:",
    "worse": ":material/error_outline:",
    "same": ":material/trending_flat:",
}
_LINES: Final = 5
"""Lines in one chart: with more, nobody can tell them apart."""


def show_courses(overview: Overview) -> None:
    """Draw the chosen one; the others are not drawn at all, which keeps the page quick.

    Raises:
        StorageError: the records can't be read.
    """
    st.header("Over the weeks")
    chosen = st.segmented_control(
        "What", list(_DRAWN), default="Pain", key="overview-course", label_visibility="collapsed"
    )
    _DRAWN[chosen or "Pain"](overview)


def _pain(overview: Overview) -> None:
    points = pain_by_day(overview.lines)
    limit = overview.programme.pain_limit if overview.programme else 5
    if points:
        _draw(pain_chart(points.items(), limit, _marks(overview)))
        st.caption(f"The coloured band, up to {limit}, is where exercise may go on.")
    else:
        st.markdown("No pain was noted in this time.")
    _told(one for one in overview.courses if one.name == "pain_nrs")


def _life(overview: Overview) -> None:
    others = [one for one in overview.courses if one.name != "pain_nrs"]
    _course(others, "Points", overview, "No questionnaire was answered yet.")


def _range(overview: Overview) -> None:
    _course(overview.ranges, "Degrees", overview, "No set was recorded in this time.")


def _form(overview: Overview) -> None:
    _course(overview.scores, "Score, 0 to 100", overview, "No set was recorded in this time.")


def _days(overview: Overview) -> None:
    if overview.kept:
        _draw(kept_chart(overview.kept))
    else:
        st.markdown("There is no programme yet.")


_DRAWN: Final[dict[str, Callable[[Overview], None]]] = {
    "Pain": _pain,
    "Daily life": _life,
    "Range": _range,
    "Form": _form,
    "Days": _days,
}


def _course(courses: Sequence[Changed], title: str, overview: Overview, nothing: str) -> None:
    if not courses:
        st.markdown(nothing)
        return
    # What changed comes first: with many exercises the others have no line.
    first = sorted(courses, key=lambda one: (one.direction == "same", -len(one.points)))
    _draw(course_chart(first[:_LINES], title, _marks(overview)))
    _told(first)


def _told(courses: Iterable[Changed]) -> None:
    lines = [f"{_SIGNS[one.direction]} **{plain(one.title)}**: {one.sentence}" for one in courses]
    if lines:
        st.markdown("  \n".join(lines))


def _draw(figure: go.Figure) -> None:
    st.plotly_chart(figure, width="stretch", config=CONFIG, key="overview-chart")


def _marks(overview: Overview) -> list[Mark]:
    found = []
    for entry in overview.goals:
        day = entry.body.reached_on or entry.body.by
        if day is not None and overview.since <= day:
            found.append(Mark(day, entry.body.text, entry.body.reached_on is not None))
    return found
