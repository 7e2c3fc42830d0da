"""One movement seen by three systems: BlazePose in a video, a Kinect, and motion capture.

Of the Keraal set (Nguyen et al. 2024): three exercises of one healthy person on a stool, at 30, 30
and 60 frames a second, each system with a clock of its own. The video had been turned over before
the pose was found in it; this is undone. Motion capture follows targets strapped to the limbs, not
joints, so that its angles differ from a joint's by what the straps make of it: their course can be
compared better than their size.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.experts.kinect import JOINTS, kinect_track
from benchmarks.experts.moments import moments
from benchmarks.experts.picture import pictured_track
from benchmarks.experts.reading import ExpertSetError, table_of_numbers
from benchmarks.metrics import agreement
from coach.engine.exercise import MeasureRef
from poses.landmarks import LANDMARK_COUNT, Landmark
from poses.track import PoseTrack

Array = NDArray[np.float64]

EXERCISES: Final = {"RTK": "trunk rotation", "CTK": "hiding the face", "ELK": "flank stretch"}
BLAZEPOSE, KINECT, CAPTURE = "BlazePose", "Kinect", "motion capture"

ASPECT: Final = 16 / 9
"""Of the sensor's colour picture. The joints of the Kinect, thrown onto it, agree within 10 %."""

MEASURES: Final = (
    MeasureRef(measure="trunk_lean"),
    MeasureRef(measure="trunk_rotation"),
    MeasureRef(measure="shoulder_elevation_3d", sides="left"),
    MeasureRef(measure="shoulder_elevation_3d", sides="right"),
    MeasureRef(measure="elbow_flexion_3d", sides="left"),
    MeasureRef(measure="elbow_flexion_3d", sides="right"),
)

FPS: Final = 30.0
CAPTURE_FPS: Final = 60.0
LAG_MAX_S: Final = 0.5
LEAST_RANGE_DEG: Final = 10.0
"""An angle that changes by less is at rest: a correlation of two rests means nothing."""

_TARGETS: Final = (
    *("right_forearm", "left_forearm", "right_arm", "left_arm", "chest", "right_thigh"),
    *("left_thigh", "right_shoulder", "left_shoulder", "right_hand", "left_hand", "right_foot"),
    *("left_foot", "hips", "head", "right_tibia", "left_tibia"),
)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One angle by one system against another, degrees, after their clocks were brought together.

    ``lag_s`` is how much later the first system's clock runs; ``bias`` mean of first minus second,
    ``mae`` mean absolute difference, ``mae_level`` the same with the bias taken out,
    ``correlation`` None where the second hardly moves, ``range_deg`` how far it does, 5th to 95th
    percentile.
    """

    exercise: str
    measure: str
    first: str
    second: str
    lag_s: float
    samples: int
    mae: float
    bias: float
    mae_level: float
    correlation: float | None
    range_deg: float


@dataclass(frozen=True)
class Series:
    """All angles by one system: ``values`` (n, measures) at ``time_s`` (n,)."""

    time_s: Array
    values: Array


def keraal_report(folder: Path) -> list[AgreementRow]:
    """All three exercises, each system against each other.

    Raises:
        ExpertSetError: a file is missing or is not as expected.
    """
    rows: list[AgreementRow] = []
    for short, exercise in EXERCISES.items():
        systems = {
            BLAZEPOSE: _measured(read_blazepose(folder / f"G3-BP-{short}-P1T1-Unknown-C-0.json")),
            KINECT: _measured(read_kinect(folder / f"G3-Kinect-{short}-P1T1-Unknown-C-0.txt")),
            CAPTURE: _captured(folder / f"G3-Vicon-{short}-P1T1-Unknown-C-0.txt"),
        }
        for first, second in ((BLAZEPOSE, CAPTURE), (BLAZEPOSE, KINECT), (KINECT, CAPTURE)):
            rows += compare(exercise, first, second, systems)
    return rows


def read_blazepose(path: Path) -> PoseTrack:
    """The pose found in the video, left and right as the person's own.

    Raises:
        ExpertSetError: the file can't be read or lacks a landmark.
    """
    try:
        frames = json.loads(path.read_text(encoding="utf-8"))["positions"]
        ordered = [frames[number] for number in sorted(frames, key=float)]
        marks = np.array(
            [[frame[mark.name.capitalize()] for mark in Landmark] for frame in ordered], np.float64
        )
        visible = np.ones((len(marks), LANDMARK_COUNT))
        return pictured_track(marks, visible, aspect=ASPECT, fps=FPS, mirrored=True)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExpertSetError(
            f"{path.name} is not as expected, frames of 33 named landmarks: {error}."
        ) from error


def read_kinect(path: Path) -> PoseTrack:
    """The sensor's joints.

    Raises:
        ExpertSetError: the file can't be read or holds something else.
    """
    rows = table_of_numbers(path, 7 * len(JOINTS))
    return kinect_track(rows.reshape(-1, len(JOINTS), 7)[..., :3], fps=FPS)


def _measured(track: PoseTrack) -> Series:
    names = [name for ref in MEASURES for name in ref.reads]
    found = moments(track, related=True, names=names)
    values = np.stack([found.trusted(ref) for ref in MEASURES], axis=1)
    return Series(track.time_s, values)


def _captured(path: Path) -> Series:
    rows = table_of_numbers(path, 7 * len(_TARGETS)).reshape(-1, len(_TARGETS), 7)
    places = {name: rows[:, i, :3] for i, name in enumerate(_TARGETS)}
    return Series(np.arange(len(rows)) / CAPTURE_FPS, captured_angles(places))


def captured_angles(places: Mapping[str, Array]) -> Array:
    """The same angles from targets on the body, degrees, (n, measures).

    Millimetres; x to where the person faces, y to the person's left, z up. The upper arm is the
    line from the target on the shoulder to that on the arm, the forearm from that on the forearm
    to that on the hand, and the pelvis of a person on a stool lies as the thighs do.
    """
    middle = 0.5 * (places["left_shoulder"] + places["right_shoulder"])
    trunk = middle - places["hips"]
    lean = np.degrees(np.arctan2(-trunk[:, 1], trunk[:, 2]))
    shoulders = _turn(places["right_shoulder"] - places["left_shoulder"])
    pelvis = _turn(places["right_thigh"] - places["left_thigh"])
    columns = [lean, shoulders - pelvis]
    for side in ("left", "right"):
        upper = places[f"{side}_arm"] - places[f"{side}_shoulder"]
        columns.append(_angle(upper, -trunk))
    for side in ("left", "right"):
        upper = places[f"{side}_arm"] - places[f"{side}_shoulder"]
        lower = places[f"{side}_hand"] - places[f"{side}_forearm"]
        columns.append(_angle(upper, lower))
    return np.stack(columns, axis=1)


def _turn(line: Array) -> Array:
    """Turn of a line from left to right about the vertical; to the person's right positive."""
    return np.asarray(np.degrees(np.arctan2(-line[:, 0], -line[:, 1])))


