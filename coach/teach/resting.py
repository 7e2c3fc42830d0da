"""What a figure rests on: the parts of it that are lowest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from coach.engine.reference import Posture, Support
from coach.engine.skeleton import REST_HEIGHT, RESTS_ON, Points, stand
from coach.teach.postures import Place

_MAY: Final[Mapping[str | None, tuple[Support, ...]]] = {
    None: ("feet", "left_foot", "right_foot"),
    "kneeling": ("knees", "left_knee", "right_knee"),
    "quadruped": ("knees", "left_knee", "right_knee", "feet"),
    "supine": ("back",),
    "prone": ("hips", "elbows", "feet"),
    "side": ("hips", "left_elbow", "right_elbow"),
}
"""What comes into question for each pose on the floor, the usual one first."""

_CLEARLY_M: Final = 0.05


def support_of(postures: Sequence[Posture], place: Place) -> Support:
    """What the body rests on in all of the postures; the usual unless another is clearly lower."""
    bodies = [stand(posture, "feet") for posture in postures]
    allowed = _MAY[place.floor_pose]
    gaps = {support: max(_gap(body, support, allowed) for body in bodies) for support in allowed}
    best = min(allowed, key=gaps.__getitem__)
    return allowed[0] if gaps[allowed[0]] < gaps[best] + _CLEARLY_M else best


def _gap(body: Points, support: Support, allowed: Sequence[Support]) -> float:
    """How far the support is above the lowest part that may touch the floor, metres."""
    own = float(np.mean([_above_floor(body, name) for name in RESTS_ON[support]]))
    return own - min(_above_floor(body, name) for other in allowed for name in RESTS_ON[other])


def _above_floor(body: Points, name: str) -> float:
    return float(body[name][1]) - REST_HEIGHT[name.split("_", 1)[1]]
