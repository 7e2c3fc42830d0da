"""Proposals: steps that wait for an answer, alerts, a message to the patient, and the history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.programme.messages import MESSAGE, Message
from coach.programme.missing import name_of
from coach.programme.progression import ProposalStatus, figures
from coach.records.alerts import Alert, AlertId, Alerts
from coach.records.care import Care
from coach.records.care_entries import AlertLevel
from coach.records.coaching import history_of, settle
from coach.records.proposals import Proposal, Proposals
from coach.web.problems import plain, say_problem
from coach.web.store import library_of, patient_care, single_user
from coach.web.therapist.deciding_one import PROBLEM, SAID, show_waiting
from coach.web.words import moment_words
from poses.errors import UserFacingError

_LEVELS: Final = {
    AlertLevel.NOW: ("Now", ":material/priority_high:"),
    AlertLevel.DAY: ("Within a day", ":material/notifications:"),
    AlertLevel.WEEK: ("For the weekly look", ":material/event:"),
}
_STATUS: Final = {
    ProposalStatus.WAITING: "waits for an answer",
    ProposalStatus.APPLIED: "in effect",
    ProposalStatus.ACCEPTED: "accepted",
    ProposalStatus.EDITED: "accepted with another value",
    ProposalStatus.REJECTED: "rejected",
    ProposalStatus.WITHDRAWN: "taken back",
}
_MARKS: Final = {
    "source": "from its source",
    "recalled": "recalled from its source: check it before relying on it",
    "default": "an engineering default: please approve it",
}
_SHOWN_DAYS: Final = timedelta(days=60)
_SHOWN: Final = 200


def show() -> None:
    """What waits, what is to be known, what was decided."""
    st.title("Proposals")
    try:
        care = patient_care()
        _page(care, library_of(care.log).own)
    except UserFacingError as error:
        say_problem(str(error))


def _page(care: Care, exercises: Mapping[str, Exercise]) -> None:
    if not single_user():
        st.markdown(f"For **{plain(care.patient.display_name)}**")
    if problem := st.session_state.pop(PROBLEM, None):
        say_problem(problem)
    if said := st.session_state.pop(SAID, None):
        st.success(said, icon=":material/check_circle:")
    # The rules decide, not the therapist who happens to look.
    settle(care.for_rules(), exercises)
    _alerts(care)
    st.subheader("Waiting for an answer")
    history = history_of(care, exercises)
    waiting = care.book(Proposals).waiting()
    if history is None or not waiting:
        st.markdown("Nothing waits. A step that raises the load always comes here first.")
    else:
        for one in waiting:
            show_waiting(care, exercises, history, one)
    _message(care)
    _past(care, exercises)
    _rules()


def _alerts(care: Care) -> None:
    found = care.book(Alerts).open()
    if not found:
        return
    st.subheader("To know")
    order = list(_LEVELS)
    for one in sorted(found, key=lambda alert: order.index(alert.level)):
        _alert(care, one)


def _alert(care: Care, one: Alert) -> None:
    words, icon = _LEVELS[one.level]
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"card-alert-{one.id}"
    ):
        st.markdown(
            f"{icon} **{words}**  \n{plain(one.sentence)}  \n"
            f":small[{moment_words(one.at, care.patient.zone)}]",
            width="stretch",
        )
        st.button("Seen", key=f"alert-seen-{one.id}", on_click=_seen, args=(care, one.id))


def _seen(care: Care, alert: AlertId) -> None:
    try:
        care.book(Alerts).seen(alert)
    except UserFacingError as error:
        st.session_state[PROBLEM] = str(error)


def _message(care: Care) -> None:
    st.subheader("A message")
    with st.form("deciding-message", clear_on_submit=True, border=False):
        text = st.text_area(
            "It stands on top of the patient's day until it was read",
            max_chars=2000,
            key="deciding-message-text",
        )
        sent = st.form_submit_button("Send it", icon=":material/send:", key="deciding-message-send")
    if sent and text.strip():
        care.journal.add(MESSAGE, Message(text=text.strip()))
        st.session_state[SAID] = "Sent. It is on Today now."
        st.rerun()


def _past(care: Care, exercises: Mapping[str, Exercise]) -> None:
    st.subheader("What was decided")
    since = care.today() - _SHOWN_DAYS
    found = [one for one in care.book(Proposals).recent(_SHOWN, since=since) if not one.waits]
    changed = [one for one in found if _is_change(one)]
    only = st.toggle("Changes only", value=True, key="deciding-changes")
    shown = changed if only else found
    if not shown:
        st.markdown("Nothing yet.")
    for one in shown:
        _line(care, exercises, one)


def _is_change(one: Proposal) -> bool:
    return one.decision.change is not None or one.decision.raises_load


def _line(care: Care, exercises: Mapping[str, Exercise], one: Proposal) -> None:
    name = one.decision.exercise
    what = f" · {plain(name_of(name, exercises))}" if name else ""
    note = f" · {plain(one.decision_note)}" if one.decision_note else ""
    day = one.decision.day
    st.markdown(
        f"**{day.day} {day:%B}**{what}: {plain(one.decision.sentence)}  \n"
        f":small[{_STATUS[one.status].capitalize()}{note} · rule {plain(one.decision.rule)} · "
        f"{moment_words(one.decided_at or one.made_at, care.patient.zone)}]"
    )


def _rules() -> None:
    with st.expander("By which numbers the rules go", icon=":material/rule:"):
        for name, figure in figures().items():
            st.markdown(
                f"**{plain(name.replace('_', ' ').capitalize())}: {figure.value:g}**  \n"
                f"{plain(figure.about)} :small[({_MARKS[figure.mark]})]"
            )
