"""What a sitting wants to have kept; whoever owns the log and the disk does it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from coach.engine.results import Hold, Repetition, SetResult
from coach.records.entries import Ending
from poses.track import PoseFrame, PoseTrack


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to keep of the set ``set_id``."""

    set_id: UUID


@dataclass(frozen=True, slots=True)
class SetBegun(Deed):
    """A set begins, the ``number``-th of the sitting."""

    number: int


@dataclass(frozen=True, slots=True)
class FrameJudged(Deed):
    """A frame, as the engine saw it."""

    frame: PoseFrame


@dataclass(frozen=True, slots=True)
class RepetitionDone(Deed):
    """A repetition was counted."""

    repetition: Repetition


@dataclass(frozen=True, slots=True)
class HoldDone(Deed):
    """A hold is over."""

    hold: Hold


@dataclass(frozen=True, slots=True)
class PainTold(Deed):
    """The person said how much it hurts, 0..10."""

    pain: int


@dataclass(frozen=True, slots=True)
class SetEnded(Deed):
    """The set is over, with the engine's final word."""

    result: SetResult
    track: PoseTrack | None
    ended: Ending
    pain: int | None
