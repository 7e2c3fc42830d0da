"""The tables of the programme: plans, days, decisions, diary, answers and everything told.

A day is the calendar day where the person was then. It is written down beside the moment, so that
a later change of zone moves no day of the past.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coach.records.care_entries import (
    AlertLevel,
    DiaryMoment,
    ItemStatus,
    ProposalKind,
    ProposalStatus,
    SessionEnding,
)
from coach.records.models import Base, one_of, only_one_lasts


def _of_patient() -> Mapped[UUID]:
    # RESTRICT: nobody's history goes by accident; see coach/records/erasing.py.
    return mapped_column(ForeignKey("person.id", ondelete="RESTRICT"), index=True)


def _by_person() -> Mapped[UUID | None]:
    return mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class JournalRow(Base):
    """Something told or planned, of a kind whose form its own room knows."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index(None, "patient_id", "kind", "day"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    kind: Mapped[str]
    day: Mapped[date]
    at: Mapped[datetime]
    author_id: Mapped[UUID | None] = _by_person()
    body_json: Mapped[str]
    replaces_id: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]


class AnswerRow(Base):
    """A questionnaire as it was answered once, or the total of one that was filled in elsewhere."""

    __tablename__ = "questionnaire_answer"
    __table_args__ = (Index(None, "patient_id", "instrument", "answered_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    instrument: Mapped[str]
    occasion: Mapped[str]
    day: Mapped[date]
    answered_at: Mapped[datetime]
    answers_json: Mapped[str]
    total: Mapped[float | None]
    entered_by: Mapped[UUID | None] = _by_person()
    retired_at: Mapped[datetime | None]


class DiaryRow(Base):
    """A line of the pain diary."""

    __tablename__ = "diary_entry"
    __table_args__ = (
        CheckConstraint("pain >= 0 AND pain <= 10", name="pain_range"),
        CheckConstraint("sleep_h >= 0 AND sleep_h <= 24", name="sleep_range"),
        CheckConstraint("sleep_quality >= 0 AND sleep_quality <= 10", name="sleep_quality_range"),
        CheckConstraint("mood >= 0 AND mood <= 10", name="mood_range"),
        Index(None, "patient_id", "day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    day: Mapped[date]
    at: Mapped[datetime]
    moment: Mapped[DiaryMoment] = mapped_column(one_of(DiaryMoment))
    pain: Mapped[int | None]
    areas_json: Mapped[str] = mapped_column(default="[]")
    helped_json: Mapped[str] = mapped_column(default="[]")
    side_effects: Mapped[str] = mapped_column(default="")
    sleep_h: Mapped[float | None]
    sleep_quality: Mapped[int | None]
    mood: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    retired_at: Mapped[datetime | None]


class TreatmentRow(Base):
    """A treatment at the clinic, as the therapist or the patient recorded it."""

    __tablename__ = "treatment"
    __table_args__ = (Index(None, "patient_id", "day"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    day: Mapped[date]
    at: Mapped[datetime]
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    recorded_by: Mapped[UUID | None] = _by_person()
    retired_at: Mapped[datetime | None]


class ProgrammeRow(Base):
    """A version of a person's programme; only its end is ever added.

    ``day`` is the one on which it was made, where the person was.
    """

    __tablename__ = "programme_version"
    __table_args__ = (
        UniqueConstraint("patient_id", "number"),
        only_one_lasts("ended_at", "patient_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    number: Mapped[int]
    day: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = _by_person()
    reason: Mapped[str]
    starts_on: Mapped[date]
    plan_json: Mapped[str]
    ended_at: Mapped[datetime | None]


class SessionRow(Base):
    """The exercises of one day."""

    __tablename__ = "training_session"
    __table_args__ = (
        UniqueConstraint("patient_id", "day", "number"),
        CheckConstraint("pain_before >= 0 AND pain_before <= 10", name="pain_before_range"),
        CheckConstraint("pain_after >= 0 AND pain_after <= 10", name="pain_after_range"),
        CheckConstraint("effort >= 0 AND effort <= 10", name="effort_range"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    day: Mapped[date]
    number: Mapped[int]
    zone: Mapped[str]
    programme: Mapped[int]
    week: Mapped[int]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    ended: Mapped[SessionEnding | None] = mapped_column(one_of(SessionEnding))
    pain_before: Mapped[int | None]
    pain_after: Mapped[int | None]
    effort: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class SessionItemRow(Base):
    """One exercise of a day: what was prescribed, what became of it."""

    __tablename__ = "session_item"
    __table_args__ = (
        UniqueConstraint("session_id", "place"),
        CheckConstraint("pain >= 0 AND pain <= 10", name="pain_range"),
        CheckConstraint("effort >= 0 AND effort <= 10", name="effort_range"),
        CheckConstraint("done_share >= 0", name="done_share_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("training_session.id", ondelete="CASCADE"))
    place: Mapped[int]
    prescribed: Mapped[str]
    exercise: Mapped[str]
    prescription_json: Mapped[str]
    status: Mapped[ItemStatus] = mapped_column(one_of(ItemStatus))
    reason: Mapped[str] = mapped_column(default="")
    told: Mapped[bool] = mapped_column(default=False)
    done_share: Mapped[float | None]
    form: Mapped[float | None]
    pain: Mapped[int | None]
    effort: Mapped[int | None]


class SessionSetRow(Base):
    """A set belongs to an exercise of a day."""

    __tablename__ = "session_set"

    set_id: Mapped[UUID] = mapped_column(
        ForeignKey("exercise_set.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(
        ForeignKey("session_item.id", ondelete="CASCADE"), index=True
    )


class ProposalRow(Base):
    """What a rule came to on one day, in a sentence, and what became of it.

    ``mark`` names the decision: the same history decides the same thing, once.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("patient_id", "mark"),
        Index(None, "patient_id", "status"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = _of_patient()
    mark: Mapped[str]
    day: Mapped[date]
    made_at: Mapped[datetime]
    rule: Mapped[str]
    kind: Mapped[ProposalKind] = mapped_column(one_of(ProposalKind))
    exercise: Mapped[str | None]
    raises_load: Mapped[bool]
    sentence: Mapped[str]
    change_json: Mapped[str]
    evidence_json: Mapped[str]
    status: Mapped[ProposalStatus] = mapped_column(one_of(ProposalStatus))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = _by_person()
    decision_note: Mapped[str] = mapped_column(default="")
    programme: Mapped[int | None]


class AlertRow(Base):
    """Something that the therapist should know, told once."""

    __tablename__ = "alert"
    __table_args__ = (UniqueConstraint("patient_id", "mark"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    mark: Mapped[str]
    at: Mapped[datetime]
    kind: Mapped[str]
    level: Mapped[AlertLevel] = mapped_column(one_of(AlertLevel))
    sentence: Mapped[str]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[UUID | None] = _by_person()
