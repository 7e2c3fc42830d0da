"""What stands around the exercises of a day: messages, decisions, steps, what else is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

import streamlit as st

from coach import clock
from coach.lessons import due, lessons
from coach.lessons.reader import finished
from coach.programme.messages import MESSAGE, READ, Message, MessageRead
from coach.programme.progression import ProposalKind, ProposalStatus
from coach.programme.progression.answering import obstacle
from coach.programme.progression.stepping import EXERCISE
from coach.records.answers import Answers
from coach.records.care import Care
from coach.records.coaching import accept, reject
from coach.records.proposals import Proposal, ProposalId, Proposals
from coach.visit import reassessments_due, visit_of
from coach.web.patient import today_flare
from coach.web.patient.today_day import Day
from coach.web.plan_words import prescribed_words
from coach.web.problems import plain, say_problem
from coach.web.store import single_user
from coach.web.words import moment_words
from poses.errors import UserFacingError

_MESSAGE_DAYS: Final = timedelta(days=60)
_PROBLEM: Final = "today-step-problem"
_AGREED: Final = (ProposalStatus.ACCEPTED, ProposalStatus.EDITED)
_OF_DAY: Final = (
    ProposalKind.REST_DAY,
    ProposalKind.FLARE,
    ProposalKind.REBUILD,
    ProposalKind.HOLD,
)


def show_messages(care: Care) -> None:
    """What the therapist has written, until it was read.

    Raises:
        StorageError: the journal can't be read.
    """
    since = care.today() - _MESSAGE_DAYS
    messages = care.journal.entries(MESSAGE, Message, since=since)
    if not messages:
        return
    read = {one.body.message for one in care.journal.entries(READ, MessageRead, since=since)}
    for one in messages:
        if one.id in read:
            continue
        with st.container(border=True, key=f"card-message-{one.id}"):
            st.markdown(
                f"#### :material/mail: A message from your therapist\n{plain(one.body.text)}"
            )
            st.caption(moment_words(one.at, care.patient.zone))
            st.button(
                "I have read it",
                key=f"today-read-{one.id}",
                on_click=_read,
                args=(care, one.id),
            )


def _read(care: Care, message: UUID) -> None:
    try:
        care.journal.add(READ, MessageRead(message=message))
    except UserFacingError as error:
        say_problem(str(error))


def show_day(day: Day) -> None:
    """What kind of day it is, where it is not a usual one."""
    for one in day.decisions:
        if one.decision.exercise is None and one.decision.kind in _OF_DAY:
            st.info(plain(one.decision.sentence), icon=":material/spa:")
        elif one.decision.kind is ProposalKind.STEP_DOWN and day.session is None:
            st.info(plain(one.decision.sentence), icon=":material/stairs:")
    today_flare.show_plan(day)


def show_steps(day: Day) -> None:
    """The step that waits: the person's own answer, or word that the therapist has it.

    Raises:
        StorageError: the proposals can't be read.
    """
    if problem := st.session_state.pop(_PROBLEM, None):
        say_problem(problem)
    _show_agreed(day)
    for one in day.care.book(Proposals).waiting():
        if not single_user():
            st.caption(
                f":material/hourglass: {plain(one.decision.sentence)} It waits for your "
                "therapist's yes."
            )
        elif obstacle(day.history, one.decision, day.today) is None:
            _ask_step(day, one)


def _show_agreed(day: Day) -> None:
    """What the therapist has agreed to since yesterday."""
    zone, me = day.care.patient.zone, day.care.patient.id
    for one in day.care.book(Proposals).recent(since=day.today - _MESSAGE_DAYS):
        if one.status not in _AGREED or one.decided_at is None or one.decided_by == me:
            continue
        if clock.day_of(one.decided_at, zone) < day.today - timedelta(days=1):
            continue
        change = one.decision.change
        exercise = str(change.new if change and change.field == EXERCISE else one.decision.exercise)
        line = day.week.of(exercise)
        if line is not None:
            note = f" {plain(one.decision_note)}" if one.decision_note else ""
            st.success(
                f"Your therapist agreed to a next step. {plain(day.name(exercise))}: "
                f"{prescribed_words(line)}.{note}",
                icon=":material/trending_up:",
            )


def _ask_step(day: Day, one: Proposal) -> None:
    with st.container(border=True, key="card-step"):
        st.markdown(
            f"#### :material/trending_up: A next step is ready\n{plain(one.decision.sentence)}"
        )
        with st.container(horizontal=True):
            st.button(
                "Yes, I take it",
                type="primary" if day.session is not None else "secondary",
                key="today-step-yes",
                on_click=_answer,
                args=(day, one.id, ProposalStatus.ACCEPTED),
            )
            st.button(
                "Not yet",
                key="today-step-no",
                on_click=_answer,
                args=(day, one.id, ProposalStatus.REJECTED),
            )


def _answer(day: Day, proposal: ProposalId, status: ProposalStatus) -> None:
    try:
        if status is ProposalStatus.ACCEPTED:
            accept(day.care, day.exercises, proposal)
        else:
            reject(day.care, proposal, "Not yet")
    except UserFacingError as error:
        st.session_state[_PROBLEM] = str(error)


def show_also(day: Day) -> None:
    """What else is open: a look back, a lesson.

    Raises:
        StorageError: the records can't be read.
    """
    links = [*_look_back(day), *_lesson(day)]
    if not links:
        return
    with st.container(border=True, key="card-also"):
        st.markdown("#### :material/notifications: Also open")
        for page, words, label, icon in links:
            st.markdown(words)
            st.page_link(page, label=label, icon=icon)


def _look_back(day: Day) -> list[tuple[str, str, str, str]]:
    if visit_of(day.care.journal) is None:
        return []
    answers = day.care.book(Answers).all()
    return [
        (
            "patient/visit.py",
            f"**{look.title}**: time to see how far you have come, about ten minutes.",
            "Look back now",
            ":material/assignment:",
        )
        for look in reassessments_due(day.programme.starts_on, answers, day.today)
        if look.state == "due"
    ]


def _lesson(day: Day) -> list[tuple[str, str, str, str]]:
    week = day.programme.week_number(day.today)
    open_ones = due(lessons(), week, finished(day.care.journal))
    if not open_ones:
        return []
    one = open_ones[0]
    words = f"A short lesson: **{plain(one.title)}**"
    return [("patient/learn.py", words, "Read it", ":material/school:")]
