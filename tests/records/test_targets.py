"""A person's own targets: what holds, what held, who set it and why."""

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from record_examples import target
from sqlalchemy import update

from coach.records import Database, Log, NotFoundError, StorageError, TargetSource
from coach.records.models import TargetRow


def test_a_target_comes_back_with_who_set_it_and_why(log: Log) -> None:
    before = datetime.now(UTC)
    made = log.set_target(
        "squat", "check.too_deep.limit", 80, set_by=TargetSource.THERAPIST, reason=" new knee\0 "
    )
    assert log.targets() == [made]
    assert (made.exercise, made.key, made.value) == ("squat", "check.too_deep.limit", 80.0)
    assert (made.set_by, made.reason) == (TargetSource.THERAPIST, "new knee\ufffd")
    assert before <= made.set_at <= datetime.now(UTC)
    assert made.set_at.tzinfo is UTC
    assert made.ended_at is None


def test_a_new_value_takes_the_place_of_the_old_which_stays_in_the_history(log: Log) -> None:
    for value in (50.0, 60.0, 60.0):
        target(log, value=value)
    assert [now.value for now in log.targets("squat")] == [60.0]
    history = log.target_history("squat")
    assert [past.value for past in history] == [60.0, 60.0, 50.0]
    assert [past.ended_at is None for past in history] == [True, False, False]
    assert history[1].ended_at == history[0].set_at


def test_a_withdrawn_target_holds_no_more_and_stays_in_the_history(log: Log) -> None:
    target(log)
    log.withdraw_target("squat", "target")
    assert log.targets() == []
    (past,) = log.target_history("squat")
    assert past.ended_at is not None
    with pytest.raises(NotFoundError, match="no target"):
        log.withdraw_target("squat", "target")
    target(log, value=70.0)
    assert [now.value for now in log.targets()] == [70.0]


def test_targets_are_told_by_exercise_and_key(log: Log) -> None:
    target(log, "squat", "target")
    target(log, "bridge", "target")
    target(log, "squat", "minimum")
    assert [(now.exercise, now.key) for now in log.targets()] == [
        ("bridge", "target"),
        ("squat", "minimum"),
        ("squat", "target"),
    ]
    assert [now.key for now in log.targets("squat")] == ["minimum", "target"]
    assert log.targets("plank") == log.target_history("plank") == []


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf])
def test_values_that_belong_together_are_kept_together(log: Log, wrong: float) -> None:
    both = {"target": 50.0, "minimum": 30.0}
    log.set_targets("squat", both, set_by=TargetSource.CALIBRATION, reason="")
    with pytest.raises(ValueError, match="finite"):
        log.set_targets(
            "squat",
            {"target": 40.0, "minimum": wrong},
            set_by=TargetSource.CALIBRATION,
            reason="",
        )
    assert {now.key: now.value for now in log.targets()} == both
    assert len(log.target_history("squat")) == 2


def test_a_target_needs_a_key(log: Log) -> None:
    with pytest.raises(ValueError, match="key"):
        target(log, key=" ")


def test_many_at_once_leave_one_that_holds(log: Log) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda value: target(log, value=value), [40.0, 50.0, 60.0, 70.0]))
    assert len(log.targets()) == 1
    assert len(log.target_history("squat")) == 4


def test_the_tables_refuse_two_that_hold(database: Database, log: Log) -> None:
    target(log)
    target(log, key="minimum")
    one_key = update(TargetRow).values(key="target")
    with pytest.raises(StorageError, match="contradicts"), database.writing() as session:
        session.execute(one_key)
