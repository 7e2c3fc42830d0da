"""What a caseload knows of many patients at once: each question is asked for all of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from coach import clock
from coach.caseload.facts import Consented, FormOf, OpenAlert, Outline, PatientFacts, Waiting
from coach.caseload.rules import CaseloadRules, caseload_rules
from coach.engine.catalogue import catalogue
from coach.programme.messages import MESSAGE, READ
from coach.records.care_entries import ItemStatus, MarkKind, ProposalStatus
from coach.records.care_links import OwnPatient
from coach.records.care_models import (
    AlertRow,
    DiaryRow,
    JournalRow,
    ProgrammeRow,
    ProposalRow,
    SessionItemRow,
    SessionRow,
)
from coach.records.database import Database
from coach.records.entries import PersonId, Status
from coach.records.errors import StorageError
from coach.records.models import SetRow
from coach.records.review_models import ConsentRow, MarkRow, SittingRow

_DONE: Final = (ItemStatus.DONE, ItemStatus.PARTLY)
_OUTLINES: Final = 4096


class _Asked:
    """One reading of the database for these patients."""

    def __init__(self, session: Session, patients: Collection[UUID], now: datetime) -> None:
        self.session = session
        self.patients = patients
        self.now = now
        self.rules: CaseloadRules = caseload_rules()
        # A day is where the patient is, which may be a day before or after that of UTC.
        self.first_day: date = now.date() - timedelta(days=self.rules.look_back_days + 1)

    def rows(
        self, query: Select[*tuple[Any, ...]], whose: InstrumentedAttribute[UUID]
    ) -> Iterable[Any]:
        """The rows of a query that belong to these patients."""
        return self.session.execute(query.where(whose.in_(self.patients)))


def facts_of(
    database: Database, patients: Sequence[OwnPatient], therapist: PersonId, now: datetime
) -> dict[UUID, PatientFacts]:
    """What is known of these patients, whom the therapist may see.

    Raises:
        StorageError: the log can't be read, or a programme in it is damaged.
    """
    with database.reading() as session:
        asked = _Asked(session, [one.person.id for one in patients], now)
        outlines = _programmes(asked)
        alerts = _alerts(asked)
        pains, done_days = _days(asked)
        forms = _forms(asked)
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


def _programmes(asked: _Asked) -> Mapping[UUID, Outline]:
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


def _alerts(asked: _Asked) -> Mapping[UUID, list[OpenAlert]]:
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


def _days(asked: _Asked) -> tuple[Mapping[UUID, dict[date, int]], Mapping[UUID, set[date]]]:
    """The worst told pain of each day, and the days on which something of the plan was done."""
    pains: dict[UUID, dict[date, int]] = defaultdict(dict)
    done: dict[UUID, set[date]] = defaultdict(set)

    def note(patient: UUID, day: date, *told: int | None) -> None:
        for pain in told:
            if pain is not None:
                pains[patient][day] = max(pain, pains[patient].get(day, 0))

    lately = asked.now.date() - timedelta(days=asked.rules.pain.days + 1)
    diary = (
        select(DiaryRow.patient_id, DiaryRow.day, func.max(DiaryRow.pain))
        .where(DiaryRow.day >= lately, DiaryRow.retired_at.is_(None))
        .group_by(DiaryRow.patient_id, DiaryRow.day)
    )
    for patient, day, pain in asked.rows(diary, DiaryRow.patient_id):
        note(patient, day, pain)
    sessions = (
        select(
            SessionRow.patient_id,
            SessionRow.day,
            SessionRow.pain_before,
            SessionRow.pain_after,
            func.max(SessionItemRow.pain),
            func.max(case((SessionItemRow.status.in_(_DONE), 1), else_=0)),
        )
        .join(SessionItemRow, SessionItemRow.session_id == SessionRow.id)
        .where(SessionRow.day >= asked.first_day)
        .group_by(SessionRow.id)
    )
    for patient, day, before, after, within, any_done in asked.rows(
        sessions, SessionRow.patient_id
    ):
        note(patient, day, before, after, within)
        if any_done:
            done[patient].add(day)
    return pains, done


def _forms(asked: _Asked) -> Mapping[UUID, list[FormOf]]:
    limits = asked.rules.form
    turn = asked.now - timedelta(days=limits.days)
    first = turn - timedelta(days=limits.before_days)
    recent = case((SetRow.performed_at >= turn, 1), else_=0).label("recent")
    query = (
        select(
            SetRow.patient_id,
            SetRow.exercise,
            func.max(SetRow.exercise_name),
            recent,
            func.avg(SetRow.score),
            func.count(SetRow.score),
        )
        .where(
            SetRow.performed_at >= first,
            SetRow.performed_at <= asked.now,
            SetRow.status == Status.FINISHED,
        )
        .group_by(SetRow.patient_id, SetRow.exercise, recent)
    )
    windows: dict[tuple[UUID, str], dict[int, tuple[float | None, int]]] = defaultdict(dict)
    names: dict[str, str] = {}
    for patient, exercise, name, window, mean, count in asked.rows(query, SetRow.patient_id):
        windows[patient, exercise][window] = (mean, count)
        names[exercise] = name
    found = defaultdict(list)
    for (patient, exercise), own in sorted(windows.items(), key=lambda pair: pair[0][1]):
        now, before = own.get(1, (None, 0)), own.get(0, (None, 0))
        found[patient].append(FormOf(exercise, names[exercise], *now, *before))
    return found


def _proposals(asked: _Asked) -> Mapping[UUID, Waiting]:
    query = (
        select(ProposalRow.patient_id, func.count(), func.min(ProposalRow.made_at))
        .where(ProposalRow.status == ProposalStatus.WAITING)
        .group_by(ProposalRow.patient_id)
    )
    rows = asked.rows(query, ProposalRow.patient_id)
    return {patient: Waiting(count, since) for patient, count, since in rows}


def _marks(asked: _Asked) -> Mapping[UUID, Waiting]:
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


def _consents(asked: _Asked) -> Mapping[UUID, list[Consented]]:
    query = select(ConsentRow.patient_id, ConsentRow.kind, ConsentRow.until).where(
        ConsentRow.withdrawn_at.is_(None), ConsentRow.until.is_not(None)
    )
    found = defaultdict(list)
    for patient, kind, until in asked.rows(query, ConsentRow.patient_id):
        found[patient].append(Consented(kind, until))
    return found


def _live(asked: _Asked) -> Mapping[UUID, str]:
    heard = asked.now - timedelta(seconds=asked.rules.live.seconds)
    query = select(SittingRow.patient_id, SittingRow.exercise).where(
        SittingRow.ended_at.is_(None), SittingRow.seen_at >= heard
    )
    known = catalogue()
    return {
        patient: known[exercise].name if exercise in known else exercise.replace("_", " ")
        for patient, exercise in asked.rows(query, SittingRow.patient_id)
    }


def _unread(asked: _Asked, therapist: PersonId) -> Mapping[UUID, datetime]:
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
