"""The reference figure as a calm drawing: rounded limbs, a floor, and what it is done with."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.exercise import Exercise
from coach.engine.figure import YAW_DEG, seen_from
from coach.engine.movement import Moment, Movement
from coach.engine.skeleton import Points
from coach.web.props import behind, in_hands, placed
from coach.web.strokes import TONES, Stroke, arms, trunk_and_legs
from poses.body import SIDES

Array = NDArray[np.float64]

FPS: Final = 15.0
_CM: Final = 100.0
_STEPS: Final = 20.0
"""Steps per centimetre: finer than any screen shows."""

_MARGIN: Final = 6.0
_FLOOR: Final = Stroke(("floor_from", "floor_to"), 1.4, "floor")
_FLOOR_BEYOND: Final = 8.0
_FLOOR_Y: Final = 0.7
_MAT: Final = 4.0


@dataclass(frozen=True)
class Shape:
    """A stroke with its corners at each moment, (n, corners, 2) centimetres, y down."""

    stroke: Stroke
    corners: Array

    def svg(self, moment: int) -> str:
        """One element, drawn as it is at that moment."""
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in self.corners[moment].tolist())
        area = self.corners.shape[1] > 2
        colour = TONES[self.stroke.tone]
        return (
            f'<{"polygon" if area else "polyline"} points="{points}" '
            f'stroke-width="{self.stroke.pen:g}" '
            f'style="stroke:{colour};fill:{colour if area else "none"}"/>'
        )


@dataclass(frozen=True)
class Picture:
    """The figure at some moments; ``box`` is x, y, width and height of what is seen, in cm."""

    shapes: tuple[Shape, ...]
    box: tuple[float, float, float, float]

    def svg(self, label: str, moment: int = 0, attributes: str = "") -> str:
        """One moment as SVG, with these further attributes."""
        shapes = "".join(shape.svg(moment) for shape in self.shapes)
        box = " ".join(f"{edge:.1f}" for edge in self.box)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {attributes}role="img" '
            f'aria-label="{escape(label)}" stroke-linecap="round" stroke-linejoin="round">'
            f"{shapes}</svg>"
        )

    def packed(self) -> dict[str, Any]:
        """All moments for the browser: base64 of int16, moments × corners × (x, y)."""
        corners = np.concatenate([shape.corners for shape in self.shapes], axis=1)
        steps = np.round(corners * _STEPS).astype("<i2")
        return {
            "points": base64.b64encode(steps.tobytes()).decode("ascii"),
            "corners": [shape.corners.shape[1] for shape in self.shapes],
            "fps": FPS,
            "scale": _STEPS,
        }


def extent(shapes: Sequence[Shape]) -> tuple[Array, Array]:
    """Upper left and lower right corner of all that they cover, x and y."""
    edges = [(shape.corners, 0.5 * shape.stroke.pen) for shape in shapes]
    low = np.min([corners.min(axis=(0, 1)) - pen for corners, pen in edges], axis=0)
    high = np.max([corners.max(axis=(0, 1)) + pen for corners, pen in edges], axis=0)
    return low, high


def moving(exercise: Exercise) -> Picture:
    """One round of the movement, from the start position until it comes again."""
    movement = Movement.of(exercise)
    count = round(movement.round_s * FPS)
    start_s = movement.round_s - movement.keyframe(0).stay_s
    times = (start_s + np.arange(count) / FPS) % movement.round_s
    return _picture(exercise, movement, [movement.at(t) for t in times.tolist()])


def still(exercise: Exercise, *keyframes: int) -> Picture:
    """Some keyframes, all of one size."""
    movement = Movement.of(exercise)
    moments = [Moment(movement.posed(i), movement.keyframe(i).carries) for i in keyframes]
    return _picture(exercise, movement, moments)


def _picture(exercise: Exercise, movement: Movement, moments: Sequence[Moment]) -> Picture:
    view, prop = exercise.reference.view, exercise.reference.prop
    strokes = (*behind(prop), *trunk_and_legs(view), *in_hands(prop), *arms(view))
    bodies = [_fleshed(moment.points) | placed(movement, moment) for moment in moments]
    marks = {mark: index for index, mark in enumerate(bodies[0])}
    space = np.stack([np.stack([body[mark] for mark in marks]) for body in bodies])
    flat = _CM * seen_from(space, YAW_DEG[view])[..., :2]
    shapes = [
        Shape(stroke, stroke.corners(flat[:, [marks[mark] for mark in stroke.marks]]))
        for stroke in strokes
    ]
    low, high = extent(shapes)
    floor = _FLOOR_Y + (_MAT if prop == "mat" else 0.0)
    left, right = float(low[0]) - _FLOOR_BEYOND, float(high[0]) + _FLOOR_BEYOND
    ground = np.tile([[left, floor], [right, floor]], (len(moments), 1, 1))
    top = float(low[1]) - _MARGIN
    box = (left - _MARGIN, top, right - left + 2 * _MARGIN, floor + _MARGIN - top)
    return Picture((Shape(_FLOOR, ground), *shapes), box)


def _fleshed(points: Points) -> Points:
    """The body's points and those that the trunk's outline is led through."""
    body = dict(points)
    hips = 0.5 * (points["left_hip"] + points["right_hip"])
    up = points["neck"] - hips
    body["bosom"], body["seat"] = points["neck"] - 0.2 * up, hips + 0.05 * up
    body["nape"] = points["neck"] + 0.07 * up
    body["face"] = 0.5 * (points["chin"] + points["crown"])
    for side in SIDES:
        shoulder, elbow = points[f"{side}_shoulder"], points[f"{side}_elbow"]
        body[f"{side}_armpit"] = shoulder + 0.45 * (elbow - shoulder)
        body[f"{side}_chest"] = shoulder + 0.4 * (points["neck"] - shoulder) - 0.06 * up
        body[f"{side}_seat"] = points[f"{side}_hip"]
        body[f"{side}_waist"] = points["waist"] + 0.7 * (points[f"{side}_hip"] - hips)
    return body
