"""The engine on recordings of a depth sensor, against repetitions counted by eye on their plots."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.experts.kimore import read_kimore
from benchmarks.experts.kinect import FPS, joint, kinect_track, turned
from benchmarks.experts.uiprmd import read_uiprmd
from benchmarks.metrics import count_error
from coach.engine.catalogue import catalogue
from coach.engine.exercise import Exercise
from coach.engine.results import SetResult, Severity
from coach.engine.tracker import track_set
from poses.view import View

Array = NDArray[np.float64]

STILL_S: Final = 1.0
"""A repetition that was cut out has this much of standing still put before and after it."""

AS_RECORDED: Final = "as recorded"

_DEGREES: Final = {
    View.FRONT: 0.0,
    View.SIDE_LEFT: 90.0,
    View.REAR: 180.0,
    View.SIDE_RIGHT: -90.0,
    View.OBLIQUE: 45.0,
}


@dataclass(frozen=True, slots=True)
class Recording:
    """One recording and what was counted by eye: ``reps_min`` is None where nobody could count.

    ``exercises`` are those of the catalogue that it shows, or will, by id.
    """

    set: str
    file: str
    shows: str
    exercises: tuple[str, ...]
    reps_min: int | None
    reps_max: int | None
    note: str


@dataclass(frozen=True, slots=True)
class SensorCount:
    """One recording counted as one exercise, through a camera of the given ``view``.

    ``error`` in repetitions, too many positive, None without a count by eye. ``faults`` are those
    reported that cost points. ``left_out`` are the engine's reasons for what did not count.
    """

    file: str
    shows: str
    exercise: str
    camera: str
    counted: int
    expected: str
    error: int | None
    score: float | None
    faults: tuple[str, ...]
    left_out: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A recording of something else, counted as an exercise that it does not show."""

    file: str
    shows: str
    exercise: str
    counted: int


def recordings(name: str) -> list[Recording]:
    """The recordings of one set that were looked at."""
    text = resources.files("benchmarks.experts").joinpath("counts.csv").read_text("utf-8")
    return [
        Recording(
            row["set"],
            row["file"],
            row["shows"],
            tuple(row["exercises"].split()),
            int(row["reps_min"]) if row["reps_min"] else None,
            int(row["reps_max"]) if row["reps_max"] else None,
            row["note"],
        )
        for row in csv.DictReader(text.splitlines())
        if row["set"] == name
    ]


def read_recording(recording: Recording, folder: Path) -> tuple[Array, Array | None]:
    """Joints (n, 25, 3) in metres and their state (n, 25), where the sensor tells it.

    Raises:
        ExpertSetError: the file can't be read or holds something else.
    """
    if recording.set == "kimore":
        return read_kimore(folder / recording.file)
    return read_cut_repetition(folder / recording.file), None


def read_cut_repetition(path: Path) -> Array:
    """A repetition that was cut out, with standing still before and after it, (n, 25, 3).

    Raises:
        ExpertSetError: the file can't be read or holds something else.
    """
    joints = read_uiprmd(path)
    still = round(STILL_S * FPS)
    first, last = np.repeat(joints[:1], still, axis=0), np.repeat(joints[-1:], still, axis=0)
    return np.concatenate([first, joints, last])


def count_recordings(folder: Path, name: str) -> list[SensorCount]:
    """Every recording of a set as each exercise of the catalogue that it shows.

    Raises:
        ExpertSetError: a file is missing or is not as expected.
    """
    rows: list[SensorCount] = []
    for recording in recordings(name):
        joints, state = read_recording(recording, folder)
        for exercise in known_exercises(recording.exercises):
            rows += [
                _count(recording, exercise, camera, joints, state)
                for camera in (AS_RECORDED, *_cameras(exercise))
            ]
    return rows


def count_elsewhere(folder: Path, name: str) -> list[Elsewhere]:
    """Recordings of movements outside the catalogue, counted as every exercise.

    Raises:
        ExpertSetError: a file is missing or is not as expected.
    """
    rows = []
    for recording in recordings(name):
        if recording.exercises:
            continue
        joints, state = read_recording(recording, folder)
        for exercise in catalogue().values():
            result = judged(exercise, AS_RECORDED, joints, state)
            rows.append(
                Elsewhere(recording.file, recording.shows, exercise.id, len(result.repetitions))
            )
    return rows


def known_exercises(names: Iterable[str]) -> list[Exercise]:
    """Those of the named exercises that are in the catalogue by now."""
    exercises = catalogue()
    return [exercises[name] for name in names if name in exercises]


def _cameras(exercise: Exercise) -> list[str]:
    """The exercise's own first view, where the sensor did not stand there anyway."""
    first = exercise.camera.views[0]
    return [] if first is View.FRONT else [first.value]


def _count(
    recording: Recording, exercise: Exercise, camera: str, joints: Array, state: Array | None
) -> SensorCount:
    result = judged(exercise, camera, joints, state)
    low, high = recording.reps_min, recording.reps_max
    counted = len(result.repetitions)
    error = None if low is None or high is None else count_error(counted, low, high)
    costly = [fault for fault in result.faults if fault.severity is not Severity.INFO]
    return SensorCount(
        recording.file,
        recording.shows,
        exercise.id,
        camera,
        counted,
        "" if low is None else f"{low}" if low == high else f"{low}-{high}",
        error,
        result.score.value,
        tuple(sorted({fault.check for fault in costly})),
        tuple(sorted({part.reason for part in result.partial_repetitions})),
        recording.note,
    )


def judged(exercise: Exercise, camera: str, joints: Array, state: Array | None = None) -> SetResult:
    """The engine's result for joints (n, 25, 3), seen as they were recorded or from a view."""
    if camera != AS_RECORDED:
        joints = turned(joints, _DEGREES[View(camera)] - facing_deg(joints))
    return track_set(exercise, kinect_track(joints, state)).finish()


def facing_deg(joints: Array) -> float:
    """How the person stands to the sensor at first: 0 facing it, 90 with the left side to it."""
    first = joints[: round(STILL_S * FPS)]
    across = (joint(first, "left_hip") - joint(first, "right_hip")).mean(axis=0)
    return float(np.degrees(np.arctan2(-across[2], -across[0])))
