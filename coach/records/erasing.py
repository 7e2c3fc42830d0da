"""A person leaves: what is theirs goes, at once or when the law no longer asks for it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from coach import clock
from coach.records.account_models import AccountRow, CareLinkRow, InvitationRow, SignInRow
from coach.records.belonging import of_person, tables
from coach.records.care_entries import AccountState
from coach.records.database import Database
from coach.records.entries import PersonId, SetId
from coach.records.errors import StorageError
from coach.records.models import PersonRow, RecordingRow, SetRow
from coach.records.people import require_person
from coach.records.video_files import remove_video

_JOURNALS: Final = "*.set"


def leave(database: Database, person: PersonId, journals: Path, *, keep_days: int = 0) -> bool:
    """Delete a person's account and record; whether all of it is gone now.

    Where the law asks a clinic to keep records, ``keep_days`` says how long: the account and the
    videos go at once, nobody can open the record any more, and ``erase_due`` deletes it later.

    Raises:
        NotFoundError: there is no such person.
        StorageError: the log can't be written, or a video can't be deleted; nothing was changed.
    """
    with database.writing() as session:
        require_person(session, person, lock=True)
        if keep_days <= 0:
            _erase(session, database, person, journals)
            return True
        now = clock.now()
        session.execute(update(PersonRow).where(PersonRow.id == person).values(deleted_at=now))
        session.execute(
            update(AccountRow)
            .where(AccountRow.person_id == person)
            .values(state=AccountState.DISABLED, password_hash=None)
        )
        for row in (SignInRow, InvitationRow):
            session.execute(delete(row).where(row.person_id == person))
        session.execute(
            update(CareLinkRow)
            .where(CareLinkRow.patient_id == person, CareLinkRow.ended_at.is_(None))
            .values(ended_at=now)
        )
        sets = select(SetRow.id).where(SetRow.patient_id == person)
        session.execute(delete(RecordingRow).where(RecordingRow.set_id.in_(sets)))
        _remove_files(session, database, person, journals)
        return False


def erase_due(database: Database, journals: Path, *, keep_days: int) -> int:
    """Delete the records of those who left more than ``keep_days`` days ago; how many.

    Raises:
        StorageError: the log can't be written, or a file can't be deleted.
    """
    before = clock.now() - timedelta(days=keep_days)
    query = select(PersonRow.id).where(PersonRow.deleted_at <= before)
    with database.reading() as session:
        due = [PersonId(person) for person in session.scalars(query)]
    for person in due:
        with database.writing() as session:
            _erase(session, database, person, journals)
    return len(due)


def _erase(session: Session, database: Database, person: PersonId, journals: Path) -> None:
    _remove_files(session, database, person, journals)
    for table in reversed(tables()):
        session.execute(delete(table).where(of_person(table, person)))
    session.execute(delete(PersonRow).where(PersonRow.id == person))


def _remove_files(session: Session, database: Database, person: PersonId, journals: Path) -> None:
    """Videos and journals; when one can't be deleted, nothing of the rest is either."""
    for set_id in session.scalars(select(SetRow.id).where(SetRow.patient_id == person)):
        remove_video(database.videos, SetId(set_id))
    for path in journals.glob(_JOURNALS):
        try:
            with path.open("rb") as file:
                heading = json.loads(file.readline())
            if str(heading.get("person")) == str(person):
                path.unlink()
        except (ValueError, AttributeError):
            continue  # damaged: it names nobody
        except OSError as error:
            raise StorageError(
                f"{path} can't be deleted ({error.strerror}): check the permissions of its folder "
                "and try again."
            ) from error
