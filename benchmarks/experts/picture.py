"""Landmarks that were kept as places in the picture only, made ready for measuring.

MediaPipe gives every landmark a depth on the scale of the picture's width. Width, height and depth
together are a body in space, seen without perspective. The model's own metric landmarks, which
these sets left out, are another estimate of the same: measures in the picture are as in the
product, measures in space are near it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from poses.landmarks import LANDMARK_COUNT, Landmark
from poses.track import PoseTrack

Array = NDArray[np.float64]

TRUNK_M = 0.50
"""Length of an average adult's trunk, which gives the scale."""

_SIZE = 900
"""Height of the picture in pixels; only its proportion to the width means something."""


def pictured_track(
    marks: Array, visibility: Array, *, aspect: float, fps: float, mirrored: bool = False
) -> PoseTrack:
    """A track from ``marks`` (n, 33, 3), shares of the picture, and ``visibility`` (n, 33).

    ``aspect`` is the picture's width over its height. Landmarks that were not kept are NaN.
    ``mirrored`` says that the picture had been turned over before the model saw it, so that left
    and right have changed places; this is undone.

    Raises:
        ValueError: the arrays have other shapes.
    """
    n = len(marks)
    if marks.shape != (n, LANDMARK_COUNT, 3) or visibility.shape != (n, LANDMARK_COUNT):
        raise ValueError(f"expected shapes (n, 33, 3) and (n, 33), got {marks.shape}")
    space = marks * np.array([aspect, 1.0, aspect])
    hips = 0.5 * (space[:, Landmark.LEFT_HIP] + space[:, Landmark.RIGHT_HIP])
    shoulders = 0.5 * (space[:, Landmark.LEFT_SHOULDER] + space[:, Landmark.RIGHT_SHOULDER])
    trunk = np.maximum(np.linalg.norm(shoulders - hips, axis=1), 1e-6)
    world = (space - hips[:, None]) * (TRUNK_M / trunk)[:, None, None]
    image = np.concatenate([marks, visibility[..., None]], axis=2)
    track = PoseTrack(
        time_s=np.arange(n) / fps,
        image=image.astype(np.float32),
        world=world.astype(np.float32),
        people=np.full(n, -1, np.int8),
        width=round(_SIZE * aspect),
        height=_SIZE,
    )
    return track.mirrored() if mirrored else track
