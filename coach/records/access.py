"""Who may open whose records."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach.records.account_models import AccountRow, CareLinkRow
from coach.records.care import Care
from coach.records.database import Database
from coach.records.entries import NO_SUCH_PERSON, Person, PersonId, Role
from coach.records.errors import NotFoundError
from coach.records.people import find_person


def open_care(database: Database, viewer: Person, patient: PersonId) -> Care:
    """A patient's records for the person at the screen.

    Everybody may open their own; a therapist those of patients who agreed and have not ended it,
    and of those whom they invited as long as these have not come yet: there is nothing in them but
    what the therapist prepares.

    Raises:
        NotFoundError: the viewer may not, told exactly as for a patient who does not exist.
        StorageError: the log can't be read.
    """
    if viewer.id != patient:
        with database.reading() as session:
            if viewer.role is not Role.THERAPIST or not cares_for(session, viewer.id, patient):
                raise NotFoundError(NO_SUCH_PERSON)
    return Care(database, find_person(database, patient), viewer.id)


def cares_for(session: Session, therapist: PersonId, patient: PersonId) -> bool:
    """Whether a therapist has a lasting link to a patient that lets them see the records."""
    link = lasting_link(session, therapist, patient)
    if link is None:
        return False
    return link.agreed_at is not None or session.get(AccountRow, patient) is None


def lasting_link(session: Session, therapist: PersonId, patient: PersonId) -> CareLinkRow | None:
    """The link between these two that nobody has ended, agreed to or not."""
    query = select(CareLinkRow).where(
        CareLinkRow.therapist_id == therapist,
        CareLinkRow.patient_id == patient,
        CareLinkRow.ended_at.is_(None),
    )
    return session.scalar(query)
