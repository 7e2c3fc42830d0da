"""What a rule comes to: one change at most, with its reason in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from coach.programme.model import Change


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


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule came to on a ``day``.

    ``sentence`` tells the person what and why, ``evidence`` is the figures that led to it, as
    plain data. ``mark`` is the same whenever the same history is decided on. ``change`` is None
    when nothing of the programme changes.
    """

    rule: str
    kind: ProposalKind
    day: date
    exercise: str | None
    sentence: str
    mark: str
    change: Change | None = None
    raises_load: bool = False
    evidence: Mapping[str, object] = field(default_factory=dict)
