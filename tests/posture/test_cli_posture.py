"""``coach posture``: a recording as time in each position, or as a standing picture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.cli.running import run
from coach.posture.keeping import EXERCISE
from coach.records import TargetSource
from coach.web.store import my_log
from poses.track import PoseTrack
from tests.posture.at_a_desk import ROOM, SIDE, Spell, frames


def recording(folder: Path, *spells: Spell, camera=SIDE, fps: float = 2.0) -> str:
    path = folder / "desk.npz"
    PoseTrack.from_frames(frames(spells, camera, fps=fps, noise=0.001)).save(path)
    return str(path)


def test_minutes_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clip = recording(tmp_path, Spell(60), Spell(90, trunk=20), Spell(30))
    assert run(["posture", clip]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Leaning forward 1 min 30 s 50 %" in said
    assert "2 changes of position" in said
    assert "Trunk forward or back: leaning further forward than usual" in said
    assert "Not assessed: trunk to a side." in said


def test_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clip = recording(tmp_path, Spell(60), Spell(60, trunk=20))
    assert run(["posture", clip, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == clip
    assert told["seconds"]["leaning_forward"] == pytest.approx(60, abs=2)


def test_against_ones_own_usual_position(
    tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = recording(tmp_path, Spell(60, trunk=20))
    assert run(["posture", clip, "--mine"]) == 2
    assert "page Desk posture" in capsys.readouterr().err
    my_log().set_target(
        EXERCISE,
        "baseline.trunk_inclination",
        0.0,
        set_by=TargetSource.CALIBRATION,
        reason="usual",
    )
    assert run(["posture", clip, "--mine", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["seconds"] == {
        "leaning_forward": pytest.approx(59.5)
    }


def test_a_recording_without_ten_calm_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["posture", recording(tmp_path, Spell(6))]) == 0
    assert "no ten calm seconds" in " ".join(capsys.readouterr().out.split())


def test_standing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clip = recording(tmp_path, Spell(8, stands=True, lean=6), camera=ROOM, fps=10.0)
    assert run(["posture", clip, "--standing"]) == 0
    assert "Trunk to a side" in capsys.readouterr().out
    assert run(["posture", clip, "--standing", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["values"]["trunk_lean"]["value"] == pytest.approx(6.0, abs=0.5)
    assert told["against_usual"] == []


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["posture", "nowhere.mp4"]) == 2
    assert "There is no file nowhere.mp4" in capsys.readouterr().err
