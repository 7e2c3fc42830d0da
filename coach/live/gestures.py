"""Raising one arm: how somebody who stands far from the screen tells the coach to wait."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from poses.landmarks import Landmark
from poses.track import PoseFrame

Array = NDArray[np.float64]

_VISIBLE: Final = 0.5
_HIDDEN: Final = 0.3
_ABOVE: Final = 0.12
"""How far above the nose a raised hand is, as a share of the trunk's length."""

_FORGIVEN_S: Final = 0.25

_ARMS: Final = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
)


class RaisedArm:
    """For how many seconds one arm, and not the other, has been held high by somebody upright."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._last_s = 0.0

    def update(self, frame: PoseFrame, *, listening: bool) -> float:
        """Seconds so far; 0 while nobody listens."""
        raised = listening and frame.image is not None and _raised(frame)
        if raised:
            self._last_s = frame.time_s
            if self._since_s is None:
                self._since_s = frame.time_s
        elif frame.time_s - self._last_s > _FORGIVEN_S:
            self._since_s = None
        return 0.0 if self._since_s is None else frame.time_s - self._since_s


def _raised(frame: PoseFrame) -> bool:
    assert frame.image is not None
    points = frame.image.astype(np.float64)
    shoulders = 0.5 * (points[Landmark.LEFT_SHOULDER] + points[Landmark.RIGHT_SHOULDER])
    hips = 0.5 * (points[Landmark.LEFT_HIP] + points[Landmark.RIGHT_HIP])
    aspect = frame.width / frame.height
    down = hips[1] - shoulders[1]
    across = abs(hips[0] - shoulders[0]) * aspect
    if down <= 0 or across > 0.6 * down:
        return False
    high_from = points[Landmark.NOSE][1] - _ABOVE * down
    high = [_is_high(points, arm, high_from) for arm in _ARMS]
    low = [_is_low(points, arm) for arm in _ARMS]
    return (high[0] and low[1]) or (high[1] and low[0])


def _is_high(points: Array, arm: tuple[Landmark, ...], high_from: float) -> bool:
    _, elbow, wrist = (points[mark] for mark in arm)
    return bool(wrist[3] > _VISIBLE and wrist[1] < high_from and wrist[1] < elbow[1])


def _is_low(points: Array, arm: tuple[Landmark, ...]) -> bool:
    """Below the shoulder, or out of sight, as the far arm from the side."""
    shoulder, _, wrist = (points[mark] for mark in arm)
    return bool(wrist[3] < _HIDDEN or wrist[1] > shoulder[1])
