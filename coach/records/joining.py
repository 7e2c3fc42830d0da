"""Taking an invitation: with it come an account, and the agreement that the therapist may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from coach import clock
from coach.accounts.password import check_new_password, hash_password
from coach.records.access import lasting_link
from coach.records.account_models import AccountRow, InvitationRow
from coach.records.accounts import Outside, Password, insert_account, ready
from coach.records.auditing import Deed, note
from coach.records.care_entries import ConsentKind, InvitationPurpose
from coach.records.consents import give_consents
from coach.records.database import Database
from coach.records.entries import PersonId
from coach.records.errors import NotFoundError
from coach.records.invitations import GONE, open_row
from coach.records.models import PersonRow
from coach.records.people import name_of
from coach.records.sign_ins import end_every


def join(
    database: Database,
    secret: str,
    way: Password | Outside,
    *,
    name: str,
    consents: Sequence[ConsentKind] = (),
    until: datetime | None = None,
) -> PersonId:
    """Take an invitation; whoever calls has asked whether the therapist may see the records.

    ``consents`` are the kinds of data that the patient agrees to besides, ``until`` their end.

    Raises:
        NotFoundError: the link is not valid any more.
        ValueError: the name is empty, or ``until`` is past.
        LoginError, PasswordError: these can't be name or password.
        LoginTakenError: another account has them.
        StorageError: the log can't be written.
    """
    display_name, checked = name_of(name), ready(way)
    with database.writing() as session:
        row = _take(session, secret, InvitationPurpose.JOIN)
        person = PersonId(row.person_id)
        insert_account(session, person, checked)
        session.get_one(PersonRow, person).display_name = display_name
        note(session, Deed.JOINED, actor=person, about=person)
        if row.invited_by is not None:
            _agree(session, PersonId(row.invited_by), person)
        give_consents(session, person, consents, until)
        return person


def take_new_password(database: Database, secret: str, password: str) -> PersonId:
    """Take a link for a new password; every device is signed out.

    Raises:
        NotFoundError: the link is not valid any more.
        PasswordError: this can't be a password.
        StorageError: the log can't be written.
    """
    with database.reading() as session:
        row = open_row(session, secret)
        account = session.get(AccountRow, row.person_id)
        if account is None:  # it is a link to join
            raise NotFoundError(GONE)
        login = account.login
    check_new_password(password, login)
    kept = hash_password(password)
    with database.writing() as session:
        row = _take(session, secret, InvitationPurpose.RESET)
        person = PersonId(row.person_id)
        account = session.get_one(AccountRow, person)
        account.password_hash = kept
        account.password_changed_at = clock.now()
        end_every(session, person)
        note(session, Deed.PASSWORD_RESET, actor=person, about=person)
        return person


def _take(session: Session, secret: str, purpose: InvitationPurpose) -> InvitationRow:
    row = open_row(session, secret, lock=True)
    if row.purpose is not purpose:
        raise NotFoundError(GONE)
    row.used_at = clock.now()
    return row


def _agree(session: Session, therapist: PersonId, patient: PersonId) -> None:
    link = lasting_link(session, therapist, patient)
    if link is not None:
        link.agreed_at = clock.now()
        note(session, Deed.CARE_AGREED, actor=patient, about=patient)
