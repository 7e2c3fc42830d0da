from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from clips import Picture, make_clip, plain

from poses.errors import ModelUnavailableError, VideoError
from poses.estimator import PoseEstimator, estimate_track
from poses.landmarks import Landmark
from poses.quiet import without_native_chatter
from poses.track import PoseFrame
from poses.video import VideoFrame, read_frames

SAMPLES = Path(__file__).parents[2] / "sample_videos"
SQUAT = SAMPLES / "squat_good_side.mp4"
HIDDEN = 128


@pytest.fixture(scope="module")
def estimator(pose_model: Path) -> Iterator[PoseEstimator]:
    with PoseEstimator(pose_model) as estimator:
        yield estimator


@pytest.fixture(scope="module")
def standing() -> Picture:
    """One person, in a picture of 480 × 640."""
    return next(read_frames(SQUAT)).rgb


def follow(estimator: PoseEstimator, pictures: list[Picture], fps: float = 10) -> list[PoseFrame]:
    estimator.reset()
    return [
        estimator.estimate(VideoFrame(number / fps, picture))
        for number, picture in enumerate(pictures)
    ]


def place(frame: PoseFrame) -> float:
    """Where the hips are, as a share of the picture's width."""
    assert frame.image is not None
    return float(frame.image[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 0].mean())


# --- one person -----------------------------------------------------------------------------


def test_a_clip_becomes_a_track(estimator: PoseEstimator) -> None:
    told: list[tuple[float, float | None]] = []
    track = estimate_track(SQUAT, estimator, lambda done, total: told.append((done, total)))
    assert np.array_equal(track.time_s, [frame.time_s for frame in read_frames(SQUAT)])
    seen = np.isfinite(track.image[:, 0, 0])
    assert seen.mean() > 0.95
    assert track.image.dtype == track.world.dtype == np.float32
    checked = track.people[track.people >= 0]
    assert track.duration_s / 3 <= len(checked) <= track.duration_s + 1
    assert np.median(checked) == 1
    assert told[-1][0] == track.time_s[-1]
    assert track.source["file"] == SQUAT.name
    assert track.source["model"] == "pose_landmarker_full"
    assert len(track.source["model_sha256"]) == 64
    assert track.source["mediapipe"].startswith("1.")
    assert track.source["fps"] == pytest.approx(track.fps, rel=0.01)
    assert track.source["warnings"] == []


def test_nobody_gives_frames_without_landmarks(estimator: PoseEstimator, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "empty_room.mp4", [plain(160, 120)] * 30)
    track = estimate_track(clip, estimator)
    assert len(track) == 30
    assert np.isnan(track.image).all()
    assert np.isnan(track.world).all()
    assert set(track.people.tolist()) == {0, -1}


def test_a_result_does_not_depend_on_the_clip_before(
    estimator: PoseEstimator, tmp_path: Path
) -> None:
    first = estimate_track(SQUAT, estimator, stop_s=1.0)
    mirrored = [np.ascontiguousarray(f.rgb[:, ::-1]) for f in read_frames(SQUAT, stop_s=0.5)]
    estimate_track(make_clip(tmp_path / "other.mp4", mirrored, fps=30), estimator)
    again = estimate_track(SQUAT, estimator, stop_s=1.0)
    assert np.array_equal(first.image, again.image)
    assert np.array_equal(first.world, again.world)


def test_two_frames_may_fall_into_one_millisecond(
    estimator: PoseEstimator, standing: Picture
) -> None:
    estimator.reset()
    times = [0.0, 0.0003, 0.0006, 0.1]
    frames = [estimator.estimate(VideoFrame(time, standing)) for time in times]
    assert [frame.time_s for frame in frames] == times
    assert all(frame.has_person for frame in frames)


