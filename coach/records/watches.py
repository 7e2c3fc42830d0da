"""Each time that a therapist asked to watch a sitting, and what the patient said.

This is what can be read afterwards. Whether somebody watches *now* is decided by the process in
which the sitting goes on, from its own memory: see ``coach/web/live/sharing.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.auditing import note
from coach.records.database import Database
from coach.records.entries import Person, PersonId
from coach.records.errors import NotFoundError
from coach.records.review_models import WatchRow
from coach.records.sittings import NO_SUCH_SITTING, watchable

WatchId = NewType("WatchId", UUID)


class WatchDeed(StrEnum):
    """What the audit trail tells of it."""

    ASKED = "watch_asked"
    ALLOWED = "watch_allowed"
    ENDED = "watch_ended"


@dataclass(frozen=True, slots=True)
class Watch:
    """One time; ``granted_at`` is None where the patient did not allow it."""

    id: WatchId
    watcher: PersonId | None
    sitting: UUID
    asked_at: datetime
    granted_at: datetime | None
    ended_at: datetime | None


def ask_to_watch(database: Database, therapist: Person, sitting: UUID) -> WatchId:
    """A therapist asks; it allows nothing yet.

    Raises:
        NotFoundError: the sitting is over, or no patient's of theirs.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        live = watchable(session, therapist, sitting)
        row = WatchRow(
            patient_id=live.patient.id,
            watcher_id=therapist.id,
            sitting_id=sitting,
            asked_at=clock.now(),
        )
        session.add(row)
        session.flush()
        note(
            session,
            WatchDeed.ASKED,
            actor=therapist.id,
            about=live.patient.id,
            detail=live.exercise,
        )
        return WatchId(row.id)


def note_allowed(database: Database, patient: PersonId, watch: WatchId) -> None:
    """The patient said yes.

    Raises:
        NotFoundError: nobody asked this patient so, or it is over.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        row = _lasting(session, patient, watch)
        if row is None:
            raise NotFoundError(NO_SUCH_SITTING)
        if row.granted_at is None:
            row.granted_at = clock.now()
            note(session, WatchDeed.ALLOWED, actor=patient, about=patient, detail=_name(row))


def note_ended(database: Database, patient: PersonId, watch: WatchId, *, by: PersonId) -> None:
    """Nobody watches, or asks, so any more; said by the patient or by whoever asked.

    Anybody else's word, or of any other patient, changes nothing.

    Raises:
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        row = _lasting(session, patient, watch)
        if row is not None and by in (patient, row.watcher_id):
            row.ended_at = clock.now()
            note(session, WatchDeed.ENDED, actor=by, about=patient, detail=_name(row))


def watches_of(database: Database, patient: PersonId) -> list[Watch]:
    """Every time that somebody asked to watch this patient, the latest first.

    Raises:
        StorageError: the log can't be read.
    """
    query = (
        select(WatchRow)
        .where(WatchRow.patient_id == patient)
        .order_by(WatchRow.asked_at.desc(), WatchRow.id)
    )
    with database.reading() as session:
        return [
            Watch(
                WatchId(row.id),
                None if row.watcher_id is None else PersonId(row.watcher_id),
                row.sitting_id,
                row.asked_at,
                row.granted_at,
                row.ended_at,
            )
            for row in session.scalars(query)
        ]


def _lasting(session: Session, patient: PersonId, watch: WatchId) -> WatchRow | None:
    row = session.get(WatchRow, watch)
    return row if row is not None and row.patient_id == patient and row.ended_at is None else None


def _name(row: WatchRow) -> str:
    """What the entries of one time have in common."""
    return str(row.id)
