"""Figures of many sets at once, counted by the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from coach import clock
from coach.records.book import Book
from coach.records.entries import Status
from coach.records.models import FaultRow, RepetitionRow, SetRow
from coach.records.people import find_person


@dataclass(frozen=True, slots=True)
class SetFigures:
    """One finished set: its day where the person is, its repetitions, seconds held, score 0..100.

    ``range_deg`` is the mean range of motion of its repetitions in degrees; None where unknown.
    """

    day: date
    exercise: str
    name: str
    repetitions: int
    hold_s: float
    score: float | None
    range_deg: float | None


@dataclass(frozen=True, slots=True)
class FaultFigures:
    """How often something was to be looked at in an exercise on a day."""

    day: date
    exercise: str
    title: str
    count: int


class Figures(Book):
    """The sets of one patient as figures."""

    def sets(self, since: date, until: date) -> list[SetFigures]:
        """The finished sets of the days ``since`` to ``until`` inclusive, the oldest first.

        Raises:
            NotFoundError: the patient is not known.
        """
        zone = find_person(self._database, self._patient).zone
        counted = (
            select(
                RepetitionRow.set_id,
                func.count().label("repetitions"),
                func.avg(RepetitionRow.range_of_motion_deg).label("range_deg"),
            )
            .join(SetRow, SetRow.id == RepetitionRow.set_id)
            .where(*self._of(since, until, zone))
            .group_by(RepetitionRow.set_id)
            .subquery()
        )
        query = (
            select(
                SetRow.performed_at,
                SetRow.exercise,
                SetRow.exercise_name,
                func.coalesce(counted.c.repetitions, 0),
                SetRow.hold_s,
                SetRow.score,
                counted.c.range_deg,
            )
            .outerjoin(counted, counted.c.set_id == SetRow.id)
            .where(*self._of(since, until, zone))
            .order_by(SetRow.performed_at, SetRow.id)
        )
        with self._database.reading() as session:
            return [
                SetFigures(clock.day_of(at, zone), *rest) for at, *rest in session.execute(query)
            ]

    def faults(self, since: date, until: date) -> list[FaultFigures]:
        """What was to be looked at on these days, by day, exercise and title.

        Raises:
            NotFoundError: the patient is not known.
        """
        zone = find_person(self._database, self._patient).zone
        query = (
            select(SetRow.performed_at, SetRow.exercise, FaultRow.title, func.count())
            .join(SetRow, SetRow.id == FaultRow.set_id)
            .where(*self._of(since, until, zone))
            .group_by(SetRow.id, SetRow.performed_at, SetRow.exercise, FaultRow.title)
            .order_by(SetRow.performed_at, FaultRow.title)
        )
        with self._database.reading() as session:
            return [
                FaultFigures(clock.day_of(at, zone), exercise, title, count)
                for at, exercise, title, count in session.execute(query)
            ]

    def _of(self, since: date, until: date, zone: str | None):  # type: ignore[no-untyped-def]
        begins = datetime.combine(since, time(), clock.zone(zone))
        ends = datetime.combine(until + timedelta(days=1), time(), clock.zone(zone))
        return (
            SetRow.patient_id == self._patient,
            SetRow.status == Status.FINISHED,
            SetRow.performed_at >= begins,
            SetRow.performed_at < ends,
        )
