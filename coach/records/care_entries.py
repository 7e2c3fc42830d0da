"""The words of accounts and of the programme that the tables know."""

from __future__ import annotations

from enum import StrEnum

from coach.programme.doing import ItemStatus, SessionEnding
from coach.programme.progression.decision import ProposalKind, ProposalStatus

__all__ = [
    "AccountState",
    "AlertLevel",
    "DiaryMoment",
    "InvitationPurpose",
    "ItemStatus",
    "ProposalKind",
    "ProposalStatus",
    "SessionEnding",
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
