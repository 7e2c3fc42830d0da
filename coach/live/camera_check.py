"""Before a set: can the camera see what the coach has to see, and is the person ready?"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from coach.engine.confirming import Confirming
from coach.engine.exercise import Exercise
from coach.engine.moment import Moment
from coach.engine.tracker import FRAMING_EVERY_S, view_advice
from coach.live.phrases import check_words, phrase
from poses.angles import MeasureTable
from poses.body import single_body_view
from poses.framing import Framing, FramingProblem, check_framing
from poses.landmarks import Landmark
from poses.track import PoseFrame
from poses.view import Orientation, ViewTracker

Array = NDArray[np.float64]
CheckName = Literal["person", "whole", "view", "alone", "light"]

DARK: Final = 0.15
"""Mean brightness of the picture, 0..1, below which the pose model gets unsure."""

SETTLE_S: Final = 0.4
STILL_S: Final = 2.0
STILL_WITHIN: Final = 0.05
"""Of the body's size in the picture: more than landmark noise, less than a step."""

_STEADY: Final = (
    *(Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    *(Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the check: passed, not passed, or not known; and what to say of it."""

    id: CheckName
    ok: bool | None
    text: str


class _Settled:
    """A verdict that has to last before it replaces the one before."""

    def __init__(self) -> None:
        self.value: Checked | None = None
        self._other: Checked | None = None
        self._since_s = 0.0

    def update(self, time_s: float, verdict: Checked) -> None:
        if self.value is None or verdict.ok == self.value.ok:
            self.value, self._other = verdict, None
            return
        if self._other is None:
            self._since_s = time_s
        self._other = verdict
        if time_s - self._since_s >= SETTLE_S:
            self.value, self._other = verdict, None


class CameraCheck:
    """Looks at every frame; ``checks`` says what is well and what is not."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        names = dict.fromkeys(n for ref in exercise.references() for n in ref.reads)
        self._table = MeasureTable(names)
        self._start = Confirming(exercise, self._table) if exercise.repetitions else None
        self._view = ViewTracker()
        self._verdicts: dict[CheckName, _Settled] = {}
        self._past: deque[tuple[float, Array]] = deque()
        self._ready_since_s: float | None = None
        self._now_s = 0.0
        self._light: float | None = None
        self._framing = Framing(FramingProblem.NOBODY)
        self._framed_s = -FRAMING_EVERY_S
        self._had_person = False

    @property
    def checks(self) -> tuple[Checked, ...]:
        """In the order in which they matter."""
        return tuple(one.value for one in self._verdicts.values() if one.value)

    @property
    def passed(self) -> bool:
        """Whether nothing stands in the way of a set."""
        return bool(self.checks) and all(check.ok is not False for check in self.checks)

    @property
    def seen(self) -> bool:
        """Whether somebody is in the picture, the needed parts of the body whole."""
        told = {check.id: check.ok for check in self.checks}
        return bool(told.get("person")) and bool(told.get("whole"))

    @property
    def advice(self) -> str | None:
        """What to do about the first problem."""
        return next((check.text for check in self.checks if check.ok is False), None)

    @property
    def ready_s(self) -> float:
        """For how long all has been well, and the person still in the start position."""
        return 0.0 if self._ready_since_s is None else self._now_s - self._ready_since_s

    def begin_anew(self) -> None:
        """Readiness is asked for once more."""
        self._ready_since_s = None
        self._past.clear()

    def update(self, frame: PoseFrame, light: float | None = None, *, waiting: bool = True) -> None:
        """Take in the next frame; ``light`` is the picture's mean brightness, 0..1.

        Whether the person is ready is looked at only while somebody is ``waiting`` for it.
        """
        self._now_s = frame.time_s
        self._light = light if light is not None else self._light
        aspect = frame.width / frame.height
        image = None if frame.image is None else frame.image.astype(np.float64)
        due = frame.time_s - self._framed_s >= FRAMING_EVERY_S
        if due or frame.has_person is not self._had_person:
            self._framed_s, self._had_person = frame.time_s, frame.has_person
            self._framing = check_framing(image, self._exercise.camera.body_parts, aspect)
        seen = None
        if frame.world is not None:
            seen = self._view.update(frame.time_s, frame.world.astype(np.float64))
        for verdict in self._judge(frame, self._framing, seen):
            self._verdicts.setdefault(verdict.id, _Settled()).update(frame.time_s, verdict)
        ready = (
            waiting
            and image is not None
            and seen is not None
            and self._is_still(frame.time_s, image, aspect)
            and self.passed
            and self._in_start(frame, image, aspect, seen)
        )
        if not ready:
            self._ready_since_s = None
        elif self._ready_since_s is None:
            self._ready_since_s = frame.time_s

    def _judge(self, frame: PoseFrame, framing: Framing, seen: Orientation | None) -> list[Checked]:
        nobody = framing.problem is FramingProblem.NOBODY
        there = None if nobody else True
        right_way = None if seen is None else seen.view in self._exercise.camera.views
        alone = None if nobody else frame.people is None or frame.people < 2
        bright = None if self._light is None else self._light >= DARK
        return [
            _verdict("person", not nobody, framing.advice),
            _verdict("whole", there and framing.problem is None, framing.advice),
            _verdict("view", right_way, view_advice(self._exercise)),
            _verdict("alone", alone, phrase("alone")),
            _verdict("light", bright, phrase("dark")),
        ]

    def _is_still(self, time_s: float, image: Array, aspect: float) -> bool:
        points = image[list(_STEADY)]
        place = points[:, :2] * (aspect, 1.0)
        place[points[:, 3] < 0.5] = np.nan
        self._past.append((time_s, place))
        while time_s - self._past[0][0] > 1.0:
            self._past.popleft()
        if time_s - self._past[0][0] < 0.5:
            return False
        size = float(max(np.ptp(image[:, 0]) * aspect, np.ptp(image[:, 1]), 1e-6))
        with np.errstate(invalid="ignore"):
            moved = np.abs(np.stack([past for _, past in self._past]) - place)
        return bool(np.nanmax(moved, initial=0.0) < STILL_WITHIN * size)

    def _in_start(self, frame: PoseFrame, image: Array, aspect: float, seen: Orientation) -> bool:
        if self._start is None:
            return True
        assert frame.world is not None
        body = single_body_view(image[:, :2], frame.world.astype(np.float64), aspect, seen)
        values, confidence = self._table.evaluate(body, image[None, :, 3])
        moment = Moment(
            frame.time_s, values[0].tolist(), confidence[0].tolist(), seen, seen.sideness_deg
        )
        return self._start.in_position(moment)


def _verdict(name: CheckName, ok: bool | None, otherwise: str) -> Checked:
    return Checked(name, ok, otherwise if ok is False else check_words(name))
