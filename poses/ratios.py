"""Measures that are no angles: heights, distances and ratios, one function each.

Each takes a ``BodyView`` of n frames and the indices of its points, and gives (n,) values in the
unit that ``measures.toml`` says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from poses.body import POINTS, TORSO_FROM, TORSO_TO, Array, BodyView, distance, leg_length


def _knee_spacing(body: BodyView, lk: int, rk: int, la: int, ra: int) -> Array:
    ankles = np.maximum(np.abs(body.plane[:, ra, 0] - body.plane[:, la, 0]), 1e-6)
    return np.asarray(np.abs(body.plane[:, rk, 0] - body.plane[:, lk, 0]) / ankles)


def _hip_offset(body: BodyView, lh: int, rh: int, la: int, ra: int) -> Array:
    width = np.maximum(distance(body.plane, lh, rh), 1e-6)
    hips = body.plane[:, lh, 0] + body.plane[:, rh, 0]
    ankles = body.plane[:, la, 0] + body.plane[:, ra, 0]
    return np.asarray(body.front_sign * 0.5 * (hips - ankles) / width)


_AVERAGE_WIDTHS_M: Final = 0.50
_AVERAGE_FLANKS_M: Final = 1.00


def _picture_metre(body: BodyView) -> Array:
    """How much of the picture one metre takes up at the person, for an average adult's torso.

    Heights in the picture are exact from any side, the model's metric ones only a guess. The
    torso's width gives the scale from the front, where its length shortens with leaning; its
    length gives it from the side, where its width can't be seen.
    """
    turned = np.radians(body.sideness_deg)
    across, along = np.cos(turned), np.abs(np.sin(turned))
    edges = distance(body.plane, TORSO_FROM, TORSO_TO)
    seen = edges[:, 0] + edges[:, 1] + along * (edges[:, 2] + edges[:, 3])
    expected = across * _AVERAGE_WIDTHS_M + along * _AVERAGE_FLANKS_M
    return np.maximum(seen / expected, 1e-6)


def _hip_height(body: BodyView, hip: int, _knee: int, ankle: int) -> Array:
    rise = body.space[:, ankle, 1] - body.space[:, hip, 1]
    return np.asarray(rise / body.leg_m)


def _leg_height(body: BodyView, hip: int, ankle: int) -> Array:
    return np.asarray(body.plane[:, ankle, 1] - body.plane[:, hip, 1])


def _feet_x(body: BodyView, ankle: int) -> Array:
    return np.asarray(body.plane[:, ankle, 0])


def _feet_y(body: BodyView, ankle: int) -> Array:
    return np.asarray(body.plane[:, ankle, 1])


def _feet_level(body: BodyView, left: int, right: int) -> Array:
    return np.asarray((body.plane[:, left, 1] - body.plane[:, right, 1]) / _picture_metre(body))


def _hand_height(body: BodyView, wrist: int, ankle: int) -> Array:
    rise = body.space[:, ankle, 1] - body.space[:, wrist, 1]
    return np.asarray(rise / body.leg_m)


def _load_reach(body: BodyView, wrist: int, ankle: int) -> Array:
    return np.asarray(-body.near_sign * (body.space[:, wrist, 0] - body.space[:, ankle, 0]))


def _heel_rise(body: BodyView, heel: int, toe: int, knee: int, ankle: int) -> Array:
    shank = np.maximum(distance(body.plane, knee, ankle), 1e-6)
    return np.asarray((body.plane[:, toe, 1] - body.plane[:, heel, 1]) / shank)


def _trunk_chord(body: BodyView, shoulder: int, hip: int, _knee: int, _ankle: int) -> Array:
    return np.asarray(distance(body.plane, shoulder, hip) / leg_length(body.plane))


def _trunk_rotation(body: BodyView, ls: int, rs: int, lh: int, rh: int) -> Array:
    shoulders = body.space[:, rs] - body.space[:, ls]
    hips = body.space[:, rh] - body.space[:, lh]
    cross = hips[:, 2] * shoulders[:, 0] - hips[:, 0] * shoulders[:, 2]
    dot = hips[:, 0] * shoulders[:, 0] + hips[:, 2] * shoulders[:, 2]
    return np.asarray(np.degrees(np.arctan2(cross, dot)))


def _trunk_twist(body: BodyView, ls: int, rs: int, lh: int, rh: int) -> Array:
    space = body.space
    along = space[:, ls] + space[:, rs] - space[:, lh] - space[:, rh]
    length = np.sqrt(_dot(along, along))[:, None]
    along = along / np.maximum(length, 1e-9)
    shoulders, hips = space[:, rs] - space[:, ls], space[:, rh] - space[:, lh]
    # from here on only what is across the trunk
    shoulders = shoulders - _dot(shoulders, along)[:, None] * along
    hips = hips - _dot(hips, along)[:, None] * along
    x = hips[:, 1] * shoulders[:, 2] - hips[:, 2] * shoulders[:, 1]
    y = hips[:, 2] * shoulders[:, 0] - hips[:, 0] * shoulders[:, 2]
    z = hips[:, 0] * shoulders[:, 1] - hips[:, 1] * shoulders[:, 0]
    turned = x * along[:, 0] + y * along[:, 1] + z * along[:, 2]
    return np.asarray(np.degrees(np.arctan2(-turned, _dot(hips, shoulders))))


def _dot(u: Array, v: Array) -> Array:
    return np.asarray(u[:, 0] * v[:, 0] + u[:, 1] * v[:, 1] + u[:, 2] * v[:, 2])


def _foot_lead(body: BodyView, left: int, right: int) -> Array:
    hips = body.space[:, POINTS["right_hip"]] - body.space[:, POINTS["left_hip"]]
    length = np.maximum(np.sqrt(hips[:, 0] * hips[:, 0] + hips[:, 2] * hips[:, 2]), 1e-6)
    # "forward" is horizontal and at right angles to left -> right; y points down
    forward_x, forward_z = -hips[:, 2] / length, hips[:, 0] / length
    step = body.space[:, right] - body.space[:, left]
    return np.asarray(step[:, 0] * forward_x + step[:, 2] * forward_z)


def _arm_support(body: BodyView, shoulder: int, elbow: int) -> Array:
    return np.asarray(body.space[:, elbow, 1] - body.space[:, shoulder, 1])


def _face_up(body: BodyView, ls: int, rs: int, lh: int, rh: int) -> Array:
    space = body.space
    across = space[:, rs] - space[:, ls] + space[:, rh] - space[:, lh]
    up = space[:, ls] + space[:, rs] - space[:, lh] - space[:, rh]
    # left -> right crossed with hips -> shoulders points out of the back, with y down
    x = across[:, 1] * up[:, 2] - across[:, 2] * up[:, 1]
    y = across[:, 2] * up[:, 0] - across[:, 0] * up[:, 2]
    z = across[:, 0] * up[:, 1] - across[:, 1] * up[:, 0]
    return np.asarray(y / np.maximum(np.sqrt(x * x + y * y + z * z), 1e-9))


def _hip_clearance(body: BodyView, hip: int, knee: int, ankle: int) -> Array:
    thigh = np.maximum(distance(body.space, hip, knee), 1e-6)
    return np.asarray((body.space[:, ankle, 1] - body.space[:, hip, 1]) / thigh)


def _line_above(body: BodyView, shoulder: int, hip: int, foot: int) -> Array:
    """Bend at the hip in the picture; positive when the hip is above the line of its ends."""
    start, middle, end = (body.plane[:, i] for i in (shoulder, hip, foot))
    into, out = middle - start, end - middle
    cross = into[:, 0] * out[:, 1] - into[:, 1] * out[:, 0]
    dot = into[:, 0] * out[:, 0] + into[:, 1] * out[:, 1]
    # y points down: on the way to the right, turning clockwise means having been above
    rightwards = np.where(end[:, 0] >= start[:, 0], 1.0, -1.0)
    return np.asarray(rightwards * np.degrees(np.arctan2(cross, dot)))


def _lying_side(body: BodyView, ls: int, rs: int, lh: int, rh: int) -> Array:
    across = body.space[:, rs] - body.space[:, ls] + body.space[:, rh] - body.space[:, lh]
    x, y, z = across[:, 0], across[:, 1], across[:, 2]
    return np.asarray(y / np.maximum(np.sqrt(x * x + y * y + z * z), 1e-9))


def _knee_inward(body: BodyView, hip: int, knee: int, ankle: int, middle: int) -> Array:
    inwards = np.sign(body.plane[:, middle, 0] - body.plane[:, hip, 0])
    step = body.plane[:, knee, 0] - body.plane[:, ankle, 0]
    return np.asarray(inwards * step / _picture_metre(body))


def _line_turn(body: BodyView, left: int, right: int) -> Array:
    line = body.space[:, right] - body.space[:, left]
    turn = np.degrees(np.arctan2(line[:, 2], np.abs(line[:, 0])))
    return np.asarray(-body.front_sign * turn)


def _fingertip_height(body: BodyView, finger: int, toes: int, hip: int, ankle: int) -> Array:
    leg = np.maximum(distance(body.plane, hip, ankle), 1e-6)
    return np.asarray((body.plane[:, toes, 1] - body.plane[:, finger, 1]) / leg)


def _above_other(body: BodyView, own: int, left: int, right: int) -> Array:
    lower = np.maximum(body.plane[:, left, 1], body.plane[:, right, 1])
    return np.asarray((lower - body.plane[:, own, 1]) / _picture_metre(body))


def _hip_drop(body: BodyView, own: int, left: int, right: int) -> Array:
    plane = body.plane
    across = np.abs(plane[:, right, 0] - plane[:, left, 0])
    down = 2.0 * plane[:, own, 1] - plane[:, left, 1] - plane[:, right, 1]
    return np.asarray(np.degrees(np.arctan2(down, np.maximum(across, 1e-6))))


def _right_higher(body: BodyView, left: int, right: int, shoulder: int, hip: int) -> Array:
    trunk = np.maximum(distance(body.plane, shoulder, hip), 1e-6)
    return np.asarray((body.plane[:, left, 1] - body.plane[:, right, 1]) / trunk)


def _hips_up(body: BodyView, left: int, right: int) -> Array:
    height = 1.0 - 0.5 * (body.plane[:, left, 1] + body.plane[:, right, 1])
    return np.asarray(height / _picture_metre(body))


def _hand_to_knee(body: BodyView, wrist: int, knee: int, hip: int) -> Array:
    thigh = np.maximum(distance(body.space, hip, knee), 1e-6)
    return np.asarray(distance(body.space, wrist, knee) / thigh)


MEASURES: Final[dict[str, Callable[..., Array]]] = {
    "knee_spacing": _knee_spacing,
    "hip_offset": _hip_offset,
    "hip_height": _hip_height,
    "leg_height": _leg_height,
    "feet_x": _feet_x,
    "feet_y": _feet_y,
    "feet_level": _feet_level,
    "hand_height": _hand_height,
    "load_reach": _load_reach,
    "heel_rise": _heel_rise,
    "trunk_chord": _trunk_chord,
    "trunk_rotation": _trunk_rotation,
    "trunk_twist": _trunk_twist,
    "foot_lead": _foot_lead,
    "arm_support": _arm_support,
    "face_up": _face_up,
    "hip_clearance": _hip_clearance,
    "line_above": _line_above,
    "lying_side": _lying_side,
    "knee_inward": _knee_inward,
    "line_turn": _line_turn,
    "fingertip_height": _fingertip_height,
    "above_other": _above_other,
    "hip_drop": _hip_drop,
    "right_higher": _right_higher,
    "hand_to_knee": _hand_to_knee,
    "hips_up": _hips_up,
}
