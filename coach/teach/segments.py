"""The body as directions of its segments, whatever the lengths of its limbs."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.teach.body_angles import row_of
from poses.body import POINTS, SIDES

Array = NDArray[np.float64]

_SEGMENTS: Final = (
    ("left_hip", "right_hip", 0.4),
    ("left_shoulder", "right_shoulder", 0.4),
    ("mid_hip", "mid_shoulder", 2.0),
    ("mid_shoulder", "mid_ear", 0.4),
    *((f"{side}_hip", f"{side}_knee", 1.5) for side in SIDES),
    *((f"{side}_knee", f"{side}_ankle", 1.5) for side in SIDES),
    *((f"{side}_heel", f"{side}_foot_index", 0.3) for side in SIDES),
    *((f"{side}_shoulder", f"{side}_elbow", 1.0) for side in SIDES),
    *((f"{side}_elbow", f"{side}_wrist", 0.8) for side in SIDES),
)
"""From where to where, and how much each counts."""

ACROSS: Final = slice(0, 2)
"""The lines from left to right, which from the side point away from the camera."""

WEIGHTS: Final = np.array([weight for _, _, weight in _SEGMENTS])
_FROM: Final = np.array([POINTS[start] for start, _, _ in _SEGMENTS])
_TO: Final = np.array([POINTS[end] for _, end, _ in _SEGMENTS])
_MIDDLES: Final = ("ear", "shoulder", "hip")
_STEEP: Final = 0.75
_SIDEWAYS: Final = 0.35


def directions(points: Array) -> Array:
    """Unit vectors along the segments, (segments, 3), of 33 landmarks (33, 3)."""
    whole = np.zeros((len(POINTS), 3))
    whole[: len(points)] = points
    for name in _MIDDLES:
        both = points[POINTS[f"left_{name}"]] + points[POINTS[f"right_{name}"]]
        whole[POINTS[f"mid_{name}"]] = 0.5 * both
    step = whole[_TO] - whole[_FROM]
    return np.asarray(step / np.maximum(np.linalg.norm(step, axis=1, keepdims=True), 1e-9))


def clearness(visibility: Array) -> Array:
    """How well each segment is seen, 0.2..1, from the landmarks' visibility (33,)."""
    whole = np.concatenate([visibility, np.ones(len(POINTS) - len(visibility))])
    return np.asarray(np.clip(np.minimum(whole[_FROM], whole[_TO]), 0.2, 1.0))


def upright(world: Array, yaw_deg: float) -> Array:
    """From the camera's right, down and away to x forwards, y up, z to the person's right."""
    yaw = np.radians(yaw_deg)
    right, down, away = world[:, 0], world[:, 1], world[:, 2]
    forward = -right * np.sin(yaw) - away * np.cos(yaw)
    across = -right * np.cos(yaw) + away * np.sin(yaw)
    return np.stack([forward, -down, across], axis=-1)


def away_from_camera(yaw_deg: float) -> Array:
    """The direction in which the camera looks, as x, y, z of ``upright``."""
    yaw = np.radians(yaw_deg)
    return np.array([-np.cos(yaw), 0.0, np.sin(yaw)])


def first_guess(target: Array) -> Array:
    """A row of joint angles read straight off the directions, to begin a search with."""
    way = {(start, end): target[i] for i, (start, end, _) in enumerate(_SEGMENTS)}
    up, across = way["mid_hip", "mid_shoulder"], way["left_hip", "right_hip"]
    on_a_side = abs(across[1]) > _STEEP
    trunk = 0.0 if on_a_side else _angle(up[0], up[1])
    lean = np.radians(trunk)
    axis = np.array([np.sin(lean), np.cos(lean), 0.0])
    ahead = np.array([np.cos(lean), -np.sin(lean), 0.0])
    pairs: dict[str, list[float]] = {n: [] for n in ("hip", "knee", "arm", "elbow", "spread")}
    for side, sign in zip(SIDES, (-1.0, 1.0), strict=True):
        thigh, shank = way[f"{side}_hip", f"{side}_knee"], way[f"{side}_knee", f"{side}_ankle"]
        upper = way[f"{side}_shoulder", f"{side}_elbow"]
        lower = way[f"{side}_elbow", f"{side}_wrist"]
        swung = _angle(thigh[0], -thigh[1])
        raised = _swing(upper @ ahead, -(upper @ axis))
        bent = _swing(lower @ ahead, -(lower @ axis))
        pairs["hip"].append(_wrapped(swung + trunk))
        pairs["knee"].append(_wrapped(swung - _angle(shank[0], -shank[1])))
        pairs["arm"].append(_wrapped(raised))
        pairs["elbow"].append(_wrapped(bent - raised))
        pairs["spread"].append(float(np.degrees(np.arcsin(np.clip(sign * upper[2], -1.0, 1.0)))))
    roll = float(-90.0 * np.sign(across[1])) if on_a_side else 0.0
    return row_of({"trunk": [trunk], "roll": [roll], **pairs})


def _angle(opposite: float, adjacent: float) -> float:
    return float(np.degrees(np.arctan2(opposite, adjacent)))


def _swing(ahead: float, down: float) -> float:
    """How far a limb is swung forwards; 0 for one that points straight to the side."""
    return _angle(ahead, down) if np.hypot(ahead, down) > _SIDEWAYS else 0.0


def _wrapped(angle: float) -> float:
    """The same angle between -90 and 270 degrees."""
    return (angle + 90.0) % 360.0 - 90.0
