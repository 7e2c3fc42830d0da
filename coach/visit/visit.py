"""What a first visit came to: what the programme is made from, and where later visits begin."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from coach.programme.model import Irritability, Scale
from coach.records.journal import Journal, JournalEntry

KIND: Final = "first_visit"
"""The kind of a journal entry that holds a ``Visit``."""

Direction = Literal["flexion", "extension", "none"]


class Caution(StrEnum):
    """A fact about somebody's health that exercises have to fit; no diagnosis."""

    KNEES = "knees"
    SHOULDERS = "shoulders"
    WRISTS = "wrists"
    DIZZINESS = "dizziness"
    BALANCE = "balance"
    OSTEOPOROSIS = "osteoporosis"
    PREGNANCY = "pregnancy"
    RECENT_SURGERY = "recent_surgery"
    HERNIA = "hernia"
    BLOOD_PRESSURE = "blood_pressure"
    HEART_LUNGS = "heart_lungs"
    LEG_PAIN = "leg_pain"
    NARROW_CANAL = "narrow_canal"
    FLOOR = "floor"


class Visit(BaseModel):
    """The result of a first visit.

    Pains are 0..10 in the last seven days. ``areas`` are ids of the body chart, ``activities`` the
    person's own words, ``confidence`` 0..10. ``days_per_week`` and ``minutes`` are what the person
    finds realistic. ``direction`` is set by a therapist alone: movements that relieve.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    irritability: Irritability
    usual_pain: Scale
    worst_pain: Scale
    areas: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    confidence: Scale | None = None
    fear: str = ""
    days_per_week: Annotated[int, Field(ge=1, le=7)] = 4
    minutes: Annotated[int, Field(ge=5, le=120)] = 20
    direction: Direction = "none"
    works: bool | None = None
    began_on: date | None = None


def visit_of(journal: Journal) -> JournalEntry[Visit] | None:
    """The last first visit that was finished, or None.

    Raises:
        StorageError: it can't be read.
    """
    return journal.latest(KIND, Visit)


def prefer(journal: Journal, direction: Direction) -> Visit | None:
    """Note which movements relieve, as the therapist found; None without a finished visit.

    Raises:
        NotFoundError: the visit was changed meanwhile.
        StorageError: it can't be kept.
    """
    known = visit_of(journal)
    if known is None:
        return None
    changed = known.body.model_copy(update={"direction": direction})
    journal.replace(known.id, changed)
    return changed
