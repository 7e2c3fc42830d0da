"""The live sittings that go on now, in whichever process: so that a therapist finds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.access import cares_for
from coach.records.account_models import CareLinkRow
from coach.records.database import Database
from coach.records.entries import Person, PersonId, Role
from coach.records.errors import NotFoundError
from coach.records.models import PersonRow
from coach.records.people import present, to_person
from coach.records.review_models import SittingRow

HEARTBEAT_S: Final = 15.0
"""A sitting that goes on says so this often."""

LIVE_WITHIN: Final = timedelta(seconds=60)
"""A sitting that has said nothing for this long goes on no more, as after a power cut."""

FORGOTTEN_AFTER: Final = timedelta(days=1)
"""Older lines go when a new sitting begins: nobody looks for them; an engineering default."""

NO_SUCH_SITTING: Final = "This sitting is over, or not yours to watch."


@dataclass(frozen=True, slots=True)
class LiveSitting:
    """Somebody exercises now; ``worker`` is the process in which it goes on."""

    id: UUID
    patient: Person
    exercise: str
    worker: str
    begun_at: datetime


def note_sitting(
    database: Database, sitting: UUID, patient: PersonId, exercise: str, worker: str
) -> None:
    """A sitting of this patient goes on in this process; said again and again while it does.

    ``exercise`` is its name for people.

    Raises:
        NotFoundError: the sitting is another patient's.
        StorageError: the log can't be written.
    """
    now = clock.now()
    with database.writing() as session:
        row = session.get(SittingRow, sitting)
        if row is None:
            forgotten = delete(SittingRow).where(
                SittingRow.patient_id == patient, SittingRow.seen_at < now - FORGOTTEN_AFTER
            )
            session.execute(forgotten)
            row = SittingRow(id=sitting, patient_id=patient, begun_at=now)
            session.add(row)
        elif row.patient_id != patient:
            raise NotFoundError(NO_SUCH_SITTING)
        row.exercise, row.worker, row.seen_at, row.ended_at = exercise, worker, now, None


def end_sitting(database: Database, sitting: UUID, patient: PersonId) -> None:
    """A sitting of this patient goes on no more; saying it of any other changes nothing.

    Raises:
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        row = session.get(SittingRow, sitting)
        if row is not None and row.patient_id == patient and row.ended_at is None:
            row.ended_at = clock.now()


def sittings_for(database: Database, therapist: Person) -> list[LiveSitting]:
    """Who of this therapist's patients exercises now, by name.

    Raises:
        StorageError: the log can't be read.
    """
    if therapist.role is not Role.THERAPIST:
        return []
    query = (
        select(SittingRow, PersonRow)
        .join(PersonRow, PersonRow.id == SittingRow.patient_id)
        .join(CareLinkRow, CareLinkRow.patient_id == SittingRow.patient_id)
        .where(
            CareLinkRow.therapist_id == therapist.id,
            CareLinkRow.agreed_at.is_not(None),
            CareLinkRow.ended_at.is_(None),
            PersonRow.deleted_at.is_(None),
            SittingRow.ended_at.is_(None),
            SittingRow.seen_at > clock.now() - LIVE_WITHIN,
        )
        .order_by(PersonRow.display_name, SittingRow.begun_at, SittingRow.id)
    )
    with database.reading() as session:
        return [_to_sitting(row, person) for row, person in session.execute(query)]


def find_sitting(database: Database, therapist: Person, sitting: UUID) -> LiveSitting:
    """One of them.

    Raises:
        NotFoundError: it is over, or no patient's of theirs, told exactly as if it did not exist.
        StorageError: the log can't be read.
    """
    with database.reading() as session:
        return watchable(session, therapist, sitting)


def watchable(session: Session, therapist: Person, sitting: UUID) -> LiveSitting:
    """The same inside a transaction.

    Raises:
        NotFoundError: as above.
    """
    row = session.get(SittingRow, sitting)
    if (
        row is None
        or row.ended_at is not None
        or row.seen_at <= clock.now() - LIVE_WITHIN
        or therapist.role is not Role.THERAPIST
        or not cares_for(session, therapist.id, PersonId(row.patient_id))
        or (patient := present(session, PersonId(row.patient_id))) is None
    ):
        raise NotFoundError(NO_SUCH_SITTING)
    return _to_sitting(row, patient)


def _to_sitting(row: SittingRow, patient: PersonRow) -> LiveSitting:
    return LiveSitting(row.id, to_person(patient), row.exercise, row.worker, row.begun_at)
