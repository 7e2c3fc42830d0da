"""The page *My check-in*: the first visit, then the visits that look back on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from coach.records.answers import Answers
from coach.records.care import Care
from coach.records.journal import JournalEntry
from coach.records.programmes import Programmes, SavedProgramme
from coach.visit import Reassessment, Visit, reassessments_due, visit_of
from coach.visit.steps import begin_again, first_walk, later_walk
from coach.web.bodychart import clear_chart
from coach.web.frame import TODAY
from coach.web.patient.screening import show_ask_again
from coach.web.patient.visit_ending import SAID, make
from coach.web.patient.visit_results import show_results
from coach.web.patient.visit_safety import safe_to_go_on
from coach.web.patient.visit_scale import use_styles
from coach.web.patient.visit_sitting import Sitting
from coach.web.patient.visit_stepper import show_step
from coach.web.problems import say_problem
from coach.web.store import my_care
from coach.web.top import show_from_the_top
from poses.errors import UserFacingError

_OPEN: Final = "visit-open"
_RESULTS: Final = "visit-results"


def show() -> None:
    """Draw the page.

    Raises:
        StorageError: the log can't be read.
        SettingsError: a setting can't be used.
    """
    use_styles()
    care = my_care()
    walk = first_walk(care.journal)
    if walk is not None:
        since = walk.began_on or care.today()
        _go_on(Sitting(care, walk, since, since))
        return
    visit = visit_of(care.journal)
    assert visit is not None, "a visit that does not go on is finished"
    programme = care.book(Programmes).current()
    started = programme.programme.starts_on if programme else visit.day
    looks = reassessments_due(started, care.book(Answers).all(), care.today())
    wanted = st.session_state.get(_OPEN)
    seen = st.session_state.get(_RESULTS)
    for look in looks:
        if look.occasion == wanted and look.state == "due":
            later = later_walk(care.journal, look.occasion, started)
            _go_on(Sitting(care, later, started, look.opens, visit.body))
            return
        if look.state == "done" and look.occasion in (wanted, seen):
            _show_results(care, look, started)
            return
    _overview(care, visit, programme, looks, started)


def _go_on(sitting: Sitting) -> None:
    if safe_to_go_on(sitting):
        show_step(sitting)


def _show_results(care: Care, look: Reassessment, started: date) -> None:
    show_from_the_top(f"visit-results-{look.occasion}")
    show_results(care, look.occasion, look.title, started)
    if st.button("Back to my check-in", icon=":material/arrow_back:", key="visit-overview"):
        st.session_state.pop(_OPEN, None)
        st.session_state.pop(_RESULTS, None)
        st.rerun()


def _overview(
    care: Care,
    visit: JournalEntry[Visit],
    programme: SavedProgramme | None,
    looks: Sequence[Reassessment],
    started: date,
) -> None:
    show_from_the_top("visit-overview")
    st.title("My check-in")
    if said := st.session_state.pop(SAID, None):
        st.success(said, icon=":material/check:")
    if programme is None or programme.made_at < visit.at:
        _offer_programme(care, visit.body)
    else:
        with st.container(horizontal=True):
            st.page_link(TODAY, label="Go to today", icon=":material/today:")
            st.page_link("patient/plan.py", label="See my plan", icon=":material/calendar_month:")
    st.subheader("Looking back")
    st.markdown(
        "In these weeks we ask the same things again, so that you can see what has changed."
    )
    for look in looks:
        _draw_look(care, look, started)
    st.subheader("Changes")
    show_ask_again()
    with st.expander("Begin a new first visit", icon=":material/restart_alt:"):
        st.markdown(
            "After a long break, or when your back is very different now. What you told before is "
            "kept."
        )
        if st.button("Begin it now", key="visit-begin-again"):
            _begin_again(care)


def _offer_programme(care: Care, visit: Visit) -> None:
    st.markdown("Your answers are kept. Your programme is still to be made from them.")
    if not st.button("Make my programme", type="primary", key="visit-make-late"):
        return
    try:
        make(care, visit, care.today())
    except UserFacingError as error:
        say_problem(str(error))
        return
    st.session_state[SAID] = "Your programme is ready."
    st.rerun()


def _draw_look(care: Care, look: Reassessment, started: date) -> None:
    day = f"{look.day:%A}, {look.day.day} {look.day:%B}"
    with st.container(border=True, key=f"card-look-{look.occasion}"):
        st.markdown(f"**{look.title}**")
        if look.state == "due":
            begun = later_walk(care.journal, look.occasion, started).kept
            st.markdown("It is time for it: about ten minutes.")
            label = "Go on where I was" if begun else "Look back now"
            if st.button(label, type="primary", key=f"visit-look-{look.occasion}"):
                st.session_state[_OPEN] = look.occasion
                st.rerun()
        elif look.state == "done":
            if st.button("See what came of it", key=f"visit-see-{look.occasion}"):
                st.session_state[_RESULTS] = look.occasion
                st.rerun()
        elif look.state == "coming":
            st.markdown(f"Around {day}.")
        else:
            st.markdown("Left out this time.")


def _begin_again(care: Care) -> None:
    try:
        begin_again(care.journal)
    except UserFacingError as error:
        say_problem(str(error))
        return
    clear_chart("visit-where")
    st.rerun()
