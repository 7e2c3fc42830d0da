"""Who did what, and looked at whose records, when: written once, never changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.account_models import AuditRow
from coach.records.database import Database
from coach.records.entries import PersonId
from coach.records.models import PersonRow
from coach.records.text import storable

VIEW_AGAIN: Final = timedelta(hours=1)
"""Looking for longer, or again within this time, is the same look."""

LISTED_AGAIN: Final = timedelta(days=1)
"""The same of a line in the list of patients, which is drawn many times a day."""


class Deed(StrEnum):
    """What was done."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    PASSWORD_CHANGED = "password_changed"
    PASSWORD_RESET = "password_reset"
    INVITED = "invited"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    JOINED = "joined"
    RESET_OFFERED = "reset_offered"
    CARE_ASKED = "care_asked"
    CARE_AGREED = "care_agreed"
    CARE_ENDED = "care_ended"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    LISTED = "listed"
    VIEWED = "viewed"
    CHANGED = "changed"
    EXPORTED = "exported"
    EXPIRED = "expired"
    DISABLED = "disabled"
    ENABLED = "enabled"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """``actor`` did it, None from the command line; ``about`` is whose records or account."""

    at: datetime
    actor: PersonId | None
    about: PersonId | None
    deed: str
    detail: str


def note(
    session: Session,
    deed: Deed | str,
    *,
    actor: PersonId | None,
    about: PersonId | None = None,
    detail: str = "",
) -> None:
    """Write an event down inside a transaction: it is kept if what it tells of is."""
    session.add(
        AuditRow(
            at=clock.now(),
            actor_id=actor,
            patient_id=about,
            action=str(deed),
            detail=storable(detail),
        )
    )


def note_view(database: Database, actor: PersonId, patient: PersonId, what: str = "") -> None:
    """Write down that somebody looks at a patient's records, unless they did within the hour.

    ``what`` is a part of them that counts by itself, such as ``video:`` and the id of a set.

    Raises:
        StorageError: the log can't be written.
    """
    since = clock.now() - VIEW_AGAIN
    looked = select(AuditRow.id).where(
        AuditRow.patient_id == patient,
        AuditRow.at > since,
        AuditRow.actor_id == actor,
        AuditRow.action == Deed.VIEWED.value,
        AuditRow.detail == what,
    )
    with database.reading() as session:
        if session.scalar(looked.limit(1)) is not None:
            return
    with database.writing() as session:
        note(session, Deed.VIEWED, actor=actor, about=patient, detail=what)


def note_listed(database: Database, actor: PersonId, patients: Collection[PersonId]) -> None:
    """Write down that somebody saw a line with reasons about each of these patients, once a day.

    Raises:
        StorageError: the log can't be written.
    """
    known = select(AuditRow.patient_id).where(
        AuditRow.patient_id.in_(patients),
        AuditRow.at > clock.now() - LISTED_AGAIN,
        AuditRow.actor_id == actor,
        AuditRow.action == Deed.LISTED.value,
    )
    with database.reading() as session:
        fresh = set(patients) - set(session.scalars(known))
    if fresh:
        with database.writing() as session:
            for patient in fresh:
                note(session, Deed.LISTED, actor=actor, about=patient)


def note_export(
    database: Database, patient: PersonId, what: str, actor: PersonId | None = None
) -> None:
    """Write down that something of a patient leaves the app; None is the command line.

    Raises:
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        note(session, Deed.EXPORTED, actor=actor, about=patient, detail=what)


def audit_of(database: Database, person: PersonId, *, limit: int = 1000) -> list[AuditEvent]:
    """What was done about a person, the latest first.

    Raises:
        StorageError: the log can't be read.
    """
    query = (
        select(AuditRow)
        .where(AuditRow.patient_id == person)
        .order_by(AuditRow.at.desc(), AuditRow.id.desc())
        .limit(limit)
    )
    with database.reading() as session:
        return [
            AuditEvent(
                row.at,
                None if row.actor_id is None else PersonId(row.actor_id),
                None if row.patient_id is None else PersonId(row.patient_id),
                row.action,
                row.detail,
            )
            for row in session.scalars(query)
        ]


def names_of(database: Database, people: Iterable[PersonId]) -> Mapping[PersonId, str]:
    """What these people are called, also those who have left; who was erased is not there.

    Raises:
        StorageError: the log can't be read.
    """
    query = select(PersonRow.id, PersonRow.display_name).where(PersonRow.id.in_(set(people)))
    with database.reading() as session:
        return {PersonId(person): name for person, name in session.execute(query)}
