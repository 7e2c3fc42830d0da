"""Figures of many sets at once."""

from __future__ import annotations

from datetime import timedelta

from record_examples import MORNING, result, save, start

from coach.records import Database, Log, default_person
from coach.records.entries import PersonId
from coach.records.figures import Figures
from coach.records.people import keep_zone

DAY = MORNING.date()


def figures(database: Database, person: PersonId) -> Figures:
    return Figures(database, person)


def test_repetitions_range_and_faults_are_counted(database: Database, log: Log) -> None:
    save(log)
    me = default_person(database).id
    (one,) = figures(database, me).sets(DAY, DAY)
    expected = result()
    assert (one.exercise, one.repetitions) == ("squat", len(expected.repetitions))
    assert one.score == expected.score.value
    ranges = [rep.range_of_motion_deg for rep in expected.repetitions]
    known = [value for value in ranges if value is not None and value == value]
    if known:
        assert one.range_deg is not None
        assert abs(one.range_deg - sum(known) / len(known)) < 1e-6
    faults = figures(database, me).faults(DAY, DAY)
    assert sum(fault.count for fault in faults) == sum(
        len(rep.faults) for rep in expected.repetitions
    ) + sum(len(held.faults) for held in expected.holds)


def test_only_finished_sets_of_these_days_and_of_this_person(
    database: Database, log: Log, other_log: Log
) -> None:
    save(log)
    start(log)
    save(other_log)
    me = default_person(database).id
    assert len(figures(database, me).sets(DAY, DAY)) == 1
    assert figures(database, me).sets(DAY + timedelta(days=1), DAY + timedelta(days=9)) == []
    assert figures(database, me).faults(DAY - timedelta(days=9), DAY - timedelta(days=1)) == []


def test_a_day_is_where_the_person_is(database: Database, log: Log) -> None:
    save(log)  # at half past nine in the morning, UTC
    me = default_person(database).id
    keep_zone(database, me, "Pacific/Kiritimati")  # fourteen hours ahead
    (one,) = figures(database, me).sets(DAY, DAY + timedelta(days=1))
    there = (MORNING + timedelta(hours=14)).date()
    assert one.day == there
