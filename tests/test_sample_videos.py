"""The whole pipeline on the shipped clips: real pictures, real pose model, exact truth."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coach.analysis import Analysis, analyse_track, analyse_video
from coach.engine.catalogue import find_exercise
from poses.estimator import PoseEstimator

# Tracing these for coverage would cost as much as the work; other tests measure the same code.
pytestmark = pytest.mark.no_cover

CLIPS = Path(__file__).parent.parent / "sample_videos"
TRUTHS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(CLIPS.glob("*.json"))
}
COUNTED = [name for name, truth in TRUTHS.items() if truth["repetitions"]]
FROM_THE_SIDE = [name for name, truth in TRUTHS.items() if truth["view"].startswith("side")]


@pytest.fixture(scope="module")
def analysed(pose_model):
    """Each clip analysed once, when it is first asked for."""
    with PoseEstimator(pose_model) as estimator:

        @cache
        def of(name: str) -> Analysis:
            return analyse_video(CLIPS / f"{name}.mp4", TRUTHS[name]["exercise"], estimator)

        yield of


@pytest.mark.parametrize("name", sorted(TRUTHS))
def test_every_repetition_is_counted_and_nothing_else(analysed, name):
    result = analysed(name).result
    assert len(result.repetitions) == len(TRUTHS[name]["repetitions"])
    assert result.partial_repetitions == ()


@pytest.mark.parametrize("name", sorted(TRUTHS))
def test_every_injected_fault_is_found_and_none_invented(analysed, name):
    found = {fault.check for fault in analysed(name).result.faults}
    assert found == set(TRUTHS[name]["faults"])


@pytest.mark.parametrize("name", COUNTED)
def test_each_repetition_has_its_own_faults_side_and_turn(analysed, name):
    repetitions = analysed(name).result.repetitions
    for seen, true in zip(repetitions, TRUTHS[name]["repetitions"], strict=True):
        assert {fault.check for fault in seen.faults} == set(true["faults"])
        assert seen.turn_s == pytest.approx(true["turn_s"], abs=0.35)
        if seen.side is not None:
            assert seen.side == true["side"]


@pytest.mark.parametrize("name", sorted(TRUTHS))
def test_the_view_is_known(analysed, name):
    assert analysed(name).result.view == TRUTHS[name]["view"]


def measured_of(name: str) -> list[str]:
    """Which of knee and trunk the clip's exercise measures in the picture."""
    names = {
        name for ref in find_exercise(TRUTHS[name]["exercise"]).references() for name in ref.columns
    }
    near = TRUTHS[name]["view"].removeprefix("side_")
    return [column for column in (f"knee_flexion_{near}", "trunk_inclination") if column in names]


ANGLES = [(name, column) for name in FROM_THE_SIDE for column in measured_of(name)]


@pytest.mark.parametrize(("name", "column"), ANGLES)
def test_angles_from_the_side_are_within_seven_degrees_on_average(analysed, name, column):
    trace = analysed(name).trace
    frames = TRUTHS[name]["frames"]
    times = np.array(frames["time_s"])
    truth = np.array([np.nan if v is None else v for v in frames["angles"][column]], dtype=float)
    known = ~np.isnan(truth)
    values, _ = trace.series(column)
    expected = np.interp(trace.time_s, times[known], truth[known])
    assert np.abs(values - expected).mean() <= 7.0


def test_a_stored_track_gives_the_same_result_as_the_video(analysed, tmp_path):
    from_video = analysed("squat_trunk_lean_side")
    from_video.track.save(tmp_path / "set.npz")
    stored = type(from_video.track).load(tmp_path / "set.npz")
    assert analyse_track(stored, "squat").result == from_video.result


@pytest.mark.parametrize("name", sorted(TRUTHS))
def test_the_exercise_is_recognised(analysed, name):
    found = analyse_track(analysed(name).track, "auto")
    assert found.exercise.id == TRUTHS[name]["exercise"]
    assert "proposed" in found.result.warnings[0]
