"""What progress is told from, read from the records once for each drawing or report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from coach.diary.line import DiaryEntry
from coach.lessons import finished, lessons
from coach.programme.doing import TrainingSession
from coach.programme.model import Programme, Week
from coach.progress.adherence import Adherence, adherence, streak
from coach.progress.changes import Changed, answered, trained
from coach.progress.summary import Summary, summarise_week
from coach.progress.week import WeekFigures, week_figures
from coach.records.answers import Answer, Answers
from coach.records.care import Care
from coach.records.diary import Diary
from coach.records.figures import FaultFigures, Figures, SetFigures
from coach.records.programmes import Programmes, SavedProgramme, held_on
from coach.records.proposals import Proposals
from coach.records.sessions import Sessions
from coach.visit.due import Reassessment, reassessments_due


@dataclass(frozen=True)
class Gathered:
    """One programme's time, from its first day to today."""

    care: Care
    versions: Sequence[SavedProgramme]
    today: date

    @property
    def programme(self) -> Programme:
        """The version that holds now."""
        return self.versions[0].programme

    @property
    def start(self) -> date:
        """The first day of week 1."""
        return self.programme.starts_on

    @property
    def weeks(self) -> range:
        """The numbers of the weeks that have begun, from 1."""
        return range(1, max(1, self.programme.week_number(self.today)) + 1)

    @cached_property
    def sets(self) -> list[SetFigures]:
        """All sets since the start."""
        return self.care.book(Figures).sets(self.start, self.today)

    @cached_property
    def _faults(self) -> list[FaultFigures]:
        return self.care.book(Figures).faults(self.start, self.today)

    @cached_property
    def lines(self) -> list[DiaryEntry]:
        """The diary since the start."""
        return self.care.book(Diary).lines(since=self.start)

    @cached_property
    def sessions(self) -> list[TrainingSession]:
        """The days of exercise since the start."""
        return self.care.book(Sessions).between(self.start, self.today)

    @cached_property
    def _read(self) -> dict[str, date]:
        return finished(self.care.journal)

    @cached_property
    def _practice(self) -> set[date]:
        """The days on which something was noted or read."""
        return {line.day for line in self.lines} | set(self._read.values())

    @cached_property
    def _answers(self) -> list[Answer]:
        return self.care.book(Answers).all()

    @cached_property
    def answers(self) -> list[Changed]:
        """The course of each questionnaire, from the first visit on."""
        return answered(self._answers)

    @cached_property
    def ranges(self) -> list[Changed]:
        """How far each exercise went."""
        return trained(self.sets, self.start, "range")

    @cached_property
    def scores(self) -> list[Changed]:
        """How well each exercise went."""
        return trained(self.sets, self.start, "score")

    @cached_property
    def look_backs(self) -> tuple[Reassessment, ...]:
        """Those of this programme."""
        return reassessments_due(self.start, self._answers, self.today)

    def first_day(self, number: int) -> date:
        """Of a week of the programme."""
        return self.start + timedelta(weeks=number - 1)

    def figures(self, number: int) -> WeekFigures:
        """Those of one week."""
        return week_figures(
            number,
            self.first_day(number),
            sets=self.sets,
            faults=self._faults,
            lines=self.lines,
            sessions=self.sessions,
        )

    def kept(self, number: int) -> Adherence:
        """How much of a week's plan was done, by the version that held then."""
        first = self.first_day(number)
        return adherence(
            self._week(number),
            first,
            min(self.today, first + timedelta(days=7)),
            self.sessions,
            self._practice,
        )

    def streak(self) -> int:
        """Days of exercise without a longer break."""
        active = {one.day for one in self.sets} | {one.day for one in self.sessions if one.was_done}
        return streak(active, self.today)

    def summary(self, number: int) -> Summary:
        """One week in words."""
        first = self.first_day(number)
        last = first + timedelta(days=6)
        decisions = [
            one.decision.sentence
            for one in self.care.book(Proposals).recent(200, since=first)
            if first <= one.decision.day <= last
        ]
        titles = {one.id: one.title for one in lessons()}
        read = [
            titles.get(lesson, lesson)
            for lesson, day in sorted(self._read.items(), key=lambda pair: pair[1])
            if first <= day <= last
        ]
        # Changes are told over the whole time, so they stand in the latest week only.
        changes = [*self.answers, *self.ranges, *self.scores] if number == self.weeks[-1] else []
        return summarise_week(
            self.figures(number),
            self.figures(number - 1) if number > 1 else None,
            self.kept(number),
            decisions=decisions,
            changes=changes,
            lessons=read,
            coming=self._coming(number),
        )

    def _coming(self, number: int) -> list[str]:
        if number != self.weeks[-1]:
            return []
        after = self.programme.week_on(self.first_day(number + 1))
        coming = [f"Next week: {after.title}. {after.aim}"]
        coming += [
            f"{one.title}: a short look back, from {one.day:%d %B}.".replace(" 0", " ")
            for one in self.look_backs
            if one.state in ("due", "coming")
        ][:1]
        return coming

    def _week(self, number: int) -> Week:
        first = self.first_day(number)
        held = held_on(self.versions, min(first + timedelta(days=6), self.today))
        return (held.programme if held else self.programme).week_on(first)


def gather(care: Care) -> Gathered | None:
    """Everything, or None before there is a programme.

    Raises:
        StorageError: the records can't be read.
    """
    versions = care.book(Programmes).history()
    return Gathered(care, versions, care.today()) if versions else None
