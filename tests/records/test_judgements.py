"""What the therapist says stays beside what the machine found, and the newest holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from record_examples import save
from sqlalchemy import update

from coach import clock
from coach.records import (
    Database,
    Log,
    NotFoundError,
    Person,
    Role,
    SetId,
    StorageError,
    add_person,
)
from coach.records.care import Care
from coach.records.care_entries import Subject, Verdict
from coach.records.judgements import JudgementId, Judgements
from coach.records.review_models import JudgementRow


@pytest.fixture
def book(database: Database, patient: Person, therapist: Person) -> Judgements:
    return Care(database, patient, therapist.id).book(Judgements)


@pytest.fixture
def others(database: Database) -> Judgements:
    return Judgements(database, add_person(database, "Somebody else").id)


def count(book: Judgements, set_id: SetId, value: int = 2, reason: str = "") -> JudgementId:
    verdict = Verdict.CONFIRMED if value == 3 else Verdict.CORRECTED
    return book.add(set_id, Subject.COUNT, verdict, machine=3, value=value, reason=reason)


def fault(book: Judgements, set_id: SetId, repetition: int, check: str = "knees_in") -> JudgementId:
    return book.add(
        set_id,
        Subject.FAULT,
        Verdict.ADDED,
        machine=False,
        value=True,
        repetition=repetition,
        check=check,
    )


def test_a_judgement_comes_back_beside_the_machines_value(
    book: Judgements, set_id: SetId, therapist: Person
) -> None:
    known = count(book, set_id, 2, " The last one was only half\0 ")
    (judgement,) = book.of_set(set_id)
    assert (judgement.id, judgement.set_id, judgement.exercise) == (known, set_id, "squat")
    assert (judgement.subject, judgement.verdict) == (Subject.COUNT, Verdict.CORRECTED)
    assert (judgement.machine, judgement.value) == (3, 2)
    assert (judgement.repetition, judgement.check) == (None, None)
    assert judgement.reason == "The last one was only half\ufffd"
    assert judgement.author == therapist.id


def test_the_machines_own_result_is_never_changed(
    database: Database, patient: Person, book: Judgements, set_id: SetId
) -> None:
    log = Log(database, patient.id)
    before = log.load(set_id)
    count(book, set_id)
    fault(book, set_id, 1)
    assert log.load(set_id) == before


def test_the_newest_of_the_same_thing_holds_and_the_earlier_stay(
    book: Judgements, set_id: SetId
) -> None:
    first, second = count(book, set_id, 2), count(book, set_id, 4)
    assert [one.id for one in book.of_set(set_id)] == [second]
    assert [one.id for one in book.all()] == [second]
    assert [one.id for one in book.history(set_id)] == [first, second]


def test_different_things_of_a_set_hold_side_by_side(book: Judgements, set_id: SetId) -> None:
    known = {
        count(book, set_id),
        fault(book, set_id, 1),
        fault(book, set_id, 2),
        fault(book, set_id, 2, "heels_up"),
        book.add(set_id, Subject.SCORE, Verdict.CORRECTED, machine=88.0, value=70, repetition=2),
        book.add(set_id, Subject.SCORE, Verdict.CONFIRMED, machine=None, value=70),
    }
    assert {one.id for one in book.of_set(set_id)} == known
    assert len(known) == 6


def test_the_same_said_twice_is_kept_once(book: Judgements, set_id: SetId) -> None:
    assert count(book, set_id, 2) == count(book, set_id, 2)
    assert count(book, set_id, 2, "with a reason") != count(book, set_id, 2)
    assert len(book.history(set_id)) == 3


def test_the_newest_holds_though_the_clock_was_set_back(
    book: Judgements, set_id: SetId, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(book, set_id, 2)
    earlier = clock.now() - timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: earlier)
    second = count(book, set_id, 4)
    assert [one.id for one in book.of_set(set_id)] == [second]


def test_one_that_is_taken_back_no_longer_holds_and_the_one_before_does(
    database: Database, patient: Person, book: Judgements, set_id: SetId
) -> None:
    colleague = Judgements(database, patient.id, add_person(database, "Other", Role.THERAPIST).id)
    first, second = count(book, set_id, 2), count(colleague, set_id, 4)
    colleague.retire(second)
    assert [one.id for one in book.of_set(set_id)] == [first]
    with pytest.raises(NotFoundError, match="no such judgement"):
        colleague.retire(second)
    book.retire(first)
    assert book.of_set(set_id) == book.all() == []


def test_all_can_be_asked_since_a_moment(book: Judgements, set_id: SetId) -> None:
    count(book, set_id)
    now = clock.now()
    assert len(book.all(since=now - timedelta(minutes=5))) == 1
    assert book.all(since=now + timedelta(minutes=5)) == []


def test_the_patient_can_be_told_which_sets_were_looked_at(
    database: Database, patient: Person, book: Judgements, set_id: SetId
) -> None:
    other_set = save(Log(database, patient.id))
    own = Judgements(database, patient.id)
    count(own, other_set)
    assert own.looked_at([set_id, other_set]) == set()
    known = count(book, set_id)
    assert own.looked_at([set_id, other_set]) == {set_id}
    book.retire(known)
    assert own.looked_at([set_id, other_set]) == own.looked_at([]) == set()


def test_what_makes_no_sense_is_refused(book: Judgements, set_id: SetId) -> None:
    with pytest.raises(ValueError, match="check"):
        book.add(set_id, Subject.FAULT, Verdict.ADDED, machine=False, value=True, repetition=1)
    with pytest.raises(ValueError, match="from 1"):
        fault(book, set_id, 0)
    with pytest.raises(ValueError, match="plain data"):
        book.add(set_id, Subject.COUNT, Verdict.CORRECTED, machine=3, value=object())
    assert book.all() == []


def test_a_number_that_is_unknown_is_kept_as_none(book: Judgements, set_id: SetId) -> None:
    book.add(set_id, Subject.SCORE, Verdict.ADDED, machine=float("nan"), value=80)
    (judgement,) = book.of_set(set_id)
    assert judgement.machine is None


def test_judgements_go_with_their_set(
    database: Database, patient: Person, book: Judgements, set_id: SetId
) -> None:
    count(book, set_id)
    Log(database, patient.id).delete(set_id)
    assert book.all() == []


def test_a_damaged_one_is_told_and_not_left_out(
    database: Database, book: Judgements, set_id: SetId
) -> None:
    count(book, set_id)
    with database.writing() as session:
        session.execute(update(JudgementRow).values(value_json="{"))
    with pytest.raises(StorageError, match="damaged"):
        book.all()


ON_A_SET: dict[str, Callable[[Judgements, SetId], object]] = {
    "add": lambda book, set_id: count(book, set_id),
    "of_set": lambda book, set_id: book.of_set(set_id),
    "history": lambda book, set_id: book.history(set_id),
}


def test_every_method_of_the_book_is_tried_here() -> None:
    methods = {name for name in dir(Judgements) if not name.startswith("_")}
    assert methods == {"all", "looked_at", "retire", "today", *ON_A_SET}


@pytest.mark.parametrize("method", ON_A_SET)
def test_anothers_set_is_like_one_that_does_not_exist(
    book: Judgements, others: Judgements, set_id: SetId, method: str
) -> None:
    count(book, set_id)
    before = book.history(set_id)
    with pytest.raises(NotFoundError) as refused:
        ON_A_SET[method](others, set_id)
    with pytest.raises(NotFoundError) as unknown:
        ON_A_SET[method](others, SetId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert book.history(set_id) == before
    assert others.all() == []


def test_anothers_judgement_is_like_one_that_does_not_exist(
    book: Judgements, others: Judgements, set_id: SetId
) -> None:
    known = count(book, set_id)
    with pytest.raises(NotFoundError) as refused:
        others.retire(known)
    with pytest.raises(NotFoundError) as unknown:
        others.retire(JudgementId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert [one.id for one in book.all()] == [known]
    assert others.looked_at([set_id]) == set()
