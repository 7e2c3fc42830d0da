"""Rows of the days' exercises as frozen facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from coach.engine.summary import MINUTES, REPETITIONS
from coach.programme.doing import DoneSet, SessionId, SessionItem, TrainingSession
from coach.programme.model import Prescription
from coach.records.care_models import SessionItemRow, SessionRow, SessionSetRow
from coach.records.codec import decode
from coach.records.errors import StorageError
from coach.records.models import SetRow
from coach.records.text import storable


def kept_prescription(prescription: Prescription) -> str:
    """The dose as text."""
    return storable(prescription.model_dump_json())


def training_sessions(session: Session, rows: Sequence[SessionRow]) -> list[TrainingSession]:
    """These sessions with their exercises, in the order given.

    Raises:
        StorageError: one of them is damaged.
    """
    if not rows:
        return []
    query = (
        select(SessionItemRow)
        .where(SessionItemRow.session_id.in_([row.id for row in rows]))
        .order_by(SessionItemRow.place)
    )
    found = list(session.scalars(query))
    links = select(SessionSetRow.item_id, SessionSetRow.set_id).join(
        SetRow, SetRow.id == SessionSetRow.set_id
    )
    links = links.where(SessionSetRow.item_id.in_([item.id for item in found]))
    sets: dict[int, list[UUID]] = defaultdict(list)
    for item_id, set_id in session.execute(links.order_by(SetRow.performed_at, SetRow.id)):
        sets[item_id].append(set_id)
    items: dict[UUID, list[SessionItem]] = defaultdict(list)
    for item in found:
        items[item.session_id].append(_item(item, tuple(sets[item.id])))
    return [_session(row, tuple(items[row.id])) for row in rows]


def done_sets(session: Session, item_id: int) -> tuple[list[SetRow], list[DoneSet]]:
    """The sets of an exercise of the day: their rows, and how much each was.

    Raises:
        StorageError: one of them is damaged.
    """
    query = (
        select(SetRow)
        .join(SessionSetRow, SessionSetRow.set_id == SetRow.id)
        .where(SessionSetRow.item_id == item_id)
        .order_by(SetRow.performed_at, SetRow.id)
    )
    rows = list(session.scalars(query))
    return rows, [_done(row) for row in rows]


def _done(row: SetRow) -> DoneSet:
    result = decode(row.result_json)
    told = result.measurements
    return DoneSet(
        repetitions=len(result.repetitions) or round(told.get(REPETITIONS, 0.0)),
        hold_s=row.hold_s,
        minutes=told.get(MINUTES) or (result.duration_s or 0.0) / 60.0,
        score=row.score,
    )


def _item(row: SessionItemRow, set_ids: tuple[UUID, ...]) -> SessionItem:
    try:
        prescription = Prescription.model_validate_json(row.prescription_json)
    except ValidationError as error:
        raise StorageError(
            "An exercise of a past day in this log is damaged: put a backup in its place, or "
            "report it."
        ) from error
    return SessionItem(
        place=row.place,
        prescribed=row.prescribed,
        exercise=row.exercise,
        prescription=prescription,
        status=row.status,
        reason=row.reason,
        told=row.told,
        done_share=row.done_share,
        form=row.form,
        pain=row.pain,
        effort=row.effort,
        set_ids=set_ids,
    )


def _session(row: SessionRow, items: tuple[SessionItem, ...]) -> TrainingSession:
    return TrainingSession(
        id=SessionId(row.id),
        day=row.day,
        number=row.number,
        zone=row.zone,
        programme=row.programme,
        week=row.week,
        started_at=row.started_at,
        finished_at=row.finished_at,
        ended=row.ended,
        pain_before=row.pain_before,
        pain_after=row.pain_after,
        effort=row.effort,
        note=row.note,
        items=items,
    )
