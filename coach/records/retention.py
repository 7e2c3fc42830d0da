"""What is deleted when its time is over: by consents, and by the installation's own rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.account_models import AuditRow, SignInAttemptRow, SignInRow
from coach.records.auditing import Deed, note
from coach.records.care_entries import ConsentKind
from coach.records.consents import delete_kept
from coach.records.database import Database
from coach.records.entries import PersonId
from coach.records.models import Base
from coach.records.people import present
from coach.records.review_models import ConsentRow

_DELETES: Final = (ConsentKind.MOVEMENT, ConsentKind.VIDEO)


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how long what is kept: tries to sign in and ended sign-ins; the trail, None for good."""

    attempts: timedelta
    sign_ins: timedelta
    audit: timedelta | None


@dataclass(frozen=True, slots=True)
class Expired:
    """How much was deleted."""

    movements: int
    videos: int
    audit: int
    sign_ins: int
    attempts: int


def expire(database: Database, keeping: Keeping) -> Expired:
    """Delete what nobody agrees to any more, and what is older than it is kept.

    A patient who never agreed to anything keeps everything: it is nobody's but theirs. Each patient
    is done by themselves, so that breaking off loses nothing; doing it again deletes no more.

    Raises:
        StorageError: the log can't be written, or a video can't be deleted.
    """
    deleted = dict.fromkeys(_DELETES, 0)
    with database.reading() as session:
        rows = session.scalars(_asked().order_by(ConsentRow.patient_id, ConsentRow.kind))
        ended = [
            (PersonId(patient), kind)
            for (patient, kind), words in groupby(rows, lambda row: (row.patient_id, row.kind))
            if _end(list(words)) is not None
        ]
    for patient, kind in ended:
        with database.writing() as session:
            deleted[kind] += _expire(session, database, patient, kind)
    now = clock.now()
    with database.writing() as session:
        return Expired(
            deleted[ConsentKind.MOVEMENT],
            deleted[ConsentKind.VIDEO],
            0
            if keeping.audit is None
            else _delete(session, AuditRow, AuditRow.at < now - keeping.audit),
            _delete(
                session,
                SignInRow,
                or_(
                    SignInRow.ended_at < now - keeping.sign_ins,
                    SignInRow.expires_at < now - keeping.sign_ins,
                ),
            ),
            _delete(session, SignInAttemptRow, SignInAttemptRow.at < now - keeping.attempts),
        )


def _asked() -> Select[ConsentRow]:
    return select(ConsentRow).where(ConsentRow.kind.in_(_DELETES))


def _end(words: Iterable[ConsentRow]) -> datetime | None:
    """When the last of a patient's words for a kind ended; None while one holds."""
    now = clock.now()
    ends = [
        min((end for end in (one.until, one.withdrawn_at) if end is not None), default=None)
        for one in words
    ]
    passed = [end for end in ends if end is not None and end <= now]
    return max(passed) if passed and len(passed) == len(ends) else None


def _expire(session: Session, database: Database, patient: PersonId, kind: ConsentKind) -> int:
    if present(session, patient, lock=True) is None:
        return 0  # gone, or left and waiting to be erased
    own = _asked().where(ConsentRow.patient_id == patient, ConsentRow.kind == kind)
    end = _end(session.scalars(own))
    if end is None:
        return 0  # the patient agreed again meanwhile
    count = delete_kept(session, database.videos, patient, kind, end)
    if count:
        note(session, Deed.EXPIRED, actor=None, about=patient, detail=kind)
    return count


def _delete(session: Session, kind: type[Base], old: ColumnElement[bool]) -> int:
    count = session.scalar(select(func.count()).select_from(kind).where(old)) or 0
    session.execute(delete(kind).where(old))
    return count
