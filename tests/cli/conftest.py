from __future__ import annotations

from pathlib import Path

import pytest

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
    """The first squat of a sample, every other picture."""
    return list(read_frames(SQUATS, stop_s=4.4))[::2]


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
    return make_clip(path, one_squat_pictures, times=times, fps=15, faststart=True)


@pytest.fixture(scope="session")
def whole_run(pose_model: Path, tmp_path_factory: pytest.TempPathFactory) -> WholeRun:
    folder = tmp_path_factory.mktemp("whole")
    overlay, csv, data = folder / "new" / "out.mp4", folder / "table.csv", folder / "data"
    wishes = ["--exercise", "squat", "--model", pose_model, "--json", "--save"]
    finished = coach(
        ["analyse", SQUATS, *wishes, "--overlay", overlay, "--csv", csv], data_dir=data
    )
    return WholeRun(finished, overlay, csv, data)
