"""The tables of the log.

``exercise_set.result_json`` is the whole truth about a set; the other tables of a set hold the
same facts in pieces, so that they can be counted and searched.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Enum,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from coach.records.columns import Number, UtcDateTime
from coach.records.entries import Ending, Role, Source, Status, TargetSource
from coach.safety.outcome import ScreeningOutcome


class Base(DeclarativeBase):
    """Holds the tables; every constraint has a name that a later migration can call it by."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it
        float: Number,
        datetime: UtcDateTime,
        str: Text,
    }


def one_of(kind: type[StrEnum]) -> Enum:
    """Text that must be one of the values; PostgreSQL's own enums are hard to migrate."""
    return Enum(
        kind,
        name=kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


def only_one_lasts(ended: str, *columns: str) -> Index:
    """At most one row with these columns has no end; those that have one are history."""
    lasting = text(f"{ended} IS NULL")
    return Index(None, *columns, unique=True, sqlite_where=lasting, postgresql_where=lasting)


def _of_set() -> Mapped[UUID]:
    return mapped_column(ForeignKey("exercise_set.id", ondelete="CASCADE"), index=True)


class PersonRow(Base):
    """Somebody: the owner of everything else here."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    # "me" is the one person of an installation without accounts.
    handle: Mapped[str | None] = mapped_column(unique=True)
    display_name: Mapped[str]
    role: Mapped[Role] = mapped_column(one_of(Role))
    created_at: Mapped[datetime]
    # IANA name; what a day is for this person. Unknown until the browser has told it.
    zone: Mapped[str | None]
    # The person chose it: what a browser tells does not change it.
    zone_chosen: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Somebody who left: nothing opens it any more, and what the law asks to be kept is kept.
    deleted_at: Mapped[datetime | None]


class SetRow(Base):
    """One set of one exercise."""

    __tablename__ = "exercise_set"
    __table_args__ = (
        CheckConstraint("score >= 0 AND score <= 100", name="score_range"),
        CheckConstraint("usable_share >= 0 AND usable_share <= 1", name="usable_share_range"),
        CheckConstraint("fps >= 0 AND duration_s >= 0 AND frames >= 0", name="not_negative"),
        CheckConstraint("hold_s >= 0", name="hold_not_negative"),
        CheckConstraint("pain >= 0 AND pain <= 10", name="pain_range"),
        CheckConstraint("effort >= 0 AND effort <= 10", name="effort_range"),
        Index(None, "patient_id", "performed_at"),
        # All that the form of many patients is told from, so that the sets are not read for it.
        Index(None, "patient_id", "exercise", "performed_at", "status", "score"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    exercise: Mapped[str]
    exercise_name: Mapped[str]
    source: Mapped[Source] = mapped_column(one_of(Source))
    source_name: Mapped[str]
    status: Mapped[Status] = mapped_column(one_of(Status))
    performed_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    view: Mapped[str]
    fps: Mapped[float | None]
    duration_s: Mapped[float | None]
    frames: Mapped[int | None]
    usable_share: Mapped[float | None]
    score: Mapped[float | None]
    hold_s: Mapped[float] = mapped_column(default=0.0)
    engine_version: Mapped[str]
    result_json: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    ended: Mapped[Ending | None] = mapped_column(one_of(Ending))
    pain: Mapped[int | None]
    effort: Mapped[int | None]


class RepetitionRow(Base):
    """One complete repetition; times in seconds of the media clock."""

    __tablename__ = "repetition"
    __table_args__ = (
        UniqueConstraint("set_id", "number"),
        CheckConstraint("start_s <= turn_s AND turn_s <= end_s", name="times_ordered"),
        CheckConstraint("score >= 0 AND score <= 100", name="score_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[UUID] = mapped_column(ForeignKey("exercise_set.id", ondelete="CASCADE"))
    number: Mapped[int]
    side: Mapped[str | None]
    start_s: Mapped[float]
    turn_s: Mapped[float]
    end_s: Mapped[float]
    range_of_motion_deg: Mapped[float | None]
    signal: Mapped[str]
    signal_start: Mapped[float | None]
    signal_peak: Mapped[float | None]
    score: Mapped[float | None]
    faults: Mapped[list[FaultRow]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    score_parts: Mapped[list[ScorePartRow]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class PartialRepetitionRow(Base):
    """A movement that did not count."""

    __tablename__ = "partial_repetition"
    __table_args__ = (CheckConstraint("start_s <= end_s", name="times_ordered"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[UUID] = _of_set()
    start_s: Mapped[float]
    end_s: Mapped[float]
    side: Mapped[str | None]
    fraction: Mapped[float | None]
    reason: Mapped[str]


class HoldRow(Base):
    """A held position."""

    __tablename__ = "hold"
    __table_args__ = (
        CheckConstraint("start_s <= end_s", name="times_ordered"),
        CheckConstraint("in_tolerance_s >= 0", name="in_tolerance_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[UUID] = _of_set()
    start_s: Mapped[float]
    end_s: Mapped[float]
    side: Mapped[str | None]
    in_tolerance_s: Mapped[float | None]
    steadiness_deg: Mapped[float | None]
    faults: Mapped[list[FaultRow]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )


class FaultRow(Base):
    """A form check that did not hold, in a repetition or in a hold."""

    __tablename__ = "fault"
    __table_args__ = (
        CheckConstraint("start_s <= end_s", name="times_ordered"),
        CheckConstraint("repetition_id IS NULL OR hold_id IS NULL", name="one_owner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[UUID] = _of_set()
    repetition_id: Mapped[int | None] = mapped_column(
        ForeignKey("repetition.id", ondelete="CASCADE"), index=True
    )
    hold_id: Mapped[int | None] = mapped_column(
        ForeignKey("hold.id", ondelete="CASCADE"), index=True
    )
    check: Mapped[str]
    title: Mapped[str]
    severity: Mapped[str]
    cue: Mapped[str]
    start_s: Mapped[float]
    end_s: Mapped[float]
    measure: Mapped[str]
    value: Mapped[float | None]
    threshold: Mapped[float | None]
    unit: Mapped[str]


class ScorePartRow(Base):
    """A part of the score of a set, or of one repetition of it."""

    __tablename__ = "score_part"
    __table_args__ = (CheckConstraint("value >= 0 AND value <= 100", name="value_range"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[UUID] = _of_set()
    repetition_id: Mapped[int | None] = mapped_column(
        ForeignKey("repetition.id", ondelete="CASCADE"), index=True
    )
    part: Mapped[str]
    value: Mapped[float | None]
    weight: Mapped[float | None]
    reason: Mapped[str]


class NotAssessedRow(Base):
    """What the recording could not answer."""

    __tablename__ = "not_assessed"

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[UUID] = _of_set()
    what: Mapped[str]
    reason: Mapped[str]


class TrackRow(Base):
    """The landmarks of a set, as the file that ``PoseTrack.save`` writes, which may be sealed.

    ``sha256`` is that of the file itself, before it was sealed.
    """

    __tablename__ = "landmark_track"
    __table_args__ = (CheckConstraint("frames >= 0", name="frames_not_negative"),)

    set_id: Mapped[UUID] = mapped_column(
        ForeignKey("exercise_set.id", ondelete="CASCADE"), primary_key=True
    )
    data: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    frames: Mapped[int]
    # With which key it is sealed; a sealed video says it in its file.
    key_id: Mapped[str | None]
    created_at: Mapped[datetime]


class RecordingRow(Base):
    """The video of a set, which is a file beside the database; there is none without consent."""

    __tablename__ = "recording"
    __table_args__ = (CheckConstraint("size_bytes >= 0", name="size_not_negative"),)

    set_id: Mapped[UUID] = mapped_column(
        ForeignKey("exercise_set.id", ondelete="CASCADE"), primary_key=True
    )
    file_name: Mapped[str]
    mime: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    consented_at: Mapped[datetime]
    created_at: Mapped[datetime]


class ScreeningRow(Base):
    """One time that the safety questions were answered; none is ever changed."""

    __tablename__ = "screening"

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    answered_at: Mapped[datetime]
    outcome: Mapped[ScreeningOutcome] = mapped_column(one_of(ScreeningOutcome))
    answers_json: Mapped[str]


class TargetRow(Base):
    """A person's own value for one threshold of one exercise; only its end is ever added."""

    __tablename__ = "target"
    __table_args__ = (only_one_lasts("ended_at", "patient_id", "exercise", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    patient_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="RESTRICT"), index=True
    )
    exercise: Mapped[str]
    key: Mapped[str]
    value: Mapped[float]
    set_by: Mapped[TargetSource] = mapped_column(one_of(TargetSource))
    reason: Mapped[str]
    set_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AssessmentRow(Base):
    """What a test came to; one that was taken from a set goes with it."""

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("error >= 0", name="error_not_negative"),
        Index(None, "patient_id", "performed_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    set_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("exercise_set.id", ondelete="CASCADE"), index=True
    )
    test: Mapped[str]
    side: Mapped[str | None]
    value: Mapped[float]
    unit: Mapped[str]
    error: Mapped[float | None]
    details_json: Mapped[str]
    performed_at: Mapped[datetime]
    recorded_at: Mapped[datetime]


class PostureSessionRow(Base):
    """A time at the desk, written while it goes on."""

    __tablename__ = "posture_session"
    __table_args__ = (
        CheckConstraint("started_at <= ended_at", name="times_ordered"),
        Index(None, "patient_id", "started_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    patient_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    summary_json: Mapped[str]


class TaughtExerciseRow(Base):
    """A version of an exercise that was taught to this installation; it belongs to no person."""

    __tablename__ = "taught_exercise"
    __table_args__ = (only_one_lasts("retired_at", "exercise"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    exercise: Mapped[str]
    toml: Mapped[str]
    origin: Mapped[str]
    taught_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
