"""A person's own values for the thresholds of exercises, each version of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.entries import NO_SUCH_TARGET, PersonId, Target, TargetSource
from coach.records.errors import NotFoundError
from coach.records.models import TargetRow
from coach.records.text import storable


def current(session: Session, patient: PersonId, exercise: str | None) -> list[Target]:
    """The values that hold now, by exercise and key."""
    query = select(TargetRow).where(TargetRow.patient_id == patient, TargetRow.ended_at.is_(None))
    if exercise is not None:
        query = query.where(TargetRow.exercise == exercise)
    rows = session.scalars(query.order_by(TargetRow.exercise, TargetRow.key))
    return [_target(row) for row in rows]


def history(session: Session, patient: PersonId, exercise: str) -> list[Target]:
    """Every version for one exercise, what was set last first, whatever the clock said then."""
    query = select(TargetRow).where(TargetRow.patient_id == patient, TargetRow.exercise == exercise)
    return [_target(row) for row in session.scalars(query.order_by(TargetRow.id.desc()))]


def replace(
    session: Session,
    patient: PersonId,
    exercise: str,
    values: Mapping[str, float],
    *,
    set_by: TargetSource,
    reason: str,
) -> list[Target]:
    """Put new values in the place of those that held.

    Raises:
        ValueError: a key is empty, or a value is not a finite number.
    """
    for key, value in values.items():
        if not key.strip() or not math.isfinite(value):
            raise ValueError(f"a target needs a key and a finite value, got {key!r}: {value}")
    now = clock.now()
    for key in values:
        _end(session, patient, exercise, key, now)
    rows = [
        TargetRow(
            patient_id=patient,
            exercise=storable(exercise),
            key=storable(key),
            value=float(value),
            set_by=set_by,
            reason=storable(reason).strip(),
            set_at=now,
        )
        for key, value in values.items()
    ]
    session.add_all(rows)
    return [_target(row) for row in rows]


def withdraw(session: Session, patient: PersonId, exercise: str, key: str) -> None:
    """End the value that holds.

    Raises:
        NotFoundError: there is none.
    """
    if not _end(session, patient, exercise, key, clock.now()):
        raise NotFoundError(NO_SUCH_TARGET)


def _end(session: Session, patient: PersonId, exercise: str, key: str, now: datetime) -> bool:
    query = select(TargetRow).where(
        TargetRow.patient_id == patient,
        TargetRow.exercise == storable(exercise),
        TargetRow.key == storable(key),
        TargetRow.ended_at.is_(None),
    )
    row = session.scalar(query.with_for_update())
    if row is None:
        return False
    row.ended_at = now
    # The end must be written before a new value, or two would hold at once.
    session.flush()
    return True


def _target(row: TargetRow) -> Target:
    return Target(
        row.exercise, row.key, row.value, row.set_by, row.reason, row.set_at, row.ended_at
    )
