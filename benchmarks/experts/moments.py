"""Measures of single moments, read as the engine reads them, but without a set around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.engine.checks import TRUST
from coach.engine.exercise import Check, Condition, Exercise, MeasureRef
from coach.engine.holdwatch import VISIBLE
from coach.engine.results import Severity
from coach.engine.scoring import PENALTY
from coach.engine.signals import Reader
from poses.angles import MeasureTable
from poses.body import body_view
from poses.track import PoseTrack
from poses.view import Orientation, ViewTracker

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Moments:
    """Measures of ``n`` frames: ``values`` and ``confidence`` (n, measures), and how each was seen.

    Nothing is smoothed. What could not be seen is NaN with confidence 0.
    """

    table: MeasureTable
    values: Array
    confidence: Array
    seen: tuple[Orientation, ...]

    def read(self, ref: MeasureRef) -> tuple[Array, Array]:
        """A measure as an exercise names it: values and confidence, (n,)."""
        reader = Reader(ref, self.table)
        rows = [
            reader.read(values.tolist(), confidence.tolist(), seen)
            for values, confidence, seen in zip(
                self.values, self.confidence, self.seen, strict=True
            )
        ]
        return np.array([row.value for row in rows]), np.array([row.confidence for row in rows])

    def trusted(self, ref: MeasureRef) -> Array:
        """The same, NaN where the engine would not judge by it."""
        values, confidence = self.read(ref)
        return np.where(confidence >= TRUST, values, np.nan)


def moments(track: PoseTrack, *, related: bool, names: Iterable[str] | None = None) -> Moments:
    """Measure every frame of a track in which somebody is seen throughout.

    ``related`` frames follow each other in time, so that the view is followed through them;
    otherwise each frame is looked at alone.
    """
    seen, tracker = [], ViewTracker()
    image, world = track.image.astype(np.float64), track.world.astype(np.float64)
    for time_s, body in zip(track.time_s, world, strict=True):
        if not related:
            tracker.reset()
        seen.append(tracker.update(float(time_s), body))
    body = body_view(
        image[..., :2],
        world,
        track.width / track.height,
        np.array([one.near_sign for one in seen]),
        np.array([one.front_sign for one in seen]),
        np.array([one.sideness_deg for one in seen]),
    )
    table = MeasureTable(names)
    values, confidence = table.evaluate(body, image[..., 3])
    unknown = ~np.isfinite(values)
    return Moments(table, values, np.where(unknown, 0.0, confidence), tuple(seen))


def form_checks(exercise: Exercise) -> list[Check]:
    """The checks that a single moment can answer and that cost points."""
    return [
        check
        for check in exercise.checks
        if check.measure and not check.relative and check.severity is not Severity.INFO
    ]


def faults(exercise: Exercise, found: Moments) -> dict[str, Flags]:
    """For each form check, in which frames it would find a fault, (n,)."""
    return {check.id: _excess(check, found) > 0 for check in form_checks(exercise) if check.measure}


def form_points(exercise: Exercise, found: Moments) -> Array:
    """The form score of each frame as the product gives it: 100 less the penalties, (n,)."""
    points = np.full(len(found.seen), 100.0)
    flags = faults(exercise, found)
    for check in form_checks(exercise):
        points -= PENALTY[check.severity] * flags[check.id]
    return np.asarray(np.maximum(points, 0.0))


def room(exercise: Exercise, found: Moments) -> Array:
    """How far a frame is inside the nearest limit, as a share of that limit; negative = outside.

    It ranks what ``form_points`` only sorts into steps. NaN where no check could be answered.
    """
    shares = np.array(
        [
            -_excess(check, found) / max(abs(check.threshold), 1e-9)
            for check in form_checks(exercise)
        ]
    )
    nearest = np.fmin.reduce(shares, axis=0, initial=np.inf)
    return np.asarray(np.where(np.isfinite(nearest), nearest, np.nan))


def _excess(check: Check, found: Moments) -> Array:
    assert check.measure is not None
    values = found.trusted(check.measure)
    over = values - check.threshold
    return np.asarray(over if check.above is not None else -over)


def accepted(conditions: Iterable[Condition], found: Moments) -> Flags:
    """In which frames a position is seen and all its conditions hold, (n,)."""
    holds = np.ones(len(found.seen), dtype=np.bool_)
    for condition in conditions:
        values, confidence = found.read(condition)
        inside = np.array([condition.holds(float(value)) for value in values])
        holds &= inside & (confidence >= VISIBLE)
    return holds
