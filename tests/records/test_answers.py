"""Questionnaires: each time that they were answered, for one patient alone."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from coach.records import Database, NotFoundError, PersonId, StorageError, add_person
from coach.records.answers import AnswerId, Answers
from coach.records.care_models import AnswerRow

MONDAY = date(2026, 3, 2)


@pytest.fixture
def anna(database: Database) -> Answers:
    return Answers(database, add_person(database, "Anna").id)


@pytest.fixture
def ben(database: Database) -> Answers:
    return Answers(database, add_person(database, "Ben").id)


def nrs(answers: Answers, total: float, day: date = MONDAY) -> AnswerId:
    given = {"now": 3, "average": total}
    return answers.add("pain_nrs", given, occasion="first_visit", total=total, day=day)


def test_answers_come_back_as_they_were_given(anna: Answers) -> None:
    known = anna.add(
        "psfs", {"Putting on socks \0": 4, "Garden": None}, occasion="first_visit", total=4
    )
    (back,) = anna.of("psfs")
    assert (back.id, back.instrument, back.occasion, back.total) == (
        known,
        "psfs",
        "first_visit",
        4.0,
    )
    assert list(back.answers.values()) == [4, None]
    assert back.day == anna.today()
    assert back.answered_at.tzinfo is UTC


def test_the_latest_come_first_and_a_day_limits_them(anna: Answers) -> None:
    nrs(anna, 6)
    nrs(anna, 4, MONDAY + timedelta(weeks=3))
    anna.add("rmdq", {}, occasion="week_3", total=0, day=MONDAY + timedelta(weeks=3))
    assert [one.total for one in anna.of("pain_nrs")] == [4.0, 6.0]
    assert len(anna.all()) == 3
    later = anna.all(since=MONDAY + timedelta(days=1))
    assert {one.instrument for one in later} == {"pain_nrs", "rmdq"}
    assert len(later) == 2


def test_who_typed_a_total_is_kept(database: Database, anna: Answers) -> None:
    patient = add_person(database, "Clara").id
    therapist = add_person(database, "Therapist").id
    typed = Answers(database, patient, therapist)
    typed.add("odi", {}, occasion="clinic", total=32)
    (back,) = Answers(database, patient).of("odi")
    assert (back.entered_by, back.total, back.answers) == (therapist, 32.0, {})


def test_a_step_answered_twice_counts_once(anna: Answers) -> None:
    nrs(anna, 7, MONDAY)
    for total in (6, 5):
        anna.put("pain_nrs", {}, occasion="first_visit", total=total, since=anna.today())
    anna.put("pain_nrs", {}, occasion="week_3", total=3, since=anna.today())
    # an earlier visit of the same name is history, and stays
    assert {one.total for one in anna.of("pain_nrs")} == {3.0, 5.0, 7.0}


def test_a_retired_answer_is_out_of_sight(anna: Answers) -> None:
    known = nrs(anna, 6)
    anna.retire(known)
    assert anna.all() == []
    with pytest.raises(NotFoundError, match="no such answer"):
        anna.retire(known)


@pytest.mark.parametrize("odd", [{"x": object()}, {"x": {1, 2}}])
def test_only_plain_data_is_kept(anna: Answers, odd: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="plain data"):
        anna.add("psfs", odd, occasion="first_visit", total=None)
    assert anna.all() == []


def test_nobody_reaches_what_somebody_else_answered(anna: Answers, ben: Answers) -> None:
    known = nrs(anna, 6)
    assert ben.of("pain_nrs") == ben.all() == []
    with pytest.raises(NotFoundError) as others:
        ben.retire(known)
    with pytest.raises(NotFoundError) as unknown:
        ben.retire(AnswerId(uuid4()))
    assert str(others.value) == str(unknown.value)
    ben.put("pain_nrs", {}, occasion="first_visit", total=1, since=MONDAY)
    assert [one.total for one in anna.of("pain_nrs")] == [6.0]


def test_nobody_unknown_has_answers(database: Database) -> None:
    nobody = Answers(database, PersonId(uuid4()))
    with pytest.raises(NotFoundError):
        nobody.add("rmdq", {}, occasion="week_3", total=0, day=MONDAY)


def test_damaged_answers_are_told(database: Database, anna: Answers) -> None:
    nrs(anna, 6)
    with database.writing() as session:
        session.execute(update(AnswerRow).values(answers_json="{"))
    with pytest.raises(StorageError, match="2026-03-02"):
        anna.all()
