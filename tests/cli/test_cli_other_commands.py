from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import coach
from coach.cli import run, serve
from coach.engine.catalogue import catalogue
from tests.cli.command import is_one_sentence

Sound = pytest.CaptureFixture[str]


def test_without_a_command_the_help_is_shown(capfd: Sound) -> None:
    assert run([]) == 0
    assert "analyse" in capfd.readouterr().out


def test_version(capfd: Sound) -> None:
    assert run(["--version"]) == 0
    assert capfd.readouterr().out.startswith("Back Coach ")


def test_exercises_are_listed(capfd: Sound) -> None:
    assert run(["exercises"]) == 0
    out = capfd.readouterr().out
    assert all(name in out for name in catalogue())


def test_models_are_listed_and_checked(
    pose_model: Path, monkeypatch: pytest.MonkeyPatch, capfd: Sound
) -> None:
    monkeypatch.setenv("BACK_COACH_MODEL_DIR", str(pose_model.parent))
    for arguments in (["models", "list"], ["models", "check"], ["models", "fetch"]):
        assert run(arguments) == 0
        assert str(pose_model) in capfd.readouterr().out


def test_a_damaged_model_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Sound
) -> None:
    (tmp_path / "pose_landmarker_full.task").write_bytes(b"half")
    monkeypatch.setenv("BACK_COACH_MODEL_DIR", str(tmp_path))
    assert run(["models", "check"]) == 2
    assert is_one_sentence(capfd.readouterr().err)


def test_an_empty_log_says_what_to_do(capfd: Sound) -> None:
    assert run(["log"]) == 0
    assert "--save" in capfd.readouterr().out


def test_serve_runs_the_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "coach").mkdir()
    (tmp_path / "app.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(coach, "__file__", str(tmp_path / "coach" / "__init__.py"))
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execve", lambda _, command, env: started.append(command))
    monkeypatch.setattr(serve.subprocess, "call", lambda command, env: started.append(command) or 0)
    assert run(["serve", "--port", "9000"]) == 0
    place = ["--server.port", "9000", "--server.address", "localhost"]
    expected = [sys.executable, "-m", "streamlit", "run", str(tmp_path / "app.py"), *place]
    assert started[0] == expected


@pytest.mark.parametrize("missing", ["streamlit", "pages"])
def test_serve_says_what_is_missing(
    missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: Sound
) -> None:
    if missing == "streamlit":
        monkeypatch.setattr(serve, "find_spec", lambda _: None)
    monkeypatch.setattr(coach, "__file__", str(tmp_path / "coach" / "__init__.py"))
    assert run(["serve"]) == 2
    assert is_one_sentence(capfd.readouterr().err)


def test_what_no_camera_sees_is_not_watched(capfd: Sound) -> None:
    assert run(["live", "--exercise", "pelvic_tilt"]) != 0
    assert "a timer leads you" in capfd.readouterr().err
