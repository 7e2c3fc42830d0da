"""A clinic with one patient whose records everybody else tries to reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from coach import clock
from coach.records import Database, NotFoundError, Person, PersonId, Role, add_person
from coach.records.access import open_care
from coach.records.account_models import AccountRow, CareLinkRow, SignInRow
from coach.records.accounts import Password, add_account, set_state
from coach.records.belonging import of_person, tables
from coach.records.care import Care
from coach.records.care_entries import AccountState
from coach.records.care_links import agree, ask_for, end_care
from coach.records.review_models import SittingRow, WatchRow
from coach.records.sign_ins import begin_sign_in, end_sign_in, visitor_of
from tests.records.filled import keys_of_filled

MARKER = "Quittenmus"
"""A word that stands in everything of the patient, and nowhere else in the product."""

NAME = "Vera Hagebutte"
"""What the patient is called."""


@dataclass(frozen=True)
class Intruder:
    """Somebody at the door: a cookie, if they have one, and who they are, if anybody."""

    name: str
    cookie: str | None
    person: Person | None


@dataclass(frozen=True)
class Clinic:
    """The patient, the key of a row of theirs in each table, their therapist, and all others."""

    database: Database
    patient: Person
    keys: Mapping[str, Any]
    therapist: Person
    intruders: Mapping[str, Intruder]

    def rows(self) -> dict[str, list[str]]:
        """All that is the patient's, to be held against later; who looked may be added to."""
        with self.database.reading() as session:
            return {
                table.name: sorted(
                    repr(row)
                    for row in session.execute(
                        select(table).where(of_person(table, self.patient.id))
                    )
                )
                for table in tables()
            }


INTRUDERS = (
    "stranger",
    "guessed cookie",
    "another patient",
    "therapist of others",
    "therapist whose care was ended",
    "therapist who only asked",
    "administrator",
    "own therapist, switched off",
    "own therapist, signed out",
)
WITH_A_PERSON = INTRUDERS[2:7]
"""Those who are signed in, and have records or patients of their own."""


def make_clinic(database: Database) -> Clinic:
    """Everybody, on an empty database."""
    patient = _member(database, NAME, Role.PATIENT, account=False)
    keys = keys_of_filled(database, patient.id, MARKER)
    with database.writing() as session:
        # What was filled in about signing in and care would be somebody's own road in.
        for row in (CareLinkRow, SignInRow):
            session.execute(delete(row))
        session.execute(delete(AccountRow))
        for table in tables():
            if "retired_at" in table.columns:
                session.execute(update(table).values(retired_at=None))
        session.execute(update(SittingRow).values(ended_at=None, seen_at=clock.now()))
        session.execute(update(WatchRow).values(ended_at=None))
    add_account(database, patient.id, Password("vera", "a long password"))
    own = _member(database, "Own therapist", Role.THERAPIST)
    others = _member(database, "Therapist of others", Role.THERAPIST)
    ended = _member(database, "Therapist before", Role.THERAPIST)
    asked = _member(database, "Therapist who asked", Role.THERAPIST)
    off = _member(database, "Therapist switched off", Role.THERAPIST)
    out = _member(database, "Therapist signed out", Role.THERAPIST)
    other = _member(database, "Another patient", Role.PATIENT)
    admin = _member(database, "Administrator", Role.ADMIN)
    _link(database, own, patient)
    for therapist in (ended, asked, off, out):
        ask_for(database, patient.id, therapist.id, by=own)
    for therapist in (ended, off, out):
        agree(database, patient.id, therapist.id)
    end_care(database, patient.id, ended.id, by=patient.id)
    of_off = begin_sign_in(database, off.id, "Phone").secret
    set_state(database, off.id, AccountState.DISABLED, by=admin.id)
    signed_out = begin_sign_in(database, out.id, "Phone").secret
    left = visitor_of(database, signed_out)
    assert left is not None
    end_sign_in(database, out.id, left.sign_in)

    def here(person: Person) -> tuple[str, Person]:
        return begin_sign_in(database, person.id, "Phone").secret, person

    found = dict(
        zip(
            INTRUDERS,
            (
                (None, None),
                ("x" * 43, None),
                here(other),
                here(others),
                here(ended),
                here(asked),
                here(admin),
                (of_off, None),
                (signed_out, None),
            ),
            strict=True,
        )
    )
    intruders = {name: Intruder(name, *who) for name, who in found.items()}
    return Clinic(database, patient, keys, own, intruders)


def gives_away(*said: object) -> bool:
    """Whether anything of the patient stands in what was said."""
    return any(word in repr(one) or word in str(one) for one in said for word in (MARKER, NAME))


def come_in(database: Database, cookie: str | None, patient: PersonId) -> Care:
    """The one road to records: whoever the cookie says, and only if they may.

    Raises:
        NotFoundError: they may not.
    """
    found = visitor_of(database, cookie)
    if found is None:
        raise NotFoundError("Nobody is signed in.")
    return open_care(database, found.person, patient)


def _member(database: Database, name: str, role: Role, *, account: bool = True) -> Person:
    person = add_person(database, name, role)
    if account:
        login = name.lower().replace(" ", ".")
        add_account(database, person.id, Password(login, "a long password"))
    return person


def _link(database: Database, therapist: Person, patient: Person) -> None:
    with database.writing() as session:
        session.add(
            CareLinkRow(
                therapist_id=therapist.id,
                patient_id=patient.id,
                offered_at=clock.now(),
                agreed_at=clock.now(),
            )
        )
