"""Ten rehabilitation movements by a Kinect (UI-PRMD, Vakanski et al. 2018).

A recording is two files: where each of 22 joints lies in the frame of the one before it, and how
each turns. Put together, they are the body in space. One repetition each, cut at start and end.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.experts.kinect import INDEX, JOINTS
from benchmarks.experts.reading import ExpertSetError, table_of_numbers

Array = NDArray[np.float64]

_COUNT: Final = 22
_PARENT: Final = (-1, 0, 1, 2, 3, 4, 2, 6, 7, 8, 2, 10, 11, 12, 0, 14, 15, 16, 0, 18, 19, 20)
"""The joint that each hangs on; a parent comes before its children."""

_NAMES: Final = {
    "spine_base": 0,
    "spine_mid": 1,
    "spine_shoulder": 2,
    "neck": 3,
    "head": 4,
    "left_shoulder": 7,
    "left_elbow": 8,
    "left_wrist": 9,
    "right_shoulder": 11,
    "right_elbow": 12,
    "right_wrist": 13,
    "left_hip": 14,
    "left_knee": 15,
    "left_ankle": 16,
    "left_foot": 17,
    "right_hip": 18,
    "right_knee": 19,
    "right_ankle": 20,
    "right_foot": 21,
}


def read_uiprmd(positions: Path) -> Array:
    """Joints as of a Kinect v2, (n, 25, 3) metres, from ``…_positions.txt`` and its angles.

    Hands and their tips, which are not recorded, lie at the wrists.

    Raises:
        ExpertSetError: a file can't be read or holds something else.
    """
    angles = positions.with_name(positions.name.replace("_positions", "_angles"))
    offsets, turns = (
        table_of_numbers(path, 3 * _COUNT, separator=",").reshape(-1, _COUNT, 3)
        for path in (positions, angles)
    )
    if len(offsets) != len(turns):
        raise ExpertSetError(f"{positions.name} and {angles.name} have different lengths.")
    placed = put_together(offsets, np.radians(turns)) / 100.0
    joints = np.empty((len(placed), len(JOINTS), 3))
    for name, index in INDEX.items():
        side, _, part = name.partition("_")
        known = f"{side}_wrist" if part in ("hand", "hand_tip", "thumb") else name
        joints[:, index] = placed[:, _NAMES[known]]
    # the sensor stands at the origin and looks along -z here, along +z there
    return np.asarray(joints * np.array([-1.0, 1.0, -1.0]))


def put_together(offsets: Array, turns: Array) -> Array:
    """Places in space, (n, 22, 3), from offsets in the parent's frame and turns in radians.

    A joint turns about z, then x, then y. Of all orders only this one leaves the feet of a
    squatting person on their spot, within centimetres.
    """
    places = np.empty_like(offsets)
    frames: list[Array] = []
    for index, parent in enumerate(_PARENT):
        own = _turn(turns[:, index])
        if parent < 0:
            places[:, index] = offsets[:, index]
            frames.append(own)
            continue
        step = np.einsum("nij,nj->ni", frames[parent], offsets[:, index])
        places[:, index] = places[:, parent] + step
        frames.append(frames[parent] @ own)
    return places


def _turn(angles: Array) -> Array:
    x, y, z = (_about(axis, angles[:, axis]) for axis in range(3))
    return np.asarray(z @ x @ y)


def _about(axis: int, angle: Array) -> Array:
    """Turns about one axis of a right-handed frame, (n, 3, 3)."""
    i, j = (axis + 1) % 3, (axis + 2) % 3
    matrix = np.zeros((len(angle), 3, 3))
    matrix[:, axis, axis] = 1.0
    matrix[:, i, i] = matrix[:, j, j] = np.cos(angle)
    matrix[:, j, i] = np.sin(angle)
    matrix[:, i, j] = -np.sin(angle)
    return matrix
