"""A therapist's caseload, read in a number of queries that does not grow with the patients."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from coach.caseload.facts import PatientFacts
from coach.caseload.reasons import kept, reasons_of
from coach.caseload.row import CaseRow, in_order
from coach.caseload.rules import caseload_rules
from coach.records.account_models import AuditRow
from coach.records.auditing import Deed
from coach.records.care import Care
from coach.records.care_links import OwnPatient, active_at, patients_of
from coach.records.caseload_facts import facts_of
from coach.records.database import Database
from coach.records.entries import Person, Role, SetId, Status
from coach.records.models import SetRow

_AT_ONCE: Final = 5000
"""Patients in one query; a database takes no more than some ten thousand values."""


def caseload(database: Database, therapist: Person, now: datetime) -> list[CaseRow]:
    """The therapist's patients, those first who need them first, each with the reasons.

    Of patients who have not agreed there is nothing but the name.

    Raises:
        StorageError: the log can't be read.
    """
    if therapist.role is not Role.THERAPIST:
        return []
    patients = patients_of(database, therapist.id)
    seen = [one for one in patients if one.agreed]
    known: dict[UUID, PatientFacts] = {}
    for at in range(0, len(seen), _AT_ONCE):
        known |= facts_of(database, seen[at : at + _AT_ONCE], therapist.id, now)
    return in_order([_row(one, known.get(one.person.id), now) for one in patients])


def case_of(care: Care, now: datetime) -> CaseRow:
    """One patient as in a caseload, with the reasons for which they need whoever looks.

    Raises:
        StorageError: the log can't be read.
    """
    person = care.patient
    with care.database.reading() as session:
        latest = active_at(session, [person.id]).get(person.id)
    patient = OwnPatient(person, joined=True, agreed=True, active_at=latest)
    known = facts_of(care.database, [patient], care.author, now)
    return _row(patient, known[person.id], now)


def last_looked(care: Care, before: datetime) -> datetime | None:
    """When whoever looks now last looked at these records before a moment; None for never.

    Raises:
        StorageError: the log can't be read.
    """
    query = select(func.max(AuditRow.at)).where(
        AuditRow.patient_id == care.patient.id,
        AuditRow.actor_id == care.author,
        AuditRow.action == Deed.VIEWED.value,
        AuditRow.at < before,
    )
    with care.database.reading() as session:
        return session.scalar(query)


def day_set(care: Care, day_from: datetime, day_until: datetime) -> SetId | None:
    """The set to look at of a time: the one that hurt most, then the one that went least well.

    Raises:
        StorageError: the log can't be read.
    """
    return _worst(care, SetRow.performed_at >= day_from, SetRow.performed_at < day_until)


def latest_set(care: Care, exercise: str, since: datetime) -> SetId | None:
    """The set of an exercise since a moment that went least well; None without one.

    Raises:
        StorageError: the log can't be read.
    """
    return _worst(care, SetRow.exercise == exercise, SetRow.performed_at >= since)


def _worst(care: Care, *wanted: object) -> SetId | None:
    query = (
        select(SetRow.id)
        .where(
            SetRow.patient_id == care.patient.id,
            SetRow.status == Status.FINISHED,
            *wanted,  # type: ignore[arg-type]
        )
        .order_by(
            SetRow.pain.desc().nulls_last(),
            SetRow.score.asc().nulls_last(),
            SetRow.performed_at.desc(),
            SetRow.id,
        )
    )
    with care.database.reading() as session:
        found = session.scalar(query.limit(1))
        return None if found is None else SetId(found)


def _row(patient: OwnPatient, facts: PatientFacts | None, now: datetime) -> CaseRow:
    if facts is None:
        return CaseRow(patient)
    rules = caseload_rules()
    since = facts.today - timedelta(days=rules.pain.days)
    pains: Sequence[int] = [pain for day, pain in facts.pains.items() if day > since]
    done, planned = kept(facts, facts.today - timedelta(days=rules.adherence.days))
    outline = facts.outline
    return CaseRow(
        patient,
        reasons_of(facts, now, rules),
        week=None if outline is None else outline.week_number(facts.today),
        weeks=0 if outline is None else len(outline.weeks),
        pain=max(pains, default=None),
        done=done,
        planned=planned if patient.joined else 0,
        live=facts.live is not None,
    )
