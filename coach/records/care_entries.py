"""The words of accounts and of the programme that the tables know."""

from __future__ import annotations

from enum import StrEnum

from coach.programme.doing import ItemStatus, SessionEnding
from coach.programme.progression.decision import ProposalKind, ProposalStatus

__all__ = [
    "AccountState",
    "AlertLevel",
    "ConsentKind",
    "DiaryMoment",
    "InvitationPurpose",
    "ItemStatus",
    "MarkKind",
    "ProposalKind",
    "ProposalStatus",
    "SessionEnding",
    "Subject",
    "Verdict",
]


class AccountState(StrEnum):
    """Whether somebody may sign in."""

    ACTIVE = "active"
    DISABLED = "disabled"


class InvitationPurpose(StrEnum):
    """What a link is for."""

    JOIN = "join"
    RESET = "reset"


class DiaryMoment(StrEnum):
    """When in the day a line of the diary was written."""

    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"
    BEFORE = "before"
    AFTER = "after"


class AlertLevel(StrEnum):
    """How soon the therapist should know."""

    NOW = "now"
    DAY = "day"
    WEEK = "week"


class ConsentKind(StrEnum):
    """A kind of data that somebody agrees to have kept and looked at."""

    MOVEMENT = "movement"
    VIDEO = "video"
    SHARING = "sharing"


class Subject(StrEnum):
    """What a therapist judges about a set."""

    COUNT = "count"
    FAULT = "fault"
    SCORE = "score"


class Verdict(StrEnum):
    """What a therapist says of what the machine found."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ADDED = "added"
    REMOVED = "removed"


class MarkKind(StrEnum):
    """What a therapist put down at a moment of a set."""

    MOMENT = "moment"
    CUE = "cue"
    DRAWING = "drawing"
