"""From the picture to metres: how large the body stands in it, and where its hands are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.lifting.footage import FPS
from coach.lifting.lift import Measured
from coach.lifting.limits import Limits
from poses.body import POINTS, BodyView, distance

Array = NDArray[np.float64]

_UPRIGHT_DEG: Final = 25.0


@dataclass(frozen=True, slots=True)
class Size:
    """``metres`` in one height of the picture; ``stature_m`` of the person, told or estimated."""

    metres: float
    stature_m: float
    told: bool

    def measured(self, value: float, error: float, known: Limits) -> Measured:
        """A length in metres with its error, which is larger while the stature is a guess."""
        more = 0.0 if self.told else known.error.unknown_size * abs(value)
        return Measured(value, error + more)


def size_of(body: BodyView, lean_deg: Array, height_m: float | None, known: Limits) -> Size | None:
    """The size of a body from its upright moments; None when it can't be seen.

    ``lean_deg`` (n,) of the trunk against the vertical. Without ``height_m`` the model's own
    metres are taken, which fit an average adult.
    """
    in_picture = _shoulder_to_ankle(body.plane, body.near_sign)
    upright = np.isfinite(in_picture) & (lean_deg < _UPRIGHT_DEG)
    if not upright.any():
        return None
    drawn = float(np.median(in_picture[upright]))
    share = known.body.shoulder_above_ankle
    if height_m is None:
        estimated = float(np.median(_shoulder_to_ankle(body.space, body.near_sign)[upright]))
        stature_m = estimated / share
    else:
        stature_m = height_m
    if not (drawn > 0 and stature_m > 0):
        return None
    return Size(share * stature_m / drawn, stature_m, told=height_m is not None)


def _shoulder_to_ankle(points: Array, near_sign: Array) -> Array:
    """Along trunk, thigh and shank of the nearer side, so that bent knees don't shorten it."""
    legs = []
    for side in ("left", "right"):
        hip, knee, ankle = (POINTS[f"{side}_{name}"] for name in ("hip", "knee", "ankle"))
        legs.append(distance(points, hip, knee) + distance(points, knee, ankle))
    leg = np.where(near_sign > 0, legs[0], legs[1])
    return distance(points, POINTS["mid_shoulder"], POINTS["mid_hip"]) + leg


def hands_above_floor(body: BodyView, size: Size, known: Limits) -> Array:
    """Height of the hands (the wrists) above the floor, metres, (n,)."""
    rise = body.plane[:, POINTS["mid_ankle"], 1] - body.plane[:, POINTS["mid_wrist"], 1]
    return np.asarray(rise * size.metres + known.body.ankle_above_floor * size.stature_m)


def hands_before_ankles(body: BodyView, size: Size) -> Array:
    """How far the hands are in front of the ankles, metres, (n,); needs a side view."""
    along = body.plane[:, POINTS["mid_wrist"], 0] - body.plane[:, POINTS["mid_ankle"], 0]
    return np.asarray(-body.near_sign * along * size.metres)


def hands_aside(body: BodyView) -> tuple[Array, Array]:
    """Direction of the hands from the ankles against that of the feet, and their distance, (n,).

    Degrees to the person's right, and metres over the floor. From the model's own metres, whose
    depth is coarse.
    """
    ahead = np.zeros((len(body.near_sign), 2))
    for side in ("left", "right"):
        heel, toe = POINTS[f"{side}_heel"], POINTS[f"{side}_foot_index"]
        ahead += (body.space[:, toe] - body.space[:, heel])[:, [0, 2]]
    load = body.space[:, POINTS["mid_wrist"]] - body.space[:, POINTS["mid_ankle"]]
    rightwards = load[:, 0] * ahead[:, 1] - load[:, 2] * ahead[:, 0]
    forwards = load[:, 0] * ahead[:, 0] + load[:, 2] * ahead[:, 1]
    return np.degrees(np.arctan2(rightwards, forwards)), np.hypot(load[:, 0], load[:, 2])


def height_above_ankles(body: BodyView, point: str) -> Array:
    """Height of a point above the ankles in heights of the picture, (n,)."""
    return np.asarray(body.plane[:, POINTS["mid_ankle"], 1] - body.plane[:, POINTS[point], 1])


def fastest_of(body: BodyView, names: Sequence[str]) -> Array:
    """Speed in the picture of whichever point moves fastest, in its heights per second, (n,)."""
    steps = [np.gradient(body.plane[:, POINTS[name]], axis=0) for name in names]
    return np.asarray(FPS * np.max([np.hypot(step[:, 0], step[:, 1]) for step in steps], axis=0))
