"""The list of sets, without loading any of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Label, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from coach.records.columns import in_utc
from coach.records.entries import PersonId, SetId, SetSummary, Source, Status
from coach.records.models import (
    FaultRow,
    HoldRow,
    PartialRepetitionRow,
    RecordingRow,
    RepetitionRow,
    SetRow,
    TrackRow,
)


def _count(kind: type[RepetitionRow | PartialRepetitionRow | HoldRow | FaultRow]) -> Label[int]:
    counted = select(func.count()).where(kind.set_id == SetRow.id).correlate(SetRow)
    return counted.scalar_subquery().label(kind.__tablename__)


def _has(kind: type[TrackRow | RecordingRow], name: str) -> Label[bool]:
    return exists().where(kind.set_id == SetRow.id).correlate(SetRow).label(name)


_SUMMARY = select(
    SetRow.id,
    SetRow.exercise,
    SetRow.exercise_name,
    SetRow.source,
    SetRow.source_name,
    SetRow.status,
    SetRow.performed_at,
    SetRow.recorded_at,
    SetRow.view,
    SetRow.duration_s,
    SetRow.hold_s,
    SetRow.score,
    SetRow.note,
    SetRow.ended,
    SetRow.pain,
    SetRow.effort,
    _count(RepetitionRow),
    _count(PartialRepetitionRow),
    _count(HoldRow),
    _count(FaultRow),
    _has(TrackRow, "has_track"),
    _has(RecordingRow, "has_video"),
)


def summaries(
    session: Session,
    patient: PersonId,
    *,
    limit: int,
    before: SetSummary | datetime | None,
    exercise: str | None,
) -> list[SetSummary]:
    """One patient's sets, the latest first; see ``Log.sets``."""
    wanted: list[ColumnElement[bool]] = [SetRow.patient_id == patient]
    if exercise is not None:
        wanted.append(SetRow.exercise == exercise)
    if isinstance(before, SetSummary):
        wanted.append(
            or_(
                SetRow.performed_at < before.performed_at,
                and_(SetRow.performed_at == before.performed_at, SetRow.id < before.id),
            )
        )
    elif before is not None:
        wanted.append(SetRow.performed_at < in_utc(before))
    return _listed(session, wanted, limit)


def unfinished(session: Session, patient: PersonId) -> list[SetSummary]:
    """One patient's live sets that have no end yet, the latest first."""
    wanted = [
        SetRow.patient_id == patient,
        SetRow.source == Source.LIVE,
        SetRow.status == Status.IN_PROGRESS,
    ]
    return _listed(session, wanted)


def _listed(
    session: Session, wanted: list[ColumnElement[bool]], limit: int | None = None
) -> list[SetSummary]:
    query = _SUMMARY.where(*wanted).order_by(SetRow.performed_at.desc(), SetRow.id.desc())
    return [
        SetSummary(
            id=SetId(row.id),
            exercise=row.exercise,
            exercise_name=row.exercise_name,
            source=row.source,
            source_name=row.source_name,
            status=row.status,
            performed_at=row.performed_at,
            recorded_at=row.recorded_at,
            view=row.view,
            duration_s=row.duration_s,
            repetitions=row.repetition,
            partial_repetitions=row.partial_repetition,
            holds=row.hold,
            hold_s=row.hold_s,
            faults=row.fault,
            score=row.score,
            has_track=row.has_track,
            note=row.note,
            ended=row.ended,
            pain=row.pain,
            effort=row.effort,
            has_video=row.has_video,
        )
        for row in session.execute(query.limit(limit))
    ]
