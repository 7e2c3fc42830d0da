"""Who may sign in, by which name, and with what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach import clock
from coach.accounts.login import clean_login, same_login
from coach.accounts.password import check_new_password, hash_password
from coach.records.account_models import AccountRow
from coach.records.auditing import Deed, note
from coach.records.care_entries import AccountState
from coach.records.database import Database
from coach.records.entries import Person, PersonId, Role
from coach.records.errors import NotFoundError
from coach.records.models import PersonRow
from coach.records.people import present, require_person, to_person
from coach.records.sign_ins import end_every
from poses.errors import UserFacingError

_NO_SUCH_ACCOUNT = "Nobody signs in here by this name: look at the list of accounts."


class LoginTakenError(UserFacingError):
    """Somebody else signs in by this name, or with this outside account."""


@dataclass(frozen=True, slots=True)
class Account:
    """How a person signs in; nothing in it helps anybody to do so."""

    person: Person
    login: str
    state: AccountState
    created_at: datetime
    signed_in_at: datetime | None
    has_password: bool


@dataclass(frozen=True, slots=True)
class Password:
    """Signing in with a password of this app."""

    login: str
    password: str


@dataclass(frozen=True, slots=True)
class Outside:
    """Signing in with the clinic's own service: ``subject`` names the account there."""

    login: str
    subject: str


@dataclass(frozen=True, slots=True)
class ReadyWay:
    """A way to sign in that was looked at, and whose password is a hash."""

    login: str
    password_hash: str | None
    subject: str | None


def ready(way: Password | Outside) -> ReadyWay:
    """Look at a wished way to sign in, outside any transaction: hashing takes its time.

    Raises:
        LoginError, PasswordError: these can't be name or password.
    """
    login = clean_login(way.login)
    if isinstance(way, Outside):
        return ReadyWay(login, None, way.subject)
    check_new_password(way.password, login)
    return ReadyWay(login, hash_password(way.password), None)


def add_account(database: Database, person: PersonId, way: Password | Outside) -> None:
    """Let a person sign in.

    Raises:
        NotFoundError: there is no such person.
        LoginError, PasswordError: these can't be name or password.
        LoginTakenError: another account has them, or the person has one already.
        StorageError: the log can't be written.
    """
    checked = ready(way)
    with database.writing() as session:
        require_person(session, person, lock=True)
        insert_account(session, person, checked)
        note(session, Deed.JOINED, actor=person, about=person)


def insert_account(session: Session, person: PersonId, way: ReadyWay) -> None:
    """The same inside a transaction that has made sure of the person.

    Raises:
        LoginTakenError: another account has them, or the person has one already.
    """
    if session.get(AccountRow, person) is not None:
        raise LoginTakenError("This person has an account already: sign in with it.")
    if session.scalar(select(AccountRow).where(AccountRow.login == way.login)) is not None:
        raise LoginTakenError("Somebody else here has this name: please choose another one.")
    if way.subject is not None and session.scalar(
        select(AccountRow).where(AccountRow.oidc_subject == way.subject)
    ):
        raise LoginTakenError("This sign-in of your clinic belongs to another account here.")
    now = clock.now()
    session.add(
        AccountRow(
            person_id=person,
            login=way.login,
            password_hash=way.password_hash,
            oidc_subject=way.subject,
            state=AccountState.ACTIVE,
            created_at=now,
            password_changed_at=now if way.password_hash else None,
        )
    )
    session.flush()


def accounts(database: Database) -> list[Account]:
    """All accounts of people who have not left, by name.

    Raises:
        StorageError: the log can't be read.
    """
    query = (
        select(AccountRow, PersonRow)
        .join(PersonRow, PersonRow.id == AccountRow.person_id)
        .where(PersonRow.deleted_at.is_(None))
        .order_by(AccountRow.login)
    )
    with database.reading() as session:
        return [_account(row, person) for row, person in session.execute(query)]


def is_empty(database: Database) -> bool:
    """Whether nobody can sign in yet, because nobody ever joined.

    Raises:
        StorageError: the log can't be read.
    """
    with database.reading() as session:
        return session.scalar(select(AccountRow.person_id).limit(1)) is None


def account_of(database: Database, person: PersonId) -> Account | None:
    """How this person signs in, or None if they don't.

    Raises:
        StorageError: the log can't be read.
    """
    with database.reading() as session:
        row, owner = session.get(AccountRow, person), present(session, person)
        if row is None or owner is None:
            return None
        return _account(row, owner)


def find_account(database: Database, login: str) -> Account:
    """The account of this name.

    Raises:
        NotFoundError: there is none.
        StorageError: the log can't be read.
    """
    with database.reading() as session:
        row = session.scalar(select(AccountRow).where(AccountRow.login == same_login(login)))
        owner = present(session, row.person_id) if row else None
        if row is None or owner is None:
            raise NotFoundError(_NO_SUCH_ACCOUNT)
        return _account(row, owner)


def set_state(
    database: Database, person: PersonId, state: AccountState, *, by: PersonId | None
) -> None:
    """Switch an account off, which ends its sign-ins, or on again.

    ``by`` is an administrator, or None for whoever runs the installation.

    Raises:
        NotFoundError: the person has no account, or whoever asks is no administrator.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        if by is not None and require_person(session, by).role is not Role.ADMIN:
            raise NotFoundError(_NO_SUCH_ACCOUNT)
        row = session.get(AccountRow, person)
        if row is None:
            raise NotFoundError(_NO_SUCH_ACCOUNT)
        row.state = state
        off = state is AccountState.DISABLED
        if off:
            end_every(session, person)
        note(session, Deed.DISABLED if off else Deed.ENABLED, actor=by, about=person)


def _account(row: AccountRow, owner: PersonRow) -> Account:
    return Account(
        to_person(owner),
        row.login,
        row.state,
        row.created_at,
        row.signed_in_at,
        row.password_hash is not None,
    )
