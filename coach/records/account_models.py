"""The tables of accounts: who may sign in, who invited whom, who cares for whom."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from coach.records.care_entries import AccountState, InvitationPurpose
from coach.records.entries import Role
from coach.records.models import Base, one_of, only_one_lasts


def _of_person() -> Mapped[UUID]:
    return mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


def _by_person() -> Mapped[UUID | None]:
    return mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class AccountRow(Base):
    """How a person signs in; the password is kept only as a hash."""

    __tablename__ = "account"

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    login: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    oidc_subject: Mapped[str | None] = mapped_column(unique=True)
    state: Mapped[AccountState] = mapped_column(one_of(AccountState))
    created_at: Mapped[datetime]
    password_changed_at: Mapped[datetime | None]
    signed_in_at: Mapped[datetime | None]


class SignInRow(Base):
    """A device that is signed in; of its secret only the hash is kept."""

    __tablename__ = "sign_in"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[UUID] = _of_person()
    device: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInAttemptRow(Base):
    """One try to sign in, so that guessing can be slowed down."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "login", "at"), Index(None, "address", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]
    succeeded: Mapped[bool]


class InvitationRow(Base):
    """A link with which one person may choose a password, once, for some days."""

    __tablename__ = "invitation"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[InvitationPurpose] = mapped_column(one_of(InvitationPurpose))
    person_id: Mapped[UUID] = _of_person()
    role: Mapped[Role] = mapped_column(one_of(Role))
    invited_by: Mapped[UUID | None] = _by_person()
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class CareLinkRow(Base):
    """A therapist cares for a patient, once the patient has agreed, until one of them ends it."""

    __tablename__ = "care_link"
    __table_args__ = (only_one_lasts("ended_at", "therapist_id", "patient_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    therapist_id: Mapped[UUID] = _of_person()
    patient_id: Mapped[UUID] = _of_person()
    offered_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class AuditRow(Base):
    """Who looked at, changed or took out what, and when; none is ever changed."""

    __tablename__ = "audit_event"
    __table_args__ = (Index(None, "patient_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None] = _by_person()
    patient_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    action: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
