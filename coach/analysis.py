"""A recorded clip from file to result: what the command line and the pages both run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coach.engine.catalogue import catalogue, find_exercise
from coach.engine.exercise import Exercise
from coach.engine.propose import propose
from coach.engine.results import SetResult
from coach.engine.tracker import SetTracker, Trace, track_set
from poses.estimator import PoseEstimator, estimate_track
from poses.track import PoseTrack

AUTO = "auto"

Progress = Callable[[float, float | None], None]
"""Called with the seconds of media done and the seconds in total, where known."""


@dataclass(frozen=True)
class Analysis:
    """One clip, analysed: the exercise, the result, and all that it came from."""

    exercise: Exercise
    result: SetResult
    track: PoseTrack
    trace: Trace


def analyse_video(
    video: Path,
    exercise: str,
    estimator: PoseEstimator,
    progress: Progress | None = None,
    exercises: Mapping[str, Exercise] | None = None,
) -> Analysis:
    """Find the pose in every frame of a clip and judge the set.

    ``exercise`` is an id or ``auto``; ``exercises`` are those of a person, or the catalogue.

    Raises:
        ExerciseError: there is no such exercise.
        VideoError: the file can't be used; the message says what to do.
        ModelUnavailableError: the pose model could not be had.
    """
    if exercise != AUTO:
        find_exercise(exercise, exercises)
    return analyse_track(estimate_track(video, estimator, progress), exercise, exercises)


def analyse_track(
    track: PoseTrack, exercise: str, exercises: Mapping[str, Exercise] | None = None
) -> Analysis:
    """Judge a stored recording: the same engine, hence the same result.

    Raises:
        ExerciseError: there is no such exercise.
    """
    if exercise != AUTO:
        tracker = track_set(find_exercise(exercise, exercises), track)
        return _analysis(tracker, track, tracker.finish())
    candidates = propose(track, catalogue() if exercises is None else exercises)
    if not candidates:
        tracker = track_set(find_exercise("squat", exercises), track)
        note = "None of the exercises could be recognised: choose the exercise yourself."
    else:
        tracker = candidates[0].tracker
        others = [c.exercise.name for c in candidates[1:3] if c.fit > 0.5 * candidates[0].fit]
        note = f"The exercise was proposed from the movement: {tracker.exercise.name}."
        if others:
            note += f" It might also be: {', '.join(others)}."
    result = tracker.finish()
    return _analysis(tracker, track, replace(result, warnings=(note, *result.warnings)))


def _analysis(tracker: SetTracker, track: PoseTrack, result: SetResult) -> Analysis:
    of_the_file = tuple(track.source.get("warnings", ()))
    result = replace(result, warnings=(*of_the_file, *result.warnings))
    return Analysis(tracker.exercise, result, track, tracker.trace())
