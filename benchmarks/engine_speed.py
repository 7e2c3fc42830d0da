"""What the engine costs per frame, and where: over a stored track, without any picture."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.engine.catalogue import catalogue
from coach.engine.exercise import Exercise
from coach.engine.tracker import FRAMING_EVERY_S, SetTracker
from poses.angles import MeasureTable
from poses.body import single_body_view
from poses.continuity import PatientLock
from poses.framing import check_framing
from poses.smoothing import OneEuroFilter
from poses.track import PoseFrame, PoseTrack
from poses.view import ViewTracker

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EngineCost:
    """Microseconds of processor time per frame for one exercise.

    ``total`` is a whole ``SetTracker``; ``smoothing`` (two landmark filters), ``measuring`` (the
    exercise's measures with confidence) and ``watching`` (patient lock, view, framing) are the
    same work done by itself; ``judging`` is the rest: counting, checks, bookkeeping.
    """

    exercise: str
    total: float
    smoothing: float
    measuring: float
    watching: float

    @property
    def judging(self) -> float:
        """What is left of the total."""
        return max(0.0, self.total - self.smoothing - self.measuring - self.watching)


@dataclass(frozen=True, slots=True)
class _Body:
    """One frame as the engine's parts take it: float64 arrays."""

    time_s: float
    image: Array
    world: Array


def engine_costs(track: PoseTrack, rounds: int = 5) -> list[EngineCost]:
    """Cost for every exercise of the catalogue, each the median of ``rounds`` runs."""
    frames = [frame for frame in track if frame.has_person]
    if not frames:
        return []
    bodies = [
        _Body(frame.time_s, frame.image.astype(np.float64), frame.world.astype(np.float64))
        for frame in frames
        if frame.image is not None and frame.world is not None
    ]
    aspect = track.width / track.height
    return [_cost(exercise, frames, bodies, aspect, rounds) for exercise in catalogue().values()]


def _cost(
    exercise: Exercise, frames: list[PoseFrame], bodies: list[_Body], aspect: float, rounds: int
) -> EngineCost:
    parts: dict[str, Callable[[], None]] = {
        "total": lambda: _whole(exercise, frames),
        "smoothing": lambda: _smooth(bodies),
        "measuring": lambda: _measure(exercise, bodies, aspect),
        "watching": lambda: _watch(exercise, bodies, aspect),
    }
    seconds: dict[str, list[float]] = {name: [] for name in parts}
    for _ in range(rounds):
        for name, work in parts.items():
            begin = time.thread_time()
            work()
            seconds[name].append(time.thread_time() - begin)
    micros = {name: 1e6 * statistics.median(s) / len(frames) for name, s in seconds.items()}
    return EngineCost(exercise=exercise.id, **micros)


def _whole(exercise: Exercise, frames: list[PoseFrame]) -> None:
    tracker = SetTracker(exercise)
    for frame in frames:
        tracker.update(frame)


def _smooth(bodies: list[_Body]) -> None:
    image_filter, world_filter = OneEuroFilter(), OneEuroFilter()
    for body in bodies:
        image_filter.update(body.time_s, body.image[:, :2])
        world_filter.update(body.time_s, body.world)


def _measure(exercise: Exercise, bodies: list[_Body], aspect: float) -> None:
    table = MeasureTable(name for ref in exercise.references() for name in ref.reads)
    seen = ViewTracker().update(bodies[0].time_s, bodies[0].world)
    for body in bodies:
        view = single_body_view(body.image[:, :2], body.world, aspect, seen)
        table.evaluate(view, body.image[None, :, 3])


def _watch(exercise: Exercise, bodies: list[_Body], aspect: float) -> None:
    lock, view = PatientLock(), ViewTracker()
    checked_s = -np.inf
    for body in bodies:
        lock.update(body.time_s, body.image, aspect)
        view.update(body.time_s, body.world)
        if body.time_s - checked_s >= FRAMING_EVERY_S:
            checked_s = body.time_s
            check_framing(body.image, exercise.camera.body_parts, aspect)
