"""What is measured of a person beside their sets: own targets, assessments, times at the desk."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from coach import clock
from coach.records import targets
from coach.records.assessments import as_text, own_assessment, own_posture_session
from coach.records.columns import in_utc
from coach.records.entries import AssessmentId, PostureSessionId, SetId, Target, TargetSource
from coach.records.models import AssessmentRow, PostureSessionRow
from coach.records.people import require_person
from coach.records.telling import ToldLog
from coach.records.text import storable


class MeasuredLog(ToldLog):
    """The part of ``Log`` that keeps what was measured; see there."""

    def set_target(
        self, exercise: str, key: str, value: float, *, set_by: TargetSource, reason: str
    ) -> Target:
        """Give the person a value of their own; the one that held before stays in the history.

        Raises:
            NotFoundError: the log's patient is not known.
            ValueError: the key is empty, or the value is not a finite number.
        """
        (target,) = self.set_targets(exercise, {key: value}, set_by=set_by, reason=reason)
        return target

    def set_targets(
        self, exercise: str, values: Mapping[str, float], *, set_by: TargetSource, reason: str
    ) -> list[Target]:
        """Several values of one exercise that belong together: all are kept or none.

        Raises:
            NotFoundError: the log's patient is not known.
            ValueError: a key is empty, or a value is not a finite number.
        """
        with self._database.writing() as session:
            require_person(session, self._patient, lock=True)
            return targets.replace(
                session, self._patient, exercise, values, set_by=set_by, reason=reason
            )

    def withdraw_target(self, exercise: str, key: str) -> None:
        """Go back to the exercise's own value; the person's stays in the history.

        Raises:
            NotFoundError: the person has no such target now.
        """
        with self._database.writing() as session:
            targets.withdraw(session, self._patient, exercise, key)

    def add_assessment(
        self,
        *,
        test: str,
        value: float,
        unit: str,
        performed_at: datetime,
        side: str | None = None,
        error: float | None = None,
        details: Mapping[str, object] | None = None,
        set_id: SetId | None = None,
    ) -> AssessmentId:
        """Keep what a test came to; it goes with its set when that is deleted.

        Raises:
            NotFoundError: the log's patient is not known, or this log has no such set.
            TypeError: the details hold something that is not plain data.
            ValueError: the value is not finite, or ``performed_at`` has no time zone.
        """
        if not math.isfinite(value):
            raise ValueError(f"what a test came to must be a finite number, got {value}")
        row = AssessmentRow(
            id=uuid4(),
            patient_id=self._patient,
            test=storable(test),
            side=side,
            value=float(value),
            unit=storable(unit),
            error=error,
            details_json=as_text(details or {}),
            performed_at=in_utc(performed_at),
            recorded_at=clock.now(),
        )
        with self._database.writing() as session:
            require_person(session, self._patient)
            if set_id is not None:
                row.set_id = self._own(session, set_id).id
            session.add(row)
        return AssessmentId(row.id)

    def delete_assessment(self, assessment_id: AssessmentId) -> None:
        """Remove what a test came to, for good; its set stays.

        Raises:
            NotFoundError: this log has no such assessment.
        """
        with self._database.writing() as session:
            session.delete(own_assessment(session, self._patient, assessment_id))

    def add_posture_session(
        self, started_at: datetime, ended_at: datetime, summary: Mapping[str, object]
    ) -> PostureSessionId:
        """Begin to keep a time at the desk; call ``update_posture_session`` as it goes on.

        Raises:
            NotFoundError: the log's patient is not known.
            TypeError: the summary holds something that is not plain data.
            ValueError: a moment has no time zone.
        """
        row = PostureSessionRow(
            id=uuid4(),
            patient_id=self._patient,
            started_at=in_utc(started_at),
            ended_at=in_utc(ended_at),
            summary_json=as_text(summary),
        )
        with self._database.writing() as session:
            require_person(session, self._patient)
            session.add(row)
        return PostureSessionId(row.id)

    def update_posture_session(
        self, session_id: PostureSessionId, ended_at: datetime, summary: Mapping[str, object]
    ) -> None:
        """Write down how far a time at the desk has come; the summary replaces the one before.

        Raises:
            NotFoundError: this log has no such time at the desk.
            TypeError: the summary holds something that is not plain data.
            ValueError: the moment has no time zone.
        """
        text = as_text(summary)
        with self._database.writing() as session:
            row = own_posture_session(session, self._patient, session_id)
            row.ended_at = in_utc(ended_at)
            row.summary_json = text

    def delete_posture_session(self, session_id: PostureSessionId) -> None:
        """Remove a time at the desk, for good.

        Raises:
            NotFoundError: this log has no such time at the desk.
        """
        with self._database.writing() as session:
            session.delete(own_posture_session(session, self._patient, session_id))
