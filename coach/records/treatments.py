"""The treatments of one patient, at the clinic or elsewhere."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import uuid4

from sqlalchemy import select

from coach import clock
from coach.diary.line import Treatment, TreatmentId
from coach.records.book import Book
from coach.records.care_models import TreatmentRow
from coach.records.entries import PersonId
from coach.records.errors import NotFoundError
from coach.records.people import require_person
from coach.records.text import storable

__all__ = ["Treatment", "TreatmentId", "Treatments"]

_NO_SUCH_TREATMENT: Final = (
    "There is no such treatment in this log: go back to the list and choose one."
)


class Treatments(Book):
    """What was done for the patient, as the therapist or the patient wrote it down."""

    def add(self, kind: str, note: str = "", day: date | None = None) -> TreatmentId:
        """Keep a treatment, of today unless another ``day`` is given.

        Raises:
            ValueError: the kind is empty.
            NotFoundError: the patient is not known.
        """
        if not kind.strip():
            raise ValueError("a treatment needs a kind")
        treatment_day = day or self.today()
        with self._database.writing() as session:
            require_person(session, self._patient)
            row = TreatmentRow(
                id=uuid4(),
                patient_id=self._patient,
                day=treatment_day,
                at=clock.now(),
                kind=storable(kind),
                note=storable(note).strip(),
                recorded_by=self._author,
            )
            session.add(row)
            session.flush()
            return TreatmentId(row.id)

    def all(
        self, since: date | None = None, until: date | None = None, limit: int = 5000
    ) -> list[Treatment]:
        """Those of the days ``since`` to ``until`` inclusive, the latest first."""
        query = select(TreatmentRow).where(
            TreatmentRow.patient_id == self._patient, TreatmentRow.retired_at.is_(None)
        )
        if since is not None:
            query = query.where(TreatmentRow.day >= since)
        if until is not None:
            query = query.where(TreatmentRow.day <= until)
        query = query.order_by(TreatmentRow.day.desc(), TreatmentRow.at.desc(), TreatmentRow.id)
        with self._database.reading() as session:
            return [_treatment(row) for row in session.scalars(query.limit(limit))]

    def retire(self, treatment_id: TreatmentId) -> None:
        """Take a treatment out of sight, such as one that was written down by mistake.

        Raises:
            NotFoundError: this patient has no such treatment, or it was retired already.
        """
        query = select(TreatmentRow).where(
            TreatmentRow.id == treatment_id,
            TreatmentRow.patient_id == self._patient,
            TreatmentRow.retired_at.is_(None),
        )
        with self._database.writing() as session:
            row = session.scalar(query.with_for_update())
            if row is None:
                raise NotFoundError(_NO_SUCH_TREATMENT)
            row.retired_at = clock.now()


def _treatment(row: TreatmentRow) -> Treatment:
    return Treatment(
        TreatmentId(row.id),
        row.day,
        row.at,
        row.kind,
        row.note,
        None if row.recorded_by is None else PersonId(row.recorded_by),
    )
