from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import cli, tracks
from poses.track import PoseTrack
from tests.synthetic import squats


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No pose model: a file named after a number holds so many squats."""

    def estimate(video: Path, *_: object) -> PoseTrack:
        return squats(int(video.stem)).track()

    model = tmp_path / "model.task"
    model.write_bytes(b"model")
    monkeypatch.setattr(tracks, "estimate_track", estimate)
    monkeypatch.setattr(cli, "ensure_model", lambda: model)


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    for count in ("0", "2"):
        (tmp_path / f"{count}.mp4").write_text(count)
    table = tmp_path / "clips.csv"
    table.write_text(
        "file,exercise,reps_min,reps_max,real\n2.mp4,squat,3,3,yes\n0.mp4,(standing),0,0,yes\n"
    )
    return table


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["benchmarks", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    code = ended.value.code
    assert isinstance(code, int)
    return code


def test_without_a_command_the_commands_are_listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch) == 0
    shown = capsys.readouterr().out
    assert all(command in shown for command in ("accuracy", "truth", "speed"))


def test_accuracy_tells_errors_and_false_repetitions(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    clips: Path,
    tmp_path: Path,
) -> None:
    assert run(monkeypatch, "accuracy", clips, "--cache", tmp_path / "kept", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    (row,) = found["clips"]
    assert (row["clip"], row["counted"], row["error"]) == ("2.mp4", 2, -1)
    assert found["summary"]["mae"] == 1.0
    assert {tried["counted"] for tried in found["false_repetitions"]} == {0}
    assert {tried["clip"] for tried in found["false_repetitions"]} == {"0.mp4"}


def test_what_a_person_can_put_right_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(monkeypatch, "accuracy", tmp_path / "none.csv") == 2
    told = capsys.readouterr()
    assert "can't be read" in told.err
    assert told.out == ""


def test_live_patients_are_counted_and_their_cost_is_told(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    clips: Path,
    tmp_path: Path,
) -> None:
    video = clips.with_name("2.mp4")
    kept = tmp_path / "kept"
    options = ("--patients", "2", "--fps", "15", "--cache", kept, "--json")
    assert run(monkeypatch, "live", video, *options) == 0
    (row,) = json.loads(capsys.readouterr().out)["live"]
    assert (row["patients"], row["repetitions"], row["expected"]) == (2, 4, 4)
    assert row["cpu_ms"] > 0.0
    assert 0.0 < row["answer_median_ms"] <= row["answer_p95_ms"]
