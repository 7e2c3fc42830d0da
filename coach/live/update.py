"""What the coach answers to each frame: all that a screen needs to show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from coach.engine.results import Side
from coach.live.camera_check import Checked
from coach.live.liveset import Phase

CueKind = Literal["count", "praise", "hint", "form", "camera", "stage", "therapist"]
Paused = Literal["left", "asked"]
GestureName = Literal["start", "pause", "resume", "stop"]


class Stage(StrEnum):
    """Where a sitting stands."""

    CHECK = "check"
    COUNTDOWN = "countdown"
    ACTIVE = "active"
    PAUSED = "paused"
    REST = "rest"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Said:
    """A few words to show and to speak, once; ``by`` names the therapist whose they are."""

    id: int
    text: str
    kind: CueKind
    by: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values; a name only where there is one."""
        told: dict[str, Any] = {"id": self.id, "text": self.text, "kind": self.kind}
        return told | {"by": self.by} if self.by else told


@dataclass(frozen=True, slots=True)
class Gesture:
    """A gesture under way: what it will do, and how much of its time is over (0..1)."""

    name: GestureName
    share: float


@dataclass(frozen=True, slots=True)
class Angle:
    """The main joint angle now, in degrees."""

    title: str
    deg: int


@dataclass(frozen=True, slots=True)
class Update:
    """The state of a sitting after a frame; times in seconds, shares 0..1."""

    stage: Stage
    set: int
    sets: int
    set_id: UUID | None
    count: int
    sides: dict[Side, int] | None
    target: int | None
    progress: float
    held_s: float | None
    target_s: float | None
    left_s: float | None
    phase: Phase
    checks: tuple[Checked, ...]
    still: float
    advice: str | None
    paused: Paused | None
    gesture: Gesture | None
    saved: int
    task: str | None
    angle: Angle | None
    cues: tuple[Said, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values, rounded for the wire; written out, as it is done for every frame."""
        return {
            "type": "update",
            "stage": self.stage,
            "set": self.set,
            "sets": self.sets,
            "set_id": str(self.set_id) if self.set_id else None,
            "count": self.count,
            "sides": self.sides,
            "target": self.target,
            "progress": round(self.progress, 3),
            "held_s": _rounded(self.held_s),
            "target_s": self.target_s,
            "left_s": _rounded(self.left_s),
            "phase": self.phase,
            "checks": [{"id": one.id, "ok": one.ok, "text": one.text} for one in self.checks],
            "still": round(self.still, 3),
            "advice": self.advice,
            "paused": self.paused,
            "gesture": self.gesture
            and {"name": self.gesture.name, "share": round(self.gesture.share, 3)},
            "saved": self.saved,
            "task": self.task,
            "angle": self.angle and {"title": self.angle.title, "deg": self.angle.deg},
            "cues": [one.as_json() for one in self.cues],
        }


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
