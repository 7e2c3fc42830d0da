"""What needs the therapist about one patient: alerts to be seen, and the other reasons."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach import clock
from coach.caseload.overview import Overview
from coach.caseload.reason import Reason
from coach.caseload.reasons import about_of
from coach.records.alerts import Alert, AlertId, Alerts
from coach.records.care import Care
from coach.records.care_entries import AlertLevel
from coach.web.problems import plain
from coach.web.therapist.caseload_opening import leads_somewhere, open_about, open_reason
from coach.web.therapist.caseload_words import LEVELS, STEPS
from coach.web.words import moment_words
from poses.errors import UserFacingError

PROBLEM: Final = "overview-problem"


def show_needs(overview: Overview) -> None:
    """Draw them, the most urgent first; nothing where there is none.

    Raises:
        StorageError: the records can't be read.
    """
    if not overview.alerts and not overview.reasons:
        st.success("Nothing needs you here now.", icon=":material/check_circle:")
        return
    for level in AlertLevel:
        for alert in overview.alerts:
            if alert.level is level:
                _alert(overview.care, alert)
        for number, reason in enumerate(overview.reasons):
            if reason.level is level:
                _reason(overview.care, number, reason)


def _reason(care: Care, number: int, reason: Reason) -> None:
    words, icon = LEVELS[reason.level]
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"card-need-{number}"
    ):
        st.markdown(f"{icon} **{words}**  \n{plain(reason.sentence)}", width="stretch")
        if leads_somewhere(reason) and st.button(
            STEPS.get(reason.kind, "Look"), key=f"need-look-{number}"
        ):
            open_reason(care.patient.id, reason)


def _alert(care: Care, alert: Alert) -> None:
    words, icon = LEVELS[alert.level]
    zone = care.patient.zone
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"card-alert-{alert.id}"
    ):
        st.markdown(
            f"{icon} **{words}**  \n{plain(alert.sentence)}  \n"
            f":small[{moment_words(alert.at, zone)}]",
            width="stretch",
        )
        if st.button("Look", key=f"alert-look-{alert.id}", icon=":material/visibility:"):
            open_about(care, about_of(alert.kind, alert.mark, clock.day_of(alert.at, zone)))
        st.button("Seen", key=f"alert-seen-{alert.id}", on_click=_seen, args=(care, alert.id))


def _seen(care: Care, alert: AlertId) -> None:
    try:
        care.book(Alerts).seen(alert)
    except UserFacingError as error:
        st.session_state[PROBLEM] = str(error)
