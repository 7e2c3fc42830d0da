"""The days' exercises: what was prescribed, what became of it, how it felt."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import uuid4

from sqlalchemy import Select, select

from coach import clock
from coach.programme.doing import ItemStatus, SessionEnding, SessionId, TrainingSession
from coach.programme.model import Prescription
from coach.records.care_models import SessionItemRow, SessionRow, SessionSetRow
from coach.records.entries import SetId
from coach.records.models import SetRow
from coach.records.people import require_person
from coach.records.session_items import SessionItems, within_scale
from coach.records.session_rows import kept_prescription, training_sessions
from coach.records.text import storable


class Sessions(SessionItems):
    """The days of exercises of one patient. Two devices share one session a day."""

    def open(
        self,
        items: Sequence[Prescription],
        *,
        programme: int,
        week: int,
        pain_before: int | None,
        zone: str,
    ) -> TrainingSession:
        """Begin today's exercises; a second device gets the session that is there already.

        ``programme`` is the version's number, ``zone`` the IANA name of where the person is.

        Raises:
            NotFoundError: the patient is not known.
            ValueError: the pain is outside 0..10.
        """
        within_scale("pain", pain_before)
        now = clock.now()
        today = clock.day_of(now, zone)
        with self._database.writing() as session:
            require_person(session, self._patient, lock=True)
            row = session.scalar(self._rows(today, today).limit(1))
            if row is None:
                row = SessionRow(
                    id=uuid4(),
                    patient_id=self._patient,
                    day=today,
                    number=1,
                    zone=storable(zone),
                    programme=programme,
                    week=week,
                    started_at=now,
                )
                session.add(row)
                session.flush()
                session.add_all(_planned(row, place, one) for place, one in enumerate(items, 1))
                session.flush()
            if row.pain_before is None:
                row.pain_before = pain_before
            return training_sessions(session, [row])[0]

    def on(self, day: date) -> TrainingSession | None:
        """The session of a day, the last one if there were several."""
        found = self.between(day, day)
        return found[-1] if found else None

    def between(self, since: date, until: date) -> list[TrainingSession]:
        """The sessions of the days ``since`` to ``until`` inclusive, the oldest first."""
        with self._database.reading() as session:
            rows = list(session.scalars(self._rows(since, until)))
            return training_sessions(session, rows)[::-1]

    def unfinished(self, before: date) -> list[TrainingSession]:
        """Sessions of days before this one that nobody ended, the oldest first."""
        query = self._rows(date.min, before).where(
            SessionRow.finished_at.is_(None), SessionRow.day < before
        )
        with self._database.reading() as session:
            return training_sessions(session, list(session.scalars(query)))[::-1]

    def unattached(self, set_ids: Collection[SetId]) -> set[SetId]:
        """Which of these sets belong to no exercise of any day; another person's are not told."""
        query = select(SetRow.id).where(
            SetRow.id.in_(set_ids),
            SetRow.patient_id == self._patient,
            SetRow.id.not_in(select(SessionSetRow.set_id)),
        )
        with self._database.reading() as session:
            return {SetId(found) for found in session.scalars(query)}

    def finish(
        self,
        session_id: SessionId,
        ending: SessionEnding,
        *,
        pain_after: int | None = None,
        effort: int | None = None,
        note: str = "",
    ) -> None:
        """End a day's exercises; said once more, only what is new is added.

        Raises:
            NotFoundError: this patient has no such session.
            ValueError: a figure is outside 0..10.
        """
        within_scale("pain", pain_after)
        within_scale("effort", effort)
        with self._database.writing() as session:
            row = self._own(session, session_id)
            if row.finished_at is None:
                row.finished_at = clock.now()
                row.ended = ending
            row.pain_after = row.pain_after if pain_after is None else pain_after
            row.effort = row.effort if effort is None else effort
            row.note = storable(note) or row.note

    def _rows(self, since: date, until: date) -> Select[SessionRow]:
        latest = (SessionRow.day.desc(), SessionRow.number.desc())
        return (
            select(SessionRow)
            .where(
                SessionRow.patient_id == self._patient,
                SessionRow.day >= since,
                SessionRow.day <= until,
            )
            .order_by(*latest)
        )


def _planned(row: SessionRow, place: int, prescription: Prescription) -> SessionItemRow:
    return SessionItemRow(
        session_id=row.id,
        place=place,
        prescribed=storable(prescription.exercise),
        exercise=storable(prescription.exercise),
        prescription_json=kept_prescription(prescription),
        status=ItemStatus.PLANNED,
    )
