"""What therapists find at such a clinic: plans, alerts, proposals, consents, goals, notes."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from uuid import UUID

from pydantic import BaseModel

from coach.engine.catalogue import catalogue
from coach.mind.forms import GOAL, Goal
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.programme.messages import MESSAGE, Message
from coach.programme.model import Change, Programme
from coach.programme.progression.decision import ProposalKind, ProposalStatus
from coach.records import PersonId
from coach.records.account_models import AuditRow
from coach.records.auditing import Deed
from coach.records.care_entries import AlertLevel, ConsentKind, MarkKind
from coach.records.care_models import (
    AlertRow,
    AnswerRow,
    JournalRow,
    ProgrammeRow,
    ProposalRow,
    TreatmentRow,
)
from coach.records.models import Base
from coach.records.review_models import ConsentRow, MarkRow
from coach.reporting.note import VISIT_NOTE, VisitNote

_EPOCH: Final = date(2026, 1, 5)
_ALERTS: Final = (
    ("safety", AlertLevel.NOW, "Safety questions answered with yes: numbness.", "safety:{day}"),
    ("strong_pain", AlertLevel.DAY, "A pain of 8 of 10 was told that day.", "strong_pain/{day}"),
    ("weak_form", AlertLevel.WEEK, "The form in Squat was 58 of 100.", "weak_form/squat/{day}"),
    ("no_step", AlertLevel.WEEK, "No step up in 21 days of exercise.", "no_step/{day}"),
)


def programme_row(
    person: PersonId, therapist: PersonId, last_day: date, number: int
) -> ProgrammeRow:
    """The plan of a patient, who is somewhere in it; the first of all is in week 5."""
    starts_on = last_day - timedelta(days=28 if number == 0 else number * 3 % 49)
    plan = _plan().model_copy(update={"starts_on": starts_on})
    return ProgrammeRow(
        patient_id=person,
        number=1,
        day=starts_on,
        made_at=_at(starts_on),
        made_by=therapist,
        reason="Made for measuring",
        starts_on=starts_on,
        plan_json=plan.model_dump_json(),
    )


def care_rows(
    person: PersonId, therapist: PersonId, last_day: date, number: int, dice: random.Random
) -> list[Base]:
    """Some patients have much that needs the therapist, most have nothing; the first has all."""
    everything = number == 0
    rows: list[Base] = [*_answers(person, last_day, dice), *_consents(person, last_day, dice)]

    def chance(share: float) -> bool:
        return everything or dice.random() < share

    for kind, level, sentence, mark in _ALERTS:
        if chance(0.03):
            day = last_day - timedelta(days=dice.randrange(4))
            rows.append(
                AlertRow(
                    patient_id=person,
                    mark=mark.format(day=day.isoformat()),
                    at=_at(day),
                    kind=kind,
                    level=level,
                    sentence=sentence,
                )
            )
    if chance(0.1):
        rows.append(_proposal(person, last_day - timedelta(days=dice.randrange(6))))
    if chance(0.05):
        rows.append(MarkRow(patient_id=person, at=_at(last_day), kind=MarkKind.MOMENT, time_s=3.0))
    if chance(0.1):
        told = last_day - timedelta(days=dice.randrange(8))
        rows.append(_journal(person, therapist, told, MESSAGE, Message(text="Well done.")))
    if chance(0.5):
        rows.append(_journal(person, person, last_day, GOAL, Goal(text="Walk", confidence=7)))
    seen_on = last_day - timedelta(days=7)
    rows.append(
        AuditRow(at=_at(seen_on), actor_id=therapist, patient_id=person, action=Deed.VIEWED.value)
    )
    if chance(0.5):
        note = VisitNote(assessment="Going on well.", plan="One step more.", signed=True)
        rows.append(_journal(person, therapist, seen_on, VISIT_NOTE, note))
        rows.append(
            TreatmentRow(patient_id=person, day=seen_on, at=_at(seen_on), kind="massage", note="")
        )
    return rows


@cache
def _plan() -> Programme:
    return make_programme(Facts(), catalogue(), _EPOCH)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(18), UTC)


def _answers(person: PersonId, last_day: date, dice: random.Random) -> list[Base]:
    first, later = last_day - timedelta(days=28), last_day - timedelta(days=7)
    return [
        AnswerRow(
            patient_id=person,
            instrument=instrument,
            occasion=occasion,
            day=day,
            answered_at=_at(day),
            answers_json="{}",
            total=float(dice.randrange(low, high)),
        )
        for day, occasion in ((first, "first"), (later, "week_3"))
        for instrument, low, high in (("pain_nrs", 2, 8), ("rmdq", 2, 15), ("confidence", 3, 10))
    ]


def _consents(person: PersonId, last_day: date, dice: random.Random) -> list[Base]:
    ends = last_day + timedelta(days=dice.randrange(5, 180))
    return [
        ConsentRow(
            patient_id=person, kind=kind, given_at=_at(last_day - timedelta(days=60)), until=until
        )
        for kind, until in ((ConsentKind.MOVEMENT, None), (ConsentKind.VIDEO, _at(ends)))
    ]


def _proposal(person: PersonId, day: date) -> ProposalRow:
    change = Change(exercise="squat", field="repetitions", old=8, new=10)
    return ProposalRow(
        patient_id=person,
        mark=f"step_up/squat/{day.isoformat()}",
        day=day,
        made_at=_at(day),
        rule="step_up",
        kind=ProposalKind.STEP_UP,
        exercise="squat",
        raises_load=True,
        sentence="Two calm days: two more repetitions.",
        change_json=change.model_dump_json(),
        evidence_json="{}",
        status=ProposalStatus.WAITING,
    )


def _journal(person: PersonId, author: UUID, day: date, kind: str, body: BaseModel) -> JournalRow:
    return JournalRow(
        patient_id=person,
        kind=kind,
        day=day,
        at=_at(day),
        author_id=author,
        body_json=body.model_dump_json(),
    )