def test_a_picture_may_be_a_view_into_another(estimator: PoseEstimator, standing: Picture) -> None:
    wide = np.concatenate([standing, standing], axis=1)
    (frame,) = follow(estimator, [wide[:, : standing.shape[1]]])
    (same,) = follow(estimator, [standing])
    assert frame.image is not None
    assert np.array_equal(frame.image, same.image)


# --- a second person ------------------------------------------------------------------------


def test_a_second_person_is_counted(estimator: PoseEstimator, standing: Picture) -> None:
    both = np.concatenate([standing, standing[:, ::-1]], axis=1)
    (frame,) = follow(estimator, [both])
    assert frame.people == 2


def test_people_are_counted_about_once_per_second(
    estimator: PoseEstimator, standing: Picture
) -> None:
    frames = follow(estimator, [standing] * 90, fps=30)
    assert [frame.time_s for frame in frames if frame.people is not None] == [0.0, 1.0, 2.0]


@pytest.mark.parametrize("patient", ["left", "right"])
def test_after_a_loss_the_patient_is_preferred_to_a_second_person(
    estimator: PoseEstimator, standing: Picture, patient: str
) -> None:
    # Whichever of the two the detector likes better, one of these cases needs the preference.
    both = np.concatenate([standing, standing[:, ::-1]], axis=1)
    alone, width = both.copy(), standing.shape[1]
    alone[:, width:] = HIDDEN
    if patient == "right":
        alone = both.copy()
        alone[:, :width] = HIDDEN
    nobody = np.full_like(both, HIDDEN)
    frames = follow(estimator, [alone] * 10 + [nobody] * 5 + [both] * 10)
    assert not frames[14].has_person
    before, after = place(frames[9]), [place(frame) for frame in frames[16:]]
    assert after == pytest.approx([before] * len(after), abs=0.05)


def test_who_comes_back_late_is_followed_again(estimator: PoseEstimator, standing: Picture) -> None:
    both = np.concatenate([standing, standing[:, ::-1]], axis=1)
    patient, other = both.copy(), both.copy()
    patient[:, standing.shape[1] :] = HIDDEN
    other[:, : standing.shape[1]] = HIDDEN
    frames = follow(estimator, [patient] * 10 + [other] * 10 + [both] * 30)
    assert place(frames[-1]) == pytest.approx(place(frames[9]), abs=0.05)


# --- when it cannot work --------------------------------------------------------------------


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.task").write_bytes(b"no model")
    with (
        PoseEstimator(tmp_path / "model.task") as estimator,
        pytest.raises(ModelUnavailableError, match="does not load"),
    ):
        follow(estimator, [plain()])


def test_a_missing_model(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailableError, match="delete it"):
        PoseEstimator(tmp_path / "model.task")


def test_a_file_that_is_no_video(estimator: PoseEstimator, tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("no video")
    with pytest.raises(VideoError):
        estimate_track(tmp_path / "a.mp4", estimator)


# --- the terminal ---------------------------------------------------------------------------


def test_nothing_is_written_to_the_terminal(pose_model: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from poses.estimator import PoseEstimator, estimate_track\n"
        "estimator = PoseEstimator(Path(sys.argv[1]))\n"
        "print(len(estimate_track(Path(sys.argv[2]), estimator, stop_s=0.2)))\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script, str(pose_model), str(SQUAT)],
        capture_output=True,
        text=True,
        cwd=SAMPLES.parent,
        check=True,
    )
    assert int(finished.stdout) > 1
    assert finished.stderr == ""


def test_what_is_no_chatter_is_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    with without_native_chatter():
        os.write(2, b"W0000 00:00:1795453763.666085 13215 some_calculator.cc:121] nothing\n")
        os.write(2, b"out of memory\n")
    assert capfd.readouterr().err == "out of memory\n"


def test_an_error_inside_passes_and_the_terminal_is_back(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(RuntimeError), without_native_chatter():
        raise RuntimeError
    os.write(2, b"still here\n")
    assert capfd.readouterr().err == "still here\n"
