"""``coach targets``, and what other commands make of a person's own values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest

from coach.cli import run
from coach.records import (
    Database,
    Log,
    TargetSource,
    add_taught_exercise,
    default_person,
    open_database,
)
from coach.settings import DATABASE_FILE, Settings
from tests.cli.command import is_one_sentence
from tests.synthetic import squats

Sound = pytest.CaptureFixture[str]


@pytest.fixture
def database() -> Iterator[Database]:
    with open_database(Settings.from_environment()) as opened:
        yield opened


@pytest.fixture
def log(database: Database) -> Log:
    return Log(database, default_person(database).id)


@pytest.fixture(scope="module")
def half_squats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tracks") / "half squats.npz"
    replace(squats(3, depth=40.0), fps=15.0).track().save(path)
    return path


def put(*arguments: str) -> int:
    return run(["targets", "set", *arguments])


def test_without_own_values_it_says_where_to_look(capfd: Sound) -> None:
    assert run(["targets", "list"]) == 0
    assert "usual values" in capfd.readouterr().out


def test_all_values_of_an_exercise_with_what_they_can_be(capfd: Sound) -> None:
    assert run(["targets", "list", "squat"]) == 0
    out = capfd.readouterr().out
    assert "check.trunk_far_forward.limit" in out  # whole, so that it can be copied
    assert "90 degrees" in out
    assert "27 to 132" in out


def test_a_value_is_set_shown_and_withdrawn(log: Log, capfd: Sound) -> None:
    assert put("squat", "target", "50", "--reason", "a [new] knee") == 0
    (target,) = log.targets()
    assert (target.value, target.set_by, target.reason) == (
        50.0,
        TargetSource.THERAPIST,
        "a [new] knee",
    )
    assert run(["targets", "list"]) == 0
    assert "a [new] knee" in capfd.readouterr().out
    assert run(["targets", "withdraw", "squat", "target"]) == 0
    assert log.targets() == []
    capfd.readouterr()
    assert run(["targets", "list", "squat", "--history"]) == 0
    assert "target" in capfd.readouterr().out


def test_ones_own_wish_and_a_value_below_zero(log: Log) -> None:
    key = "check.trunk_far_forward.limit"
    assert put("squat", key, "-10", "--reason", "lean back", "--mine") == 0
    (target,) = log.targets()
    assert (target.value, target.set_by) == (-10.0, TargetSource.PATIENT)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["set", "squat", "target", "5", "--reason", "x"], "27 to 132 degrees"),
        (["set", "squat", "moon", "5", "--reason", "x"], "no value 'moon'"),
        (["set", "moonwalk", "target", "5", "--reason", "x"], "no exercise 'moonwalk'"),
        (["set", "squat", "target", "50"], "--reason"),
        (["withdraw", "squat", "target"], "no target"),
        (["list", "moonwalk"], "no exercise 'moonwalk'"),
    ],
)
def test_what_can_not_be_is_one_sentence(arguments: list[str], says: str, capfd: Sound) -> None:
    assert run(["targets", *arguments]) == 2
    err = capfd.readouterr().err
    assert says in err
    assert is_one_sentence(err)


def test_a_recording_is_judged_by_own_values_and_says_so(
    log: Log, half_squats: Path, capfd: Sound
) -> None:
    wishes = ["analyse", str(half_squats), "-e", "squat", "--json"]
    assert run(wishes) == 0
    seen = capfd.readouterr()
    assert (json.loads(seen.out)["repetitions"], seen.err) == ([], "")
    assert put("squat", "target", "40", "--reason", "as far as it goes") == 0
    capfd.readouterr()
    assert run(wishes) == 0
    seen = capfd.readouterr()
    assert len(json.loads(seen.out)["repetitions"]) == 3
    assert "judged by your own values" in seen.err


def test_no_log_is_made_for_looking_at_a_recording(
    own_log: Path, half_squats: Path, capfd: Sound
) -> None:
    assert run(["analyse", str(half_squats), "-e", "squat", "--json"]) == 0
    assert run(["exercises"]) == 0
    assert not (own_log / DATABASE_FILE).exists()


def test_taught_exercises_are_listed_and_can_be_used(
    database: Database, tmp_path: Path, capfd: Sound
) -> None:
    squat = resources.files("coach").joinpath("exercises", "squat.toml").read_text("utf-8")
    text = squat.replace('id = "squat"', 'id = "slow_squat"', 1).replace(
        'name = "Squat"', 'name = "Slow squat"', 1
    )
    add_taught_exercise(database, text, origin="by hand")
    assert run(["exercises"]) == 0
    assert "slow_squat" in capfd.readouterr().out
    deep = tmp_path / "deep.npz"
    replace(squats(2), fps=15.0).track().save(deep)
    assert run(["analyse", str(deep), "-e", "slow_squat", "--json"]) == 0
    assert len(json.loads(capfd.readouterr().out)["repetitions"]) == 2
