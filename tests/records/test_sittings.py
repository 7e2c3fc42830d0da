"""Sittings that go on are found by the patient's own therapists; every watch is written down."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from coach import clock
from coach.accounts import password as passwords
from coach.records import Database, NotFoundError, Person, PersonId, Role, add_person, find_person
from coach.records.accounts import Password
from coach.records.auditing import audit_of
from coach.records.care_links import agree, ask_for, end_care
from coach.records.invitations import invite
from coach.records.joining import join
from coach.records.review_models import SittingRow
from coach.records.sittings import (
    FORGOTTEN_AFTER,
    LIVE_WITHIN,
    end_sitting,
    find_sitting,
    note_sitting,
    sittings_for,
)
from coach.records.watches import WatchId, ask_to_watch, note_allowed, note_ended, watches_of

SITTING = UUID(int=7)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64))


@pytest.fixture
def thea(database: Database) -> Person:
    return add_person(database, "Thea", Role.THERAPIST)


@pytest.fixture
def paula(database: Database, thea: Person) -> Person:
    invited = invite(database, "Paula", Role.PATIENT, by=thea)
    join(database, invited.secret, Password("paula", "a long password"), name="Paula")
    return find_person(database, invited.person)


@pytest.fixture
def live(database: Database, paula: Person) -> UUID:
    note_sitting(database, SITTING, paula.id, "Squat", "main")
    return SITTING


def test_a_sitting_is_found_while_it_goes_on(
    database: Database, thea: Person, paula: Person, live: UUID
) -> None:
    note_sitting(database, live, paula.id, "Squat", "a2")  # again, in another process
    (found,) = sittings_for(database, thea)
    assert (found.id, found.patient.id, found.exercise) == (live, paula.id, "Squat")
    assert found.worker == "a2"
    assert find_sitting(database, thea, live) == found
    end_sitting(database, live, paula.id)
    assert sittings_for(database, thea) == []
    with pytest.raises(NotFoundError):
        find_sitting(database, thea, live)
    note_sitting(database, live, paula.id, "Squat", "a2")  # the patient came back
    assert len(sittings_for(database, thea)) == 1


def test_one_that_says_nothing_any_more_goes_on_no_more(
    database: Database, thea: Person, live: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + LIVE_WITHIN + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert sittings_for(database, thea) == []
    with pytest.raises(NotFoundError):
        find_sitting(database, thea, live)


def test_nobody_keeps_when_somebody_exercised_live(
    database: Database, paula: Person, live: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = clock.now() + FORGOTTEN_AFTER + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    note_sitting(database, UUID(int=8), paula.id, "Bridge", "main")
    with database.reading() as session:
        assert list(session.scalars(select(SittingRow.id))) == [UUID(int=8)]


def test_others_are_told_what_a_guess_is_told(
    database: Database, thea: Person, paula: Person, live: UUID
) -> None:
    otto = add_person(database, "Otto", Role.THERAPIST)
    rita = add_person(database, "Rita")
    with pytest.raises(NotFoundError) as guessed:
        find_sitting(database, thea, uuid4())
    for stranger in (otto, rita, paula):
        assert sittings_for(database, stranger) == []
        with pytest.raises(NotFoundError) as refused:
            find_sitting(database, stranger, live)
        assert str(refused.value) == str(guessed.value)
        with pytest.raises(NotFoundError) as refused:
            ask_to_watch(database, stranger, live)
        assert str(refused.value) == str(guessed.value)
    assert watches_of(database, paula.id) == []


def test_a_link_opens_it_from_the_agreement_to_the_end(
    database: Database, thea: Person, paula: Person, live: UUID
) -> None:
    otto = add_person(database, "Otto", Role.THERAPIST)
    ask_for(database, paula.id, otto.id, by=thea)
    assert sittings_for(database, otto) == []
    with pytest.raises(NotFoundError):
        ask_to_watch(database, otto, live)
    agree(database, paula.id, otto.id)
    assert len(sittings_for(database, otto)) == 1
    end_care(database, paula.id, otto.id, by=paula.id)
    assert sittings_for(database, otto) == []
    with pytest.raises(NotFoundError):
        ask_to_watch(database, otto, live)


def test_nobody_moves_anothers_sitting(
    database: Database, thea: Person, paula: Person, live: UUID
) -> None:
    other = add_person(database, "Rita").id
    with pytest.raises(NotFoundError):
        note_sitting(database, live, other, "Bridge", "main")
    end_sitting(database, live, other)
    (found,) = sittings_for(database, thea)
    assert (found.patient.id, found.exercise) == (paula.id, "Squat")


def test_every_watch_is_written_down_from_asking_to_the_end(
    database: Database, thea: Person, paula: Person, live: UUID
) -> None:
    watch = ask_to_watch(database, thea, live)
    (asked,) = watches_of(database, paula.id)
    assert (asked.watcher, asked.sitting, asked.granted_at) == (thea.id, live, None)
    note_allowed(database, paula.id, watch)
    note_allowed(database, paula.id, watch)
    note_ended(database, paula.id, watch, by=paula.id)
    note_ended(database, paula.id, watch, by=paula.id)
    (over,) = watches_of(database, paula.id)
    assert over.granted_at is not None
    assert over.ended_at is not None
    with pytest.raises(NotFoundError):
        note_allowed(database, paula.id, watch)
    told = [(e.deed, e.actor) for e in reversed(audit_of(database, paula.id))]
    assert [one for one in told if one[0].startswith("watch")] == [
        ("watch_asked", thea.id),
        ("watch_allowed", paula.id),
        ("watch_ended", paula.id),
    ]


def test_anothers_watch_is_like_one_that_does_not_exist(
    database: Database, thea: Person, paula: Person, live: UUID
) -> None:
    watch = ask_to_watch(database, thea, live)
    stranger = add_person(database, "Rita").id
    with pytest.raises(NotFoundError) as refused:
        note_allowed(database, stranger, watch)
    with pytest.raises(NotFoundError) as unknown:
        note_allowed(database, PersonId(paula.id), WatchId(uuid4()))
    assert str(refused.value) == str(unknown.value)
    note_ended(database, stranger, watch, by=stranger)
    note_ended(database, paula.id, watch, by=stranger)
    (asked,) = watches_of(database, paula.id)
    assert (asked.granted_at, asked.ended_at) == (None, None)
