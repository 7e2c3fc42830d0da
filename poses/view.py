"""From which side the camera sees the person."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from poses.landmarks import Landmark

Array = NDArray[np.float64]


class View(StrEnum):
    """Camera views; ``side_left`` shows the person's left side, ``rear`` the back."""

    FRONT = "front"
    REAR = "rear"
    SIDE_LEFT = "side_left"
    SIDE_RIGHT = "side_right"
    OBLIQUE = "oblique"
    UNKNOWN = "unknown"

    @property
    def is_side(self) -> bool:
        """Whether the sagittal plane lies in the picture."""
        return self in (View.SIDE_LEFT, View.SIDE_RIGHT)

    @property
    def is_facing(self) -> bool:
        """Whether the frontal plane lies in the picture."""
        return self in (View.FRONT, View.REAR)


SIDE_FROM_DEG: Final = 55.0
FACING_TO_DEG: Final = 35.0
LYING_FROM: Final = 1.0
"""The line from left to right steeper than this (45 degrees) belongs to a body lying on a side."""
_HYSTERESIS_DEG: Final = 7.0


_ACROSS: Final = (
    (int(Landmark.LEFT_SHOULDER), int(Landmark.RIGHT_SHOULDER)),
    (int(Landmark.LEFT_HIP), int(Landmark.RIGHT_HIP)),
)


def lateral_axis(world: Array) -> tuple[float, float, float]:
    """Direction from the person's left to right: across the picture, downwards, away.

    ``world`` (33, 3) metres. Shoulder and hip line weigh the same: one alone turns with the trunk.
    """
    total_x = total_y = total_z = 0.0
    for left, right in _ACROSS:
        lx, ly, lz = world[left].tolist()
        rx, ry, rz = world[right].tolist()
        x, y, z = rx - lx, ry - ly, rz - lz
        length = max(math.sqrt(x * x + y * y + z * z), 1e-9)
        total_x, total_y, total_z = total_x + x / length, total_y + y / length, total_z + z / length
    length = max(math.sqrt(total_x**2 + total_y**2 + total_z**2), 1e-9)
    return total_x / length, total_y / length, total_z / length


def _facing(world: Array, axis: tuple[float, float, float]) -> float:
    """How far the chest looks into the picture, -1..1: -1 shows the front, 0 a side."""
    up = [0.0, 0.0, 0.0]
    for shoulder, hip in zip(_ACROSS[0], _ACROSS[1], strict=True):
        top, low = world[shoulder].tolist(), world[hip].tolist()
        up = [total + high - deep for total, high, deep in zip(up, top, low, strict=True)]
    (ax, ay, az), (ux, uy, uz) = axis, up
    x, y, z = ay * uz - az * uy, az * ux - ax * uz, ax * uy - ay * ux
    return -z / max(math.sqrt(x * x + y * y + z * z), 1e-9)


@dataclass(frozen=True, slots=True)
class Orientation:
    """How the person stands to the camera.

    ``sideness_deg``: 90 = the left side faces the camera, 0 = front or back, -90 = right side.
    ``near_sign``: +1 when the left side is nearer, -1 the right. ``front_sign``: -1 when the
    front is seen (the person's right is on the left of the picture), +1 from the back.
    """

    view: View
    sideness_deg: float
    near_sign: float
    front_sign: float

    @property
    def near_side(self) -> str:
        """``left`` or ``right``, whichever is nearer to the camera."""
        return "left" if self.near_sign > 0 else "right"


UNKNOWN_ORIENTATION: Final = Orientation(View.UNKNOWN, 0.0, 1.0, -1.0)


class ViewTracker:
    """Follows the view over time: smoothed, with hysteresis so that it doesn't flicker."""

    def __init__(self, time_constant_s: float = 0.4) -> None:
        self._tau = time_constant_s
        self._axis: tuple[float, float, float] | None = None
        self._time_s = 0.0
        self._current = UNKNOWN_ORIENTATION

    @property
    def current(self) -> Orientation:
        """The latest orientation."""
        return self._current

    def reset(self) -> None:
        """Forget the past, as after a cut in the film."""
        self._axis = None
        self._current = UNKNOWN_ORIENTATION

    def update(self, time_s: float, world: Array) -> Orientation:
        """Take in the next frame's world landmarks (33, 3) and give the orientation."""
        x, y, z = lateral_axis(world)
        if self._axis is not None:
            keep = math.exp(-(time_s - self._time_s) / self._tau)
            before_x, before_y, before_z = self._axis
            x = keep * before_x + (1.0 - keep) * x
            y = keep * before_y + (1.0 - keep) * y
            z = keep * before_z + (1.0 - keep) * z
        self._axis, self._time_s = (x, y, z), time_s
        on_a_side = abs(y) > LYING_FROM * math.hypot(x, z)
        if on_a_side:
            front = _facing(world, (x, y, z))
            sideness = math.copysign(math.degrees(math.acos(min(abs(front), 1.0))), z)
        else:
            # The line itself tells front from back, also when the trunk is bent forward.
            front, sideness = x, math.degrees(math.atan2(z, abs(x)))
        self._current = Orientation(
            view=self._classify(sideness, front),
            sideness_deg=sideness,
            near_sign=1.0 if z >= 0 else -1.0,
            front_sign=-1.0 if front < 0 else 1.0,
        )
        return self._current

    def _classify(self, sideness: float, front: float) -> View:
        was = self._current.view
        side_from = SIDE_FROM_DEG - (_HYSTERESIS_DEG if was.is_side else 0.0)
        facing_to = FACING_TO_DEG + (_HYSTERESIS_DEG if was.is_facing else 0.0)
        if abs(sideness) >= side_from:
            return View.SIDE_LEFT if sideness > 0 else View.SIDE_RIGHT
        if abs(sideness) <= facing_to:
            return View.FRONT if front < 0 else View.REAR
        return View.OBLIQUE
