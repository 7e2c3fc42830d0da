"""Moments, cues and drawings of a set: kept, seen once, and only ones own."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from record_examples import start
from sqlalchemy import update

from coach.records import (
    Database,
    Log,
    NotFoundError,
    Person,
    PersonId,
    SetId,
    StorageError,
    add_person,
)
from coach.records.care import Care
from coach.records.care_entries import MarkKind
from coach.records.marks import MarkId, Marks
from coach.records.review_models import MarkRow

DRAWING = {"version": 1, "strokes": [{"points": [[0.25, 0.5], [0.5, 0.75]], "width": 2}]}


@pytest.fixture
def book(database: Database, patient: Person, therapist: Person) -> Marks:
    return Care(database, patient, therapist.id).book(Marks)


@pytest.fixture
def others(database: Database) -> Marks:
    return Marks(database, add_person(database, "Somebody else").id)


def moment(book: Marks, set_id: SetId | None, time_s: float | None = 4.5) -> MarkId:
    return book.add(MarkKind.MOMENT, set_id=set_id, time_s=time_s)


def test_a_mark_comes_back_with_who_made_it(book: Marks, set_id: SetId, therapist: Person) -> None:
    known = book.add(MarkKind.CUE, set_id=set_id, time_s=2, text=" Slowly down\0 ")
    (mark,) = book.of_set(set_id)
    assert (mark.id, mark.kind, mark.set_id, mark.time_s) == (known, MarkKind.CUE, set_id, 2.0)
    assert (mark.text, mark.drawing) == ("Slowly down\ufffd", None)
    assert (mark.author, mark.seen_at) == (therapist.id, None)


def test_a_drawing_comes_back_as_it_was_drawn(book: Marks, set_id: SetId) -> None:
    book.add(MarkKind.DRAWING, set_id=set_id, time_s=4.0, text="Hip first", drawing=DRAWING)
    (mark,) = book.of_set(set_id)
    assert mark.drawing == DRAWING


def test_marks_of_a_set_are_in_order_of_time(book: Marks, set_id: SetId) -> None:
    late, whole, early = moment(book, set_id, 9.0), moment(book, set_id, None), moment(book, set_id)
    assert [mark.id for mark in book.of_set(set_id)] == [whole, early, late]


def test_a_set_that_goes_on_can_be_marked(database: Database, patient: Person, book: Marks) -> None:
    under_way = start(Log(database, patient.id))
    known = moment(book, under_way)
    assert [mark.id for mark in book.waiting()] == [known]


def test_a_mark_may_be_of_a_set_that_was_never_kept(book: Marks) -> None:
    known = moment(book, None)
    (mark,) = book.waiting()
    assert (mark.id, mark.set_id) == (known, None)


def test_moments_wait_until_they_are_seen_and_nothing_else_waits(
    book: Marks, set_id: SetId
) -> None:
    first, second = moment(book, set_id, 8.0), moment(book, set_id, 1.0)
    book.add(MarkKind.CUE, set_id=set_id, time_s=2.0, text="Slowly")
    book.add(MarkKind.DRAWING, set_id=set_id, time_s=3.0, drawing=DRAWING)
    assert [mark.id for mark in book.waiting()] == [first, second]
    book.seen(first)
    assert [mark.id for mark in book.waiting()] == [second]
    seen_at = {mark.id: mark.seen_at for mark in book.of_set(set_id)}
    assert seen_at[first] is not None
    book.seen(first)
    assert {mark.id: mark.seen_at for mark in book.of_set(set_id)} == seen_at


def test_a_mark_that_is_taken_away_is_gone_from_sight(book: Marks, set_id: SetId) -> None:
    known = moment(book, set_id)
    book.retire(known)
    assert book.of_set(set_id) == book.waiting() == []
    for again in (book.retire, book.seen):
        with pytest.raises(NotFoundError, match="no such mark"):
            again(known)


@pytest.mark.parametrize("time_s", [-0.1, float("nan"), float("inf")])
def test_a_time_that_is_none_is_refused(book: Marks, set_id: SetId, time_s: float) -> None:
    with pytest.raises(ValueError, match="seconds"):
        moment(book, set_id, time_s)
    assert book.waiting() == []


def test_a_drawing_is_plain_data(book: Marks, set_id: SetId) -> None:
    with pytest.raises(ValueError, match="plain data"):
        book.add(MarkKind.DRAWING, set_id=set_id, time_s=1.0, drawing={"pen": object()})


def test_marks_go_with_their_set(
    database: Database, patient: Person, book: Marks, set_id: SetId
) -> None:
    moment(book, set_id)
    Log(database, patient.id).delete(set_id)
    assert book.waiting() == []


def test_a_damaged_one_is_told_and_not_left_out(
    database: Database, book: Marks, set_id: SetId
) -> None:
    moment(book, set_id)
    with database.writing() as session:
        session.execute(update(MarkRow).values(drawing_json="{"))
    with pytest.raises(StorageError, match="damaged"):
        book.waiting()


ON_A_SET: dict[str, Callable[[Marks, SetId], object]] = {
    "add": lambda book, set_id: moment(book, set_id),
    "of_set": lambda book, set_id: book.of_set(set_id),
}
ON_A_MARK: dict[str, Callable[[Marks, MarkId], object]] = {
    "seen": lambda book, mark: book.seen(mark),
    "retire": lambda book, mark: book.retire(mark),
}


def test_every_method_of_the_book_is_tried_here() -> None:
    methods = {name for name in dir(Marks) if not name.startswith("_")}
    assert methods == {"today", "waiting", *ON_A_SET, *ON_A_MARK}


@pytest.mark.parametrize("method", ON_A_SET)
def test_anothers_set_is_like_one_that_does_not_exist(
    book: Marks, others: Marks, set_id: SetId, method: str
) -> None:
    moment(book, set_id)
    before = book.of_set(set_id)
    with pytest.raises(NotFoundError) as refused:
        ON_A_SET[method](others, set_id)
    with pytest.raises(NotFoundError) as unknown:
        ON_A_SET[method](others, SetId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert book.of_set(set_id) == before
    assert others.waiting() == []


@pytest.mark.parametrize("method", ON_A_MARK)
def test_anothers_mark_is_like_one_that_does_not_exist(
    book: Marks, others: Marks, set_id: SetId, method: str
) -> None:
    known = moment(book, set_id)
    before = book.of_set(set_id)
    with pytest.raises(NotFoundError) as refused:
        ON_A_MARK[method](others, known)
    with pytest.raises(NotFoundError) as unknown:
        ON_A_MARK[method](others, MarkId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    assert book.of_set(set_id) == before


def test_nobody_marks_for_a_person_who_does_not_exist(database: Database) -> None:
    with pytest.raises(NotFoundError, match="no such person"):
        moment(Marks(database, PersonId(uuid4())), None)
