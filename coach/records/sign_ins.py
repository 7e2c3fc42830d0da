"""The devices that are signed in. Their secret is in a cookie; here is only its fingerprint."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NewType
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coach import clock
from coach.accounts.lasting import OTHERS_DATA, OWN_DATA, Lasting
from coach.accounts.secret import fingerprint, new_secret
from coach.records.account_models import AccountRow, SignInRow
from coach.records.auditing import Deed, note
from coach.records.care_entries import AccountState
from coach.records.database import Database
from coach.records.entries import Person, PersonId, Role
from coach.records.errors import NotFoundError, StorageError
from coach.records.models import PersonRow
from coach.records.people import present, to_person
from coach.records.text import storable

SignInId = NewType("SignInId", UUID)

_SEEN_AGAIN: Final = timedelta(minutes=1)
"""A sign-in that is used all the time is written down this often."""

_NO_SUCH_SIGN_IN = "This device is signed out already."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in, and by which sign-in."""

    person: Person
    sign_in: SignInId


@dataclass(frozen=True, slots=True)
class SignIn:
    """A device that is signed in."""

    id: SignInId
    device: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewSignIn:
    """The secret for the cookie, which nobody can read again, and how long it may last."""

    secret: str
    lasts: timedelta


def lasting(role: Role) -> Lasting:
    """How long somebody of this role stays signed in."""
    return OWN_DATA if role is Role.PATIENT else OTHERS_DATA


def begin_sign_in(database: Database, person: PersonId, device: str) -> NewSignIn:
    """Sign a device in; whoever calls has made sure that it is this person.

    Raises:
        NotFoundError: the person has no account, or it is switched off.
        StorageError: the log can't be written.
    """
    secret = new_secret()
    now = clock.now()
    with database.writing() as session:
        account, owner = _active(session, person)
        lasts = lasting(owner.role).whole
        session.add(
            SignInRow(
                id=uuid4(),
                token_hash=fingerprint(secret),
                person_id=person,
                device=storable(device)[:200],
                created_at=now,
                seen_at=now,
                expires_at=now + lasts,
            )
        )
        account.signed_in_at = now
        note(session, Deed.SIGNED_IN, actor=person, about=person, detail=device[:200])
    return NewSignIn(secret, lasts)


def visitor_of(database: Database, secret: str | None) -> Visitor | None:
    """Who is signed in with this secret now; None as soon as it ended, for whatever reason.

    Raises:
        StorageError: the log can't be read.
    """
    if not secret:
        return None
    with database.reading() as session:
        found = _holding(session, SignInRow.token_hash == fingerprint(secret))
        if found is None:
            return None
        row, owner = found
        visitor = Visitor(to_person(owner), SignInId(row.id))
        seen_at = row.seen_at
    if clock.now() - seen_at >= _SEEN_AGAIN:
        _seen(database, visitor.sign_in)
    return visitor


def holds(database: Database, person: PersonId, sign_in: SignInId) -> bool:
    """Whether this sign-in of this person is still good.

    Raises:
        StorageError: the log can't be read.
    """
    with database.reading() as session:
        found = _holding(session, SignInRow.id == sign_in)
        return found is not None and found[0].person_id == person


def devices(database: Database, person: PersonId) -> list[SignIn]:
    """Where the person is signed in, the last used first.

    Raises:
        StorageError: the log can't be read.
    """
    query = select(SignInRow).where(SignInRow.person_id == person, SignInRow.ended_at.is_(None))
    now = clock.now()
    with database.reading() as session:
        owner = session.get(PersonRow, person)
        if owner is None:
            return []
        rule = lasting(owner.role)
        rows = [
            row
            for row in session.scalars(query.order_by(SignInRow.seen_at.desc(), SignInRow.id))
            if rule.holds(row.seen_at, row.expires_at, now)
        ]
        return [
            SignIn(SignInId(row.id), row.device, row.created_at, row.seen_at, row.expires_at)
            for row in rows
        ]


def end_sign_in(database: Database, person: PersonId, sign_in: SignInId) -> None:
    """Sign one device of this person out.

    Raises:
        NotFoundError: this person has no such sign-in, or it has ended.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        row = session.get(SignInRow, sign_in)
        if row is None or row.person_id != person or row.ended_at is not None:
            raise NotFoundError(_NO_SUCH_SIGN_IN)
        row.ended_at = clock.now()
        note(session, Deed.SIGNED_OUT, actor=person, about=person, detail=row.device)


def end_other_sign_ins(database: Database, person: PersonId, keep: SignInId | None) -> None:
    """Sign all devices of this person out, but the one to ``keep``.

    Raises:
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        end_every(session, person, keep)
        note(session, Deed.SIGNED_OUT, actor=person, about=person, detail="all other devices")


def end_every(session: Session, person: PersonId, keep: SignInId | None = None) -> None:
    """The same inside a transaction."""
    ending = update(SignInRow).where(SignInRow.person_id == person, SignInRow.ended_at.is_(None))
    if keep is not None:
        ending = ending.where(SignInRow.id != keep)
    session.execute(ending.values(ended_at=clock.now()))


def _active(session: Session, person: PersonId) -> tuple[AccountRow, PersonRow]:
    account, owner = session.get(AccountRow, person), present(session, person)
    if account is None or owner is None or account.state is not AccountState.ACTIVE:
        raise NotFoundError("This account is switched off: please ask your clinic.")
    return account, owner


def _holding(session: Session, which: object) -> tuple[SignInRow, PersonRow] | None:
    query = (
        select(SignInRow, PersonRow)
        .join(PersonRow, PersonRow.id == SignInRow.person_id)
        .join(AccountRow, AccountRow.person_id == SignInRow.person_id)
        .where(
            which,  # type: ignore[arg-type]
            SignInRow.ended_at.is_(None),
            AccountRow.state == AccountState.ACTIVE,
            PersonRow.deleted_at.is_(None),
        )
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    row, owner = found
    if not lasting(owner.role).holds(row.seen_at, row.expires_at, clock.now()):
        return None
    return row, owner


def _seen(database: Database, sign_in: SignInId) -> None:
    try:
        with database.writing() as session:
            row = session.get(SignInRow, sign_in)
            if row is not None:
                row.seen_at = clock.now()
    except StorageError as error:
        # Whoever only reads need not be sent away because the disk is full.
        _log.warning("a sign-in could not be written down as used", exc_info=error)
