"""Why a patient needs the therapist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from coach.records.care_entries import AlertLevel


class ReasonKind(StrEnum):
    """What a reason is about."""

    RED_FLAG = "red_flag"
    PAIN = "pain"
    ALERT = "alert"
    MARK = "mark"
    LIVE = "live"
    PROPOSAL = "proposal"
    QUIET = "quiet"
    ADHERENCE = "adherence"
    FORM = "form"
    CONSENT = "consent"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class About:
    """What a reason leads to: a day where the patient was, an exercise, a set, an alert.

    ``told`` means that it is about what the patient told on the day, not about how exercise went.
    """

    day: date | None = None
    exercise: str | None = None
    set_id: UUID | None = None
    alert: UUID | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence for the therapist; ``level`` is how soon they should know it.

    ``since`` is the day, where the patient is, from which it holds.
    """

    kind: ReasonKind
    level: AlertLevel
    sentence: str
    since: date
    about: About = About()