def _angle(u: Array, v: Array) -> Array:
    size = np.linalg.norm(u, axis=1) * np.linalg.norm(v, axis=1)
    cosine = (u * v).sum(axis=1) / np.maximum(size, 1e-9)
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def compare(
    exercise: str, first: str, second: str, systems: Mapping[str, Series]
) -> list[AgreementRow]:
    """Every angle of one system against another, their clocks brought together first."""
    a, b = systems[first], systems[second]
    lag_s = best_lag_s(a, b)
    rows = []
    for column, ref in enumerate(MEASURES):
        measured, true = a.values[:, column], b.values[:, column]
        seen = agreement(a.time_s - lag_s, measured, b.time_s, true)
        if seen is None:
            continue
        level = agreement(a.time_s - lag_s, measured - seen.bias, b.time_s, true)
        assert level is not None
        range_deg = _range_deg(true)
        moves = range_deg >= LEAST_RANGE_DEG
        rows.append(
            AgreementRow(
                exercise,
                ref.measure if ref.sides == "near" else f"{ref.measure} {ref.sides}",
                first,
                second,
                lag_s,
                seen.samples,
                seen.mae,
                seen.bias,
                level.mae,
                _correlation(a, b, column, lag_s) if moves else None,
                range_deg,
            )
        )
    return rows


def best_lag_s(a: Series, b: Series) -> float:
    """By how much ``a`` runs later than ``b``, seconds: where their angles correlate best.

    Each angle weighs as much as it moves; those at rest have no say, nor have the elbows, which
    the systems see too differently.
    """
    steps = np.arange(-LAG_MAX_S, LAG_MAX_S + 1e-9, 1.0 / CAPTURE_FPS)
    elbows = [ref.measure.startswith("elbow") for ref in MEASURES]
    ranges = [
        0.0 if elbow else _range_deg(column)
        for column, elbow in zip(b.values.T, elbows, strict=True)
    ]
    moving = [(i, span) for i, span in enumerate(ranges) if span >= LEAST_RANGE_DEG]

    def together(lag_s: float) -> float:
        return sum(span * (_correlation(a, b, i, lag_s) or 0.0) for i, span in moving)

    return float(max(steps, key=lambda step: (together(float(step)), -abs(step))))


def _range_deg(values: Array) -> float:
    low, high = np.nanpercentile(values, [5.0, 95.0])
    return float(high - low)


def _correlation(a: Series, b: Series, column: int, lag_s: float) -> float | None:
    other = np.interp(a.time_s - lag_s, b.time_s, b.values[:, column], left=np.nan, right=np.nan)
    own = a.values[:, column]
    known = np.isfinite(own) & np.isfinite(other)
    if known.sum() < FPS or np.ptp(own[known]) == 0 or np.ptp(other[known]) == 0:
        return None
    return float(np.corrcoef(own[known], other[known])[0, 1])
