"""Exercises that were taught to this installation."""

from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest
from sqlalchemy import func, select

from coach.engine.catalogue import ExerciseError
from coach.records import (
    Database,
    Log,
    NotFoundError,
    add_taught_exercise,
    retire_taught_exercise,
    taught_exercises,
)
from coach.records.models import TaughtExerciseRow


def toml(exercise_id: str = "slow_squat", name: str = "Slow squat") -> str:
    squat = resources.files("coach").joinpath("exercises", "squat.toml").read_text("utf-8")
    own = squat.replace('id = "squat"', f'id = "{exercise_id}"', 1)
    return own.replace('name = "Squat"', f'name = "{name}"', 1)


def test_a_taught_exercise_comes_back_as_it_was(database: Database) -> None:
    assert taught_exercises(database) == []
    before = datetime.now(UTC)
    made = add_taught_exercise(database, toml(), origin="three squats before the camera")
    assert taught_exercises(database) == [made]
    assert (made.id, made.toml, made.origin) == (
        "slow_squat",
        toml(),
        "three squats before the camera",
    )
    assert before <= made.taught_at <= datetime.now(UTC)


def test_taught_again_the_new_one_counts_and_the_old_one_stays(database: Database) -> None:
    add_taught_exercise(database, toml(), origin="first")
    add_taught_exercise(database, toml("deep_squat"), origin="another")
    add_taught_exercise(database, toml(name="Slower squat"), origin="second")
    assert [(known.id, known.origin) for known in taught_exercises(database)] == [
        ("deep_squat", "another"),
        ("slow_squat", "second"),
    ]
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(TaughtExerciseRow)) == 3


def test_a_retired_exercise_is_used_no_more_and_may_be_taught_again(database: Database) -> None:
    add_taught_exercise(database, toml(), origin="first")
    retire_taught_exercise(database, "slow_squat")
    assert taught_exercises(database) == []
    with pytest.raises(NotFoundError, match="slow_squat"):
        retire_taught_exercise(database, "slow_squat")
    add_taught_exercise(database, toml(), origin="again")
    assert [known.origin for known in taught_exercises(database)] == ["again"]


def test_what_was_taught_at_a_moment_can_be_asked_for_later(database: Database, log: Log) -> None:
    first = add_taught_exercise(database, toml(), origin="first")
    second = add_taught_exercise(database, toml(name="Slower squat"), origin="second")
    retire_taught_exercise(database, "slow_squat")
    assert taught_exercises(database) == log.taught_exercises() == []
    assert log.taught_exercises(first.taught_at) == [first]
    assert log.taught_exercises(second.taught_at) == [second]
    assert log.taught_exercises(first.taught_at - timedelta(seconds=1)) == []
    with pytest.raises(ValueError, match="time zone"):
        log.taught_exercises(datetime(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no toml at all", "not valid TOML"),
        ('id = "half"', "key 'name'"),
        (toml("squat"), "'squat' already"),
    ],
)
def test_what_is_no_new_exercise_is_refused_in_words(
    database: Database, text: str, says: str
) -> None:
    with pytest.raises(ExerciseError, match=says):
        add_taught_exercise(database, text, origin="by mistake")
    assert taught_exercises(database) == []
