"""The page for after week six: check-in, routine, relapse plan, and the way back in."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from coach.engine.exercise import Dose
from coach.keeping.checking import due
from coach.keeping.data import keeping
from coach.keeping.forms import MONTHLY, Monthly
from coach.programme.model import WEEKS, Prescription, Programme
from coach.records.care import Care
from coach.records.programmes import Programmes, SavedProgramme
from coach.web.exercise_words import dose_words
from coach.web.patient import keeping_again, keeping_monthly, keeping_plan
from coach.web.patient.mind_entries import day_words, say_kept
from coach.web.problems import plain, say_problem
from coach.web.store import my_care, my_exercises
from coach.web.words import count_words
from poses.errors import UserFacingError


def show() -> None:
    """What there is to do, by the week of the programme."""
    st.title("Keep going")
    try:
        _page(my_care())
    except UserFacingError as error:
        say_problem(str(error))


def _page(care: Care) -> None:
    say_kept()
    saved = care.book(Programmes).current()
    today = care.today()
    if saved is None or today <= saved.programme.ends_on():
        _before(care, None if saved is None else saved.programme)
    else:
        _after(care, saved)


def _before(care: Care, programme: Programme | None) -> None:
    first, plan = st.tabs(["What comes", "If it gets worse again"])
    with first, st.container(border=True, key="card-keeping-comes"):
        if programme is None:
            st.markdown("Your programme has not begun yet. It takes six weeks.")
            st.page_link("patient/plan.py", label="My plan", icon=":material/calendar_month:")
        else:
            last = programme.ends_on()
            week = max(1, programme.week_number(care.today()))
            st.subheader(f"Week {week} of {WEEKS}")
            st.markdown(f"Your six weeks end on **{day_words(last)}**. After that:")
        weeks = ", ".join(str(week) for week in keeping().due.check_in_weeks[:-1])
        st.markdown(
            "- a short routine, two or three times a week, and walking\n"
            f"- a small check-in once a month, and in weeks {weeks} and "
            f"{keeping().due.check_in_weeks[-1]}\n"
            "- your own plan for sore days: you can write it now, while you feel what helps\n"
            "- the way back into the programme, whenever you need it"
        )
    with plan:
        keeping_plan.show(care)


def _after(care: Care, saved: SavedProgramme) -> None:
    programme = saved.programme
    entries = care.journal.entries(MONTHLY, Monthly)
    found = due(programme.starts_on, entries, care.today())
    with st.container():  # the tabs keep their place with and without it
        if found is not None:
            with st.container(border=True, key="summary-keeping"):
                st.markdown(f"#### :material/event: {found.sentence}")
    names = ["Check-in", "My routine", "If it gets worse again", "Start again"]
    check, routine, plan, again = st.tabs(names)
    with check:
        keeping_monthly.show(care, found, entries)
    with routine:
        _routine(care, programme)
    with plan:
        keeping_plan.show(care)
    with again:
        keeping_again.show(care, saved, entries)


def _routine(care: Care, programme: Programme) -> None:
    week = programme.maintenance
    since = programme.ends_on() + timedelta(days=1)
    st.markdown(
        f"**{plain(week.title)}.** {plain(week.aim)} Since {day_words(since)}: "
        f"{count_words(week.sessions, 'time')} a week, about {week.minutes} minutes."
    )
    exercises = my_exercises()
    lines = []
    for one in week.prescriptions:
        known = exercises.get(one.exercise)
        name = known.name if known else f"{one.exercise} (no longer available)"
        lines.append(f"- **{plain(name)}**: {dose_words(_dose(one))}")
    st.markdown("\n".join(lines))
    st.page_link("patient/today.py", label="Open today's exercises", icon=":material/today:")


def _dose(one: Prescription) -> Dose:
    return Dose(
        sets=one.sets,
        repetitions=one.repetitions,
        hold_s=one.hold_s,
        minutes=one.minutes,
        per_side=one.per_side,
    )
