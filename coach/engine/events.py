"""What the engine tells while a set goes on; screen and voice choose their cues from these."""

from __future__ import annotations

from dataclasses import dataclass

from coach.engine.results import FaultSeen, Hold, PartialRepetition, Repetition, SetResult, Side


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at ``time_s`` of the media clock."""

    time_s: float


@dataclass(frozen=True, slots=True)
class NotInFrame(Event):
    """The body, or the part that this exercise needs, is not in the picture; what would help."""

    problem: str
    advice: str


@dataclass(frozen=True, slots=True)
class BackInFrame(Event):
    """The body can be seen again."""


@dataclass(frozen=True, slots=True)
class WrongView(Event):
    """The camera sees the person from a direction that this exercise can't be judged from."""

    view: str
    advice: str


@dataclass(frozen=True, slots=True)
class SecondPerson(Event):
    """Somebody else is in the picture; the coach stays with the first person."""


@dataclass(frozen=True, slots=True)
class Ready(Event):
    """The start position was held still: counting can begin."""


@dataclass(frozen=True, slots=True)
class RepStarted(Event):
    """A repetition has begun."""

    side: Side | None


@dataclass(frozen=True, slots=True)
class RepTurned(Event):
    """The turning point of the repetition was reached with enough range."""

    side: Side | None


@dataclass(frozen=True, slots=True)
class RepCompleted(Event):
    """A repetition is complete and counted."""

    repetition: Repetition


@dataclass(frozen=True, slots=True)
class RepRejected(Event):
    """A movement ended without being a whole repetition."""

    partial: PartialRepetition


@dataclass(frozen=True, slots=True)
class HoldStarted(Event):
    """The held position was reached."""

    side: Side | None


@dataclass(frozen=True, slots=True)
class HoldProgress(Event):
    """Another whole second was held, of a position or at the far end of a repetition."""

    held_s: float


@dataclass(frozen=True, slots=True)
class HeldEnough(Event):
    """The far end of a repetition was held as long as it is to be."""

    held_s: float


@dataclass(frozen=True, slots=True)
class HoldEnded(Event):
    """The held position was left."""

    hold: Hold


@dataclass(frozen=True, slots=True)
class FaultNoticed(Event):
    """A form check stopped holding."""

    fault: FaultSeen


@dataclass(frozen=True, slots=True)
class SetFinished(Event):
    """The set is over."""

    result: SetResult
