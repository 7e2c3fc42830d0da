"""Links by which somebody joins or takes a new password: each works once, for some days.

Whoever is invited is a person from that moment on, so that their plan can be prepared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coach import clock
from coach.accounts.lasting import INVITATION
from coach.accounts.secret import fingerprint, new_secret
from coach.records.access import cares_for
from coach.records.account_models import AccountRow, CareLinkRow, InvitationRow
from coach.records.auditing import Deed, note
from coach.records.care_entries import AccountState, InvitationPurpose
from coach.records.database import Database
from coach.records.entries import NO_SUCH_PERSON, Person, PersonId, Role
from coach.records.errors import NotFoundError
from coach.records.models import PersonRow
from coach.records.people import new_person_row, present, require_person, to_person

InvitationId = NewType("InvitationId", UUID)

MAY_INVITE: Final = {
    Role.THERAPIST: frozenset({Role.PATIENT}),
    Role.ADMIN: frozenset({Role.THERAPIST, Role.ADMIN}),
    Role.PATIENT: frozenset[Role](),
}
"""Who invites whom; the command line invites everybody."""

GONE: Final = (
    "This link is not valid any more: it was used already, or it is too old. Please ask your "
    "clinic for a new one."
)


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """The secret for the link, which nobody can read again, and whom it is for."""

    secret: str
    person: PersonId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation; ``invited_by`` is None where the command line made it."""

    id: InvitationId
    purpose: InvitationPurpose
    person: Person
    invited_by: Person | None
    created_at: datetime
    expires_at: datetime


def invite(database: Database, name: str, role: Role, *, by: Person | None) -> NewInvitation:
    """Make a person known and a link for them; a therapist's patient is theirs to prepare for.

    Raises:
        ValueError: the name is empty.
        NotFoundError: whoever invites may not invite somebody of this role.
        StorageError: the log can't be written.
    """
    if by is not None and role not in MAY_INVITE.get(by.role, ()):
        raise NotFoundError(NO_SUCH_PERSON)
    row = new_person_row(name, role)
    with database.writing() as session:
        session.add(row)
        session.flush()
        person = to_person(row)
        if by is not None and role is Role.PATIENT:
            session.add(
                CareLinkRow(therapist_id=by.id, patient_id=person.id, offered_at=clock.now())
            )
        return _new(session, person, InvitationPurpose.JOIN, by)


def new_link(database: Database, person: PersonId, *, by: Person | None) -> NewInvitation:
    """A new link for somebody: to join, or once they have, to take a new password.

    Links from before stop working. With a new password every device is signed out.

    Raises:
        NotFoundError: whoever asks may not do that for this person, or there is no such person.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        owner = require_person(session, person, lock=True)
        _require_right(session, by, owner)
        joined = session.get(AccountRow, person) is not None
        _withdraw_links(session, person)
        purpose = InvitationPurpose.RESET if joined else InvitationPurpose.JOIN
        return _new(session, to_person(owner), purpose, by)


def withdraw_invitation(database: Database, person: PersonId, *, by: Person | None) -> None:
    """Make the links of a person useless; whoever has not come yet is no longer known here.

    Raises:
        NotFoundError: whoever asks may not do that for this person, or there is no such person.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        owner = require_person(session, person, lock=True)
        _require_right(session, by, owner)
        _withdraw_links(session, person)
        if session.get(AccountRow, person) is None and owner.handle is None:
            owner.deleted_at = clock.now()
            links = update(CareLinkRow).where(
                CareLinkRow.patient_id == person, CareLinkRow.ended_at.is_(None)
            )
            session.execute(links.values(ended_at=clock.now()))
        note(
            session,
            Deed.INVITATION_WITHDRAWN,
            actor=None if by is None else by.id,
            about=person,
        )


def look_up(database: Database, secret: str) -> Invitation:
    """What a link is for.

    Raises:
        NotFoundError: it is no link of ours, or was used or withdrawn, or is too old.
        StorageError: the log can't be read.
    """
    with database.reading() as session:
        return _invitation(session, open_row(session, secret))


def open_invitations(database: Database) -> dict[PersonId, Invitation]:
    """The links that still work, by whom they are for.

    Raises:
        StorageError: the log can't be read.
    """
    query = select(InvitationRow).where(
        InvitationRow.used_at.is_(None),
        InvitationRow.withdrawn_at.is_(None),
        InvitationRow.expires_at > clock.now(),
    )
    with database.reading() as session:
        rows = session.scalars(query.order_by(InvitationRow.created_at)).all()
        return {PersonId(row.person_id): _invitation(session, row) for row in rows}


def open_row(session: Session, secret: str, *, lock: bool = False) -> InvitationRow:
    """The row of a link that still works, inside a transaction.

    Raises:
        NotFoundError: it does not.
    """
    query = select(InvitationRow).where(InvitationRow.token_hash == fingerprint(secret))
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None or row.used_at or row.withdrawn_at or row.expires_at <= clock.now():
        raise NotFoundError(GONE)
    if present(session, row.person_id) is None:
        raise NotFoundError(GONE)
    account = session.get(AccountRow, row.person_id)
    if row.purpose is InvitationPurpose.JOIN and account is not None:
        raise NotFoundError(GONE)
    if row.purpose is InvitationPurpose.RESET and (
        account is None or account.state is not AccountState.ACTIVE
    ):
        raise NotFoundError(GONE)
    return row


def _require_right(session: Session, by: Person | None, person: PersonRow) -> None:
    if by is None or by.role is Role.ADMIN:
        return
    patient = person.role is Role.PATIENT
    if not (
        patient and by.role is Role.THERAPIST and cares_for(session, by.id, PersonId(person.id))
    ):
        raise NotFoundError(NO_SUCH_PERSON)


def _new(
    session: Session, person: Person, purpose: InvitationPurpose, by: Person | None
) -> NewInvitation:
    secret, now = new_secret(), clock.now()
    actor = None if by is None else by.id
    session.add(
        InvitationRow(
            id=uuid4(),
            token_hash=fingerprint(secret),
            purpose=purpose,
            person_id=person.id,
            role=person.role,
            invited_by=actor,
            created_at=now,
            expires_at=now + INVITATION,
        )
    )
    joining = purpose is InvitationPurpose.JOIN
    note(session, Deed.INVITED if joining else Deed.RESET_OFFERED, actor=actor, about=person.id)
    return NewInvitation(secret, person.id, now + INVITATION)


def _withdraw_links(session: Session, person: PersonId) -> None:
    still = update(InvitationRow).where(
        InvitationRow.person_id == person,
        InvitationRow.used_at.is_(None),
        InvitationRow.withdrawn_at.is_(None),
    )
    session.execute(still.values(withdrawn_at=clock.now()))


def _invitation(session: Session, row: InvitationRow) -> Invitation:
    by = None if row.invited_by is None else session.get(PersonRow, row.invited_by)
    return Invitation(
        InvitationId(row.id),
        row.purpose,
        to_person(session.get_one(PersonRow, row.person_id)),
        None if by is None else to_person(by),
        row.created_at,
        row.expires_at,
    )
