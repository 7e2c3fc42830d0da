"""``coach fhir``: a file for another clinic, and whether one is valid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.cli import run
from tests.fhir.fhir_examples import NAME

Sound = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_log(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(folder))


def test_export_and_check(tmp_path: Path, capsys: Sound) -> None:
    file = tmp_path / "bundle.json"
    assert run(["fhir", "export", str(file), "--person", NAME]) == 0
    assert "valid FHIR R4" in capsys.readouterr().out
    assert NAME not in file.read_text(encoding="utf-8")
    assert run(["fhir", "check", str(file)]) == 0
    said = capsys.readouterr().out
    assert "is valid FHIR R4" in said
    assert "14 doses, 3 questionnaires" in said


def test_a_broken_file_is_told(tmp_path: Path, capsys: Sound) -> None:
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps({"resourceType": "Bundle", "type": "of my own"}), encoding="utf-8")
    assert run(["fhir", "check", str(file)]) == 1
    assert "not valid" in capsys.readouterr().out


def test_a_missing_file_is_told_in_one_sentence(tmp_path: Path, capsys: Sound) -> None:
    assert run(["fhir", "check", str(tmp_path / "nowhere.json")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_half_is_left(tmp_path: Path, capsys: Sound) -> None:
    target = tmp_path / "no" / "such" / "folder.json"
    assert run(["fhir", "export", str(target), "--person", NAME]) == 2
    assert "can't be written" in capsys.readouterr().err
