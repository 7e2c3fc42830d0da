"""A stored set as moving lines: the landmarks packed for a player's canvas."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from poses.landmarks import BONES, Landmark
from poses.track import PoseTrack

_FLUENT_FPS: Final = 20.0
_MAX_FRAMES: Final = 6000
_SCALE: Final = 8000.0
"""Steps per picture height: finer than any screen shows."""

_HIDDEN: Final = -32768
_MARGIN: Final = 0.06
_HEAD: Final = (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
_MARKS: Final = (*_HEAD, *sorted({mark for bone in BONES for mark in bone}))


def pack(track: PoseTrack, keep: Sequence[int] | None = None) -> dict[str, Any] | None:
    """Points as base64 of int16, or None when nobody is seen in the whole track.

    ``keep`` are the frames to pack, as many as a fluent picture needs by default. ``times`` are
    seconds; ``points`` frames × marks × (x, y) from ``origin`` on, in ``scale`` steps per height
    of the picture; ``width`` and ``height`` of the box that encloses all movement, ``origin`` and
    ``aspect`` (the picture's width) are in heights of the picture; hidden points are ``hidden``.
    """
    if keep is None:
        keep = thinned(track, _FLUENT_FPS)
    marks = list(_MARKS)
    image = track.image[keep][:, marks].astype(np.float64)
    points = image[..., :2] * np.array([track.width / track.height, 1.0])
    points[image[..., 3] < 0.2] = np.nan
    flat = points.reshape(-1, 2)
    flat = flat[np.isfinite(flat).all(axis=1)]
    if not len(flat):
        return None
    # A single wild landmark must not shrink the person.
    low, high = np.percentile(flat, [0.2, 99.8], axis=0)
    low, high = low - _MARGIN, high + _MARGIN
    steps = np.clip((points - low) * _SCALE, -32000, 32000)
    packed = np.where(np.isfinite(steps), np.round(steps), _HIDDEN).astype("<i2")
    return {
        "times": np.round(track.time_s[keep], 3).tolist(),
        "points": base64.b64encode(packed.tobytes()).decode("ascii"),
        "marks": len(marks),
        "head": [marks.index(mark) for mark in _HEAD],
        "shoulders": [
            marks.index(mark) for mark in (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
        ],
        "scale": _SCALE,
        "hidden": _HIDDEN,
        "origin": [float(low[0]), float(low[1])],
        "aspect": track.width / track.height,
        "names": [_name(mark) for mark in marks],
        "width": float(high[0] - low[0]),
        "height": float(high[1] - low[1]),
        "bones": [[marks.index(a), marks.index(b), _side(a, b)] for a, b in BONES],
    }


def thinned(track: PoseTrack, most_fps: float) -> list[int]:
    """The frames to keep for at most ``most_fps`` frames per second; fewer of a very long set."""
    gap_s = max(1.0 / most_fps, track.duration_s / _MAX_FRAMES)
    keep: list[int] = []
    next_s = -np.inf
    for index, time_s in enumerate(track.time_s.tolist()):
        if time_s >= next_s - 1e-3:
            keep.append(index)
            next_s = max(next_s + gap_s, time_s + 0.5 * gap_s)
    return keep


def _name(mark: Landmark) -> str:
    """What it is called by people."""
    words = {"FOOT_INDEX": "TOES", "INDEX": "INDEX_FINGER", "PINKY": "LITTLE_FINGER"}
    side, _, part = mark.name.partition("_")
    return f"{side} {words.get(part, part)}".replace("_", " ").strip().lower()


def _side(a: Landmark, b: Landmark) -> str:
    for side in ("LEFT", "RIGHT"):
        if a.name.startswith(side) and b.name.startswith(side):
            return side.lower()
    return "middle"
