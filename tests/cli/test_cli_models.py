"""``coach models`` for the browser's files; the models have theirs beside the other commands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coach.cli import run
from poses.browser_assets import RELEASE, BrowserAssets
from poses.provision import MODEL_DIR_VARIABLE
from tests.cli.command import is_one_sentence

Sound = pytest.CaptureFixture[str]


@pytest.fixture
def mine(
    browser_assets: BrowserAssets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> BrowserAssets:
    """A copy of the files in a directory that the environment names."""
    folder = tmp_path / RELEASE.folder_name
    for name in browser_assets.names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(browser_assets.folder / name, folder / name)
    monkeypatch.setenv(MODEL_DIR_VARIABLE, str(tmp_path))
    return BrowserAssets(folder, browser_assets.version, browser_assets.files)


def test_the_browser_files_are_listed_fetched_and_checked(
    mine: BrowserAssets, capfd: Sound
) -> None:
    for arguments in (["list"], ["fetch", "browser"], ["check", "browser"]):
        assert run(["models", *arguments]) == 0
        assert str(mine.folder) in capfd.readouterr().out


def test_damaged_browser_files_are_told(mine: BrowserAssets, capfd: Sound) -> None:
    (mine.folder / mine.names[0]).write_bytes(b"half")
    for command in ("check", "fetch"):
        assert run(["models", command, "browser"]) == 2
        told = capfd.readouterr().err
        assert is_one_sentence(told)
        assert str(mine.folder) in told


def test_missing_browser_files_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Sound
) -> None:
    (tmp_path / RELEASE.folder_name).mkdir()
    monkeypatch.setenv(MODEL_DIR_VARIABLE, str(tmp_path))
    assert run(["models", "check", "browser"]) == 2
    told = capfd.readouterr().err
    assert is_one_sentence(told)
    assert "coach models fetch browser" in told


@pytest.mark.parametrize("command", ["fetch", "check"])
def test_an_unknown_name_is_answered_with_the_known_ones(command: str, capfd: Sound) -> None:
    assert run(["models", command, "huge"]) == 2
    told = capfd.readouterr().err
    assert is_one_sentence(told)
    assert "full, lite, browser" in told
