"""The figure's drawing as data: rounded shapes between named points, from back to front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from poses.view import View

Array = NDArray[np.float64]
Tone = Literal["near", "far", "halo", "thing", "mat", "floor"]

TONES: Final[Mapping[Tone, str]] = {
    "near": "var(--st-primary-color, #0b665a)",
    "far": "#93bab2",
    "halo": "#fffdf9",
    "thing": "#c2a076",
    "mat": "#d9c7ab",
    "floor": "#b9ab97",
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A shape with round edges through points: sizes in centimetres.

    Two points make a limb, ``width`` at the first and ``end_width`` at the second (the same
    where it is not given); more make an area. ``wider`` is a rim all around.
    """

    marks: tuple[str, ...]
    width: float
    tone: Tone
    end_width: float | None = None
    wider: float = 0.0

    @property
    def pen(self) -> float:
        """Width of the pen that draws the corners."""
        return self._round + 2.0 * self.wider

    @property
    def _round(self) -> float:
        return self.width if self.end_width is None else min(self.width, self.end_width)

    def corners(self, points: Array) -> Array:
        """What the pen is led through, (n, corners, 2), for points (n, marks, 2)."""
        if self.end_width is None:
            return points
        along = points[:, 1] - points[:, 0]
        length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
        across = np.stack([-along[:, 1], along[:, 0]], axis=-1) / length
        first = 0.5 * (self.width - self._round) * across
        last = 0.5 * (self.end_width - self._round) * across
        start, end = points[:, 0], points[:, 1]
        return np.stack([start - first, start + first, end + last, end - last], axis=1)


_UPPER_ARM: Final = (9.4, 7.4)
_ARM: Final = (("elbow", "wrist", 7.4, 5.6), ("wrist", "index", 6.0, 4.4))
_LEG: Final = (
    ("hip", "knee", 16.0, 11.2),
    ("knee", "ankle", 11.4, 7.4),
)
_FOOT: Final = ("ankle", "heel", "foot_index")
_HALO_CM: Final = 1.8

_TRUNK: Final = (
    Stroke(("left_chest", "right_chest", "right_waist", "left_waist"), 16.0, "near"),
    Stroke(("left_waist", "right_waist", "right_seat", "left_seat"), 16.0, "near"),
    Stroke(("left_shoulder", "nape", "right_shoulder"), 8.0, "near"),
    Stroke(("neck", "bosom"), 13.0, "near", 19.0),
    Stroke(("bosom", "waist"), 19.5, "near", 17.0),
    Stroke(("waist", "seat"), 17.0, "near", 19.0),
    Stroke(("neck", "chin"), 13.0, "near", 10.0),
    Stroke(("chin", "crown"), 15.0, "near", 17.0),
    Stroke(("face", "nose"), 8.0, "near", 3.4),
)


def trunk_and_legs(view: View) -> tuple[Stroke, ...]:
    """What is drawn first: all but the arm (from the front: the arms) before the trunk."""
    if view.is_side:
        near, far = ("left", "right") if view is View.SIDE_LEFT else ("right", "left")
        return (*_arm(far, "far"), *_leg(far, "far"), *_leg(near, "near"), *_TRUNK)
    return (*_leg("left", "near"), *_leg("right", "near"), *_TRUNK)


def arms(view: View) -> tuple[Stroke, ...]:
    """The arms before the trunk, set off against it below the shoulder."""
    near = {View.SIDE_LEFT: ("left",), View.SIDE_RIGHT: ("right",)}.get(view, ("left", "right"))
    return tuple(
        stroke
        for side in near
        for stroke in (*_arm(side, "halo", "armpit", _HALO_CM), *_arm(side, "near"))
    )


def _arm(side: str, tone: Tone, start: str = "shoulder", wider: float = 0.0) -> tuple[Stroke, ...]:
    return _limb(side, ((start, "elbow", *_UPPER_ARM), *_ARM), tone, wider)


def _leg(side: str, tone: Tone) -> tuple[Stroke, ...]:
    foot = tuple(f"{side}_{mark}" for mark in _FOOT)
    return (*_limb(side, _LEG, tone), Stroke(foot, 5.8, tone))


def _limb(
    side: str, parts: tuple[tuple[str, str, float, float], ...], tone: Tone, wider: float = 0.0
) -> tuple[Stroke, ...]:
    return tuple(
        Stroke((f"{side}_{start}", f"{side}_{end}"), width, tone, end_width, wider)
        for start, end, width, end_width in parts
    )
