"""From joint angles to points in space: the body of the reference figure.

Coordinates: x forwards, y up from the floor, z to the person's right, in metres, for a person of
1.72 m.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.reference import Foot, Posture, Support
from poses.body import SIDES
from poses.landmarks import Landmark

Array = NDArray[np.float64]
Points = dict[str, Array]
"""Named points: the landmarks in small letters, and ``neck``, ``crown``, ``chin`` and ``waist``."""

SHANK: Final = 0.41
THIGH: Final = 0.42
TRUNK: Final = 0.50
NECK: Final = 0.19
UPPER_ARM: Final = 0.29
FOREARM: Final = 0.25
HAND: Final = 0.13

_WAIST: Final = 0.45
"""Share of the trunk's length at which it bends."""

_HIPS: Final = 0.09
_SHOULDERS: Final = 0.17
_STANCE: Final = 0.10
_TOES_OUT: Final = math.radians(10.0)

_HEEL: Final = (-0.05, -0.055)
_TOE: Final = (0.15, -0.055)

REST_HEIGHT: Final[Mapping[str, float]] = {
    "foot_index": 0.03,
    "knee": 0.06,
    "shoulder": 0.10,
    "hip": 0.10,
    "elbow": 0.05,
}
"""How high a point lies above the floor when the body rests on it: the flesh around it."""

RESTS_ON: Final[Mapping[Support, tuple[str, ...]]] = {
    "feet": ("left_foot_index", "right_foot_index"),
    "left_foot": ("left_foot_index",),
    "right_foot": ("right_foot_index",),
    "knees": ("left_knee", "right_knee"),
    "left_knee": ("left_knee",),
    "right_knee": ("right_knee",),
    "back": ("left_shoulder", "right_shoulder"),
    "hips": ("left_hip", "right_hip"),
    "elbows": ("left_elbow", "right_elbow"),
    "left_elbow": ("left_elbow",),
    "right_elbow": ("right_elbow",),
}
"""The points that touch the ground for each support."""


def stand(
    posture: Posture,
    support: Support,
    planted: Mapping[Foot, Array] | None = None,
    raised: float = 0.0,
) -> Points:
    """All points of a body in this posture, resting on its support.

    ``planted`` are toes that stay where they are; hip and knee of those legs give way. The
    support stands ``raised`` metres above the floor.
    """
    points = _trunk(posture)
    for side in SIDES:
        _leg(points, posture, side)
        _arm(points, posture, side)
    if posture.roll:
        points = {name: _rolled(point, posture.roll) for name, point in points.items()}
    resting = [points[name] for name in RESTS_ON[support]]
    base = sum(resting[1:], resting[0]) / len(resting)
    height = REST_HEIGHT[RESTS_ON[support][0].split("_", 1)[1]] + raised
    across = base[2] if posture.roll else _feet_moved(points, posture, support)
    shift = np.array([-base[0], height - base[1], -across])
    points = {name: point + shift for name, point in points.items()}
    for foot, toe in (planted or {}).items():
        _plant(points, posture, foot.removesuffix("_foot"), toe)
    return points


def _feet_moved(points: Points, posture: Posture, support: Support) -> float:
    """How far to the right swaying has moved the feet that carry; they have to stay."""
    legs = [name.split("_")[0] for name in RESTS_ON[support] if name.endswith("foot_index")]
    if not posture.sway or not legs:
        return 0.0
    heights = [float(points[f"{side}_hip"][1] - points[f"{side}_ankle"][1]) for side in legs]
    return -math.tan(math.radians(posture.sway)) * sum(heights) / len(heights)


def _rolled(point: Array, roll_deg: float) -> Array:
    """Turned about the way the body looks; 90 takes the head to the person's right."""
    roll = math.radians(roll_deg)
    cos, sin = math.cos(roll), math.sin(roll)
    x, y, z = point
    return np.array([x, y * cos - z * sin, y * sin + z * cos])


