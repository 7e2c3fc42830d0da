"""How a time at the desk stands: what the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from coach.posture.monitor import PostureMonitor
from coach.posture.names import TITLES, Posture
from poses.view import View

Stage = Literal["learning", "watching", "over"]

_LEARNING: Final = "Sit the way that is comfortable for you. I am learning your usual position."
_NOTHING_TO_LEARN: Final = (
    "I can't see your shoulders yet. Move the screen or the camera a little, so that your head and "
    "both shoulders are in the picture."
)
_UNCLEAR: Final = (
    "You are here, but I can't compare your position from this angle. If the camera or your chair "
    "has moved, press Learn my usual position."
)
_HEAD_AND_SHOULDERS: Final = (
    "From the front I see how near you are to the screen and how your shoulders lie. For your head "
    "and trunk forward or back, place a camera at your side."
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is suggested now; ``number`` counts them, so that each is announced once."""

    number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class DeskState:
    """Everything that the page shows; times in seconds."""

    stage: Stage
    learning: float | None
    posture: Posture
    posture_s: float
    still_s: float
    seconds: dict[Posture, float]
    unwatched_s: float
    changes: int
    standing: bool
    in_meeting: bool
    snoozed_s: float
    advice: str | None
    suggestion: Suggestion | None

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        return {
            "type": "update",
            "ack": None,
            "stage": self.stage,
            "learning": None if self.learning is None else round(self.learning, 2),
            "posture": self.posture.value,
            "title": TITLES[self.posture],
            "posture_s": round(self.posture_s, 1),
            "still_s": round(self.still_s, 1),
            "seconds": [
                {"posture": posture.value, "title": TITLES[posture], "seconds": round(s, 1)}
                for posture, s in self.seconds.items()
            ],
            "unwatched_s": round(self.unwatched_s, 1),
            "changes": self.changes,
            "standing": self.standing,
            "in_meeting": self.in_meeting,
            "snoozed_s": round(self.snoozed_s, 1),
            "advice": self.advice,
            "suggestion": None
            if self.suggestion is None
            else {
                "number": self.suggestion.number,
                "text": self.suggestion.text,
                "why": self.suggestion.why,
            },
        }


def advice_for(monitor: PostureMonitor) -> str | None:
    """What would help now, or what this view can't show."""
    if monitor.posture is Posture.AWAY:
        return None
    if monitor.learning is not None and not monitor.standing:
        return _NOTHING_TO_LEARN if monitor.posture is Posture.UNCLEAR else _LEARNING
    if monitor.posture is Posture.UNCLEAR:
        return _UNCLEAR
    if monitor.view is View.FRONT and not monitor.standing:
        return _HEAD_AND_SHOULDERS
    return None
