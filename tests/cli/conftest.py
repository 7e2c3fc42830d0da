from __future__ import annotations

from pathlib import Path

import pytest

from coach.cli import run
from poses.video import VideoFrame, read_frames
from tests.cli.command import SQUATS, WholeRun, coach
from tests.poses.clips import Picture, make_clip


@pytest.fixture(autouse=True)
def own_log(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test writes to the log of whoever runs it."""
    folder = tmp_path_factory.mktemp("data")
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def one_squat() -> list[VideoFrame]:
    """The first squat of a sample, every third picture."""
    return list(read_frames(SQUATS, stop_s=4.4))[::3]


@pytest.fixture(scope="session")
def one_squat_pictures(one_squat: list[VideoFrame]) -> list[Picture]:
    return [frame.rgb for frame in one_squat]


@pytest.fixture(scope="session")
def one_squat_clip(
    tmp_path_factory: pytest.TempPathFactory,
    one_squat: list[VideoFrame],
    one_squat_pictures: list[Picture],
) -> Path:
    path = tmp_path_factory.mktemp("clips") / "one squat.mp4"
    times = [frame.time_s for frame in one_squat]
    return make_clip(path, one_squat_pictures, times=times, fps=10, faststart=True)


@pytest.fixture(scope="session")
def whole_run(pose_model: Path, tmp_path_factory: pytest.TempPathFactory) -> WholeRun:
    """The real command on a whole sample: JSON, table and log."""
    folder = tmp_path_factory.mktemp("whole")
    table, data = folder / "new" / "table.csv", folder / "data"
    wishes = ["--exercise", "squat", "--model", pose_model, "--json", "--save", "--csv", table]
    return WholeRun(coach(["analyse", SQUATS, *wishes], data), table, data)


@pytest.fixture(scope="session")
def overlay(
    one_squat_clip: Path, pose_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The short clip with the overlay drawn by the command."""
    out = tmp_path_factory.mktemp("overlay") / "new" / "out.mp4"
    wishes = ["-e", "squat", "--json", "--model", str(pose_model), "--overlay", str(out)]
    assert run(["analyse", str(one_squat_clip), *wishes]) == 0
    return out
