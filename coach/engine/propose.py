"""Which exercise is this? Every exercise of the catalogue has a look at the same recording."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from coach.engine.exercise import Exercise
from coach.engine.results import SetResult
from coach.engine.tracker import SetTracker, track_set
from poses.track import PoseFrame, PoseTrack


@dataclass(frozen=True, slots=True)
class Proposal:
    """One candidate; ``fit`` 0..1 tells how well the recording looks like the exercise."""

    exercise: Exercise
    fit: float
    tracker: SetTracker


LOOK_EVERY_S: Final = 0.095
"""The first look is at about ten frames a second, which counts the same and is done sooner."""

WORTH_A_SECOND_LOOK: Final = 3


def propose(track: PoseTrack, exercises: Mapping[str, Exercise]) -> list[Proposal]:
    """All exercises that fit at all, the best first; the first few are looked at frame by frame."""
    candidates = [exercise for exercise in exercises.values() if exercise.mode != "guide"]
    glimpse = list(_thinned(track))
    first = _ranked(_proposal(exercise, glimpse) for exercise in candidates)
    likely = [proposal.exercise for proposal in first[:WORTH_A_SECOND_LOOK]]
    if len(glimpse) == len(track):
        return first
    return _ranked(_proposal(exercise, track) for exercise in likely)


def _thinned(track: PoseTrack) -> Iterable[PoseFrame]:
    last_s = -math.inf
    for frame in track:
        if frame.time_s - last_s >= LOOK_EVERY_S:
            last_s = frame.time_s
            yield frame


def _proposal(exercise: Exercise, frames: Iterable[PoseFrame]) -> Proposal:
    tracker = track_set(exercise, frames, also=exercise.recognise)
    return Proposal(
        exercise, _fit(exercise, tracker.finish()) * _likeness(exercise, tracker), tracker
    )


def _ranked(proposals: Iterable[Proposal]) -> list[Proposal]:
    fitting = [proposal for proposal in proposals if proposal.fit > 0]
    return sorted(fitting, key=lambda proposal: -proposal.fit)


def _fit(exercise: Exercise, result: SetResult) -> float:
    """How much of the time is explained, and how fully."""
    duration_s = max(result.duration_s, 1e-6)
    if exercise.category == "assessment":
        return 0.0  # a look at how an exercise is done, not one of its own
    if exercise.hold is not None:
        # a posture is held in the pauses of many exercises: only a whole recording of it counts
        share = result.hold_s / duration_s
        return 0.5 * share if share > 0.8 and exercise.category != "posture" else 0.03 * share
    if not result.repetitions:
        return 0.0
    explained = sum(rep.duration_s for rep in result.repetitions) / duration_s
    fullness = _mean(_fullness(exercise, rep.signal, rep.signal_peak) for rep in result.repetitions)
    wanted = 1.0 if result.view in exercise.camera.views else 0.7
    # one more repetition is one more agreement: tells a chair stand from the squats between
    agreement = len(result.repetitions) / (len(result.repetitions) + 2.0)
    return min(explained, 1.0) * fullness * wanted * agreement


def _likeness(exercise: Exercise, tracker: SetTracker) -> float:
    """Less than 1 for every trait of the exercise that the recording lacks."""
    trace = tracker.trace()
    spans = [(rep.start_s, rep.end_s) for rep in tracker.finish().repetitions]
    inside = np.zeros(len(trace.time_s), dtype=bool)
    for start_s, end_s in spans:
        inside |= (trace.time_s >= start_s) & (trace.time_s <= end_s)
    if not inside.any():
        return 1.0
    likeness = 1.0
    for rule in exercise.recognise:
        values = np.mean([trace.series(name)[0][inside] for name in rule.columns], axis=0)
        value = float(np.median(np.abs(values) if rule.absolute else values))
        likeness *= 1.0 if rule.holds(value) else 0.5
    return likeness


def _fullness(exercise: Exercise, measure: str, peak: float) -> float:
    assert exercise.repetitions is not None
    signal = next(s for s in exercise.repetitions.signals if s.measure == measure)
    reached = signal.progress(peak)
    # far beyond the target is as unlike the exercise as falling short of it
    return max(0.0, 1.0 - abs(min(reached, 1.0) - 1.0) - max(reached - 2.0, 0.0))


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known)
