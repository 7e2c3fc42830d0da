"""What a therapist who watches is sent of a sitting: points and figures, few and small."""

from __future__ import annotations

import base64
from typing import Any, Final

import numpy as np

from coach.engine.scoring import set_score
from coach.live.liveset import LiveSet
from coach.live.sitting import Sitting
from coach.live.update import Update
from poses.angles import measures
from poses.track import FloatArray, PoseFrame

POSES_PER_S: Final = 15.0
STATES_PER_S: Final = 4.0
MOST_ANGLES: Final = 6
STEPS: Final = 8192
"""Steps of a place from one edge of the picture to the other: an eighth of a pixel of a usual
camera."""

_SHOWN: Final = (
    *("stage", "set", "sets", "set_id", "count", "sides", "target", "target_s", "phase"),
    *("paused", "advice", "task"),
)


class Glance:
    """Chooses what is worth sending to those who watch; each message is made once for all."""

    def __init__(self) -> None:
        self._pose_due_s = self._state_due_s = 0.0
        self._told: dict[str, Any] = {}
        self._scored: tuple[object, int | None] = (None, None)

    def pose(self, frame: PoseFrame, sitting: Sitting, now_s: float) -> dict[str, Any] | None:
        """The body in this frame, or None when the one before is still fresh enough."""
        if now_s < self._pose_due_s:
            return None
        # Steady on average, though frames come when they come.
        self._pose_due_s = max(self._pose_due_s, now_s - 1.0 / POSES_PER_S) + 1.0 / POSES_PER_S
        current = sitting.current
        return {
            "type": "pose",
            "t": round(current.last_s, 2) if current and sitting.in_a_set else None,
            "w": frame.width,
            "h": frame.height,
            "at": None if frame.image is None else packed(frame.image),
        }

    def state(
        self, update: Update, sitting: Sitting, now_s: float, *, whole: bool = False
    ) -> dict[str, Any] | None:
        """Count, stage, angles and score; None when nothing has changed or it was just told.

        ``whole`` tells it in any case, as to somebody who just came.
        """
        if now_s < self._state_due_s and not whole:
            return None
        told = self._state(update, sitting)
        if told == self._told and not whole:
            return None
        self._told = told
        self._state_due_s = now_s + 1.0 / STATES_PER_S
        return told

    def _state(self, update: Update, sitting: Sitting) -> dict[str, Any]:
        every = update.as_json()
        held_s = every["held_s"]
        left_s = every["left_s"]
        return {
            **{name: every[name] for name in _SHOWN},
            "type": "state",
            "held_s": None if held_s is None else int(held_s),
            "left_s": None if left_s is None else int(left_s),
            "angle": every["angle"],
            "angles": _angles(sitting),
            "score": self._score(sitting.current),
        }

    def _score(self, current: LiveSet | None) -> int | None:
        if current is None:
            return None
        done = (current.set_id, current.count, len(current.holds))
        if done != self._scored[0]:
            watch = current.tracker.watch
            value = set_score(watch.scores, watch.usable_share).value
            self._scored = done, None if value is None else round(value)
        return self._scored[1]


def cues_seen(update: Update) -> dict[str, Any] | None:
    """What the coach says now, apart from numbers; None when there is nothing."""
    said = [
        {"text": cue.text, "kind": cue.kind}
        for cue in update.cues
        if cue.kind not in ("count", "therapist")
    ]
    return {"type": "said", "cues": said} if said else None


def packed(image: FloatArray) -> str:
    """33 places (x, y: little-endian int16 in ``STEPS``) and 33 visibilities (a byte), base64."""
    room = np.iinfo(np.int16)
    places = np.clip(np.round(image[:, :2] * STEPS), room.min, room.max).astype("<i2")
    seen = np.clip(np.round(image[:, 3] * 255), 0, 255).astype(np.uint8)
    return base64.b64encode(places.tobytes() + seen.tobytes()).decode("ascii")


def _angles(sitting: Sitting) -> list[dict[str, Any]]:
    """Those of the exercise that are seen well in the picture; estimates in space are left out."""
    current = sitting.current
    if current is None or not sitting.in_a_set:
        return []
    known = measures()
    seen = [(known[name], deg) for name, deg in current.tracker.angles_deg.items()]
    return [
        {"title": measure.title, "side": measure.side, "deg": round(deg)}
        for measure, deg in seen
        if measure.space == "image"
    ][:MOST_ANGLES]
