"""The end of a first visit: the summary, and the programme that is made from it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import streamlit as st

from coach import clock
from coach.programme.making import make_programme
from coach.records.care import Care
from coach.records.programmes import Programmes
from coach.visit.concluding import conclude, summary
from coach.visit.visit import KIND, Visit
from coach.web.patient.visit_mood import handovers, show_handovers
from coach.web.patient.visit_sitting import Sitting
from coach.web.problems import plain, say_problem
from coach.web.store import my_exercises
from poses.errors import UserFacingError

SAID: Final = "visit-said"

_REASON: Final = "Made from the first visit"
_LATEST_START: Final = timedelta(days=28)
_FRESH: Final = timedelta(days=28)


def show_summary(sitting: Sitting) -> None:
    """What was told, in plain words, and the button that makes the programme.

    Raises:
        StorageError: the log can't be read.
    """
    visit = concluded(sitting)
    with st.container(border=True, key="card-summary"):
        st.markdown("\n".join(f"- {plain(line)}" for line in summary(visit, sitting.walk)))
    words = handovers(sitting.walk.of("mood"))
    if words:
        show_handovers(words)
    st.markdown(
        "Does it fit? You can go back and change any answer. From this we make six weeks of "
        "exercises that begin where you are. Your therapist can change everything in it."
    )
    today = sitting.care.today()
    starts_on = st.date_input(
        "When would you like to begin?",
        today,
        min_value=today,
        max_value=today + _LATEST_START,
        key=f"visit-starts-on-{today.isoformat()}",  # a new day moves the earliest one
    )
    if not st.button(
        "Make my programme", type="primary", icon=":material/event_available:", key="visit-make"
    ):
        return
    try:
        sitting.care.journal.add(KIND, visit)
        make(sitting.care, visit, starts_on)
    except UserFacingError as error:
        say_problem(str(error))
        return
    sitting.leave()
    st.session_state[SAID] = "Your programme is ready."
    st.rerun()


def concluded(sitting: Sitting) -> Visit:
    """What the answers so far come to.

    Raises:
        StorageError: the log can't be read.
    """
    last = sitting.care.log.latest_screening()
    return conclude(sitting.walk, {} if last is None else last.answers)


def make(care: Care, visit: Visit, starts_on: date) -> None:
    """Make the programme from a visit and keep it as a new version.

    Raises:
        ChangedMeanwhileError: another version was saved in the meantime.
        StorageError: it can't be kept.
    """
    book = care.book(Programmes)
    current = book.current()
    programme = make_programme(visit, my_exercises(), starts_on, capacity=capacity_of(care))
    book.save(programme, reason=_REASON, expected=current.number if current else None)


def capacity_of(care: Care) -> Mapping[str, float]:
    """What the camera tests of the last weeks came to, by test, of the weaker side.

    Raises:
        StorageError: the log can't be read.
    """
    since = care.today() - _FRESH
    latest: dict[tuple[str, str | None], float] = {}
    for one in care.log.assessments():
        if clock.day_of(one.performed_at, care.patient.zone) >= since:
            latest.setdefault((one.test, one.side), one.value)
    found: dict[str, float] = {}
    for (test, _side), value in latest.items():
        found[test] = min(value, found.get(test, value))
    return found
