"""What the posture monitor tells while it watches."""

from __future__ import annotations

from dataclasses import dataclass

from coach.posture.baseline import Baseline
from coach.posture.names import Posture


@dataclass(frozen=True, slots=True)
class PostureEvent:
    """Something that became certain at ``time_s`` of the monitor's clock."""

    time_s: float


@dataclass(frozen=True, slots=True)
class BaselineTaken(PostureEvent):
    """The usual position is known, and all that follows is compared with it.

    ``learnt`` holds those values that are new and good for other days as well.
    """

    learnt: Baseline


@dataclass(frozen=True, slots=True)
class PostureChanged(PostureEvent):
    """Another position; it began at ``since_s``, a little before it was certain."""

    before: Posture
    now: Posture
    since_s: float


@dataclass(frozen=True, slots=True)
class StoodUp(PostureEvent):
    """From sitting to standing."""


@dataclass(frozen=True, slots=True)
class SatDown(PostureEvent):
    """From standing to sitting."""


@dataclass(frozen=True, slots=True)
class Away(PostureEvent):
    """Nobody is in the picture any more, since ``since_s``."""

    since_s: float


@dataclass(frozen=True, slots=True)
class Back(PostureEvent):
    """Somebody is there again, after ``away_s`` seconds."""

    away_s: float


@dataclass(frozen=True, slots=True)
class Moved(PostureEvent):
    """The position changed, after ``still_s`` seconds without a change."""

    still_s: float


@dataclass(frozen=True, slots=True)
class SuggestChange(PostureEvent):
    """A good moment for a change of position; ``rule`` is the id of what it comes from."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class SecondPerson(PostureEvent):
    """Somebody else is in the picture; the monitor stays with the first person."""


@dataclass(frozen=True, slots=True)
class AnotherBody(PostureEvent):
    """The body in the picture is not the one before; who it is can't be told."""


@dataclass(frozen=True, slots=True)
class Unwatched(PostureEvent):
    """For ``gap_s`` seconds no picture came: nothing is known of that time."""

    gap_s: float
