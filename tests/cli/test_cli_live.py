"""``coach live``: a set in front of this computer's camera."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coach.cli import live, run
from coach.cli.live_keys import Keys
from coach.engine.results import SetResult
from coach.live.update import Stage
from coach.live.wire import Command
from coach.output import result_object
from coach.records import Ending, Log, Source, StorageError
from coach.safety import questionnaire
from poses.upright import RgbImage
from poses.video import VideoFrame, probe, read_frames
from tests.cli.command import ROOT, coach, is_one_sentence
from tests.cli.live_set import (
    Stream,
    answer_safety_questions,
    opened_log,
    screen,
    sets_in,
    under_way,
    wait_for,
    with_calm_start,
    write_clip,
)

Sound = pytest.CaptureFixture[str]
COMMAND = "from coach.cli import main; main()"


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with screen() as name:
        yield name


@pytest.fixture(scope="session")
def set_frames(one_squat: list[VideoFrame]) -> list[VideoFrame]:
    return with_calm_start(one_squat)


@pytest.fixture(scope="session")
def set_clip(tmp_path_factory: pytest.TempPathFactory, set_frames: list[VideoFrame]) -> Path:
    return write_clip(tmp_path_factory.mktemp("live") / "set.mp4", set_frames)


class Glass:
    """Stands where the window would: looks at the pictures, and presses keys."""

    def __init__(self, press: Callable[[int], str]) -> None:
        self.shown: list[RgbImage] = []
        self._press = press

    def __enter__(self) -> Glass:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def show(self, rgb: RgbImage) -> None:
        self.shown.append(rgb)

    def key(self, wait_ms: int = 1) -> str:
        return self._press(len(self.shown))


@pytest.fixture
def glass(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Glass]:
    """Puts a pane of glass in the window's place, with keys to press after so many pictures."""

    def put(press: Callable[[int], str] = lambda _: "") -> Glass:
        pane = Glass(press)
        monkeypatch.setattr(live, "require_screen", lambda: None)
        monkeypatch.setattr(live, "Window", lambda _: pane)
        return pane

    return put


def squat(clip: Path | str, model: Path, *more: str | Path) -> list[str]:
    arguments = ["live", "-e", "squat", "--camera", clip, "--model", model, *more]
    return [str(argument) for argument in arguments]


def facts(result: SetResult) -> list[dict[str, Any]]:
    return list(result_object(result, "")["repetitions"])


