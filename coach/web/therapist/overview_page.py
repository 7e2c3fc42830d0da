"""One patient on one page: what needs the therapist, what is new, how the weeks go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import streamlit as st

from coach import clock
from coach.caseload.overview import Overview, overview_of
from coach.caseload.since import news
from coach.caseload.visiting import LastVisit, VisitKind, last_visit
from coach.web.frame import figures
from coach.web.problems import plain, say_problem
from coach.web.store import NobodyChosenError, patient_care, single_user
from coach.web.therapist.overview_courses import show_courses
from coach.web.therapist.overview_day import show_day
from coach.web.therapist.overview_lists import show_goals, show_notes, show_sets
from coach.web.therapist.overview_needs import PROBLEM, show_needs
from coach.web.words import count_words
from poses.errors import UserFacingError

_PAGES: Final = (
    ("therapist/review.py", "Review sets"),
    ("therapist/watching.py", "Live"),
    ("therapist/editing.py", "Change the plan"),
    ("therapist/deciding.py", "Proposals"),
    ("therapist/reporting.py", "Notes and reports"),
    ("therapist/noting.py", "Treatments and scores"),
    ("patient/targets.py", "Targets"),
)
_VISITS: Final = {
    VisitKind.NOTE: "since my note,",
    VisitKind.LOOK: "since I looked last,",
    VisitKind.NONE: "since",
}
_WEEK: Final = timedelta(days=7)


def show() -> None:
    """The page."""
    try:
        care = patient_care()
        now = clock.now()
        _page(overview_of(care, now), last_visit(care, now))
    except NobodyChosenError as error:
        st.title("Overview")
        say_problem(str(error))
        st.page_link("therapist/patients.py", label="Choose a patient", icon=":material/groups:")
    except UserFacingError as error:
        say_problem(str(error))


def _page(overview: Overview, visit: LastVisit) -> None:
    _head(overview)
    if problem := st.session_state.pop(PROBLEM, None):
        say_problem(problem)
    show_day(overview)
    show_needs(overview)
    _figures(overview)
    _new(overview, visit)
    show_sets(overview)
    show_courses(overview)
    left, right = st.columns(2)
    with left:
        show_goals(overview)
    with right:
        show_notes(overview)


def _head(overview: Overview) -> None:
    name = overview.care.patient.display_name
    if single_user():
        st.title("Overview")
    else:
        st.title(plain(name))
        st.caption(
            f":material/check: Chosen: the other pages under *Care* are about {plain(name)} too."
        )
    with st.container(horizontal=True, key="overview-pages"):
        for script, label in _PAGES:
            st.page_link(script, label=label)


def _figures(overview: Overview) -> None:
    programme, row, today = overview.programme, overview.row, overview.today
    rows: list[tuple[str, str, str]] = []
    if programme is None:
        rows.append(("Programme", "none yet", ""))
    else:
        number, last = programme.week_number(today), len(programme.weeks)
        if number < 1:
            starts = programme.starts_on
            rows.append(("Programme", "not yet", f"begins on {starts.day} {starts:%B}"))
        elif number <= last:
            title = programme.week_on(today).title
            rows.append(("Week", str(number), f"of {last}: {title}"))
        else:
            rows.append(("Week", str(number), "keeping going"))
    if row.planned:
        rows.append(("Two weeks", str(row.done), f"of {row.planned} days done"))
    week = overview.figures(today - _WEEK + timedelta(days=1), today)
    before = overview.figures(today - 2 * _WEEK + timedelta(days=1), today - _WEEK)
    if week.pain is not None:
        was = "" if before.pain is None else f" ({before.pain:.1f} the week before)"
        rows.append(("Pain in 7 days", f"{week.pain:.1f}", f"of 10{was}"))
    for course in overview.courses:
        if course.name in ("rmdq", "psfs"):
            rows.append((course.title, f"{course.points[-1][1]:g}", _from(course.points)))
            break
    seen = row.patient.active_at
    if seen is not None:
        day = clock.day_of(seen, overview.care.patient.zone)
        rows.append(("Last active", _ago((today - day).days), ""))
    figures(rows)


def _from(points: tuple[tuple[date, float], ...]) -> str:
    return f"now, {points[0][1]:g} at first" if len(points) > 1 else "asked once"


def _ago(days: int) -> str:
    if days < 1:
        return "today"
    return "yesterday" if days == 1 else f"{days} days ago"


def _new(overview: Overview, visit: LastVisit) -> None:
    st.header("What is new")
    day = visit.day
    spans = {
        "visit": (f"{_VISITS[visit.kind]} {day.day} {day:%B}", day),
        "week": ("in 7 days", overview.today - _WEEK + timedelta(days=1)),
        "month": ("in 4 weeks", overview.today - 4 * _WEEK + timedelta(days=1)),
    }
    wanted = st.segmented_control(
        "New since when?",
        list(spans),
        default="visit",
        format_func=lambda one: spans[one][0],
        key="overview-since",
        label_visibility="collapsed",
    )
    since = spans[wanted or "visit"][1]
    for one in news(overview, max(since, overview.since)):
        lines = "  \n".join(plain(line) for line in one.sentences)
        st.markdown(f"**{one.title}**  \n{lines}")
    if since < overview.since:
        st.caption(
            f"Told of the last {count_words((overview.today - overview.since).days, 'day')}."
        )
