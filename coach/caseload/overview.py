"""One patient on one page: read once, with a look back that does not grow with the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from coach import clock
from coach.caseload.reason import Reason
from coach.caseload.row import CaseRow
from coach.caseload.rules import caseload_rules
from coach.diary.line import DiaryEntry, Treatment
from coach.mind import Goal, goals
from coach.programme.doing import TrainingSession
from coach.programme.model import Programme
from coach.progress.adherence import Adherence, adherence
from coach.progress.changes import Changed, answered, trained
from coach.progress.week import WeekFigures, week_figures
from coach.records.alerts import Alert, Alerts
from coach.records.answers import Answer, Answers
from coach.records.care import Care
from coach.records.caseload import case_of
from coach.records.diary import Diary
from coach.records.entries import SetSummary
from coach.records.figures import FaultFigures, Figures, SetFigures
from coach.records.journal import JournalEntry
from coach.records.programmes import Programmes, SavedProgramme, held_on
from coach.records.proposals import Proposal, Proposals
from coach.records.sessions import Sessions
from coach.records.treatments import Treatments
from coach.reporting.note import VisitNote
from coach.reporting.notes import signed_notes

_NOTES: Final = 3
_DECISIONS: Final = 200


@dataclass(frozen=True)
class Overview:
    """A patient's days from ``since`` to ``today``, both where the patient is.

    ``weeks`` are the numbers of the programme's weeks in that time, from 1. ``versions`` are the
    latest of the programme, ``latest`` the latest sets, each the latest first.
    """

    care: Care
    today: date
    since: date
    row: CaseRow
    versions: Sequence[SavedProgramme]
    lines: Sequence[DiaryEntry]
    sessions: Sequence[TrainingSession]
    sets: Sequence[SetFigures]
    faults: Sequence[FaultFigures]
    answers: Sequence[Answer]
    alerts: Sequence[Alert]
    told: Sequence[Alert]
    proposals: Sequence[Proposal]
    goals: Sequence[JournalEntry[Goal]]
    notes: Sequence[JournalEntry[VisitNote]]
    treatments: Sequence[Treatment]
    latest: Sequence[SetSummary]

    @property
    def programme(self) -> Programme | None:
        """The version that holds now."""
        return self.versions[0].programme if self.versions else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why this patient needs the therapist; alerts are told by themselves."""
        return tuple(one for one in self.row.reasons if one.about.alert is None)

    @property
    def waiting(self) -> list[Proposal]:
        """Proposals that nobody has answered."""
        return [one for one in self.proposals if one.waits]

    @cached_property
    def _zero(self) -> date:
        """The first day of a week, from which weeks are told apart."""
        if self.programme is None:
            return self.since
        behind = (self.since - self.programme.starts_on).days // 7
        return self.programme.starts_on + timedelta(weeks=behind)

    @cached_property
    def courses(self) -> list[Changed]:
        """The course of each questionnaire, from the first visit on."""
        return answered(self.answers)

    @cached_property
    def ranges(self) -> list[Changed]:
        """How far each exercise went, by week."""
        return trained(self.sets, self._zero, "range")

    @cached_property
    def scores(self) -> list[Changed]:
        """How well each exercise went, by week."""
        return trained(self.sets, self._zero, "score")

    @cached_property
    def kept(self) -> list[tuple[int, Adherence]]:
        """How much of each week's plan was done, by number of the week, the first first."""
        programme = self.programme
        if programme is None:
            return []
        practice = {line.day for line in self.lines}
        found = []
        for number in range(
            max(1, programme.week_number(self.since)), programme.week_number(self.today) + 1
        ):
            first = programme.starts_on + timedelta(weeks=number - 1)
            held = held_on(self.versions, min(first + timedelta(days=6), self.today))
            week = (held.programme if held else programme).week_on(first)
            until = min(self.today, first + timedelta(days=7))
            found.append((number, adherence(week, first, until, self.sessions, practice)))
        return found

    def figures(self, since: date, until: date) -> WeekFigures:
        """What the days ``since`` to ``until`` inclusive came to; their number says nothing."""
        return week_figures(
            0,
            since,
            until=until,
            sets=self.sets,
            faults=self.faults,
            lines=self.lines,
            sessions=self.sessions,
        )


def overview_of(care: Care, now: datetime) -> Overview:
    """Read it.

    Raises:
        NotFoundError: the patient is not known.
        StorageError: the records can't be read.
    """
    rules = caseload_rules().overview
    today = clock.day_of(now, care.patient.zone)
    since = today - timedelta(weeks=rules.weeks)
    figures, alerts, proposals = care.book(Figures), care.book(Alerts), care.book(Proposals)
    recent = proposals.recent(_DECISIONS, since=since)
    known = {one.id for one in recent}
    return Overview(
        care=care,
        today=today,
        since=since,
        row=case_of(care, now),
        versions=care.book(Programmes).history(rules.versions),
        lines=care.book(Diary).lines(since=since, until=today),
        sessions=care.book(Sessions).between(since, today),
        sets=figures.sets(since, today),
        faults=figures.faults(since, today),
        answers=care.book(Answers).all(),
        alerts=alerts.open(),
        told=alerts.recent(_DECISIONS),
        proposals=[*recent, *(one for one in proposals.waiting() if one.id not in known)],
        goals=goals(care.journal),
        notes=signed_notes(care.journal, limit=50)[:_NOTES],
        treatments=care.book(Treatments).all(since, today),
        latest=care.log.sets(rules.sets),
    )