def _turned(point: Array, turn_deg: float) -> Array:
    """Turned about the vertical, to the person's right."""
    turn = math.radians(turn_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    x, y, z = point
    return np.array([x * cos - z * sin, y, x * sin + z * cos])


def _down(angle_deg: float) -> Array:
    """Straight down, swung forwards by the angle."""
    angle = math.radians(angle_deg)
    return np.array([math.sin(angle), -math.cos(angle), 0.0])


def _trunk(posture: Posture) -> Points:
    points: Points = {}
    straight, _, across = _axes(posture, 0.0, 0.0)
    tilted = math.tan(math.radians(posture.tilt)) * straight
    low, _, _ = _axes(posture, posture.lean, posture.twist)
    up, _, shoulders = _axes(posture, posture.lean, posture.twist, posture.curl)
    chest = TRUNK * (_WAIST * low + (1.0 - _WAIST) * up)
    points["waist"] = 0.5 * _WAIST * TRUNK * (straight + low)
    points["neck"] = chest
    head_deg = posture.curl + posture.head
    head_up, face, _ = _axes(posture, 1.2 * posture.lean, posture.twist, head_deg)
    head = chest + NECK * head_up
    points["crown"], points["chin"] = head + 0.035 * head_up, head - 0.035 * head_up
    points["nose"] = head + 0.088 * face - 0.03 * head_up
    for side, sign in zip(SIDES, (-1.0, 1.0), strict=True):
        points[f"{side}_hip"] = sign * _HIPS * (across + tilted)
        shrug = posture.shrug[SIDES.index(side)] * up
        points[f"{side}_shoulder"] = chest + sign * _SHOULDERS * shoulders + shrug
        points[f"{side}_ear"] = head + sign * 0.075 * shoulders
        for name, to_side in (("eye_inner", 0.015), ("eye", 0.03), ("eye_outer", 0.045)):
            points[f"{side}_{name}"] = (
                head + 0.085 * face + 0.03 * head_up + sign * to_side * shoulders
            )
        points[f"mouth_{side}"] = head + 0.085 * face - 0.05 * head_up + sign * 0.025 * shoulders
    return points


def _axes(
    posture: Posture, sideways_deg: float, twist_deg: float, bend_deg: float = 0.0
) -> tuple[Array, Array, Array]:
    """Up along the trunk, ahead of it, and across to the right."""
    lean, sideways = math.radians(posture.trunk + bend_deg), math.radians(sideways_deg)
    up = np.array([math.sin(lean), math.cos(lean), 0.0])
    ahead = np.array([math.cos(lean), -math.sin(lean), 0.0])
    right = np.array([0.0, 0.0, 1.0])
    cos, sin = math.cos(sideways), math.sin(sideways)
    up, right = up * cos + right * sin, right * cos - up * sin
    cos, sin = math.cos(math.radians(twist_deg)), math.sin(math.radians(twist_deg))
    ahead, right = ahead * cos + right * sin, right * cos - ahead * sin
    if posture.turn:
        up, ahead, right = (_turned(axis, posture.turn) for axis in (up, ahead, right))
    return up, ahead, right


def _leg(points: Points, posture: Posture, side: str) -> None:
    i = SIDES.index(side)
    sign = -1.0 if side == "left" else 1.0
    thigh = posture.hip[i] - posture.trunk
    hip = points[f"{side}_hip"]
    knee = hip + THIGH * _down(thigh)
    ankle = knee + SHANK * _down(thigh - posture.knee[i])
    heel, toe = (_of_foot(place, posture.foot[i], sign) for place in (_HEEL, _TOE))
    # the legs stand a little wider than the hips
    knee[2], ankle[2] = sign * 0.5 * (_HIPS + _STANCE), sign * _STANCE
    out = posture.abduct[i]
    if out:
        joint = np.array([hip[0], hip[1], sign * _HIPS])
        knee, ankle = (joint + _rolled(point - joint, -sign * out) for point in (knee, ankle))
    knee[2] -= sign * posture.knee_in[i]
    if posture.sway:
        slope = math.tan(math.radians(posture.sway))
        knee[2] -= slope * (hip[1] - knee[1])
        ankle[2] -= slope * (hip[1] - ankle[1])
    points[f"{side}_knee"], points[f"{side}_ankle"] = knee, ankle
    points[f"{side}_heel"], points[f"{side}_foot_index"] = ankle + heel, ankle + toe


def _of_foot(place: tuple[float, float], pitch_deg: float, sign: float) -> Array:
    pitch = math.radians(pitch_deg)
    cos, sin = math.cos(pitch), math.sin(pitch)
    x, y = place
    out = sign * max(x, 0.0) * math.sin(_TOES_OUT)
    return np.array([x * cos + y * sin, -x * sin + y * cos, out])


def _plant(points: Points, posture: Posture, side: str, toe: Array) -> None:
    """Bend hip and knee so that the toes are where they are to be."""
    i = SIDES.index(side)
    sign = -1.0 if side == "left" else 1.0
    hip = points[f"{side}_hip"]
    ankle = toe - _of_foot(_TOE, posture.foot[i], sign)
    ankle[2] = sign * _STANCE
    way = (ankle - hip)[:2]
    reach = min(float(np.hypot(*way)), THIGH + SHANK - 1e-6)
    at_hip = math.acos((THIGH**2 + reach**2 - SHANK**2) / (2 * THIGH * reach))
    line = math.degrees(math.atan2(way[0], -way[1]))
    knee = hip + THIGH * _down(line + math.degrees(at_hip))
    knee[2] = points[f"{side}_knee"][2]
    points[f"{side}_knee"], points[f"{side}_ankle"] = knee, ankle
    points[f"{side}_heel"] = ankle + _of_foot(_HEEL, posture.foot[i], sign)
    points[f"{side}_foot_index"] = ankle + _of_foot(_TOE, posture.foot[i], sign)


def _arm(points: Points, posture: Posture, side: str) -> None:
    i = SIDES.index(side)
    up, ahead, across = _axes(posture, posture.lean, posture.twist, posture.curl)
    outwards = across if side == "right" else -across

    def along(raised_deg: float, spread_deg: float) -> Array:
        raised, spread = math.radians(raised_deg), math.radians(spread_deg)
        swing = ahead * math.sin(raised) - up * math.cos(raised)
        return np.asarray(swing * math.cos(spread) + outwards * math.sin(spread))

    raised, spread = posture.arm[i], posture.spread[i]
    folded = spread + posture.fold[i]
    elbow = points[f"{side}_shoulder"] + UPPER_ARM * along(raised, spread)
    wrist = elbow + FOREARM * along(raised + posture.elbow[i], folded)
    hand = along(raised + posture.elbow[i] + posture.wrist[i], folded)
    points[f"{side}_elbow"], points[f"{side}_wrist"] = elbow, wrist
    for name, reach in (("thumb", 0.5), ("index", 1.0), ("pinky", 0.9)):
        points[f"{side}_{name}"] = wrist + reach * HAND * hand


_NAMES: Final = tuple(mark.name.lower() for mark in Landmark)


def landmarks(points: Points) -> Array:
    """The 33 landmarks, (33, 3) metres."""
    return np.stack([points[name] for name in _NAMES])
