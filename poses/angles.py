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

from poses.body import MID_LEFT, MID_RIGHT, POINTS, SIDES, Array, BodyView, Index
from poses.ratios import MEASURES as RATIOS

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
            (i, RATIOS[m.kind], m.points)
            for i, m in enumerate(self.measures)
            if m.kind not in _ANGLES + _LINES
        ]
        # rows of four; padded with the first point, since a minimum doesn't mind it twice
        self._weakest = np.array(
            [
                [POINTS[p] for p in m.points] + [POINTS[m.points[0]]] * (4 - len(m.points))
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
            values[:, column] = function(body, *(POINTS[p] for p in points))
        return values, self._confidence(body.sideness_deg, visibility)

    def _confidence(self, sideness_deg: Array, visibility: Array) -> Array:
        # In a side view the near one of a pair is enough; from the front both are needed.
        left, right = visibility[:, MID_LEFT], visibility[:, MID_RIGHT]
        seen = np.concatenate([visibility, np.maximum(left, right)], axis=1)
        weakest = seen[:, self._weakest].min(axis=2)
        turned = np.abs(sideness_deg)[:, None]
        sagittal = np.minimum(np.maximum((turned - 42.0) / 20.0, 0.0), 1.0)
        frontal = np.minimum(np.maximum((52.0 - turned) / 20.0, 0.0), 1.0)
        seen_plane = np.where(self._sagittal, sagittal, np.where(self._frontal, frontal, 1.0))
        return np.asarray(weakest * seen_plane * self._trust)


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
            np.array([POINTS[m.points[k]] for _, m in chosen], dtype=np.intp) for k in range(size)
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
