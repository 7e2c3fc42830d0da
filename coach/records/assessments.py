"""What tests came to, and the times at the desk."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach.records.codec import plain
from coach.records.entries import (
    NO_SUCH_ASSESSMENT,
    NO_SUCH_SESSION,
    Assessment,
    AssessmentId,
    PersonId,
    PostureSession,
    PostureSessionId,
    SetId,
)
from coach.records.errors import NotFoundError
from coach.records.models import AssessmentRow, PostureSessionRow


def assessments(session: Session, patient: PersonId, test: str | None) -> list[Assessment]:
    """One patient's results, the latest first."""
    query = select(AssessmentRow).where(AssessmentRow.patient_id == patient)
    if test is not None:
        query = query.where(AssessmentRow.test == test)
    latest = (AssessmentRow.performed_at.desc(), AssessmentRow.recorded_at.desc())
    return [_assessment(row) for row in session.scalars(query.order_by(*latest))]


def own_assessment(session: Session, patient: PersonId, known: AssessmentId) -> AssessmentRow:
    """The row of one result.

    Raises:
        NotFoundError: this patient has no such result.
    """
    query = select(AssessmentRow).where(
        AssessmentRow.id == known, AssessmentRow.patient_id == patient
    )
    row = session.scalar(query.with_for_update())
    if row is None:
        raise NotFoundError(NO_SUCH_ASSESSMENT)
    return row


def posture_sessions(session: Session, patient: PersonId, limit: int) -> list[PostureSession]:
    """One patient's times at the desk, the latest first."""
    query = select(PostureSessionRow).where(PostureSessionRow.patient_id == patient)
    latest = (PostureSessionRow.started_at.desc(), PostureSessionRow.id.desc())
    return [_posture_session(row) for row in session.scalars(query.order_by(*latest).limit(limit))]


def own_posture_session(
    session: Session, patient: PersonId, known: PostureSessionId
) -> PostureSessionRow:
    """The row of one time at the desk.

    Raises:
        NotFoundError: this patient has no such time at the desk.
    """
    query = select(PostureSessionRow).where(
        PostureSessionRow.id == known, PostureSessionRow.patient_id == patient
    )
    row = session.scalar(query.with_for_update())
    if row is None:
        raise NotFoundError(NO_SUCH_SESSION)
    return row


def as_text(facts: Mapping[str, object]) -> str:
    """Plain data as JSON; what is not a finite number becomes null.

    Raises:
        TypeError: it holds something that is not plain data.
    """
    return json.dumps(plain(dict(facts)), allow_nan=False, separators=(",", ":"))


def _assessment(row: AssessmentRow) -> Assessment:
    return Assessment(
        id=AssessmentId(row.id),
        test=row.test,
        side=row.side,
        value=row.value,
        unit=row.unit,
        error=row.error,
        details=json.loads(row.details_json),
        set_id=None if row.set_id is None else SetId(row.set_id),
        performed_at=row.performed_at,
    )


def _posture_session(row: PostureSessionRow) -> PostureSession:
    return PostureSession(
        PostureSessionId(row.id), row.started_at, row.ended_at, json.loads(row.summary_json)
    )
