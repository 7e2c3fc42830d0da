"""Everything that *Today* shows, gathered once for each run of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import streamlit as st

from coach import clock
from coach.engine.exercise import Exercise
from coach.programme.days import day_plan
from coach.programme.doing import SessionEnding, TrainingSession
from coach.programme.missing import name_of
from coach.programme.model import Prescription, Programme, Week
from coach.programme.progression import DayDoses, History, doses_for
from coach.records.care import Care
from coach.records.coaching import history_of, settle
from coach.records.entries import SetSummary, Source, Status
from coach.records.programmes import Programmes, SavedProgramme
from coach.records.proposals import Proposal, Proposals
from coach.records.sessions import Sessions

_SETTLED: Final = "today-settled"
_SETS_A_DAY: Final = 60
_AHEAD_DAYS: Final = 8


@dataclass(frozen=True)
class Day:
    """A day of somebody with a programme. ``session`` is None before the exercises begin."""

    care: Care
    exercises: Mapping[str, Exercise]
    saved: SavedProgramme
    history: History
    today: date
    session: TrainingSession | None
    decisions: tuple[Proposal, ...]

    @property
    def programme(self) -> Programme:
        """The version that holds."""
        return self.saved.programme

    @property
    def week(self) -> Week:
        """What this week is about."""
        return self.programme.week_on(self.today)

    @property
    def book(self) -> Sessions:
        """The days of exercises."""
        return self.care.book(Sessions)

    @property
    def zone(self) -> str:
        """Where the person's days begin and end."""
        return self.care.patient.zone or clock.UNKNOWN_ZONE

    def name(self, exercise: str) -> str:
        """How an exercise is called; one that is gone says so."""
        return name_of(exercise, self.exercises)

    def doses(self, history: History | None = None) -> DayDoses:
        """What is good for today, of what is planned."""
        return doses_for(self._planned(self.today), history or self.history, self.today)

    def gentle(self) -> tuple[Prescription, ...]:
        """What of the week is for a day of rest as well."""
        lines = [one for one in self.week.prescriptions if self.history.rung(one.exercise).gentle]
        return doses_for(lines, self.history, self.today).prescriptions

    def next_day(self) -> date | None:
        """The next day with exercises, if it is near."""
        for ahead in range(1, _AHEAD_DAYS):
            day = self.today + timedelta(days=ahead)
            if self._planned(day):
                return day
        return None

    def begin(self, lines: tuple[Prescription, ...], pain: int | None) -> None:
        """Open today's session with these exercises.

        Raises:
            StorageError: it can't be kept.
        """
        number = self.programme.week_number(self.today)
        self.book.open(
            lines,
            programme=self.saved.number,
            week=max(number, 0),
            pain_before=pain,
            zone=self.zone,
        )

    def _planned(self, day: date) -> tuple[Prescription, ...]:
        done = {one.day for one in self.history.sessions if one.day < day and one.was_done}
        return day_plan(self.programme, day, done)


def gather(care: Care, exercises: Mapping[str, Exercise]) -> Day | None:
    """The day of now, with what was done elsewhere taken in; None without a programme.

    Raises:
        StorageError: it can't be read or written.
    """
    saved = care.book(Programmes).current()
    if saved is None:
        return None
    today, sessions = care.today(), care.book(Sessions)
    for left in sessions.unfinished(today):
        sessions.finish(left.id, SessionEnding.LEFT)
    session = sessions.on(today)
    if session is not None:
        take_in(care, session)
    history = _settled(care, exercises, today)
    saved = care.book(Programmes).current() or saved
    decisions = care.book(Proposals).recent(since=today)
    return Day(
        care=care,
        exercises=exercises,
        saved=saved,
        history=history,
        today=today,
        session=sessions.on(today),
        decisions=tuple(decisions),
    )


def take_in(care: Care, session: TrainingSession) -> None:
    """Sets of today belong to the exercises of today, wherever on the pages they were done.

    Raises:
        StorageError: it can't be read or written.
    """
    book = care.book(Sessions)
    wanted = {item.exercise for item in session.items}
    sets = [one for one in care.log.sets(_SETS_A_DAY) if _of_today(care, session, one)]
    free = book.unattached([one.id for one in sets if one.exercise in wanted])
    for one in reversed(sets):
        if one.id in free:
            items = [item for item in session.items if item.exercise == one.exercise]
            place = next((item for item in items if item.open), items[0]).place
            book.attach(session.id, place, one.id)
    for item in session.items:
        if item.set_ids and (item.pain is None or item.effort is None):
            book.refresh(session.id, item.place)


def _of_today(care: Care, session: TrainingSession, one: SetSummary) -> bool:
    days = {clock.day_of(at, care.patient.zone) for at in (one.performed_at, one.recorded_at)}
    counted = one.repetitions or one.hold_s or one.source is Source.SELF_REPORT
    return one.status is Status.FINISHED and bool(counted) and session.day in days


def _settled(care: Care, exercises: Mapping[str, Exercise], today: date) -> History:
    """Decide whenever something new is known, and only then."""
    history = history_of(care, exercises)
    assert history is not None, "there is a programme"
    if st.session_state.get(_SETTLED) != (care.patient.id, today, history):
        settle(care, exercises)
        history = history_of(care, exercises) or history
        st.session_state[_SETTLED] = (care.patient.id, today, history)
    return history
