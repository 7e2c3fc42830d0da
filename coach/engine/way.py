"""What every measure does on the way from the start position to the far end, by the reference.

A person whose movement is smaller shows less of everything, but not in proportion: half the bend
of the knees lowers the hips by a quarter. The reference movement knows how much.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.exercise import Exercise, MeasureRef
from coach.engine.figure import YAW_DEG, reference_track
from coach.engine.signals import Reader
from poses.angles import MeasureTable
from poses.body import single_body_view
from poses.view import Orientation, View, ViewTracker

Array = NDArray[np.float64]

_FPS: Final = 20.0
_OBLIQUE_DEG: Final = 45.0
_STILL: Final = {"deg": 3.0}
_STILL_ELSEWISE: Final = 0.02
"""A measure that changes less than this on the way does not take part in the movement."""


@dataclass(frozen=True)
class Line:
    """One measure on the way: ``value`` (n,) where ``done`` (n,) of the movement is done.

    ``done`` is the progress of the exercise's main signal: 0 in the start position, 1 at its
    target; it never falls. ``moves`` is whether the measure takes part in the movement at all.
    """

    done: Array
    value: Array
    moves: bool

    def at(self, done: float) -> float:
        """The value where so much is done; beyond the ends it goes on as between them."""
        if self.done[0] <= done <= self.done[-1]:
            return float(np.interp(done, self.done, self.value))
        share = (done - self.done[0]) / (self.done[-1] - self.done[0])
        return float(self.value[0] + share * (self.value[-1] - self.value[0]))

    def where(self, value: float) -> float:
        """How much is done when the measure, which moves, first comes to this value."""
        span = self.value[-1] - self.value[0]
        reached = np.maximum.accumulate((self.value - self.value[0]) / span)
        wanted = float((value - self.value[0]) / span)
        if 0.0 <= wanted <= reached[-1]:
            return float(np.interp(wanted, reached, self.done))
        return float(self.done[0] + wanted * (self.done[-1] - self.done[0]))

    def share(self, done: float) -> float:
        """How much of its own way the measure has gone: 0 in the start position, 1 at 1."""
        return (self.at(done) - self.at(0.0)) / (self.at(1.0) - self.at(0.0))

    def where_share(self, share: float) -> float:
        """How much is done when the measure has gone so much of its own way."""
        return self.where(self.at(0.0) + share * (self.at(1.0) - self.at(0.0)))


class Way:
    """The way of one exercise's reference movement."""

    def __init__(self, exercise: Exercise) -> None:
        """Measure the reference.

        Raises:
            ValueError: the exercise is not counted in repetitions.
        """
        if exercise.repetitions is None:
            raise ValueError("only a movement has a way")
        self._exercise = exercise
        self._table = MeasureTable()
        self._filmed: dict[View, list[tuple[list[float], Orientation]]] = {}
        self._signal = exercise.repetitions.signals[0]
        seen = exercise.reference.view
        self._seen = seen if seen in self._signal.views else self._signal.views[0]
        main = self._values(self._signal, self._seen)
        if self._signal.of_rest:
            main = main / main[0]
        done = np.array([self._signal.progress(value) for value in main.tolist()])
        self._until = int(np.argmax(done)) + 1
        self._done = np.maximum.accumulate(done[: self._until])

    def line(self, ref: MeasureRef, views: tuple[View, ...] = (), *, of_rest: bool = False) -> Line:
        """A measure as seen from one of these views, or from where its plane can be seen.

        With ``of_rest`` as a share of its value in the start position.
        """
        values = self._values(ref, self._view(ref, views))[: self._until]
        if of_rest:
            values = values / max(values[0], 1e-6)
        still = _STILL_ELSEWISE if of_rest else _STILL.get(ref.unit, _STILL_ELSEWISE)
        return Line(self._done, values, bool(abs(values[-1] - values[0]) > still))

    def _view(self, ref: MeasureRef, views: tuple[View, ...]) -> View:
        if views:
            return self._seen if self._seen in views else views[0]
        if ref.plane == "frontal" and not self._seen.is_facing:
            return View.FRONT
        if ref.plane == "sagittal" and not self._seen.is_side:
            return View.SIDE_RIGHT
        return self._seen

    def _values(self, ref: MeasureRef, view: View) -> Array:
        """The measure in each frame on the way, as ``Reader`` reads it."""
        if view not in self._filmed:
            self._filmed[view] = self._film(view)
        reader = Reader(ref, self._table)
        return np.array([reader.read_rest(row, seen) for row, seen in self._filmed[view]])

    def _film(self, view: View) -> list[tuple[list[float], Orientation]]:
        """Every measure in each frame from the start position to the far end."""
        yaw_deg = YAW_DEG.get(view, _OBLIQUE_DEG)
        track = reference_track(self._exercise, _FPS, lead_s=0.0, yaw_deg=yaw_deg)
        tracker, filmed = ViewTracker(), []
        for frame in track:
            if frame.time_s > self._far_end_s or frame.image is None or frame.world is None:
                break
            image, world = frame.image.astype(np.float64), frame.world.astype(np.float64)
            seen = tracker.update(frame.time_s, world)
            body = single_body_view(image[:, :2], world, frame.width / frame.height, seen)
            values, _ = self._table.evaluate(body, image[None, :, 3])
            filmed.append((values[0].tolist(), seen))
        return filmed

    @property
    def _far_end_s(self) -> float:
        reference = self._exercise.reference
        stops = reference.keyframes[1 : reference.far_end + 1]
        return sum(stop.move_s + stop.stay_s for stop in stops)


@lru_cache(maxsize=64)
def way_of(exercise: Exercise) -> Way:
    """The way of an exercise; measuring it takes about as long as drawing its figure."""
    return Way(exercise)
