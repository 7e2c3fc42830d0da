"""The safety questions in a visit and, in short, every week and after a flare-up."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from coach import clock
from coach.records import Screening, ScreeningOutcome
from coach.records.care import Care
from coach.safety import may_exercise, questionnaire
from coach.visit import safety_due
from coach.visit.telling import tell_screening
from coach.web.patient.screening import ask_again, asked_again, show_screening
from coach.web.patient.visit_sitting import Sitting
from coach.web.problems import plain, say_problem
from poses.errors import UserFacingError

STOPPING: Final = (ScreeningOutcome.EMERGENCY, ScreeningOutcome.TODAY)


def screened(care: Care) -> bool:
    """Whether this person may exercise; if not, the questions are drawn, or what to do.

    What was answered is told to the therapist where it should be.

    Raises:
        StorageError: the log can't be read.
        SettingsError: a setting can't be used.
    """
    passed = show_screening(care.log)
    _tell_latest(care)
    return passed


def safe_to_go_on(sitting: Sitting) -> bool:
    """Whether the visit may go on; if not, what is asked or to be done is drawn, and nothing else.

    A review by the therapist stops no questions, only exercises.

    Raises:
        StorageError: the log can't be read.
        SettingsError: a setting can't be used.
    """
    care = sitting.care
    last = care.log.latest_screening()
    if last is None or asked_again() or last.outcome in STOPPING or _outdated(last):
        return screened(care)
    free = may_exercise(last.outcome, last.answers)
    if free and safety_due(last, care.today(), zone=care.patient.zone):
        return show_safety_check(care)
    if "safety" in sitting.walk.kept:
        return True
    wants = free
    if not free:
        screened(care)
        st.markdown(
            "You can answer the other questions meanwhile. The exercises wait for that yes."
        )
        wants = st.button("Go on with the questions", key="visit-meanwhile")
    if wants and sitting.keep("safety", {"outcome": last.outcome.value}):
        st.rerun()
    return False


def show_safety_check(care: Care, flare: date | None = None) -> bool:
    """Whether nothing is to be asked; if not, the short safety questions are drawn.

    They come once a week, and again with a flare-up on the day ``flare``. A yes leads to the whole
    list of questions.

    Raises:
        StorageError: the log can't be read.
        SettingsError: a setting can't be used.
    """
    last = care.log.latest_screening()
    stands = last is not None and may_exercise(last.outcome, last.answers)
    if last is None or asked_again() or not stands:
        return screened(care)
    if not safety_due(last, care.today(), flare, care.patient.zone):
        return True
    st.title("A short look at your health")
    day = clock.day_of(last.answered_at, care.patient.zone)
    st.markdown(
        f"Since {day:%A}, {day.day} {day:%B}: has any of this been new? It takes half a minute. "
        "We ask every week, so that exercise stays safe for you."
    )
    st.markdown("\n".join(f"- {plain(text)}" for text in _short()))
    with st.container(horizontal=True):
        none = st.button(
            "No, none of these", type="primary", icon=":material/check:", key="safety-none"
        )
        st.button("Yes, something is new", key="safety-some", on_click=ask_again)
    st.caption("If you are not sure, choose yes: then we look at each question by itself.")
    if none and _keep_none(care, last):
        st.rerun()
    return False


def _short() -> list[str]:
    return [one.text for one in questionnaire().questions if one.action != "review"]


def _keep_none(care: Care, last: Screening) -> bool:
    try:
        care.log.add_screening(last.outcome, dict(last.answers))
    except UserFacingError as error:
        say_problem(str(error))
        return False
    return True


def _outdated(last: Screening) -> bool:
    """Whether there are questions today that were not there when they were answered."""
    return any(question.id not in last.answers for question in questionnaire().questions)


def _tell_latest(care: Care) -> None:
    latest = care.log.latest_screening()
    if latest is not None:
        tell_screening(care, latest)
