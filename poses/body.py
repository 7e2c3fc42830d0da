"""The body's points, ready for measuring: in the picture and in space, with the middles between."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from poses.landmarks import LANDMARK_COUNT, Landmark
from poses.view import Orientation

Array = NDArray[np.float64]
Index = NDArray[np.intp]

SIDES: Final = ("left", "right")
_MID_NAMES: Final = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "foot_index")
POINTS: Final[dict[str, int]] = {mark.name.lower(): int(mark) for mark in Landmark} | {
    f"mid_{name}": LANDMARK_COUNT + i for i, name in enumerate(_MID_NAMES)
}
"""Index of every point of a ``BodyView``: the 33 landmarks, then the middles between the sides."""

MID_LEFT: Final = np.array([POINTS[f"left_{name}"] for name in _MID_NAMES])
MID_RIGHT: Final = np.array([POINTS[f"right_{name}"] for name in _MID_NAMES])


def distance(points: Array, start: int | Index, end: int | Index) -> Array:
    """Distance from point to point, (n,); with arrays of indices many at once, (n, segments)."""
    step = points[:, end] - points[:, start]
    total = step[..., 0] * step[..., 0]
    for axis in range(1, step.shape[-1]):
        total = total + step[..., axis] * step[..., axis]
    return np.asarray(np.sqrt(total))


def _indices(*names: str) -> Index:
    return np.array([POINTS[name] for name in names], dtype=np.intp)


LEG_FROM: Final = _indices("left_hip", "left_knee", "right_hip", "right_knee")
LEG_TO: Final = _indices("left_knee", "left_ankle", "right_knee", "right_ankle")
# two widths, then two lengths of the torso
TORSO_FROM: Final = _indices("left_shoulder", "left_hip", "left_shoulder", "right_shoulder")
TORSO_TO: Final = _indices("right_shoulder", "right_hip", "left_hip", "right_hip")


def leg_length(points: Array) -> Array:
    """Length of the leg, the mean of both, in the unit of the points, (n,)."""
    parts = distance(points, LEG_FROM, LEG_TO)
    return np.maximum(0.5 * (parts[:, 0] + parts[:, 1] + parts[:, 2] + parts[:, 3]), 1e-6)


@dataclass(frozen=True)
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

    @cached_property
    def leg_m(self) -> Array:
        """Length of the leg, the mean of both, in metres, (n,)."""
        return leg_length(self.space)


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
        plane=np.concatenate([plane, 0.5 * (plane[:, MID_LEFT] + plane[:, MID_RIGHT])], axis=1),
        space=np.concatenate([world, 0.5 * (world[:, MID_LEFT] + world[:, MID_RIGHT])], axis=1),
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
