"""The words of accounts and of the programme that the tables know."""

from __future__ import annotations

from enum import StrEnum


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


class ProposalKind(StrEnum):
    """What a rule of progression comes to."""

    STEP_UP = "step_up"
    HOLD = "hold"
    STEP_DOWN = "step_down"
    REST_DAY = "rest_day"
    FLARE = "flare"
    REBUILD = "rebuild"


class ProposalStatus(StrEnum):
    """What has become of a proposal; one that raises the load waits for the therapist."""

    WAITING = "waiting"
    APPLIED = "applied"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class AlertLevel(StrEnum):
    """How soon the therapist should know."""

    NOW = "now"
    DAY = "day"
    WEEK = "week"
