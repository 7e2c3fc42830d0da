"""Every shipped clip agrees with its ground-truth file. Nothing is drawn or downloaded here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "sample_videos"
CLIPS = sorted(path.stem for path in FOLDER.glob("*.mp4"))
PHASES = {"start", "moving", "end", "returning", "hold", "sagging"}
KEYS = {
    "schema",
    "clip",
    "exercise",
    "view",
    "fps",
    "duration_s",
    "size",
    "body",
    "parameters",
    "faults",
    "hold_s",
    "repetitions",
    "frames",
}


@pytest.fixture(params=CLIPS)
def truth(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Truth file of each clip in turn."""
    data = json.loads((FOLDER / f"{request.param}.json").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def near_series(truth: dict[str, Any], side: str | None = None) -> list[float | None]:
    """Series of the angle whose excursion is the range of motion."""
    angles, name = truth["frames"]["angles"], truth["parameters"]["range_of_motion_angle"]
    near = side or ("right" if truth["view"] == "side_right" else "left")
    series: list[float | None] = angles[name] if name in angles else angles[f"{name}_{near}"]
    return series


def test_every_video_has_a_truth_file_and_the_other_way_round() -> None:
    assert CLIPS
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == CLIPS


def test_header_is_complete(truth: dict[str, Any]) -> None:
    assert set(truth) == KEYS
    assert truth["schema"] == 1
    assert truth["view"] in {"side_left", "side_right", "front"}
    assert (FOLDER / f"{truth['clip']}.mp4").is_file()


def test_files_are_small(truth: dict[str, Any]) -> None:
    assert (FOLDER / f"{truth['clip']}.mp4").stat().st_size < 1_000_000
    assert (FOLDER / f"{truth['clip']}.json").stat().st_size < 150_000


def test_every_series_has_one_value_per_frame(truth: dict[str, Any]) -> None:
    frames = truth["frames"]
    count = len(frames["time_s"])
    assert count == round(truth["duration_s"] * truth["fps"])
    assert frames["time_s"] == sorted(frames["time_s"])
    assert len(frames["phase"]) == count
    assert set(frames["phase"]) <= PHASES
    for name, series in (frames["angles"] | frames["joints_2d"]).items():
        assert len(series) == count, name


def test_video_has_as_many_frames_as_the_truth(truth: dict[str, Any]) -> None:
    with av.open(str(FOLDER / f"{truth['clip']}.mp4")) as container:
        stream = container.streams.video[0]
        assert [stream.width, stream.height] == truth["size"]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        decoded = sum(1 for _ in container.decode(stream))
    assert decoded == len(truth["frames"]["time_s"])


def test_repetitions_follow_each_other(truth: dict[str, Any]) -> None:
    previous_end = 0.5  # there is a quiet moment before the first and after the last repetition
    for repetition in truth["repetitions"]:
        assert previous_end <= repetition["start_s"] < repetition["turn_s"] < repetition["end_s"]
        assert repetition["side"] in {"left", "right", None}
        assert repetition["faults"] == truth["faults"]
        previous_end = repetition["end_s"]
    assert previous_end <= truth["duration_s"] - 0.5


def test_range_of_motion_is_what_the_angle_does(truth: dict[str, Any]) -> None:
    times = truth["frames"]["time_s"]
    for repetition in truth["repetitions"]:
        series = near_series(truth, repetition["side"])
        inside = [
            value
            for value, time in zip(series, times, strict=True)
            if value is not None and repetition["start_s"] <= time <= repetition["end_s"]
        ]
        assert max(inside) - min(inside) == pytest.approx(
            repetition["range_of_motion_deg"], abs=0.2
        )
        assert repetition["range_of_motion_deg"] > 15


def test_person_stays_in_the_picture(truth: dict[str, Any]) -> None:
    for name, series in truth["frames"]["joints_2d"].items():
        values = [value for point in series for value in point]
        assert min(values) > 0.02, name
        assert max(values) < 0.98, name


def test_declared_faults_show_in_the_angles(truth: dict[str, Any]) -> None:
    angles, fps = truth["frames"]["angles"], truth["fps"]
    for repetition in truth["repetitions"]:
        turn = round(repetition["turn_s"] * fps)
        if truth["exercise"] == "squat" and truth["view"] != "front":
            leans = angles["trunk_inclination"][turn] > 55
            assert leans == ("trunk_far_forward" in truth["faults"])
        if truth["exercise"] == "squat" and truth["view"] == "front":
            caves = angles["knee_spacing"][turn] < 0.8
            assert caves == ("knees_in" in truth["faults"])
    if truth["exercise"] == "plank":
        lowest = min(angles["body_line_left"])
        assert (lowest < 165) == ("sag" in truth["faults"])
        assert truth["hold_s"] >= 5
