"""What a caseload knows of many patients at once: each question is asked for all of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import func, select

from coach import clock
from coach.caseload.facts import Consented, OpenAlert, Outline, PatientFacts, Waiting
from coach.programme.messages import MESSAGE, READ
from coach.records.care_entries import MarkKind, ProposalStatus
from coach.records.care_links import OwnPatient
from coach.records.care_models import (
    AlertRow,
    JournalRow,
    ProgrammeRow,
    ProposalRow,
)
from coach.records.caseload_asking import Asked
from coach.records.caseload_days import done_days_of, exercise_name, forms_of, pains_of
from coach.records.database import Database
from coach.records.entries import PersonId
from coach.records.errors import StorageError
from coach.records.review_models import ConsentRow, MarkRow, SittingRow

_OUTLINES: Final = 4096


def facts_of(
    database: Database, patients: Sequence[OwnPatient], therapist: PersonId, now: datetime
) -> dict[UUID, PatientFacts]:
    """What is known of these patients, whom the therapist may see.

    Raises:
        StorageError: the log can't be read, or a programme in it is damaged.
    """
    with database.reading() as session:
        asked = Asked(session, [one.person.id for one in patients], now)
        outlines = _programmes(asked)
        alerts = _alerts(asked)
        pains = pains_of(asked)
        done_days = done_days_of(asked)
        forms = forms_of(asked)
        proposals = _proposals(asked)
        marks = _marks(asked)
        consents = _consents(asked)
        live = _live(asked)
        unread = _unread(asked, therapist)
    found: dict[UUID, PatientFacts] = {}
    for one in patients:
        person = one.person
        found[person.id] = PatientFacts(
            today=clock.day_of(now, person.zone),
            zone=person.zone,
            joined=one.joined,
            active_at=one.active_at,
            outline=outlines.get(person.id),
            alerts=tuple(alerts.get(person.id, ())),
            pains=pains.get(person.id, {}),
            done_days=frozenset(done_days.get(person.id, ())),
            forms=tuple(forms.get(person.id, ())),
            proposals=proposals.get(person.id),
            marks=marks.get(person.id),
            consents=tuple(consents.get(person.id, ())),
            live=live.get(person.id),
            unread=unread.get(person.id),
        )
    return found


def _programmes(asked: Asked) -> Mapping[UUID, Outline]:
    query = select(ProgrammeRow.patient_id, ProgrammeRow.plan_json).where(
        ProgrammeRow.ended_at.is_(None)
    )
    return {patient: _outline(plan) for patient, plan in asked.rows(query, ProgrammeRow.patient_id)}


@lru_cache(maxsize=_OUTLINES)
def _outline(plan: str) -> Outline:
    try:
        return Outline.model_validate_json(plan)
    except ValidationError as error:
        raise StorageError(
            "A programme in this log is damaged: put a backup in its place, or report it."
        ) from error


def _alerts(asked: Asked) -> Mapping[UUID, list[OpenAlert]]:
    query = select(
        AlertRow.patient_id,
        AlertRow.id,
        AlertRow.kind,
        AlertRow.level,
        AlertRow.sentence,
        AlertRow.mark,
        AlertRow.at,
    ).where(AlertRow.seen_at.is_(None))
    found = defaultdict(list)
    for patient, *rest in asked.rows(query.order_by(AlertRow.at), AlertRow.patient_id):
        found[patient].append(OpenAlert(*rest))
    return found


def _proposals(asked: Asked) -> Mapping[UUID, Waiting]:
    query = (
        select(ProposalRow.patient_id, func.count(), func.min(ProposalRow.made_at))
        .where(ProposalRow.status == ProposalStatus.WAITING)
        .group_by(ProposalRow.patient_id)
    )
    rows = asked.rows(query, ProposalRow.patient_id)
    return {patient: Waiting(count, since) for patient, count, since in rows}


def _marks(asked: Asked) -> Mapping[UUID, Waiting]:
    query = (
        select(MarkRow.patient_id, MarkRow.at, MarkRow.set_id)
        .where(
            MarkRow.kind == MarkKind.MOMENT,
            MarkRow.seen_at.is_(None),
            MarkRow.retired_at.is_(None),
        )
        .order_by(MarkRow.at)
    )
    found: dict[UUID, Waiting] = {}
    for patient, at, set_id in asked.rows(query, MarkRow.patient_id):
        known = found.get(patient, Waiting(0, at))
        found[patient] = Waiting(known.count + 1, known.since, set_id or known.set_id)
    return found


def _consents(asked: Asked) -> Mapping[UUID, list[Consented]]:
    query = select(ConsentRow.patient_id, ConsentRow.kind, ConsentRow.until).where(
        ConsentRow.withdrawn_at.is_(None), ConsentRow.until.is_not(None)
    )
    found = defaultdict(list)
    for patient, kind, until in asked.rows(query, ConsentRow.patient_id):
        found[patient].append(Consented(kind, until))
    return found


def _live(asked: Asked) -> Mapping[UUID, str]:
    heard = asked.now - timedelta(seconds=asked.rules.live.seconds)
    query = select(SittingRow.patient_id, SittingRow.exercise).where(
        SittingRow.ended_at.is_(None), SittingRow.seen_at >= heard
    )
    return {
        patient: exercise_name(exercise)
        for patient, exercise in asked.rows(query, SittingRow.patient_id)
    }


def _unread(asked: Asked, therapist: PersonId) -> Mapping[UUID, datetime]:
    """When the first of the therapist's messages that has not been read was sent."""
    since = asked.now - timedelta(days=asked.rules.message.longest)
    query = (
        select(
            JournalRow.patient_id,
            JournalRow.id,
            JournalRow.kind,
            JournalRow.at,
            JournalRow.author_id,
            JournalRow.body_json,
        )
        .where(
            JournalRow.kind.in_((MESSAGE, READ)),
            JournalRow.at >= since,
            JournalRow.retired_at.is_(None),
        )
        .order_by(JournalRow.at)
    )
    read: set[str] = set()
    sent: list[tuple[UUID, UUID, datetime]] = []
    for patient, entry, kind, at, author, body in asked.rows(query, JournalRow.patient_id):
        if kind == READ:
            read.add(str(json.loads(body).get("message")))
        elif author == therapist:
            sent.append((patient, entry, at))
    found: dict[UUID, datetime] = {}
    for patient, entry, at in sent:
        if str(entry) not in read:
            found.setdefault(patient, at)
    return found
