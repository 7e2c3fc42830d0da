"""Many sets at once are those that are loaded one by one, and only those of the patient."""

from __future__ import annotations

from datetime import timedelta

from coach.records import Database, Log, Source, add_person, default_person
from coach.records.whole_sets import WholeSets
from tests.records.record_examples import MORNING, result, save, track


def test_they_are_as_loaded_one_by_one_the_oldest_first(database: Database, log: Log) -> None:
    later = save(log, performed_at=MORNING + timedelta(days=1), with_track=track())
    first = save(log, result(1), performed_at=MORNING)
    found = WholeSets(database, default_person(database).id).finished()
    assert found == [log.load(first), log.load(later)]


def test_only_since_a_day(database: Database, log: Log) -> None:
    save(log, performed_at=MORNING)
    later = save(log, result(1), performed_at=MORNING + timedelta(days=1))
    since = (MORNING + timedelta(days=1)).date()
    found = WholeSets(database, default_person(database).id).finished(since)
    assert [one.id for one in found] == [later]


def test_a_set_that_still_goes_on_is_left_out(database: Database, log: Log) -> None:
    log.start_set(
        exercise="squat",
        exercise_name="Squat",
        view="front",
        source=Source.LIVE,
        source_name="camera",
        performed_at=MORNING,
    )
    assert WholeSets(database, default_person(database).id).finished() == []


def test_the_wall(database: Database, log: Log) -> None:
    save(log, with_track=track())
    assert WholeSets(database, add_person(database, "Somebody else").id).finished() == []
