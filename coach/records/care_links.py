"""Which therapist cares for which patient: the patient agrees, and either of them may end it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UnaryExpression, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from coach import clock
from coach.records.access import cares_for, lasting_link
from coach.records.account_models import AccountRow, CareLinkRow
from coach.records.auditing import Deed, note
from coach.records.care_entries import AccountState, ConsentKind
from coach.records.care_models import AnswerRow, DiaryRow, SessionRow
from coach.records.consents import give_consents
from coach.records.database import Database
from coach.records.entries import NO_SUCH_PERSON, Person, PersonId, Role
from coach.records.errors import NotFoundError
from coach.records.models import PersonRow, SetRow
from coach.records.people import to_person

_Latest = tuple[
    InstrumentedAttribute[UUID],
    InstrumentedAttribute[datetime],
    tuple[UnaryExpression[Any], ...],
]

# The order in which an index finds the latest at once.
_ACTIVITY: tuple[_Latest, ...] = (
    (SetRow.patient_id, SetRow.performed_at, (SetRow.performed_at.desc(),)),
    (DiaryRow.patient_id, DiaryRow.at, (DiaryRow.day.desc(), DiaryRow.at.desc())),
    (SessionRow.patient_id, SessionRow.started_at, (SessionRow.day.desc(),)),
    (AnswerRow.patient_id, AnswerRow.answered_at, (AnswerRow.answered_at.desc(),)),
)


@dataclass(frozen=True, slots=True)
class OwnPatient:
    """A patient of a therapist.

    ``joined`` is whether they have come, ``agreed`` whether the therapist may see their records;
    ``active_at`` is when they last did or told something.
    """

    person: Person
    joined: bool
    agreed: bool
    active_at: datetime | None


@dataclass(frozen=True, slots=True)
class Carer:
    """A therapist who sees a patient's records, or, without ``agreed_at``, asks to."""

    person: Person
    offered_at: datetime
    agreed_at: datetime | None


def patients_of(database: Database, therapist: PersonId) -> list[OwnPatient]:
    """The therapist's patients, by name; nothing of those who have not agreed but the name.

    Raises:
        StorageError: the log can't be read.
    """
    query = (
        select(CareLinkRow, PersonRow, AccountRow)
        .join(PersonRow, PersonRow.id == CareLinkRow.patient_id)
        .outerjoin(AccountRow, AccountRow.person_id == CareLinkRow.patient_id)
        .where(
            CareLinkRow.therapist_id == therapist,
            CareLinkRow.ended_at.is_(None),
            PersonRow.deleted_at.is_(None),
        )
        .order_by(func.lower(PersonRow.display_name), PersonRow.id)
    )
    with database.reading() as session:
        rows = session.execute(query).all()
        seen = [link.patient_id for link, _, account in rows if link.agreed_at or not account]
        active = active_at(session, seen)
        return [
            OwnPatient(
                to_person(person),
                account is not None,
                link.agreed_at is not None or account is None,
                active.get(person.id),
            )
            for link, person, account in rows
        ]


def carers_of(database: Database, patient: PersonId) -> list[Carer]:
    """Who sees this patient's records or asks to, the first first.

    Raises:
        StorageError: the log can't be read.
    """
    query = (
        select(CareLinkRow, PersonRow)
        .join(PersonRow, PersonRow.id == CareLinkRow.therapist_id)
        .where(CareLinkRow.patient_id == patient, CareLinkRow.ended_at.is_(None))
        .order_by(CareLinkRow.id)
    )
    with database.reading() as session:
        return [
            Carer(to_person(person), link.offered_at, link.agreed_at)
            for link, person in session.execute(query)
        ]


def colleagues(database: Database, therapist: PersonId) -> list[Person]:
    """The other therapists who may sign in, by name.

    Raises:
        StorageError: the log can't be read.
    """
    query = (
        select(PersonRow)
        .join(AccountRow, AccountRow.person_id == PersonRow.id)
        .where(
            PersonRow.role == Role.THERAPIST,
            PersonRow.id != therapist,
            PersonRow.deleted_at.is_(None),
            AccountRow.state == AccountState.ACTIVE,
        )
        .order_by(func.lower(PersonRow.display_name), PersonRow.id)
    )
    with database.reading() as session:
        return [to_person(row) for row in session.scalars(query)]


def ask_for(database: Database, patient: PersonId, colleague: PersonId, *, by: Person) -> None:
    """Ask a patient whether a colleague may care for them too; asking twice is harmless.

    Raises:
        NotFoundError: it is no patient of theirs, or no colleague.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        other = session.get(PersonRow, colleague)
        if (
            by.role is not Role.THERAPIST
            or not cares_for(session, by.id, patient)
            or other is None
            or other.role is not Role.THERAPIST
        ):
            raise NotFoundError(NO_SUCH_PERSON)
        if lasting_link(session, colleague, patient) is None:
            session.add(
                CareLinkRow(therapist_id=colleague, patient_id=patient, offered_at=clock.now())
            )
            note(session, Deed.CARE_ASKED, actor=by.id, about=patient)


def agree(
    database: Database,
    patient: PersonId,
    therapist: PersonId,
    *,
    consents: Sequence[ConsentKind] = (),
    until: datetime | None = None,
) -> None:
    """The patient lets a therapist who asked see the records.

    ``consents`` are kinds of data that the patient agrees to at the same time, ``until`` their end.

    Raises:
        NotFoundError: this therapist has not asked.
        ValueError: ``until`` is past.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        link = lasting_link(session, therapist, patient)
        if link is None:
            raise NotFoundError(NO_SUCH_PERSON)
        if link.agreed_at is None:
            link.agreed_at = clock.now()
            note(session, Deed.CARE_AGREED, actor=patient, about=patient)
        give_consents(session, patient, consents, until)


def end_care(database: Database, patient: PersonId, therapist: PersonId, *, by: PersonId) -> None:
    """From now on the therapist sees nothing of the patient; either of them may say so.

    Raises:
        NotFoundError: there is no such link, or somebody else asks.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        link = lasting_link(session, therapist, patient)
        if link is None or by not in (patient, therapist):
            raise NotFoundError(NO_SUCH_PERSON)
        link.ended_at = clock.now()
        note(session, Deed.CARE_ENDED, actor=by, about=patient)


def active_at(session: Session, patients: Collection[UUID]) -> Mapping[UUID, datetime]:
    """When each of these people last did or told something; those who never did are not there."""
    latest = [
        select(when).where(whose == PersonRow.id).order_by(*order).limit(1).scalar_subquery()
        for whose, when, order in _ACTIVITY
    ]
    query: Any = select(PersonRow.id, *latest).where(PersonRow.id.in_(patients))
    told = {person: [at for at in moments if at] for person, *moments in session.execute(query)}
    return {person: max(moments) for person, moments in told.items() if moments}
