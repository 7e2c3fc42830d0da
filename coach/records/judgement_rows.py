"""Judgements as they leave the records room, and the rows they are read from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from sqlalchemy import Row, Select, select

from coach.records.care_entries import Subject, Verdict
from coach.records.entries import PersonId, SetId
from coach.records.errors import StorageError
from coach.records.models import SetRow
from coach.records.review_models import JudgementRow

JudgementId = NewType("JudgementId", UUID)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One thing of a set, as the machine found it and as the therapist sees it.

    ``machine`` and ``value`` are plain data: a number of repetitions for a count (for one
    repetition 1 or 0), true or false for a fault, 0..100 or None for a score. ``repetition`` is the
    number of a repetition or of a hold, None where the whole set is meant. ``exercise`` is the
    set's.
    """

    id: JudgementId
    set_id: SetId
    exercise: str
    subject: Subject
    repetition: int | None
    check: str | None
    verdict: Verdict
    machine: object
    value: object
    reason: str
    at: datetime
    author: PersonId | None

    @property
    def about(self) -> tuple[SetId, Subject, int | None, str | None]:
        """What is judged: of the judgements of the same thing the newest holds."""
        return self.set_id, self.subject, self.repetition, self.check


def judgements_with_exercise() -> Select[JudgementRow, str]:
    """All judgements that nobody took back, of everybody, the oldest first: limit it to people."""
    return (
        select(JudgementRow, SetRow.exercise)
        .join(SetRow, SetRow.id == JudgementRow.set_id)
        .where(JudgementRow.retired_at.is_(None))
        .order_by(JudgementRow.at, JudgementRow.id)
    )


def judgement_of(found: Row[JudgementRow, str]) -> Judgement:
    """What leaves this room of a judgement.

    Raises:
        StorageError: it is damaged.
    """
    row, exercise = found
    try:
        machine, value = json.loads(row.machine_json), json.loads(row.value_json)
    except ValueError as error:
        raise StorageError(
            f"A judgement of {row.at:%Y-%m-%d} in this log is damaged: put a backup in its place, "
            "or report it."
        ) from error
    return Judgement(
        id=JudgementId(row.id),
        set_id=SetId(row.set_id),
        exercise=exercise,
        subject=row.subject,
        repetition=row.repetition,
        check=row.check,
        verdict=row.verdict,
        machine=machine,
        value=value,
        reason=row.reason,
        at=row.at,
        author=None if row.author_id is None else PersonId(row.author_id),
    )


def holding(oldest_first: Iterable[Judgement]) -> list[Judgement]:
    """The newest on each thing, the oldest first."""
    newest = {one.about: one for one in oldest_first}
    return sorted(newest.values(), key=lambda one: (one.at, str(one.id)))
