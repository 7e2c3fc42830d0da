"""Every method of every book, tried by everybody who has no business there.

The table is made from the books themselves: a new book or method is tried without anybody thinking
of it, and one that asks for something new says so until it is told how to make it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Final

import pytest

import coach.records
from coach.records import Log, NotFoundError
from coach.records.access import open_care
from coach.records.belonging import tables
from coach.records.book import Book
from coach.records.care import Care
from coach.records.reading import ReadOnlyLog
from poses.errors import UserFacingError
from tests.tries.tries_arguments import arguments, arguments_are_keys, public_methods
from tests.tries.tries_clinic import INTRUDERS, WITH_A_PERSON, Clinic, come_in, gives_away

for module in pkgutil.walk_packages(coach.records.__path__, "coach.records."):
    if ".migrations" not in module.name:
        importlib.import_module(module.name)


def _below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


BOOKS = {kind.__name__: kind for kind in _below(Book) if kind.__module__.startswith("coach.")}
METHODS = sorted(
    [(name, method) for name, kind in BOOKS.items() for method in public_methods(kind)]
    + [("Log", method) for method in public_methods(Log)]
)
KEYED = [
    (book, method)
    for book, method in METHODS
    if arguments_are_keys(getattr(Log if book == "Log" else BOOKS[book], method))
]
NOTHING: Final = (set(), frozenset(), {}, [], ())
# Of the keys it is given it says which are in no day of one's own: all of these.
TELLS_OF_NOTHING = {"unattached"}


def opened(care: Care, book: str) -> object:
    return care.log if book == "Log" else care.book(BOOKS[book])


def test_there_is_no_other_way_to_a_log() -> None:
    assert {kind.__name__ for kind in _below(ReadOnlyLog)} >= {"Log"}
    assert len(METHODS) > 90


@pytest.mark.parametrize("who", INTRUDERS)
def test_nobody_else_opens_the_records(clinic: Clinic, who: str) -> None:
    before = clinic.rows()
    with pytest.raises(NotFoundError) as refused:
        come_in(clinic.database, clinic.intruders[who].cookie, clinic.patient.id)
    assert not gives_away(refused.value)
    assert clinic.rows() == before


def test_the_patient_and_the_therapist_do(clinic: Clinic) -> None:
    for viewer in (clinic.patient, clinic.therapist):
        assert open_care(clinic.database, viewer, clinic.patient.id).patient == clinic.patient


@pytest.mark.parametrize(("book", "method"), METHODS)
def test_with_guessed_keys_nothing_is_seen_or_changed(
    clinic: Clinic, book: str, method: str
) -> None:
    before = clinic.rows()
    for who in WITH_A_PERSON:
        person = clinic.intruders[who].person
        assert person is not None
        own = Care(clinic.database, person, person.id)
        call = getattr(opened(own, book), method)
        given, keyed = arguments(call, clinic.keys)
        refused: Exception | None = None
        answer: object = None
        try:
            answer = call(**given)
        except (UserFacingError, ValueError) as error:
            refused = error
        assert not gives_away(answer, refused), who
        if keyed and method not in TELLS_OF_NOTHING and not (answer in NOTHING and not refused):
            assert isinstance(refused, NotFoundError), f"{who}: {answer!r} {refused!r}"
        assert clinic.rows() == before, who


@pytest.mark.parametrize(("book", "method"), KEYED)
def test_the_same_call_finds_the_patients_own(clinic: Clinic, book: str, method: str) -> None:
    """Or else the tries above would prove nothing."""
    own = Care(clinic.database, clinic.patient, clinic.patient.id)
    call = getattr(opened(own, book), method)
    given, _ = arguments(call, clinic.keys)
    try:
        call(**given)
    except NotFoundError as refused:
        pytest.fail(f"not found by the patient: {refused}")
    except (UserFacingError, ValueError):
        pass  # found, and the row of this test is no real one


def test_every_table_of_people_is_watched(clinic: Clinic) -> None:
    assert set(clinic.rows()) == {table.name for table in tables()}
