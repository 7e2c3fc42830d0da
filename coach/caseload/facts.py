"""What is known of one patient when a caseload is put in order: plain figures, days, moments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from coach.records.care_entries import AlertLevel, ConsentKind


class WeekOutline(BaseModel):
    """How many sessions a week has, and what it is called."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: str
    sessions: int


class Outline(BaseModel):
    """Of a kept programme only what a caseload needs, which is read much faster than the whole."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    starts_on: date
    pain_limit: int = 5
    weeks: tuple[WeekOutline, ...]
    maintenance: WeekOutline

    def week_number(self, day: date) -> int:
        """As ``Programme.week_number``."""
        return (day - self.starts_on).days // 7 + 1 if day >= self.starts_on else 0

    def week_on(self, day: date) -> WeekOutline:
        """As ``Programme.week_on``."""
        number = max(1, self.week_number(day))
        return self.weeks[number - 1] if number <= len(self.weeks) else self.maintenance

    def planned(self, since: date, until: date) -> int:
        """About how many days of exercise the days ``since`` to ``until`` inclusive have."""
        first = max(since, self.starts_on)
        shares = 0.0
        while first <= until:
            left = 7 - (first - self.starts_on).days % 7
            days = min(left, (until - first).days + 1)
            shares += self.week_on(first).sessions * days / 7.0
            first += timedelta(days=days)
        return round(shares)


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """An alert that nobody has seen."""

    id: UUID
    kind: str
    level: AlertLevel
    sentence: str
    mark: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FormOf:
    """The mean score, 0..100, and the number of sets of one exercise in two windows of time."""

    exercise: str
    name: str
    now: float | None
    sets: int
    before: float | None
    sets_before: int


@dataclass(frozen=True, slots=True)
class Consented:
    """A consent that holds, and when it ends."""

    kind: ConsentKind
    until: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many things that wait, since when the first does, and the set of the last, or None."""

    count: int
    since: datetime
    set_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """One patient. Days are where the patient was, ``pains`` the worst told pain of a day, 0..10.

    ``live`` is the exercise that is going on now, ``unread`` when a message was sent that has not
    been read.
    """

    today: date
    zone: str | None
    joined: bool
    active_at: datetime | None = None
    outline: Outline | None = None
    alerts: tuple[OpenAlert, ...] = ()
    pains: Mapping[date, int] = field(default_factory=dict)
    done_days: frozenset[date] = frozenset()
    forms: tuple[FormOf, ...] = ()
    proposals: Waiting | None = None
    marks: Waiting | None = None
    consents: tuple[Consented, ...] = ()
    live: str | None = None
    unread: datetime | None = None
