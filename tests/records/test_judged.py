"""A therapist reads the judgements of their own patients at once, and of nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from record_examples import save
from sqlalchemy import update

from coach.records import Database, Log, Person, PersonId, Role, add_person
from coach.records.account_models import CareLinkRow
from coach.records.care_entries import Subject, Verdict
from coach.records.care_links import end_care
from coach.records.judged import judged_for
from coach.records.judgements import Judgements
from coach.records.models import PersonRow

MOMENT = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def therapist(database: Database) -> Person:
    return add_person(database, "Physio", Role.THERAPIST)


def link(database: Database, patient: Person, therapist: Person) -> None:
    with database.writing() as session:
        session.add(
            CareLinkRow(
                patient_id=patient.id,
                therapist_id=therapist.id,
                offered_at=MOMENT,
                agreed_at=MOMENT,
            )
        )


def judged_patient(database: Database, name: str, author: Person | None, count: int = 3) -> Person:
    patient = add_person(database, name)
    book = Judgements(database, patient.id, author.id if author else patient.id)
    set_id = save(Log(database, patient.id))
    verdict = Verdict.CONFIRMED if count == 3 else Verdict.CORRECTED
    book.add(set_id, Subject.COUNT, verdict, machine=3, value=count)
    return patient


def seen(database: Database, therapist: Person) -> set[PersonId]:
    return {one.patient for one in judged_for(database, therapist)}


def test_the_judgements_of_all_own_patients_come_at_once(
    database: Database, therapist: Person
) -> None:
    colleague = add_person(database, "Colleague", Role.THERAPIST)
    ada = judged_patient(database, "Ada", therapist)
    bert = judged_patient(database, "Bert", colleague)
    for patient in (ada, bert):
        link(database, patient, therapist)
    assert seen(database, therapist) == {ada.id, bert.id}
    assert {one.judgement.exercise for one in judged_for(database, therapist)} == {"squat"}


def test_nobody_elses_patients_are_among_them(database: Database, therapist: Person) -> None:
    colleague = add_person(database, "Colleague", Role.THERAPIST)
    theirs = judged_patient(database, "Bert", colleague)
    link(database, theirs, colleague)
    mine = judged_patient(database, "Ada", therapist)
    link(database, mine, therapist)
    assert seen(database, therapist) == {mine.id}
    end_care(database, mine.id, therapist.id, by=mine.id)
    assert seen(database, therapist) == set()
    assert seen(database, colleague) == {theirs.id}


def test_those_who_left_are_not_among_them(database: Database, therapist: Person) -> None:
    ada = judged_patient(database, "Ada", therapist)
    link(database, ada, therapist)
    with database.writing() as session:
        session.execute(update(PersonRow).where(PersonRow.id == ada.id).values(deleted_at=MOMENT))
    assert seen(database, therapist) == set()


def test_what_patients_say_themselves_is_no_therapists_judgement(
    database: Database, therapist: Person
) -> None:
    ada = judged_patient(database, "Ada", None)
    link(database, ada, therapist)
    assert seen(database, therapist) == set()


def test_only_the_newest_of_a_thing_counts(database: Database, therapist: Person) -> None:
    ada = judged_patient(database, "Ada", therapist, count=2)
    link(database, ada, therapist)
    (first,) = judged_for(database, therapist)
    book = Judgements(database, ada.id, therapist.id)
    book.add(
        first.judgement.set_id, Subject.COUNT, Verdict.CONFIRMED, machine=3, value=3, reason=""
    )
    (newest,) = judged_for(database, therapist)
    assert newest.judgement.value == 3


@pytest.mark.parametrize("role", [Role.PATIENT, Role.ADMIN])
def test_for_anybody_but_a_therapist_there_are_none(
    database: Database, therapist: Person, role: Role
) -> None:
    other = add_person(database, "Other", role)
    ada = judged_patient(database, "Ada", therapist)
    link(database, ada, other)
    assert judged_for(database, other) == []