def from_the_first_start(repetitions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same with times that begin at the first start: a set's clock begins with the set."""
    begin_s = repetitions[0]["start_s"]
    times = ("start_s", "turn_s", "end_s")
    return [one | {name: round(one[name] - begin_s, 3) for name in times} for one in repetitions]


def test_a_set_counts_what_analyse_counts(
    set_clip: Path, pose_model: Path, display: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", display)
    done = coach(squat(set_clip, pose_model), tmp_path)
    assert done.code == 0, done.err
    assert "1 repetition" in done.out
    assert done.err == "What you did is in your log.\n"
    (kept,) = sets_in(tmp_path)
    assert (kept.source, kept.ended, kept.has_track) == (Source.LIVE, Ending.DONE, True)
    told = coach(["analyse", set_clip, "-e", "squat", "--json", "--model", pose_model], tmp_path)
    assert len(kept.result.repetitions) == 1
    analysed = json.loads(told.out)["repetitions"]
    assert from_the_first_start(facts(kept.result)) == from_the_first_start(analysed)


def test_a_film_a_bell_and_no_log(
    set_clip: Path,
    pose_model: Path,
    own_log: Path,
    tmp_path: Path,
    glass: Callable[..., Glass],
    capfd: Sound,
) -> None:
    film = tmp_path / "new" / "film.mp4"
    pane = glass()
    assert run(squat(set_clip, pose_model, "--no-save", "--bell", "--video", film)) == 0
    out, err = capfd.readouterr()
    assert "1 repetition" in out
    assert err == "\a" * 4  # three, two, one, and the repetition
    assert list(own_log.iterdir()) == []
    seen, kept = list(read_frames(set_clip)), list(read_frames(film))
    assert [frame.time_s for frame in kept] == pytest.approx([f.time_s for f in seen], abs=1e-3)
    assert probe(film).width == seen[0].rgb.shape[1]
    assert min(pane.shown[0].shape[:2]) >= 720


def test_pain_ends_the_set_kindly(
    set_clip: Path,
    set_frames: list[VideoFrame],
    pose_model: Path,
    own_log: Path,
    glass: Callable[..., Glass],
    capfd: Sound,
) -> None:
    late = len(set_frames) - 4
    glass(lambda shown: {late: "p", late + 2: "7"}.get(shown, ""))
    assert run(squat(set_clip, pose_model)) == 0
    (kept,) = sets_in(own_log)
    assert (kept.ended, kept.pain, len(kept.result.repetitions)) == (Ending.PAIN, 7, 1)
    assert "Sit or lie down" in capfd.readouterr().out


def test_an_interrupted_set_is_kept(
    set_clip: Path,
    set_frames: list[VideoFrame],
    pose_model: Path,
    own_log: Path,
    glass: Callable[..., Glass],
) -> None:
    def interrupt(shown: int) -> str:
        if shown == len(set_frames) - 4:
            raise KeyboardInterrupt
        return ""

    glass(interrupt)
    assert run(squat(set_clip, pose_model)) == 130
    (kept,) = sets_in(own_log)
    assert (kept.ended, len(kept.result.repetitions)) == (Ending.STOPPED, 1)


def test_a_log_that_keeps_nothing_is_told(
    set_clip: Path,
    pose_model: Path,
    glass: Callable[..., Glass],
    monkeypatch: pytest.MonkeyPatch,
    capfd: Sound,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("There is no room left: free some disk space.")

    monkeypatch.setattr(Log, "start_set", full)
    glass()
    assert run(squat(set_clip, pose_model)) == 2
    out, err = capfd.readouterr()
    assert "1 repetition" in out
    assert "no room left" in err
    assert "in your log" not in err


def test_leaving_before_the_set_keeps_nothing(
    set_clip: Path, pose_model: Path, own_log: Path, glass: Callable[..., Glass], capfd: Sound
) -> None:
    glass(lambda shown: "q" if shown == 10 else "")
    assert run(squat(set_clip, pose_model)) == 0
    assert is_one_sentence(capfd.readouterr().err)
    assert sets_in(own_log) == []


@pytest.fixture
def streaming(
    set_frames: list[VideoFrame], pose_model: Path, display: str, tmp_path: Path
) -> Iterator[tuple[Stream, subprocess.Popen[bytes]]]:
    """A set in front of a real stream in a real window, with its first repetition in the log."""
    answer_safety_questions(tmp_path)
    with Stream(set_frames) as stream:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *squat(stream.address, pose_model, "--reps", "50")],
            cwd=ROOT,
            env=os.environ | {"DISPLAY": display, "BACK_COACH_DATA_DIR": str(tmp_path)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        try:
            wait_for(lambda: bool((now := under_way(tmp_path)) and now.repetitions), process)
            yield stream, process
        finally:
            process.kill()
            process.wait(30)


def test_a_camera_that_is_unplugged_loses_nothing(
    streaming: tuple[Stream, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    stream, process = streaming
    stream.unplug()
    out, err = process.communicate(timeout=120)
    assert process.returncode == 2
    told = err.decode().splitlines()
    assert "plug" in told[-1]
    assert "What you did is in your log." in told
    (kept,) = sets_in(tmp_path)
    assert kept.ended is Ending.LEFT
    assert kept.result.repetitions
    assert f"You did {len(kept.result.repetitions)} repetition" in out.decode()


def test_a_key_pressed_in_the_window_stops(
    streaming: tuple[Stream, subprocess.Popen[bytes]], display: str, tmp_path: Path
) -> None:
    _, process = streaming
    xdotool = shutil.which("xdotool")
    assert xdotool, "no xdotool: install Debian's package xdotool"
    find = [xdotool, "search", "--sync", "--name", "^Back Coach$", "key", "q"]
    subprocess.run(find, env=os.environ | {"DISPLAY": display}, check=True, timeout=60)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err.decode()
    (kept,) = sets_in(tmp_path)
    assert kept.ended is Ending.STOPPED
    assert kept.result.repetitions


@pytest.mark.skipif(sys.platform != "linux", reason="windows need an X server on Linux only")
@pytest.mark.parametrize("where", ["", ":4711"])
def test_no_screen_is_told(
    where: str, set_clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", where)
    done = coach(["live", "-e", "squat", "--camera", set_clip], tmp_path)
    assert done.code == 2
    assert is_one_sentence(done.err)


@pytest.mark.parametrize("camera", ["97", "http://me:secret@127.0.0.1:9/video.mjpg"])
def test_a_missing_camera_is_told(
    camera: str, own_log: Path, glass: Callable[..., Glass], capfd: Sound
) -> None:
    answer_safety_questions(own_log)
    glass()
    assert run(["live", "-e", "squat", "--camera", camera]) == 2
    error = capfd.readouterr().err
    assert is_one_sentence(error)
    assert "--camera" in error
    assert "secret" not in error


@pytest.mark.parametrize(
    "mistake",
    [
        ["-e", "somersault"],
        ["-e", "plank", "--reps", "5"],
        ["-e", "squat", "--video", "film.avi"],
        ["-e", "squat", "--camera", "missing.mp4"],
        ["-e", "squat", "--sets", "0"],
        [],
    ],
)
def test_a_mistake_is_told(
    mistake: list[str], glass: Callable[..., Glass], own_log: Path, capfd: Sound
) -> None:
    glass()
    assert run(["live", *mistake]) == 2
    assert is_one_sentence(capfd.readouterr().err)


def test_nobody_begins_before_the_safety_questions(
    glass: Callable[..., Glass], capfd: Sound
) -> None:
    glass()
    assert run(["live", "-e", "squat"]) == 2
    error = capfd.readouterr().err
    assert is_one_sentence(error)
    assert "questions" in error


def at_a_terminal(
    arguments: list[str], answers: list[str], display: str, data_dir: Path
) -> tuple[str, int]:
    """What the command says to somebody at a terminal who gives these answers, and its code."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        cwd=ROOT,
        env=os.environ | {"DISPLAY": display, "BACK_COACH_DATA_DIR": str(data_dir)},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    said = b""
    while process.poll() is None or select.select([ours], [], [], 0)[0]:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                said += os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
    os.close(ours)
    return said.decode(), process.wait(30)


def test_the_safety_questions_at_a_terminal(display: str, tmp_path: Path) -> None:
    def begin(answers: list[str]) -> str:
        said, code = at_a_terminal(
            ["live", "-e", "squat", "--camera", "97"], answers, display, tmp_path
        )
        assert code == 2
        return said

    asked = questionnaire().questions
    worst = next(n for n, question in enumerate(asked) if question.action == "emergency")
    answers = ["n"] * len(asked)
    said = begin([*answers[:worst], "y", *answers[worst + 1 :]])
    assert "112" in said
    assert "Camera" not in said
    assert "Camera 97" in begin(answers)
    with opened_log(tmp_path) as log:
        known = log.latest_screening()
    assert known is not None
    assert set(known.answers) == {question.id for question in asked}
    assert "Camera 97" in begin([]), "asked twice"


def test_pain_and_effort_are_asked_at_a_terminal(
    set_clip: Path, pose_model: Path, display: str, tmp_path: Path
) -> None:
    _, code = at_a_terminal(squat(set_clip, pose_model), ["12", "3", ""], display, tmp_path)
    assert code == 0
    (kept,) = sets_in(tmp_path)
    assert (kept.pain, kept.effort) == (3, None)


def test_keys() -> None:
    keys = Keys()
    assert keys.pressed(" ", Stage.CHECK) == (Command("start"),)
    assert keys.pressed(" ", Stage.ACTIVE) == (Command("pause"),)
    assert keys.pressed(" ", Stage.PAUSED) == (Command("resume"),)
    assert keys.pressed(" ", Stage.REST) == (Command("skip_rest"),)
    assert keys.pressed(" ", Stage.OVER) == keys.pressed("p", Stage.OVER) == ()
    assert keys.pressed("q", Stage.ACTIVE) == keys.pressed("esc", Stage.REST) == (Command("stop"),)
    assert keys.pressed("f", Stage.ACTIVE) == (Command("finish"),)
    assert keys.pressed("w", Stage.ACTIVE) == ()


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("3", Command("pain", pain=3)),
        ("x", Command("pain", pain=10)),
        ("s", Command("stop", reason="sharp_pain")),
        ("q", Command("stop")),
        ("esc", None),
    ],
)
def test_keys_that_tell_of_pain(key: str, told: Command | None) -> None:
    keys = Keys()
    assert keys.pressed("p", Stage.ACTIVE) == (Command("pause"),)
    assert keys.asking
    assert keys.pressed("w", Stage.PAUSED) == ()
    answer = keys.pressed(key, Stage.PAUSED)
    assert answer == ((told,) if told else ()) + (Command("resume"),)
    assert not keys.asking
    # Whoever had paused before stays paused.
    keys.pressed("p", Stage.PAUSED)
    assert keys.pressed(key, Stage.PAUSED) == ((told,) if told else ())


def test_the_picture_is_a_mirror_unless_told_otherwise(
    set_clip: Path, pose_model: Path, own_log: Path, glass: Callable[..., Glass]
) -> None:
    def only_look(shown: int) -> str:
        return "q" if shown == 2 else ""

    mirrored = glass(only_look)
    run(squat(set_clip, pose_model, "--no-save"))
    plain = glass(only_look)
    run(squat(set_clip, pose_model, "--no-save", "--no-mirror"))
    legs = slice(520, 740)  # between the words
    assert np.array_equal(mirrored.shown[0][legs], plain.shown[0][legs, ::-1])
    assert not np.array_equal(plain.shown[0][legs], plain.shown[0][legs, ::-1])
