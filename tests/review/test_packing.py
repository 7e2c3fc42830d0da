"""What the review player is given: angles, views, points on one row of times."""

from __future__ import annotations

import base64
from dataclasses import replace

import numpy as np
import pytest

from coach.engine.catalogue import find_exercise
from coach.engine.figure import reference_track
from coach.engine.results import FaultSeen, Hold, SetResult, Severity
from coach.engine.tracker import Trace, track_set
from coach.review.errors import errors
from coach.review.packing import error_figures, movement
from coach.review.points import pack
from coach.review.series import every_series
from coach.review.table import faults, table
from poses.track import PoseTrack
from poses.view import View

SQUAT = find_exercise("squat")


@pytest.fixture(scope="module")
def squat() -> tuple[PoseTrack, SetResult, Trace]:
    track = reference_track(SQUAT, repetitions=3)
    tracker = track_set(SQUAT, track)
    return track, tracker.finish(), tracker.trace()


def values_of(line: dict[str, str], angle: dict[str, float]) -> np.ndarray:
    raw = np.frombuffer(base64.b64decode(line["values"]), "<i2").astype(float)
    return np.where(raw == angle["hidden"], np.nan, raw / angle["steps"])


def test_every_measure_that_is_judged_can_be_chosen(
    squat: tuple[PoseTrack, SetResult, Trace],
) -> None:
    track, result, trace = squat
    packed = movement(track, result, SQUAT, trace)
    assert packed is not None
    keys = [angle["key"] for angle in packed["angles"]]
    assert set(keys) == {ref.measure for ref in SQUAT.references()}
    assert len(keys) == len(set(keys))
    assert packed["angles"][0]["seen"]


def test_the_lines_are_those_of_the_engine_at_the_times_of_the_points(
    squat: tuple[PoseTrack, SetResult, Trace],
) -> None:
    track, result, trace = squat
    packed = movement(track, result, SQUAT, trace)
    assert packed is not None
    assert len(packed["times"]) == len(track)
    shown = {one.key: one for one in every_series(SQUAT, result, trace)}
    for angle in packed["angles"]:
        for line, own in zip(angle["lines"], shown[angle["key"]].lines, strict=True):
            got = values_of(line, angle)
            want = np.interp(packed["times"], own.series.time_s, own.series.value)
            seen = np.isfinite(got) & np.isfinite(want)
            assert line["side"] == own.side
            assert np.abs(got[seen] - want[seen]).max(initial=0.0) <= 0.51 / angle["steps"] + 1e-6


def test_what_this_view_hides_is_a_gap_and_is_said(
    squat: tuple[PoseTrack, SetResult, Trace],
) -> None:
    track, result, trace = squat
    hidden = Trace(trace.names, trace.time_s, trace.values, np.zeros_like(trace.confidence))
    packed = movement(track, result, SQUAT, hidden)
    assert packed is not None
    assert not any(angle["seen"] for angle in packed["angles"])
    assert all(
        np.isnan(values_of(line, angle)).all()
        for angle in packed["angles"]
        for line in angle["lines"]
    )


def test_without_the_exercise_the_points_remain(
    squat: tuple[PoseTrack, SetResult, Trace],
) -> None:
    track, result, _ = squat
    packed = movement(track, result, None, None)
    assert packed is not None
    assert packed["angles"] == []
    assert packed["views"][0][1] == result.view


def test_nobody_seen_leaves_nothing_to_pack() -> None:
    nobody = PoseTrack(
        np.arange(4) / 10,
        np.full((4, 33, 4), np.nan, np.float32),
        np.full((4, 33, 3), np.nan, np.float32),
        np.zeros(4, np.int8),
        640,
        480,
    )
    assert pack(nobody) is None


def test_points_lie_where_they_were_in_the_picture(
    squat: tuple[PoseTrack, SetResult, Trace],
) -> None:
    track = squat[0]
    packed = pack(track)
    assert packed is not None
    raw = np.frombuffer(base64.b64decode(packed["points"]), "<i2").astype(float)
    points = raw.reshape(len(packed["times"]), packed["marks"], 2)
    knee = packed["names"].index("left knee")
    own = track.image[0, 25, :2] * [packed["aspect"], 1.0]
    placed = points[0, knee] / packed["scale"] + packed["origin"]
    assert placed == pytest.approx(own, abs=2e-4)


def test_the_table_has_every_movement_and_the_faults_their_repetition(
    squat: tuple[PoseTrack, SetResult, Trace],
) -> None:
    result = squat[1]
    rows = table(result)
    assert [row["number"] for row in rows if row["kind"] == "repetition"] == [1, 2, 3]
    assert all(row["start"] <= row["turn"] <= row["end"] for row in rows if row["turn"])
    assert faults(result) == []


def test_a_fault_of_a_hold_says_so(squat: tuple[PoseTrack, SetResult, Trace]) -> None:
    fault = FaultSeen("sag", "Hips low", Severity.MINOR, "Hips up", 2.0, 3.0, "", 4.0, 3.0, "deg")
    held = replace(squat[1], repetitions=(), holds=(Hold(1.0, 9.0, None, 7.0, 1.0, (fault,)),))
    assert [(row["kind"], row["number"]) for row in faults(held)] == [("hold", 1)]
    assert [row["note"] for row in table(held)] == ["7 s of it in good position"]


def test_an_error_is_a_measured_figure_or_none() -> None:
    known = errors()
    knee = known.of("knee_flexion", View.SIDE_LEFT)
    assert knee is not None
    assert (knee.low, knee.high) == (1.6, 6.5)
    assert "1.6 to 6.5°" in knee.words
    assert known.of("knee_flexion", View.FRONT) is None
    assert known.of("shoulder_tilt", View.FRONT) is None
    assert all(each.source.startswith("benchmarks/README.md") for each in known.angle)


def test_the_player_is_told_for_which_joints_an_error_is_known() -> None:
    figures = error_figures()
    assert [joint["points"] for joint in figures["joints"]] == [["hip", "knee", "ankle"]]
    assert figures["joints"][0]["views"] == ["side_left", "side_right"]
    assert figures["placing"]["mouse"] < figures["placing"]["touch"]
