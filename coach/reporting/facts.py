"""What a note and a report are told from: one patient's days, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol, TypeVar

from coach import clock
from coach.assessments.shelf import protocols
from coach.diary.line import DiaryEntry, Treatment
from coach.engine.exercise import Exercise
from coach.library.collection import exercises_for
from coach.mind import Goal, goals
from coach.programme.doing import TrainingSession
from coach.programme.missing import name_of
from coach.programme.model import Programme
from coach.progress.adherence import Adherence
from coach.progress.changes import Changed, answered, trained
from coach.progress.gathering import Gathered
from coach.progress.week import WeekFigures, week_figures
from coach.records.alerts import Alert, Alerts
from coach.records.answers import Answer, Answers
from coach.records.care import Care
from coach.records.diary import Diary
from coach.records.entries import Assessment
from coach.records.figures import FaultFigures, Figures, SetFigures
from coach.records.judgements import Judgement, Judgements
from coach.records.programmes import Programmes, SavedProgramme
from coach.records.proposals import Proposal, Proposals
from coach.records.sessions import Sessions
from coach.records.treatments import Treatments

WITHOUT_PLAN_DAYS: Final = 42
"""So many days are looked back on where there is neither a plan nor an earlier visit."""

_MANY: Final = 2000


class _OfDay(Protocol):
    @property
    def day(self) -> date: ...


DayT = TypeVar("DayT", bound=_OfDay)


@dataclass(frozen=True, slots=True)
class KeptWeek:
    """One week of the programme, from 1: how much of it was done."""

    number: int
    since: date
    kept: Adherence


@dataclass(frozen=True)
class Facts:
    """A patient's days from ``since`` to ``until``, both included.

    ``courses`` (questionnaires), ``ranges`` and ``scores`` (exercises) go back to the beginning of
    the programme, whatever the days: a change needs something to be held against. ``before`` are
    the lines of the diary of as many days before ``since``. ``exercises`` are the person's own.
    """

    patient: str
    zone: str | None
    since: date
    until: date
    version: SavedProgramme | None
    weeks: tuple[KeptWeek, ...]
    lines: tuple[DiaryEntry, ...]
    before: tuple[DiaryEntry, ...]
    sessions: tuple[TrainingSession, ...]
    sets: tuple[SetFigures, ...]
    faults: tuple[FaultFigures, ...]
    answers: tuple[Answer, ...]
    assessments: tuple[Assessment, ...]
    treatments: tuple[Treatment, ...]
    alerts: tuple[Alert, ...]
    decisions: tuple[Proposal, ...]
    waiting: tuple[Proposal, ...]
    goals: tuple[Goal, ...]
    courses: tuple[Changed, ...]
    ranges: tuple[Changed, ...]
    scores: tuple[Changed, ...]
    judgements: tuple[Judgement, ...]
    exercises: Mapping[str, Exercise]

    @property
    def programme(self) -> Programme | None:
        """The one that holds now."""
        return None if self.version is None else self.version.programme

    @property
    def figures(self) -> WeekFigures:
        """What all of the days came to; their number says nothing here."""
        return week_figures(
            0,
            self.since,
            until=self.until,
            sets=self.sets,
            faults=self.faults,
            lines=self.lines,
            sessions=self.sessions,
        )

    @property
    def nothing(self) -> bool:
        """Whether nothing at all was kept of these days, nor anything to compare with."""
        told = (self.lines, self.sessions, self.sets, self.courses, self.assessments, self.goals)
        return not any(told)

    def name(self, exercise: str) -> str:
        """What an exercise is called."""
        return name_of(exercise, self.exercises)

    def day_of(self, moment: datetime) -> date:
        """The calendar day where the patient is."""
        return clock.day_of(moment, self.zone)

    def done(self) -> tuple[int, int]:
        """Days of exercise done and planned, in the weeks that are told of."""
        return (
            sum(min(week.kept.days_done, week.kept.days_planned) for week in self.weeks),
            sum(week.kept.days_planned for week in self.weeks),
        )


def facts_of(care: Care, since: date | None = None, until: date | None = None) -> Facts:
    """Read them; from the first day of the programme until today unless other days are given.

    Days before anything at all was kept are left out.

    Raises:
        ValueError: ``until`` is before ``since``.
        NotFoundError: the patient is not known.
        StorageError: the records can't be read.
    """
    today = care.today()
    versions = care.book(Programmes).history()
    held = versions[0] if versions else None
    start = held.programme.starts_on if held is not None else None
    last = until or today
    first = since or min(start or last - timedelta(days=WITHOUT_PLAN_DAYS - 1), last)
    if last < first:
        raise ValueError(f"the last day, {last}, is before the first, {first}")
    beginning = min(first, start or first)
    sets = care.book(Figures).sets(beginning, last)
    sessions = care.book(Sessions).between(first, last)
    lines = care.book(Diary).lines(since=min(first - (last - first) - timedelta(days=1), beginning))
    known: tuple[_OfDay, ...] = (*sets, *sessions, *lines)
    earliest = min(
        (*(one.day for one in known), start or last, _day(care, care.patient.created_at))
    )
    first = min(max(first, earliest), last)
    answers = [one for one in care.book(Answers).all() if one.day <= last]
    proposals = care.book(Proposals)
    return Facts(
        patient=care.patient.display_name,
        zone=care.patient.zone,
        since=first,
        until=last,
        version=held,
        weeks=_weeks(care, versions, first, last),
        lines=within(lines, first, last),
        before=within(lines, first - (last - first) - timedelta(days=1), first - timedelta(days=1)),
        sessions=within(sessions, first, last),
        sets=within(sets, first, last),
        faults=tuple(care.book(Figures).faults(first, last)),
        answers=within(answers, first, last),
        assessments=tuple(
            one for one in care.log.assessments() if first <= _day(care, one.performed_at) <= last
        ),
        treatments=within(care.book(Treatments).all(first, last), first, last),
        alerts=tuple(
            one for one in care.book(Alerts).recent(_MANY) if first <= _day(care, one.at) <= last
        ),
        decisions=tuple(
            one
            for one in proposals.recent(_MANY, since=first)
            if one.decision.day <= last and one.decision.change is not None and not one.waits
        ),
        waiting=tuple(proposals.waiting()),
        goals=tuple(one.body for one in goals(care.journal)),
        courses=tuple(answered(answers)),
        ranges=tuple(trained(sets, beginning, "range")),
        scores=tuple(trained(sets, beginning, "score")),
        judgements=tuple(
            one
            for one in care.book(Judgements).all(
                datetime.combine(first, time(), clock.zone(care.patient.zone))
            )
            if first <= _day(care, one.at) <= last
        ),
        exercises=exercises_for(care.log),
    )


def check_up_title(test: str) -> str:
    """What a check-up's result is called, as in "Side bend: reach"."""
    for protocol in protocols().values():
        quantity = protocol.by_key.get(test)
        if quantity is not None:
            alone = len(protocol.quantities) == 1
            return protocol.name if alone else f"{protocol.name}: {quantity.title.lower()}"
    return test.replace("_", " ").capitalize()


def within(found: Iterable[DayT], since: date, until: date) -> tuple[DayT, ...]:
    """Those of the days ``since`` to ``until`` inclusive, the oldest first."""
    kept = [one for one in found if since <= one.day <= until]
    return tuple(sorted(kept, key=lambda one: one.day))


def _day(care: Care, moment: datetime) -> date:
    return clock.day_of(moment, care.patient.zone)


def _weeks(
    care: Care, versions: list[SavedProgramme], since: date, until: date
) -> tuple[KeptWeek, ...]:
    if not versions:
        return ()
    gathered = Gathered(care, versions, until)
    found = (
        KeptWeek(number, gathered.first_day(number), gathered.kept(number))
        for number in gathered.weeks
        if gathered.first_day(number) + timedelta(days=6) >= since
        and gathered.first_day(number) <= until
    )
    return tuple(found)
