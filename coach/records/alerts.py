"""What the therapist should know about a patient, told once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType
from uuid import UUID, uuid4

from sqlalchemy import select

from coach import clock
from coach.records.book import Book
from coach.records.care_entries import AlertLevel
from coach.records.care_models import AlertRow
from coach.records.entries import PersonId
from coach.records.errors import NotFoundError
from coach.records.people import require_person
from coach.records.text import storable

AlertId = NewType("AlertId", UUID)

_NO_SUCH_ALERT: Final = "There is no such message here: go back to the list and choose one."


@dataclass(frozen=True, slots=True)
class Alert:
    """A sentence for the therapist; ``level`` is how soon they should know it."""

    id: AlertId
    kind: str
    level: AlertLevel
    sentence: str
    mark: str
    at: datetime
    seen_at: datetime | None = None
    seen_by: PersonId | None = None


class Alerts(Book):
    """The alerts about one patient."""

    def tell(self, kind: str, level: AlertLevel, sentence: str, mark: str) -> AlertId:
        """Keep an alert; the same ``mark`` again gives the one that is kept already.

        Raises:
            NotFoundError: the patient is not known.
        """
        with self._database.writing() as session:
            require_person(session, self._patient, lock=True)
            query = select(AlertRow.id).where(
                AlertRow.patient_id == self._patient, AlertRow.mark == storable(mark)
            )
            known = session.scalar(query)
            if known is not None:
                return AlertId(known)
            row = AlertRow(
                id=uuid4(),
                patient_id=self._patient,
                mark=storable(mark),
                at=clock.now(),
                kind=kind,
                level=level,
                sentence=storable(sentence),
                seen_at=None,
                seen_by=None,
            )
            session.add(row)
            session.flush()
            return AlertId(row.id)

    def open(self) -> list[Alert]:
        """Those that nobody has seen, the latest first."""
        query = select(AlertRow).where(
            AlertRow.patient_id == self._patient, AlertRow.seen_at.is_(None)
        )
        with self._database.reading() as session:
            rows = session.scalars(query.order_by(AlertRow.at.desc(), AlertRow.id))
            return [_alert(row) for row in rows]

    def recent(self, limit: int = 50) -> list[Alert]:
        """The latest first, seen or not.

        Raises:
            ValueError: ``limit`` is below 1.
        """
        if limit < 1:
            raise ValueError(f"limit must be 1 or more, got {limit}")
        query = select(AlertRow).where(AlertRow.patient_id == self._patient)
        with self._database.reading() as session:
            rows = session.scalars(query.order_by(AlertRow.at.desc(), AlertRow.id).limit(limit))
            return [_alert(row) for row in rows]

    def seen(self, alert_id: AlertId) -> None:
        """Somebody has read it; who was first stays written down.

        Raises:
            NotFoundError: this patient has no such alert.
        """
        with self._database.writing() as session:
            query = select(AlertRow).where(
                AlertRow.id == alert_id, AlertRow.patient_id == self._patient
            )
            row = session.scalar(query.with_for_update())
            if row is None:
                raise NotFoundError(_NO_SUCH_ALERT)
            if row.seen_at is None:
                row.seen_at = clock.now()
                row.seen_by = self._author


def _alert(row: AlertRow) -> Alert:
    return Alert(
        id=AlertId(row.id),
        kind=row.kind,
        level=row.level,
        sentence=row.sentence,
        mark=row.mark,
        at=row.at,
        seen_at=row.seen_at,
        seen_by=None if row.seen_by is None else PersonId(row.seen_by),
    )
