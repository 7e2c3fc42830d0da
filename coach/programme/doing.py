"""A day's exercises as they were done: facts for the rules and for the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from coach.programme.model import Prescription

SessionId = NewType("SessionId", UUID)


class SessionEnding(StrEnum):
    """How a day's exercises came to their end."""

    DONE = "done"
    STOPPED = "stopped"
    PAIN = "pain"
    LEFT = "left"


class ItemStatus(StrEnum):
    """What became of one exercise of the day."""

    PLANNED = "planned"
    DONE = "done"
    PARTLY = "partly"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class SessionItem:
    """One exercise of a day.

    ``prescribed`` is what the programme asked for, ``exercise`` what was done, which may be an
    easier one. ``told`` means that the person said how much it was, and no camera saw it.
    ``done_share`` is the share of the dose, 1 is all of it; ``form`` is the mean score 0..100 of
    its sets, None when none was scored; ``pain`` and ``effort`` are 0..10 as told.
    """

    place: int
    prescribed: str
    exercise: str
    prescription: Prescription
    status: ItemStatus = ItemStatus.PLANNED
    reason: str = ""
    told: bool = False
    done_share: float | None = None
    form: float | None = None
    pain: int | None = None
    effort: int | None = None
    set_ids: tuple[UUID, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return self.status is ItemStatus.PLANNED

    @property
    def was_done(self) -> bool:
        """Whether anything of it was done."""
        return self.status in (ItemStatus.DONE, ItemStatus.PARTLY)


@dataclass(frozen=True, slots=True)
class TrainingSession:
    """The exercises of one day; ``day`` is where the person was then, moments are UTC."""

    id: SessionId
    day: date
    number: int
    zone: str
    programme: int
    week: int
    started_at: datetime
    finished_at: datetime | None = None
    ended: SessionEnding | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    effort: int | None = None
    note: str = ""
    items: tuple[SessionItem, ...] = ()

    @property
    def was_done(self) -> bool:
        """Whether anything of the day was done."""
        return any(item.was_done for item in self.items)

    @property
    def next_open(self) -> SessionItem | None:
        """The first exercise that is still to be done."""
        return next((item for item in self.items if item.open), None)


@dataclass(frozen=True, slots=True)
class DoneSet:
    """How much one set was: repetitions of both sides, seconds held, minutes; its score 0..100."""

    repetitions: int = 0
    hold_s: float = 0.0
    minutes: float = 0.0
    score: float | None = None


def share_done(prescription: Prescription, sets: Sequence[DoneSet]) -> float:
    """Which share of the dose these sets were, 1 for all of it; more than all is told as well."""
    sides = 2 if prescription.each_side else 1
    if prescription.minutes is not None:
        return sum(done.minutes for done in sets) / (prescription.minutes * prescription.sets)
    counted = sum(done.repetitions for done in sets)
    if prescription.repetitions is not None and (counted or prescription.hold_s is None):
        return counted / (prescription.repetitions * prescription.sets * sides)
    held_s = (prescription.hold_s or 0.0) * (prescription.repetitions or 1)
    return sum(done.hold_s for done in sets) / (held_s * prescription.sets * sides)


def mean_form(sets: Sequence[DoneSet]) -> float | None:
    """The mean score of the sets that have one."""
    scores = [done.score for done in sets if done.score is not None]
    return sum(scores) / len(scores) if scores else None
