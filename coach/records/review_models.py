"""The tables of the therapist's side: consents, judgements, marks, and sets that are watched."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coach.records.care_entries import ConsentKind, MarkKind, Subject, Verdict
from coach.records.models import Base, one_of, only_one_lasts


def _of_patient() -> Mapped[UUID]:
    # RESTRICT: nobody's history goes by accident; see coach/records/erasing.py.
    return mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))


def _by_person() -> Mapped[UUID | None]:
    return mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class ConsentRow(Base):
    """A patient agrees to one kind of data until a day; only its end is ever added."""

    __tablename__ = "consent"
    __table_args__ = (only_one_lasts("withdrawn_at", "patient_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[UUID] = _of_patient()
    kind: Mapped[ConsentKind] = mapped_column(one_of(ConsentKind))
    given_at: Mapped[datetime]
    # None is until it is withdrawn.
    until: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class JudgementRow(Base):
    """What a therapist says of one thing that the machine found in a set, beside its value.

    A later one of the same thing takes its place and leaves it as it was.
    """

    __tablename__ = "judgement"
    __table_args__ = (
        CheckConstraint("repetition >= 1", name="repetition_from_one"),
        Index(None, "patient_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = _of_patient()
    set_id: Mapped[UUID] = mapped_column(
        ForeignKey("exercise_set.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[UUID | None] = _by_person()
    at: Mapped[datetime]
    subject: Mapped[Subject] = mapped_column(one_of(Subject))
    repetition: Mapped[int | None]
    check: Mapped[str | None]
    verdict: Mapped[Verdict] = mapped_column(one_of(Verdict))
    machine_json: Mapped[str]
    value_json: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    retired_at: Mapped[datetime | None]


class MarkRow(Base):
    """A moment of a set that a therapist marked, cued or drew on; it waits until it is seen.

    ``time_s`` is on the set's own clock; a mark of a set that is still going on has its sitting.
    """

    __tablename__ = "mark"
    __table_args__ = (
        CheckConstraint("time_s >= 0", name="time_not_negative"),
        Index(None, "patient_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = _of_patient()
    set_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("exercise_set.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[UUID | None] = _by_person()
    at: Mapped[datetime]
    kind: Mapped[MarkKind] = mapped_column(one_of(MarkKind))
    time_s: Mapped[float | None]
    text: Mapped[str] = mapped_column(default="")
    drawing_json: Mapped[str] = mapped_column(default="")
    seen_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]


class SittingRow(Base):
    """A live sitting and the process in which it goes on, so that a therapist can find it."""

    __tablename__ = "live_sitting"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    patient_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    exercise: Mapped[str]
    worker: Mapped[str]
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class WatchRow(Base):
    """One time that a therapist asked to watch a sitting, and what the patient said."""

    __tablename__ = "live_watch"
    __table_args__ = (Index(None, "patient_id", "asked_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    watcher_id: Mapped[UUID | None] = _by_person()
    sitting_id: Mapped[UUID]
    asked_at: Mapped[datetime]
    granted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
