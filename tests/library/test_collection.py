"""The exercises that there are for somebody: catalogue, what was taught, their own values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib import resources
from pathlib import Path

import pytest

from coach.engine.catalogue import ExerciseError, catalogue
from coach.engine.personal import TargetError
from coach.library import as_it_was, change_targets, exercises, exercises_for, library_for
from coach.records import (
    Database,
    Log,
    TargetSource,
    add_person,
    add_taught_exercise,
    default_person,
    open_database,
    retire_taught_exercise,
)
from coach.records.models import TaughtExerciseRow
from coach.settings import Settings


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with open_database(Settings(data_dir=tmp_path_factory.mktemp("data"))) as database:
        yield database


@pytest.fixture
def database(opened: Database) -> Iterator[Database]:
    yield opened
    with opened.writing() as session:
        for table in ("target", "taught_exercise"):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")


@pytest.fixture
def log(database: Database) -> Log:
    return Log(database, default_person(database).id)


def toml(exercise_id: str = "slow_squat", name: str = "Slow squat") -> str:
    squat = resources.files("coach").joinpath("exercises", "squat.toml").read_text("utf-8")
    own = squat.replace('id = "squat"', f'id = "{exercise_id}"', 1)
    return own.replace('name = "Squat"', f'name = "{name}"', 1)


def calibrated(log: Log, exercise: str = "squat", **values: float) -> None:
    wishes = values or {"target": 50.0}
    change_targets(log, exercise, wishes, set_by=TargetSource.CALIBRATION, reason="today")


def target_of(log: Log, exercise: str = "squat") -> float:
    rule = exercises_for(log)[exercise].repetitions
    assert rule is not None
    return rule.signals[0].target


def test_without_anything_of_ones_own_there_is_the_catalogue(log: Log, database: Database) -> None:
    assert exercises(database) == exercises_for(log) == catalogue()
    assert library_for(log).problems == ()


def test_taught_exercises_stand_among_the_others_by_name(log: Log, database: Database) -> None:
    add_taught_exercise(database, toml(), origin="by hand")
    names = [exercise.name for exercise in exercises(database).values()]
    assert names == sorted(names)
    assert set(exercises_for(log)) == {*catalogue(), "slow_squat"}
    retire_taught_exercise(database, "slow_squat")
    assert set(exercises_for(log)) == set(catalogue())


def test_the_patient_comes_before_the_catalogue_and_for_this_patient_only(
    log: Log, database: Database
) -> None:
    other = Log(database, add_person(database, "Somebody else").id)
    calibrated(log)
    assert target_of(log) == 50.0
    assert exercises_for(other) == exercises(database) == catalogue()
    log.withdraw_target("squat", "target")
    assert exercises_for(log) == catalogue()


def test_a_taught_exercise_can_have_own_values_too(log: Log, database: Database) -> None:
    add_taught_exercise(database, toml(), origin="by hand")
    calibrated(log, "slow_squat")
    assert target_of(log, "slow_squat") == 50.0
    assert target_of(log, "squat") == 90.0


@pytest.mark.parametrize(
    ("exercise_id", "text", "says"),
    [
        ("half", 'id = "half"', "can't be read"),
        ("odd", "no toml at all", "can't be read"),
        ("squat", toml("squat"), "the catalogue has one"),  # added by a later version
    ],
)
def test_a_broken_taught_exercise_is_left_out_and_told(
    log: Log,
    database: Database,
    exercise_id: str,
    text: str,
    says: str,
) -> None:
    add_taught_exercise(database, toml(), origin="by hand")
    with database.writing() as session:
        taught_at = log.taught_exercises()[0].taught_at
        session.add(
            TaughtExerciseRow(exercise=exercise_id, toml=text, origin="", taught_at=taught_at)
        )
    found = library_for(log)
    assert set(found.own) == {*catalogue(), "slow_squat"}
    (problem,) = found.problems
    assert exercise_id in problem
    assert says in problem


def test_an_own_value_that_no_longer_fits_is_left_out_and_told(log: Log) -> None:
    by_hand = {"set_by": TargetSource.THERAPIST, "reason": ""}
    log.set_target("squat", "check.no_such_check.limit", 5.0, **by_hand)  # type: ignore[arg-type]
    log.set_target("squat", "target", 60.0, **by_hand)  # type: ignore[arg-type]
    log.set_target("no_such_exercise", "target", 60.0, **by_hand)  # type: ignore[arg-type]
    found = library_for(log)
    assert target_of(log) == 60.0
    (problem,) = found.problems
    assert "no_such_check" in problem
    # The others can still be changed.
    calibrated(log, target=70.0)
    assert target_of(log) == 70.0


def test_impossible_values_are_refused_as_a_whole(log: Log) -> None:
    with pytest.raises(TargetError, match="27 to 132"):
        calibrated(log, minimum=20.0, target=3.0)
    with pytest.raises(ExerciseError, match="moonwalk"):
        calibrated(log, "moonwalk")
    assert log.targets() == []


def test_a_value_must_fit_those_that_hold_already(log: Log) -> None:
    calibrated(log, target=50.0)
    with pytest.raises(TargetError, match="whole way of 45"):
        calibrated(log, minimum=60.0)
    calibrated(log, target=95.0, minimum=60.0)
    assert {target.key for target in log.targets("squat")} == {"target", "minimum"}


def test_an_exercise_as_it_was_for_this_person(log: Log, database: Database) -> None:
    add_taught_exercise(database, toml(), origin="by hand")
    calibrated(log)
    (first,) = log.targets("squat")
    calibrated(log, target=70.0)
    (second,) = log.targets("squat")
    log.withdraw_target("squat", "target")
    retire_taught_exercise(database, "slow_squat")

    def target_at(moment_of: object) -> float:
        exercise = as_it_was(log, "squat", moment_of)  # type: ignore[arg-type]
        assert exercise is not None
        assert exercise.repetitions is not None
        return exercise.repetitions.signals[0].target

    assert target_at(first.set_at - timedelta(days=1)) == 90.0
    assert target_at(first.set_at) == 50.0
    assert target_at(second.set_at) == 70.0
    assert target_at(second.set_at + timedelta(days=1)) == 90.0
    assert as_it_was(log, "slow_squat", first.set_at) is not None
    assert as_it_was(log, "slow_squat", second.set_at + timedelta(days=1)) is None
    assert as_it_was(log, "moonwalk", first.set_at) is None


def test_the_rooms_do_not_know_of_pages() -> None:
    for room in ("library", "records"):
        for path in (Path(__file__).parents[2] / "coach" / room).glob("*.py"):
            assert "coach.web" not in path.read_text(encoding="utf-8"), path
