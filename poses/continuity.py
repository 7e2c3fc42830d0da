"""Staying with the patient: is this still the same body, or a cut, or somebody else?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from poses.landmarks import Landmark

Array = NDArray[np.float64]

JUMP: Final = 0.35
JUMP_PER_S: Final = 5.0
RESIZE: Final = 1.45
RESIZE_PER_S: Final = 3.0
GIVE_UP_S: Final = 0.6
FAR: Final = 1.5

_TRUNK = (
    int(Landmark.LEFT_SHOULDER),
    int(Landmark.RIGHT_SHOULDER),
    int(Landmark.LEFT_HIP),
    int(Landmark.RIGHT_HIP),
)
_LEGS = (
    int(Landmark.LEFT_KNEE),
    int(Landmark.RIGHT_KNEE),
    int(Landmark.LEFT_ANKLE),
    int(Landmark.RIGHT_ANKLE),
)


_MARKS = np.array(_TRUNK + _LEGS)


class Continuity(StrEnum):
    """What a frame's body is to the one before."""

    FIRST = "first"
    SAME = "same"
    DOUBTFUL = "doubtful"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class _Body:
    time_s: float
    x: float
    y: float
    size: float


class PatientLock:
    """Follows one body by place and size.

    A sudden jump is doubtful at first: such frames are left out. If the old body comes back, all
    goes on; after ``GIVE_UP_S`` seconds the new one is taken for the patient and all starts anew.
    """

    def __init__(self) -> None:
        self._known: _Body | None = None
        self._stranger: _Body | None = None
        self._doubt_since: float | None = None

    def update(self, time_s: float, image: Array, aspect: float) -> Continuity:
        """Judge the body of ``image`` (33, 4) in a picture of ``aspect`` width over height."""
        body = _body(time_s, image, aspect)
        if self._known is None:
            self._known = body
            return Continuity.FIRST
        if _follows(self._known, body):
            self._known, self._doubt_since, self._stranger = body, None, None
            return Continuity.SAME
        steady = self._stranger is not None and _follows(self._stranger, body)
        self._stranger = body
        if self._doubt_since is None or not steady:
            self._doubt_since = time_s
        if time_s - self._doubt_since < GIVE_UP_S:
            return Continuity.DOUBTFUL
        self._known, self._doubt_since, self._stranger = body, None, None
        return Continuity.NEW


def _body(time_s: float, image: Array, aspect: float) -> _Body:
    """Centre of the trunk, and the length of trunk and legs along the limbs."""
    points = image[_MARKS, :2].tolist()
    x = [across * aspect for across, _ in points]
    y = [down for _, down in points]

    def length(a: int, b: int) -> float:
        return math.hypot(x[a] - x[b], y[a] - y[b])

    limbs = [
        length(0, 2) + length(2, 4) + length(4, 6),
        length(1, 3) + length(3, 5) + length(5, 7),
        2.0 * length(0, 1),
    ]
    return _Body(time_s, sum(x[:4]) / 4, sum(y[:4]) / 4, max(*limbs, 1e-6))


def _follows(before: _Body, now: _Body) -> bool:
    step_s = now.time_s - before.time_s
    size = max(before.size, now.size)
    distance = math.hypot(now.x - before.x, now.y - before.y) / (0.35 * size)
    ratio = size / min(before.size, now.size)
    return distance <= min(JUMP + JUMP_PER_S * step_s, FAR) and ratio <= min(
        RESIZE + RESIZE_PER_S * step_s, 2.5
    )
