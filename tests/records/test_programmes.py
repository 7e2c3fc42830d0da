"""The versions of a programme: nothing of the past changes, nobody overwrites anybody."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import update

from coach import clock
from coach.records import Database, NotFoundError, PersonId, StorageError, add_person
from coach.records.care_models import ProgrammeRow
from coach.records.people import keep_zone
from coach.records.programmes import ChangedMeanwhileError, Programmes, held_on
from tests.records.programme_examples import programme


@pytest.fixture
def patient(database: Database) -> PersonId:
    return add_person(database, "Ada").id


@pytest.fixture
def programmes(database: Database, patient: PersonId) -> Programmes:
    return Programmes(database, patient)


@pytest.fixture
def ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file by which a test moves the clock; days in it come from ``days``."""
    file = tmp_path / "ahead"
    monkeypatch.setenv("BACK_COACH_CLOCK", str(file))
    return file


def days(file: Path, count: int) -> date:
    file.write_text(str(count * 86400), encoding="utf-8")
    return clock.day_of(clock.now(), "UTC")


def test_there_is_none_at_first(programmes: Programmes) -> None:
    assert programmes.current() is None
    assert programmes.history() == []
    assert programmes.at(date(2100, 1, 1)) is None
    assert programmes.about(date(2100, 1, 1)) is None


def test_a_programme_comes_back_as_it_was_saved(database: Database, patient: PersonId) -> None:
    therapist = add_person(database, "Physio").id
    book = Programmes(database, patient, therapist)
    assert book.save(programme(), reason=" First plan ", expected=None) == 1
    saved = book.current()
    assert saved is not None
    assert saved.programme == programme()
    assert (saved.number, saved.reason, saved.made_by) == (1, "First plan", therapist)
    assert saved.ended_at is None
    assert saved.day == book.today()


def test_a_change_is_a_new_version_and_the_old_one_stays(programmes: Programmes) -> None:
    programmes.save(programme(), reason="First plan", expected=None)
    assert programmes.save(programme(repetitions=9), reason="Going well", expected=1) == 2
    new, old = programmes.history()
    assert (new.number, old.number) == (2, 1)
    assert old.programme == programme()
    assert old.ended_at == new.made_at
    assert programmes.current() == new


@pytest.mark.parametrize("expected", [None, 2, 7])
def test_whoever_saves_second_overwrites_nothing(
    programmes: Programmes, expected: int | None
) -> None:
    programmes.save(programme(), reason="First plan", expected=None)
    with pytest.raises(ChangedMeanwhileError, match="changed meanwhile"):
        programmes.save(programme(repetitions=9), reason="Mine", expected=expected)
    (only,) = programmes.history()
    assert only.programme == programme()
    assert only.ended_at is None


def test_the_first_version_expects_nothing(programmes: Programmes) -> None:
    with pytest.raises(ChangedMeanwhileError):
        programmes.save(programme(), reason="First plan", expected=1)
    assert programmes.current() is None


def test_every_version_says_why(programmes: Programmes) -> None:
    with pytest.raises(ValueError, match="reason"):
        programmes.save(programme(), reason="  ", expected=None)


def test_each_day_is_told_by_the_version_that_held_then(
    programmes: Programmes, ahead: Path
) -> None:
    first = days(ahead, 0)
    programmes.save(programme(), reason="First plan", expected=None)
    second = days(ahead, 9)
    programmes.save(programme(repetitions=9), reason="More", expected=1)
    programmes.save(programme(repetitions=10), reason="Even more", expected=2)

    def number(day: date) -> int | None:
        found = programmes.at(day)
        return None if found is None else found.number

    a_day = timedelta(days=1)
    assert number(first - a_day) is None
    assert number(first) == 1
    assert number(second - a_day) == 1
    assert number(second) == 3
    told = [programmes.about(day) for day in (first - a_day, second - a_day, second)]
    assert [version.number for version in told if version] == [1, 1, 3]
    assert [version.number for version in programmes.history(limit=2)] == [3, 2]
    every = programmes.history()
    for day in (first - a_day, first, second - a_day, second):
        assert held_on(every, day) == programmes.about(day)


def test_a_later_change_of_zone_moves_no_version(
    database: Database, patient: PersonId, programmes: Programmes
) -> None:
    programmes.save(programme(), reason="First plan", expected=None)
    before = programmes.current()
    keep_zone(database, patient, "Pacific/Kiritimati")
    assert programmes.current() == before


def test_a_clock_that_was_set_back_loses_no_version(programmes: Programmes, ahead: Path) -> None:
    later = days(ahead, 3)
    programmes.save(programme(), reason="First plan", expected=None)
    earlier = days(ahead, 0)
    programmes.save(programme(repetitions=9), reason="More", expected=1)
    current = programmes.current()
    assert current is not None
    assert current.number == 2
    assert programmes.at(later) == programmes.at(earlier) == current


def test_another_persons_programme_is_as_if_it_were_not_there(
    database: Database, programmes: Programmes
) -> None:
    programmes.save(programme(), reason="First plan", expected=None)
    before = programmes.history()
    stranger = Programmes(database, add_person(database, "Bob").id)
    assert stranger.current() is None
    assert stranger.history() == []
    assert stranger.at(date(2100, 1, 1)) is None
    assert stranger.about(date(2100, 1, 1)) is None
    with pytest.raises(ChangedMeanwhileError):
        stranger.save(programme(repetitions=9), reason="Mine", expected=1)
    assert stranger.save(programme(repetitions=9), reason="Mine", expected=None) == 1
    assert programmes.history() == before


def test_nobody_unknown_gets_a_programme(database: Database) -> None:
    unknown = Programmes(database, PersonId(uuid4()))
    assert unknown.current() is None
    with pytest.raises(NotFoundError):
        unknown.save(programme(), reason="First plan", expected=None)


def test_a_damaged_version_is_told_plainly(
    database: Database, programmes: Programmes, patient: PersonId
) -> None:
    programmes.save(programme(), reason="First plan", expected=None)
    with database.writing() as session:
        session.execute(
            update(ProgrammeRow).where(ProgrammeRow.patient_id == patient).values(plan_json="{}")
        )
    with pytest.raises(StorageError, match="Version 1 of the programme"):
        programmes.current()
