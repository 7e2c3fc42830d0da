"""Following one body through a recording: the engine's own chain, then evenly sampled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter, uniform_filter1d

from poses.continuity import Continuity, PatientLock
from poses.smoothing import OneEuroFilter
from poses.track import PoseTrack
from poses.view import View, ViewTracker

Array = NDArray[np.float64]
Integers = NDArray[np.intp]

RATE_HZ: Final = 15.0
GAP_S: Final = 0.7
"""A longer time without the body parts two stretches, as it breaks a repetition off."""

VIEWS: Final = tuple(View)
_STEADY_VIEW_S: Final = 3.0


@dataclass(frozen=True)
class Samples:
    """Frames of one body, as they came or evenly spaced.

    ``time_s`` (n,); ``stretch`` (n,) numbers the parts between cuts and gaps; ``image``
    (n, 33, 4) and ``world`` (n, 33, 3) as in ``PoseFrame``; ``view`` (n,) indices into ``VIEWS``;
    the signs and ``sideness_deg`` (n,) as in ``Orientation``; ``cuts`` is how often another body
    or scene came.
    """

    time_s: Array
    stretch: Integers
    image: Array
    world: Array
    view: Integers
    sideness_deg: Array
    near_sign: Array
    front_sign: Array
    cuts: int = 0


def follow(track: PoseTrack) -> Samples:
    """Stay with the patient, smooth and find the view: the engine's own chain."""
    lock, views = PatientLock(), ViewTracker()
    filters = OneEuroFilter(), OneEuroFilter()
    aspect = track.width / track.height
    rows = []
    stretch, cuts, last_s = 0, 0, None
    for frame in track:
        if frame.image is None or frame.world is None:
            continue
        image = frame.image.astype(np.float64)
        same = lock.update(frame.time_s, image, aspect)
        if same is Continuity.DOUBTFUL:
            continue
        new = same is Continuity.NEW
        if new or (last_s is not None and frame.time_s - last_s > GAP_S):
            stretch, cuts = stretch + 1, cuts + new
            views.reset()
            for smoothing in filters:
                smoothing.reset()
        last_s = frame.time_s
        place = filters[0].update(frame.time_s, image[:, :2])
        space = filters[1].update(frame.time_s, frame.world.astype(np.float64))
        seen = views.update(frame.time_s, space)
        image = np.concatenate([place, image[:, 2:]], axis=1)
        side = (seen.sideness_deg, seen.near_sign, seen.front_sign)
        rows.append((frame.time_s, stretch, image, space, VIEWS.index(seen.view), side))
    if not rows:
        nothing, none = np.empty(0), np.empty(0, np.intp)
        bodies = np.empty((0, 33, 4)), np.empty((0, 33, 3))
        return Samples(nothing, none, *bodies, none, nothing, nothing, nothing)
    times, stretches, images, spaces, seen_views, sides = zip(*rows, strict=True)
    turned, near, front = np.array(sides).T
    return Samples(
        np.array(times),
        np.array(stretches, np.intp),
        np.stack(images),
        np.stack(spaces),
        np.array(seen_views, np.intp),
        turned,
        near,
        front,
        cuts,
    )


def evenly(frames: Samples) -> Samples:
    """The same at an even rate; in each stretch the view flickers no more."""
    parts = []
    for number in np.unique(frames.stretch):
        own = frames.stretch == number
        times = frames.time_s[own]
        if times[-1] - times[0] < 2.0 / RATE_HZ:
            continue
        even = np.arange(times[0], times[-1], 1.0 / RATE_HZ)
        nearest = np.minimum(np.searchsorted(times, even), len(times) - 1)
        size = max(int(_STEADY_VIEW_S * RATE_HZ), 1)
        parts.append(
            Samples(
                even,
                np.full(len(even), number),
                _at(even, times, frames.image[own]),
                _at(even, times, frames.world[own]),
                _mode(frames.view[own][nearest], size),
                median_filter(frames.sideness_deg[own][nearest], size, mode="nearest"),
                median_filter(frames.near_sign[own][nearest], size, mode="nearest"),
                median_filter(frames.front_sign[own][nearest], size, mode="nearest"),
            )
        )
    return _joined(parts) if parts else frames


def _joined(parts: Sequence[Samples]) -> Samples:
    return Samples(
        np.concatenate([part.time_s for part in parts]),
        np.concatenate([part.stretch for part in parts]),
        np.concatenate([part.image for part in parts]),
        np.concatenate([part.world for part in parts]),
        np.concatenate([part.view for part in parts]),
        np.concatenate([part.sideness_deg for part in parts]),
        np.concatenate([part.near_sign for part in parts]),
        np.concatenate([part.front_sign for part in parts]),
    )


def _at(even: Array, times: Array, points: Array) -> Array:
    """Points (n, ...) at other times, in a straight line between two frames."""
    after = np.clip(np.searchsorted(times, even), 1, len(times) - 1)
    before = after - 1
    share = (even - times[before]) / (times[after] - times[before])
    share = share.reshape(-1, *([1] * (points.ndim - 1)))
    return np.asarray(points[before] + share * (points[after] - points[before]))


def _mode(numbers: Integers, size: int) -> Integers:
    """The most frequent number around each place."""
    votes = np.stack(
        [
            uniform_filter1d((numbers == number).astype(np.float64), size, mode="nearest")
            for number in range(len(VIEWS))
        ]
    )
    return np.asarray(votes.argmax(axis=0))
