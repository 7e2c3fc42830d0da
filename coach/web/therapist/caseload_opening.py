"""From a line of the caseload, or an alert, to the page where it can be looked at."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final, NoReturn

import streamlit as st

from coach import clock
from coach.caseload.reason import About, Reason, ReasonKind
from coach.caseload.rules import caseload_rules
from coach.records import PersonId, SetId
from coach.records.care import Care
from coach.records.caseload import day_set, latest_set
from coach.web.store import PATIENT, patient_care
from coach.web.therapist.reviewing import open_set

OVERVIEW: Final = "therapist/overview.py"
REVIEW: Final = "therapist/review.py"
DAY: Final = "overview-day"
"""Where the overview finds, in the session, the day that it shows by itself."""

_PAGES: Final = {
    ReasonKind.LIVE: "therapist/watching.py",
    ReasonKind.PROPOSAL: "therapist/deciding.py",
    ReasonKind.MARK: REVIEW,
}


def leads_somewhere(reason: Reason) -> bool:
    """Whether a reason has a page, a day or a set of its own."""
    about = reason.about
    return reason.kind in _PAGES or any((about.day, about.exercise, about.set_id))


def open_patient(patient: PersonId) -> NoReturn:
    """Choose a patient and go to the overview."""
    choose(patient)
    _go(OVERVIEW)


def choose(patient: PersonId) -> None:
    """From now on the pages under *Care* are about this patient."""
    st.session_state[PATIENT] = patient
    st.session_state.pop(DAY, None)


def open_reason(patient: PersonId, reason: Reason) -> NoReturn:
    """Choose a patient and go to what a reason is about.

    Raises:
        NotFoundError: the therapist may not, or not any more, see this patient's records.
        StorageError: they can't be read.
    """
    choose(patient)
    if reason.kind in _PAGES and reason.about.set_id is None:
        _go(_PAGES[reason.kind])
    open_about(patient_care(), reason.about)


def open_about(care: Care, about: About) -> NoReturn:
    """Go to the set that something is about; where there is none, to its day.

    Raises:
        StorageError: the records can't be read.
    """
    found = set_of(care, about)
    if found is not None:
        open_set(found)
        _go(REVIEW)
    if about.day is not None:
        st.session_state[DAY] = about.day
    _go(OVERVIEW)


def set_of(care: Care, about: About) -> SetId | None:
    """The set that something is about, or the one of its day or exercise to look at first.

    Raises:
        StorageError: the records can't be read.
    """
    if about.set_id is not None:
        return SetId(about.set_id)
    if about.exercise is not None:
        since = clock.now() - timedelta(days=caseload_rules().form.days)
        return latest_set(care, about.exercise, since)
    if about.day is not None and not about.told:
        return day_set(care, *_moments(care, about.day))
    return None


def _moments(care: Care, day: date) -> tuple[datetime, datetime]:
    zone = clock.zone(care.patient.zone)
    return (
        datetime.combine(day, time(), zone),
        datetime.combine(day + timedelta(days=1), time(), zone),
    )


def _go(script: str) -> NoReturn:
    st.switch_page(script)
    raise AssertionError("a page was left and goes on")
