"""Named measures of the body, with confidence: the table of ``measures.toml``, computed.

Everything is vectorised over frames and gives the same bits for one frame as for a whole track.
Angles are in degrees, continuous, never wrapped; what can't be known is NaN.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from poses.landmarks import LANDMARK_COUNT, Landmark
from poses.view import Orientation

Array = NDArray[np.float64]
Index = NDArray[np.intp]

SIDES: Final = ("left", "right")
_MID_NAMES: Final = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "foot_index")
_POINTS: Final[dict[str, int]] = {mark.name.lower(): int(mark) for mark in Landmark} | {
    f"mid_{name}": LANDMARK_COUNT + i for i, name in enumerate(_MID_NAMES)
}
_MID_LEFT: Final = np.array([_POINTS[f"left_{name}"] for name in _MID_NAMES])
_MID_RIGHT: Final = np.array([_POINTS[f"right_{name}"] for name in _MID_NAMES])

_ANGLES: Final[tuple[str, ...]] = ("bend", "signed_bend", "interior")
_LINES: Final[tuple[str, ...]] = ("incline", "hang", "tilt")

WORLD_CONFIDENCE: Final = 0.7
"""Metric landmarks are an estimate through and through: never fully trusted."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One column of the table: what it means, its unit, and from where it can be seen."""

    name: str
    base: str
    side: str | None
    kind: str
    points: tuple[str, ...]
    space: str
    plane: str
    unit: str
    title: str
    definition: str
    source: str


@cache
def measures() -> Mapping[str, Measure]:
    """All measures by name; those with sides appear as ``…_left`` and ``…_right``."""
    text = resources.files("poses").joinpath("measures.toml").read_text(encoding="utf-8")
    table: dict[str, Measure] = {}
    for base, entry in tomllib.loads(text).items():
        for side in SIDES if entry.get("sides") else (None,):
            points = tuple(
                point if point.startswith(("mid_", "left_", "right_")) else f"{side}_{point}"
                for point in entry["points"]
            )
            name = f"{base}_{side}" if side else base
            table[name] = Measure(
                name=name,
                base=base,
                side=side,
                kind=entry["kind"],
                points=points,
                space=entry.get("space", "image"),
                plane=entry["plane"],
                unit=entry["unit"],
                title=entry["title"],
                definition=entry["definition"],
                source=entry["source"],
            )
    return table


@dataclass(frozen=True, slots=True)
class BodyView:
    """Coordinates of ``n`` frames ready for measuring.

    ``plane`` (n, p, 2): picture coordinates in units of the picture's height, y down;
    ``space`` (n, p, 3): metres; both with the midpoints appended to the 33 landmarks.
    ``near_sign``, ``front_sign`` (n,) and ``sideness_deg`` (n,) as in ``Orientation``.
    """

    plane: Array
    space: Array
    near_sign: Array
    front_sign: Array
    sideness_deg: Array


class MeasureTable:
    """Computes a chosen set of measures for any number of frames."""

    def __init__(self, names: Iterable[str] | None = None) -> None:
        """Choose columns by name; all of them by default.

        Raises:
            KeyError: there is no measure of such a name.
        """
        table = measures()
        self.measures: tuple[Measure, ...] = tuple(
            table[name] for name in (table if names is None else dict.fromkeys(names))
        )
        self.names: tuple[str, ...] = tuple(measure.name for measure in self.measures)
        self.column: dict[str, int] = {name: i for i, name in enumerate(self.names)}
        self._groups = [
            group
            for kinds, space in (
                (_ANGLES, "image"),
                (_ANGLES, "world"),
                (_LINES, "image"),
                (_LINES, "world"),
            )
            if (group := _Group.of(self.measures, kinds, space)) is not None
        ]
        self._single = [
            (i, _SINGLE[m.kind], m.points)
            for i, m in enumerate(self.measures)
            if m.kind not in _ANGLES + _LINES
        ]
        # rows of four; padded with the first point, since a minimum doesn't mind it twice
        self._weakest = np.array(
            [
                [_POINTS[p] for p in m.points] + [_POINTS[m.points[0]]] * (4 - len(m.points))
                for m in self.measures
            ],
            dtype=np.intp,
        ).reshape(-1, 4)
        planes = [m.plane for m in self.measures]
        self._sagittal = np.array([p == "sagittal" for p in planes])
        self._frontal = np.array([p == "frontal" for p in planes])
        self._trust = np.array(
            [WORLD_CONFIDENCE if m.space == "world" else 1.0 for m in self.measures]
        )

    def evaluate(self, body: BodyView, visibility: Array) -> tuple[Array, Array]:
        """Values and confidence 0..1, both (n, measures).

        ``visibility`` (n, 33). A confidence holds how well the landmarks are seen and how well
        this view shows the measure's plane.
        """
        values = np.empty((len(visibility), len(self.measures)))
        for group in self._groups:
            group.fill(values, body)
        for column, function, points in self._single:
            values[:, column] = function(body, *(_POINTS[p] for p in points))
        return values, self._confidence(body.sideness_deg, visibility)

    def _confidence(self, sideness_deg: Array, visibility: Array) -> Array:
        # In a side view the near one of a pair is enough; from the front both are needed.
        left, right = visibility[:, _MID_LEFT], visibility[:, _MID_RIGHT]
        seen = np.concatenate([visibility, np.maximum(left, right)], axis=1)
        weakest = seen[:, self._weakest].min(axis=2)
        turned = np.abs(sideness_deg)[:, None]
        sagittal = np.clip((turned - 42.0) / 20.0, 0.0, 1.0)
        frontal = np.clip((52.0 - turned) / 20.0, 0.0, 1.0)
        seen_plane = np.where(self._sagittal, sagittal, np.where(self._frontal, frontal, 1.0))
        return np.asarray(weakest * seen_plane * self._trust)


