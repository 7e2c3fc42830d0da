"""Treatments: what is kept, by whom, and whose they are."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from coach.records import Database, NotFoundError, Person, PersonId, Role, add_person
from coach.records.care import Care
from coach.records.care_models import TreatmentRow
from coach.records.treatments import Treatment, TreatmentId, Treatments

MONDAY = date(2026, 5, 18)


@pytest.fixture
def patient(database: Database) -> Person:
    return add_person(database, "Anna")


@pytest.fixture
def treatments(database: Database, patient: Person) -> Treatments:
    return Treatments(database, patient.id)


@pytest.fixture
def others(database: Database) -> Treatments:
    return Treatments(database, add_person(database, "Somebody else").id)


def test_a_treatment_comes_back_with_who_recorded_it(database: Database, patient: Person) -> None:
    therapist = add_person(database, "Therapist", Role.THERAPIST)
    book = Care(database, patient, therapist.id).book(Treatments)
    before = datetime.now(UTC)
    treatment_id = book.add("manual_therapy", " Left side\0, gently ", MONDAY)
    (kept,) = book.all()
    assert before <= kept.at <= datetime.now(UTC)
    assert kept == Treatment(
        treatment_id, MONDAY, kept.at, "manual_therapy", "Left side\ufffd, gently", therapist.id
    )


def test_a_treatment_is_of_today_unless_told_otherwise(treatments: Treatments) -> None:
    treatments.add("heat")
    (kept,) = treatments.all()
    assert (kept.day, kept.note) == (treatments.today(), "")


def test_treatments_are_told_by_day_the_latest_first(treatments: Treatments) -> None:
    tuesday = MONDAY + timedelta(days=1)
    treatments.add("tens", day=tuesday)
    treatments.add("heat", day=MONDAY)
    treatments.add("cold", day=tuesday + timedelta(days=1))
    assert [one.kind for one in treatments.all()] == ["cold", "tens", "heat"]
    assert [one.kind for one in treatments.all(since=tuesday)] == ["cold", "tens"]
    assert [one.kind for one in treatments.all(until=MONDAY)] == ["heat"]
    assert [one.kind for one in treatments.all(limit=1)] == ["cold"]


def test_a_treatment_needs_a_kind(treatments: Treatments) -> None:
    with pytest.raises(ValueError, match="kind"):
        treatments.add(" ")
    assert treatments.all() == []


def test_a_retired_treatment_is_hidden_and_not_destroyed(
    database: Database, treatments: Treatments
) -> None:
    treatment_id = treatments.add("heat")
    treatments.retire(treatment_id)
    assert treatments.all() == []
    with pytest.raises(NotFoundError, match="no such treatment"):
        treatments.retire(treatment_id)
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(TreatmentRow)) == 1


ON_A_TREATMENT: dict[str, Callable[[Treatments, TreatmentId], object]] = {
    "retire": lambda book, treatment_id: book.retire(treatment_id),
}


def test_every_method_of_the_book_is_tried_here() -> None:
    methods = {name for name in dir(Treatments) if not name.startswith("_")}
    assert methods == {"add", "all", "today", *ON_A_TREATMENT}


@pytest.mark.parametrize("method", ON_A_TREATMENT)
def test_anothers_treatment_is_like_one_that_does_not_exist(
    treatments: Treatments, others: Treatments, method: str
) -> None:
    treatment_id = treatments.add("heat")
    before = treatments.all()
    with pytest.raises(NotFoundError) as refused:
        ON_A_TREATMENT[method](others, treatment_id)
    with pytest.raises(NotFoundError) as unknown:
        ON_A_TREATMENT[method](others, TreatmentId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert treatments.all() == before
    assert others.all() == []


def test_nobody_records_for_a_person_who_does_not_exist(database: Database) -> None:
    nobody = Treatments(database, PersonId(uuid4()))
    assert nobody.all() == []
    for day in (None, MONDAY):
        with pytest.raises(NotFoundError, match="no such person"):
            nobody.add("heat", day=day)
