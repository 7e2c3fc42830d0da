"""Making sure that somebody is who they say: with a password, or by the clinic's own service."""

from __future__ import annotations

from sqlalchemy import select

from coach import clock
from coach.accounts.login import same_login
from coach.accounts.password import check_new_password, hash_password, verify
from coach.records.account_models import AccountRow
from coach.records.attempts import begin_attempt, succeed
from coach.records.auditing import Deed, note
from coach.records.care_entries import AccountState
from coach.records.database import Database
from coach.records.entries import PersonId
from coach.records.errors import NotFoundError
from coach.records.people import present
from coach.records.sign_ins import SignInId, end_every
from poses.errors import UserFacingError


class NotLetInError(UserFacingError):
    """Name and password don't go together, or the account is switched off."""


_UNKNOWN = (
    "Name and password don't go together. Please look at both and try once more: large and small "
    "letters of the password count."
)
_OFF = "This account is switched off. Please ask your clinic to switch it on again."
_STRANGER = (
    "This sign-in is not known here yet. Please open the link of your invitation, or ask your "
    "clinic for one."
)


def check_password(database: Database, login: str, password: str, address: str) -> PersonId:
    """Who this is.

    It takes as long, and sounds the same, whether or not there is such a name.

    Raises:
        NotLetInError: name and password don't go together, or the account is switched off.
        WaitError: too many tries have failed.
        StorageError: the log can't be read or written.
    """
    attempt = begin_attempt(database, login, address)
    with database.reading() as session:
        row = session.scalar(select(AccountRow).where(AccountRow.login == same_login(login)))
        kept = None if row is None else row.password_hash
    verdict = verify(kept, password)
    if row is None or not verdict.right:
        raise NotLetInError(_UNKNOWN)
    person = PersonId(row.person_id)
    with database.writing() as session:
        account = session.get(AccountRow, person)
        if account is None or present(session, person) is None:
            raise NotLetInError(_UNKNOWN)
        if account.password_hash != kept:  # it was changed in this very moment
            raise NotLetInError(_UNKNOWN)
        succeed(session, attempt)
        off = account.state is not AccountState.ACTIVE
        if verdict.renewed is not None:
            account.password_hash = verdict.renewed
    if off:
        raise NotLetInError(_OFF)
    return person


def check_outside(database: Database, subject: str) -> PersonId:
    """Who this is whom the clinic's own service vouches for.

    Raises:
        NotLetInError: nobody here has joined with this account there, or it is switched off.
        StorageError: the log can't be read.
    """
    with database.reading() as session:
        row = session.scalar(select(AccountRow).where(AccountRow.oidc_subject == subject))
        if row is None or present(session, row.person_id) is None:
            raise NotLetInError(_STRANGER)
        if row.state is not AccountState.ACTIVE:
            raise NotLetInError(_OFF)
        return PersonId(row.person_id)


def change_password(
    database: Database,
    person: PersonId,
    old: str,
    new: str,
    *,
    address: str,
    keep: SignInId | None,
) -> None:
    """Take another password; every device but the one to ``keep`` is signed out.

    Raises:
        NotFoundError: the person signs in without a password, or not at all.
        NotLetInError: the old password is another one.
        WaitError: too many tries have failed.
        PasswordError: the new one can't be a password.
        StorageError: the log can't be read or written.
    """
    with database.reading() as session:
        row = session.get(AccountRow, person)
        if row is None or row.password_hash is None:
            raise NotFoundError("There is no password to change here.")
        login = row.login
    check_new_password(new, login)
    try:
        check_password(database, login, old, address)
    except NotLetInError:
        raise NotLetInError(
            "Your password up to now is another one. Please look at it and try once more."
        ) from None
    kept = hash_password(new)
    with database.writing() as session:
        account = session.get(AccountRow, person)
        if account is None:
            raise NotFoundError("There is no password to change here.")
        account.password_hash = kept
        account.password_changed_at = clock.now()
        end_every(session, person, keep)
        note(session, Deed.PASSWORD_CHANGED, actor=person, about=person)