def body_view(
    image: Array,
    world: Array,
    aspect: float,
    near_sign: Array,
    front_sign: Array,
    sideness_deg: Array,
) -> BodyView:
    """Prepare coordinates: ``image`` (n, 33, >=2) in 0..1, ``world`` (n, 33, 3) metres.

    ``aspect`` is the picture's width divided by its height.
    """
    plane = image[..., :2] * np.array([aspect, 1.0])
    return BodyView(
        plane=np.concatenate([plane, 0.5 * (plane[:, _MID_LEFT] + plane[:, _MID_RIGHT])], axis=1),
        space=np.concatenate([world, 0.5 * (world[:, _MID_LEFT] + world[:, _MID_RIGHT])], axis=1),
        near_sign=near_sign,
        front_sign=front_sign,
        sideness_deg=sideness_deg,
    )


def single_body_view(image: Array, world: Array, aspect: float, seen: Orientation) -> BodyView:
    """The same for one frame: ``image`` (33, >=2), ``world`` (33, 3)."""
    return body_view(
        image[None],
        world[None],
        aspect,
        np.array([seen.near_sign]),
        np.array([seen.front_sign]),
        np.array([seen.sideness_deg]),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Measures of one family in one space, computed together."""

    columns: Index
    points: tuple[Index, ...]
    compute: Callable[[BodyView, _Group], Array]
    masks: tuple[NDArray[np.bool_], ...]

    @classmethod
    def of(cls, table: tuple[Measure, ...], kinds: tuple[str, ...], space: str) -> _Group | None:
        chosen = [(i, m) for i, m in enumerate(table) if m.kind in kinds and m.space == space]
        if not chosen:
            return None
        size = 3 if kinds is _ANGLES else 2
        points = tuple(
            np.array([_POINTS[m.points[k]] for _, m in chosen], dtype=np.intp) for k in range(size)
        )
        own_kinds = tuple(m.kind for _, m in chosen)
        planes = tuple(m.plane for _, m in chosen)
        compute = {
            (_ANGLES, "image"): _angles_in_plane,
            (_ANGLES, "world"): _angles_in_space,
            (_LINES, "image"): _lines_in_plane,
            (_LINES, "world"): _lines_in_space,
        }[kinds, space]
        masks = [np.array([kind == name for kind in own_kinds]) for name in kinds]
        masks.append(np.array([plane == "frontal" for plane in planes]))
        columns = np.array([i for i, _ in chosen], dtype=np.intp)
        return cls(columns, points, compute, tuple(masks))

    def fill(self, values: Array, body: BodyView) -> None:
        values[:, self.columns] = self.compute(body, self)


def _angles_in_plane(body: BodyView, group: _Group) -> Array:
    first, middle, last = (body.plane[:, index] for index in group.points)
    into, out = middle - first, last - middle
    cross = into[..., 0] * out[..., 1] - into[..., 1] * out[..., 0]
    dot = into[..., 0] * out[..., 0] + into[..., 1] * out[..., 1]
    turn = np.degrees(np.arctan2(cross, dot))
    _, signed, interior = group.masks[:3]
    size = np.abs(turn)
    straightened = np.where(interior, 180.0 - size, size)
    return np.where(signed, turn * body.near_sign[:, None], straightened)


def _angles_in_space(body: BodyView, group: _Group) -> Array:
    first, middle, last = (body.space[:, index] for index in group.points)
    turn = _angle_between(middle - first, last - middle)
    return np.where(group.masks[2], 180.0 - turn, turn)


def _angle_between(u: Array, v: Array) -> Array:
    dot = u[..., 0] * v[..., 0] + u[..., 1] * v[..., 1] + u[..., 2] * v[..., 2]
    uu = u[..., 0] * u[..., 0] + u[..., 1] * u[..., 1] + u[..., 2] * u[..., 2]
    vv = v[..., 0] * v[..., 0] + v[..., 1] * v[..., 1] + v[..., 2] * v[..., 2]
    cosine = dot / np.sqrt(np.maximum(uu * vv, 1e-18))
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def _lines_in_plane(body: BodyView, group: _Group) -> Array:
    first, second = (body.plane[:, index] for index in group.points)
    dx, dy = second[..., 0] - first[..., 0], second[..., 1] - first[..., 1]
    _, hang, tilt = group.masks[:3]
    frontal = group.masks[3]
    sign = np.where(frontal, body.front_sign[:, None], -body.near_sign[:, None])
    upward = sign * np.degrees(np.arctan2(dx, -dy))
    downward = np.abs(np.degrees(np.arctan2(dx, dy)))
    level = np.degrees(np.arctan2(-dy, np.abs(dx)))
    return np.where(tilt, level, np.where(hang, downward, upward))


def _lines_in_space(body: BodyView, group: _Group) -> Array:
    first, second = (body.space[:, index] for index in group.points)
    step = second - first
    across = np.sqrt(step[..., 0] * step[..., 0] + step[..., 2] * step[..., 2])
    down = np.where(group.masks[1], step[..., 1], -step[..., 1])
    return np.asarray(np.degrees(np.arctan2(across, down)))


def _distance(points: Array, i: int, j: int) -> Array:
    step = points[:, j] - points[:, i]
    total = step[:, 0] * step[:, 0]
    for axis in range(1, step.shape[1]):
        total = total + step[:, axis] * step[:, axis]
    return np.asarray(np.sqrt(total))


def _leg_length(points: Array) -> Array:
    sides = [
        _distance(points, _POINTS[f"{side}_hip"], _POINTS[f"{side}_knee"])
        + _distance(points, _POINTS[f"{side}_knee"], _POINTS[f"{side}_ankle"])
        for side in SIDES
    ]
    return np.maximum(0.5 * (sides[0] + sides[1]), 1e-6)


def _knee_spacing(body: BodyView, lk: int, rk: int, la: int, ra: int) -> Array:
    ankles = np.maximum(np.abs(body.plane[:, ra, 0] - body.plane[:, la, 0]), 1e-6)
    return np.asarray(np.abs(body.plane[:, rk, 0] - body.plane[:, lk, 0]) / ankles)


def _hip_offset(body: BodyView, lh: int, rh: int, la: int, ra: int) -> Array:
    width = np.maximum(_distance(body.plane, lh, rh), 1e-6)
    hips = body.plane[:, lh, 0] + body.plane[:, rh, 0]
    ankles = body.plane[:, la, 0] + body.plane[:, ra, 0]
    return np.asarray(body.front_sign * 0.5 * (hips - ankles) / width)


_WIDTHS: Final = (("left_shoulder", "right_shoulder"), ("left_hip", "right_hip"))
_FLANKS: Final = (("left_shoulder", "left_hip"), ("right_shoulder", "right_hip"))


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
    widths = sum(_distance(body.plane, _POINTS[a], _POINTS[b]) for a, b in _WIDTHS)
    flanks = sum(_distance(body.plane, _POINTS[a], _POINTS[b]) for a, b in _FLANKS)
    expected = across * _AVERAGE_WIDTHS_M + along * _AVERAGE_FLANKS_M
    return np.maximum((widths + along * flanks) / expected, 1e-6)


def _hip_height(body: BodyView, hip: int, _knee: int, ankle: int) -> Array:
    rise = body.space[:, ankle, 1] - body.space[:, hip, 1]
    return np.asarray(rise / _leg_length(body.space))


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
    return np.asarray(rise / _leg_length(body.space))


def _load_reach(body: BodyView, wrist: int, ankle: int) -> Array:
    return np.asarray(-body.near_sign * (body.space[:, wrist, 0] - body.space[:, ankle, 0]))


def _heel_rise(body: BodyView, heel: int, toe: int, knee: int, ankle: int) -> Array:
    shank = np.maximum(_distance(body.plane, knee, ankle), 1e-6)
    return np.asarray((body.plane[:, toe, 1] - body.plane[:, heel, 1]) / shank)


def _trunk_chord(body: BodyView, shoulder: int, hip: int, _knee: int, _ankle: int) -> Array:
    return np.asarray(_distance(body.plane, shoulder, hip) / _leg_length(body.plane))


def _trunk_rotation(body: BodyView, ls: int, rs: int, lh: int, rh: int) -> Array:
    shoulders = body.space[:, rs] - body.space[:, ls]
    hips = body.space[:, rh] - body.space[:, lh]
    cross = hips[:, 0] * shoulders[:, 2] - hips[:, 2] * shoulders[:, 0]
    dot = hips[:, 0] * shoulders[:, 0] + hips[:, 2] * shoulders[:, 2]
    return np.asarray(np.degrees(np.arctan2(cross, dot)))


def _foot_lead(body: BodyView, left: int, right: int) -> Array:
    hips = body.space[:, _POINTS["right_hip"]] - body.space[:, _POINTS["left_hip"]]
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
    thigh = np.maximum(_distance(body.space, hip, knee), 1e-6)
    return np.asarray((body.space[:, ankle, 1] - body.space[:, hip, 1]) / thigh)


_SINGLE: Final[dict[str, Callable[..., Array]]] = {
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
    "foot_lead": _foot_lead,
    "arm_support": _arm_support,
    "face_up": _face_up,
    "hip_clearance": _hip_clearance,
}
