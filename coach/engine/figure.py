"""The reference movement as the pose model would see it: landmarks over time."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.exercise import Exercise
from coach.engine.movement import Movement
from coach.engine.skeleton import landmarks
from poses.landmarks import Landmark
from poses.track import PoseTrack
from poses.view import View

Array = NDArray[np.float64]

YAW_DEG: Final = {View.FRONT: 0.0, View.SIDE_LEFT: 90.0, View.SIDE_RIGHT: -90.0, View.REAR: 180.0}
"""From where the camera looks: 0 sees the front, 90 the person's left side."""

_FAR_VISIBILITY: Final = 0.6
_WIDTH: Final = 960
_HEIGHT: Final = 720
_FILLED: Final = 0.8


def seen_from(points: Array, yaw_deg: float) -> Array:
    """From x forwards, y up, z right to the camera's right, down and away, (..., 3) both."""
    yaw = math.radians(yaw_deg)
    forward, up, across = points[..., 0], points[..., 1], points[..., 2]
    right = -across * math.cos(yaw) - forward * math.sin(yaw)
    away = -forward * math.cos(yaw) + across * math.sin(yaw)
    return np.stack([right, -up, away], axis=-1)


def reference_track(
    exercise: Exercise,
    fps: float = 20.0,
    repetitions: int = 1,
    lead_s: float = 1.5,
    yaw_deg: float | None = None,
) -> PoseTrack:
    """A recording of the exercise done well, as the pose model would see it.

    ``lead_s`` is the time in the start position before and after; ``yaw_deg`` another side than
    the reference's own, as in ``YAW_DEG``.
    """
    movement = Movement.of(exercise)
    duration_s = movement.duration_s(repetitions)
    times = np.arange(0.0, duration_s + 2.0 * lead_s, 1.0 / fps)
    moving = np.clip(times - lead_s, 0.0, duration_s)
    bodies = np.stack([landmarks(movement.at(time_s).points) for time_s in moving.tolist()])
    yaw = YAW_DEG[exercise.reference.view] if yaw_deg is None else yaw_deg
    space = seen_from(bodies, yaw)
    hips = 0.5 * (space[:, [Landmark.LEFT_HIP]] + space[:, [Landmark.RIGHT_HIP]])
    return PoseTrack(
        time_s=times,
        image=_image(space, hips, yaw).astype(np.float32),
        world=(space - hips).astype(np.float32),
        people=np.full(len(times), -1, np.int8),
        width=_WIDTH,
        height=_HEIGHT,
        source={"reference": exercise.id},
    )


def _image(space: Array, hips: Array, yaw_deg: float) -> Array:
    """Landmarks in a picture that the whole movement fills, (n, 33, 4)."""
    low, high = space[..., :2].min(axis=(0, 1)), space[..., :2].max(axis=(0, 1))
    aspect = _WIDTH / _HEIGHT
    scale = _FILLED / max(high[1] - low[1], (high[0] - low[0]) / aspect)
    place = 0.5 + scale * (space[..., :2] - 0.5 * (low + high)) / np.array([aspect, 1.0])
    depth = scale / aspect * (space[..., 2:] - hips[..., 2:])
    seen = np.ones((*space.shape[:2], 1))
    sideways = math.sin(math.radians(yaw_deg))
    if abs(sideways) > 0.7:
        far = "RIGHT" if sideways > 0 else "LEFT"
        seen[:, [mark for mark in Landmark if mark.name.startswith(far)]] = _FAR_VISIBILITY
    return np.concatenate([place, depth, seen], axis=-1)
