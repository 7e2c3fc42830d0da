"""Which sets an installation keeps with their movement, for whoever looks after all of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from coach.records.database import Database
from coach.records.entries import PersonId, SetId, Status
from coach.records.models import PersonRow, SetRow, TrackRow


def sets_with_movement(
    database: Database, since: datetime | None = None
) -> list[tuple[PersonId, SetId]]:
    """Finished sets with their person, the oldest first; ``since`` the moment of the exercise.

    This is no way to anybody's records: a set is read through the log of its person.

    Raises:
        StorageError: the database can't be read.
        ValueError: the moment has no time zone.
    """
    query = (
        select(SetRow.patient_id, SetRow.id)
        .join(TrackRow, TrackRow.set_id == SetRow.id)
        .join(PersonRow, PersonRow.id == SetRow.patient_id)
        .where(SetRow.status == Status.FINISHED, PersonRow.deleted_at.is_(None))
        .order_by(SetRow.performed_at, SetRow.id)
    )
    if since is not None:
        if since.tzinfo is None:
            raise ValueError("since must have a time zone")
        query = query.where(SetRow.performed_at >= since)
    with database.reading() as session:
        return [(PersonId(person), SetId(set_id)) for person, set_id in session.execute(query)]
