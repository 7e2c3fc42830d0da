"""The answers to the safety questions, each time that they were given."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.entries import PersonId, Screening
from coach.records.models import ScreeningRow
from coach.safety.outcome import ScreeningOutcome


def screening_row(
    patient: PersonId, outcome: ScreeningOutcome, answers: Mapping[str, bool]
) -> ScreeningRow:
    """The row that keeps the answers of one time."""
    return ScreeningRow(
        patient_id=patient,
        answered_at=clock.now(),
        outcome=outcome,
        answers_json=json.dumps({question: bool(yes) for question, yes in answers.items()}),
    )


def latest(session: Session, patient: PersonId) -> Screening | None:
    """What was written last, whatever the clock said then."""
    query = select(ScreeningRow).where(ScreeningRow.patient_id == patient)
    row = session.scalar(query.order_by(ScreeningRow.id.desc()).limit(1))
    if row is None:
        return None
    return Screening(row.answered_at, row.outcome, json.loads(row.answers_json))
