from __future__ import annotations

import csv
import json
import os
import shutil
from pathlib import Path

import pytest

from coach.cli import jobs, run
from coach.cli.files import videos_in
from coach.cli.guard import CommandError
from coach.cli.jobs import analyse_all
from coach.cli.outcome import Outcome
from tests.cli.command import coach, is_one_sentence


def filled(folder: Path, clip: Path) -> Path:
    folder.mkdir()
    shutil.copy(clip, folder / "a.mp4")
    (folder / "b.mp4").write_text("no film", encoding="utf-8")
    shutil.copy(clip, folder / "c")
    (folder / "notes.txt").write_text("no film either", encoding="utf-8")
    return folder


def test_a_folder_with_workers_reports_the_bad_file_and_goes_on(
    one_squat_clip: Path, pose_model: Path, tmp_path: Path
) -> None:
    folder = filled(tmp_path / "clips", one_squat_clip)
    table = tmp_path / "table.csv"
    wishes = ["-e", "squat", "--json", "--workers", "2", "--model", pose_model, "--csv", table]
    finished = coach(["analyse", folder, *wishes], tmp_path / "data")
    assert finished.code == 1
    assert is_one_sentence(finished.err), finished.err
    files = json.loads(finished.out)["files"]
    assert [Path(entry["file"]).name for entry in files] == ["a.mp4", "b.mp4", "c"]
    assert list(files[1]) == ["file", "error"]
    assert [len(entry["repetitions"]) for entry in (files[0], files[2])] == [1, 1]
    assert files[0] == files[2] | {"file": files[0]["file"]}
    with table.open(encoding="utf-8", newline="") as stream:
        assert [Path(row["file"]).name for row in csv.DictReader(stream)] == ["a.mp4", "c"]


def test_one_worker_gives_the_same_and_people_see_a_table(
    one_squat_clip: Path, pose_model: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = filled(tmp_path / "clips", one_squat_clip)
    wishes = ["-e", "squat", "--workers", "1", "--model", str(pose_model), "--save"]
    assert run(["analyse", str(folder), *wishes]) == 1
    seen = capfd.readouterr()
    assert seen.out.count("1 ×") == 2
    assert sum("b.mp4" in line for line in seen.err.splitlines()) == 1
    assert run(["log"]) == 0
    assert capfd.readouterr().out.count("Squat") == 2


def test_only_bad_files_is_a_failure(
    pose_model: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.mp4").write_text("no film", encoding="utf-8")
    arguments = ["analyse", str(tmp_path), "-e", "squat", "--json", "--model", str(pose_model)]
    assert run(arguments) == 2
    assert "error" in json.loads(capfd.readouterr().out)["files"][0]


def test_a_folder_without_videos_gets_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    assert run(["analyse", str(tmp_path), "-e", "squat"]) == 2
    assert is_one_sentence(capfd.readouterr().err)
    with pytest.raises(CommandError):
        videos_in(tmp_path)


def die_at_one(video: Path, exercise: str) -> Outcome:
    if video.name == "kills.mp4":
        os._exit(1)
    return Outcome(video, error=f"{exercise} was looked at")


def test_a_process_that_dies_costs_only_its_own_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "model"
    model.write_bytes(b"never loaded")
    monkeypatch.setattr(jobs, "_work", die_at_one)
    videos = [Path("kills.mp4"), Path("a.mp4")]
    found = {o.file.name: o.error for o in analyse_all(videos, "squat", model, 2)}
    assert "broke off" in found["kills.mp4"]
    assert found["a.mp4"] == "squat was looked at"
