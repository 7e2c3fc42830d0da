"""The sets of one patient as the engine reported them, many at once."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import select

from coach import clock
from coach.records.book import Book
from coach.records.entries import SavedSet, Status
from coach.records.models import RecordingRow, SetRow, TrackRow
from coach.records.people import find_person
from coach.records.set_rows import saved_set


class WholeSets(Book):
    """The finished sets of one patient, whole; ``Figures`` is quicker where counting is enough."""

    def finished(self, since: date | None = None) -> list[SavedSet]:
        """Those of the days from ``since`` on, or all, the oldest first.

        Raises:
            NotFoundError: the patient is not known.
            StorageError: one of them is damaged.
        """
        wanted = [SetRow.patient_id == self._patient, SetRow.status == Status.FINISHED]
        if since is not None:
            zone = clock.zone(find_person(self._database, self._patient).zone)
            wanted.append(SetRow.performed_at >= datetime.combine(since, time(), zone))
        query = select(SetRow).where(*wanted).order_by(SetRow.performed_at, SetRow.id)
        with self._database.reading() as session:
            tracks, videos = (
                set(session.scalars(select(kind.set_id).join(SetRow).where(*wanted)))
                for kind in (TrackRow, RecordingRow)
            )
            return [
                saved_set(row, has_track=row.id in tracks, has_video=row.id in videos)
                for row in session.scalars(query)
            ]
