"""When the therapist was with a patient last: from there on things are new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from coach import clock
from coach.caseload.rules import caseload_rules
from coach.records.care import Care
from coach.records.caseload import last_looked
from coach.reporting.notes import last_signed


class VisitKind(StrEnum):
    """What is taken for the last visit."""

    NOTE = "note"
    LOOK = "look"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class LastVisit:
    """A note that whoever looks has signed, or a day on which they looked, where the patient is.

    Without either, ``day`` is some weeks ago.
    """

    kind: VisitKind
    day: date


def last_visit(care: Care, now: datetime) -> LastVisit:
    """The last signed note, else the last day before today on which the records were looked at.

    Raises:
        StorageError: the records can't be read.
    """
    zone = care.patient.zone
    note = last_signed(care.journal, care.author)
    if note is not None:
        return LastVisit(VisitKind.NOTE, note.day)
    today = clock.day_of(now, zone)
    looked = last_looked(care, datetime.combine(today, time(), clock.zone(zone)))
    if looked is not None:
        return LastVisit(VisitKind.LOOK, clock.day_of(looked, zone))
    days = caseload_rules().overview.without_visit_days
    return LastVisit(VisitKind.NONE, today - timedelta(days=days))
