"""A recording made ready for looking back at it: even in time, smoothed both ways, one body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

from poses.angles import MeasureTable
from poses.body import BodyView, body_view
from poses.continuity import Continuity, PatientLock
from poses.track import PoseTrack
from poses.view import ViewTracker

Array = NDArray[np.float64]

FPS: Final = 30.0
_CUTOFF_HZ: Final = 6.0
_GAP_S: Final = 0.35


@dataclass(frozen=True)
class Footage:
    """``n`` evenly spaced moments of one body.

    ``time_s`` (n,); ``image`` (n, 33, 2) and ``world`` (n, 33, 3) as in ``PoseTrack``, smoothed;
    ``visibility`` (n, 33), zero where the body was not followed; ``near_sign``, ``front_sign`` and
    ``sideness_deg`` (n,) as in ``Orientation``; ``aspect`` of the picture.
    """

    time_s: Array
    image: Array
    world: Array
    visibility: Array
    near_sign: Array
    front_sign: Array
    sideness_deg: Array
    aspect: float

    @classmethod
    def of(cls, track: PoseTrack) -> Footage | None:
        """Prepare a recording; None when there is hardly anybody in it."""
        rows = _followed(track)
        if len(rows) < 8:
            return None
        times = track.time_s[rows]
        even = np.arange(times[0], times[-1], 1.0 / FPS)
        if len(even) < 8:
            return None
        seen = _between(even, times)
        image = _at(even, times, track.image[rows].astype(np.float64))
        world = _at(even, times, track.world[rows].astype(np.float64))
        visibility = np.where(seen[:, None], image[..., 3], 0.0)
        image, world = image[..., :2].copy(), world.copy()
        fps = min(track.fps, FPS)
        for stretch in _stretches(seen):
            image[stretch] = _smooth(image[stretch], fps)
            world[stretch] = _smooth(world[stretch], fps)
        near, front, sideness = _orientation(even, world)
        aspect = track.width / track.height
        return cls(even, image, world, visibility, near, front, sideness, aspect)

    def index(self, time_s: float) -> int:
        """The row nearest to a moment."""
        return int(np.clip(round((time_s - self.time_s[0]) * FPS), 0, len(self.time_s) - 1))

    def body(self, first: int, last: int, seen_at: int) -> BodyView:
        """The body from row to row, in the orientation that it had at one of them."""
        rows = slice(first, last + 1)
        count = last + 1 - first
        return body_view(
            self.image[rows],
            self.world[rows],
            self.aspect,
            np.full(count, self.near_sign[seen_at]),
            np.full(count, self.front_sign[seen_at]),
            np.full(count, self.sideness_deg[seen_at]),
        )

    def measure(
        self, table: MeasureTable, first: int, last: int, seen_at: int
    ) -> tuple[Array, Array]:
        """Values and confidence of the table's measures in these rows."""
        body = self.body(first, last, seen_at)
        values, confidence = table.evaluate(body, self.visibility[first : last + 1])
        return values, np.nan_to_num(confidence)


def _followed(track: PoseTrack) -> NDArray[np.intp]:
    """Rows with the body that the set is about; those with a sudden jump are left out."""
    lock, rows = PatientLock(), []
    aspect = track.width / track.height
    for row in np.flatnonzero(np.isfinite(track.image[:, 0, 0])):
        image = track.image[row].astype(np.float64)
        if lock.update(float(track.time_s[row]), image, aspect) is not Continuity.DOUBTFUL:
            rows.append(int(row))
    return np.array(rows, dtype=np.intp)


def _between(even: Array, times: Array) -> NDArray[np.bool_]:
    """Whether the moments lie between samples that are close enough to tell."""
    after = np.clip(np.searchsorted(times, even, side="right"), 1, len(times) - 1)
    return np.asarray(times[after] - times[after - 1] <= _GAP_S)


def _at(even: Array, times: Array, values: Array) -> Array:
    flat = values.reshape(len(times), -1)
    columns = [np.interp(even, times, flat[:, column]) for column in range(flat.shape[1])]
    return np.stack(columns, axis=1).reshape(len(even), *values.shape[1:])


def _stretches(seen: NDArray[np.bool_]) -> list[slice]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], seen.astype(np.int8), [0]])))
    return [slice(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _smooth(values: Array, fps: float) -> Array:
    """Low-passed forwards and backwards, so that nothing comes late."""
    if len(values) < 16:
        return values
    cutoff = min(_CUTOFF_HZ, 0.4 * fps)
    sos = butter(2, cutoff, fs=FPS, output="sos")
    return np.asarray(sosfiltfilt(sos, values, axis=0, padlen=15), dtype=np.float64)


def _orientation(even: Array, world: Array) -> tuple[Array, Array, Array]:
    tracker = ViewTracker()
    seen = [tracker.update(float(time_s), row) for time_s, row in zip(even, world, strict=True)]
    return (
        np.array([one.near_sign for one in seen]),
        np.array([one.front_sign for one in seen]),
        np.array([one.sideness_deg for one in seen]),
    )
