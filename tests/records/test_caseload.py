"""A therapist sees who needs them first and why, of their own patients only, in a few queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from programme_examples import programme
from record_examples import repetition, result, save
from sqlalchemy import event

from coach import clock
from coach.caseload.reason import ReasonKind
from coach.caseload.row import CaseRow
from coach.diary.line import DiaryLine
from coach.engine.results import Score
from coach.programme.messages import MESSAGE, READ, Message, MessageRead
from coach.programme.model import Change
from coach.programme.progression.decision import Decision, ProposalKind
from coach.records import Database, Person, Role, add_person
from coach.records.access import open_care
from coach.records.account_models import AccountRow, CareLinkRow
from coach.records.alerts import Alerts
from coach.records.care import Care
from coach.records.care_entries import AccountState, AlertLevel, ConsentKind, DiaryMoment, MarkKind
from coach.records.care_links import end_care
from coach.records.caseload import caseload, day_set, latest_set
from coach.records.diary import Diary
from coach.records.models import Base
from coach.records.programmes import Programmes
from coach.records.proposals import Proposals
from coach.records.review_models import ConsentRow, MarkRow, SittingRow
from coach.records.sessions import Sessions


@pytest.fixture
def therapist(database: Database) -> Person:
    return add_person(database, "Thea", Role.THERAPIST)


def add(database: Database, row: Base) -> None:
    with database.writing() as session:
        session.add(row)


def patient_of(database: Database, therapist: Person, name: str, *, agreed: bool = True) -> Care:
    person, now = add_person(database, name), clock.now()
    add(
        database,
        CareLinkRow(
            therapist_id=therapist.id,
            patient_id=person.id,
            offered_at=now,
            agreed_at=now if agreed else None,
        ),
    )
    return Care(database, person, person.id)


def rows(database: Database, therapist: Person) -> dict[str, CaseRow]:
    found = caseload(database, therapist, clock.now())
    return {row.patient.person.display_name: row for row in found}


def kinds(row: CaseRow) -> list[ReasonKind]:
    return [reason.kind for reason in row.reasons]


def raise_dose(care: Care) -> Decision:
    return Decision(
        rule="step_up",
        kind=ProposalKind.STEP_UP,
        day=care.today(),
        exercise="squat",
        sentence="Two calm days: one more repetition.",
        mark="step_up/squat",
        change=Change(exercise="squat", field="repetitions", old=8, new=10),
        raises_load=True,
    )


def test_who_needs_the_therapist_comes_first_with_the_reason(
    database: Database, therapist: Person
) -> None:
    calm, waits, sore, urgent = (
        patient_of(database, therapist, name) for name in ("Ann", "Bea", "Cem", "Dan")
    )
    for care in (calm, waits, sore, urgent):
        care.book(Diary).add(DiaryLine(moment=DiaryMoment.DAY, pain=2))
    waits.book(Proposals).record(raise_dose(waits))
    sore.book(Diary).add(DiaryLine(moment=DiaryMoment.EVENING, pain=7))
    urgent.book(Alerts).tell("diary_chest", AlertLevel.NOW, "Wrote about the chest.", "diary/1")

    found = caseload(database, therapist, clock.now())
    assert [row.patient.person.display_name for row in found] == ["Dan", "Cem", "Bea", "Ann"]
    urgent_row, sore_row, waits_row, calm_row = found
    assert kinds(urgent_row) == [ReasonKind.RED_FLAG]
    assert urgent_row.reasons[0].sentence == "Wrote about the chest."
    assert kinds(sore_row) == [ReasonKind.PAIN]
    assert sore_row.reasons[0].sentence.startswith("Pain 7 of 10 on ")
    assert sore_row.reasons[0].about.day == sore.today()
    assert sore_row.pain == 7
    assert kinds(waits_row) == [ReasonKind.PROPOSAL]
    assert calm_row.reasons == ()
    assert calm_row.pain == 2


def test_pain_is_held_against_the_limit_of_the_persons_own_plan(
    database: Database, therapist: Person
) -> None:
    strict, usual = (patient_of(database, therapist, name) for name in ("Ann", "Bea"))
    for care, limit in ((strict, 3), (usual, 5)):
        plan = programme(care.today()).model_copy(update={"pain_limit": limit})
        care.book(Programmes).save(plan, reason="Begins", expected=None)
        care.book(Diary).add(DiaryLine(moment=DiaryMoment.DAY, pain=4))
    found = rows(database, therapist)
    assert kinds(found["Ann"]) == [ReasonKind.PAIN]
    assert "above the limit of 3" in found["Ann"].reasons[0].sentence
    assert kinds(found["Bea"]) == []
    assert (found["Bea"].week, found["Bea"].weeks) == (1, 6)


def test_a_plan_that_is_hardly_followed_is_told_with_its_days(
    database: Database, therapist: Person
) -> None:
    care = patient_of(database, therapist, "Ann")
    with_account(database, care)
    start = care.today() - timedelta(weeks=5)
    plan = programme(start)
    care.book(Programmes).save(plan, reason="Begins", expected=None)
    day = care.book(Sessions).open(
        plan.weeks[0].prescriptions, programme=1, week=5, pain_before=1, zone="UTC"
    )
    care.book(Sessions).tell(day.id, day.items[0].place, 1.0)
    (row,) = caseload(database, therapist, clock.now() + timedelta(days=2))
    assert kinds(row) == [ReasonKind.ADHERENCE]
    assert row.reasons[0].sentence == "1 of 8 planned days done in 14 days, 0 of 8 before."
    assert (row.done, row.planned) == (1, 8)


def test_form_that_falls_is_told_by_exercise(database: Database, therapist: Person) -> None:
    care = patient_of(database, therapist, "Ann")
    for days_ago, score in [(2, 60.0)] * 4 + [(20, 85.0)] * 4:
        save_set(care, days_ago, score)
    row = rows(database, therapist)["Ann"]
    assert kinds(row) == [ReasonKind.FORM]
    assert "60 of 100 on average in 14 days, 85 before" in row.reasons[0].sentence
    exercise = row.reasons[0].about.exercise
    assert exercise is not None
    assert exercise == result().exercise
    assert latest_set(care, exercise, clock.now() - timedelta(days=14)) is not None
    assert latest_set(care, "plank", clock.now() - timedelta(days=14)) is None


def save_set(care: Care, days_ago: int, score: float, pain: int | None = None) -> None:
    made = replace(result(), repetitions=(repetition(1),), score=Score(score))
    when = clock.now() - timedelta(days=days_ago)
    set_id = save(care.log, made, performed_at=when)
    if pain is not None:
        care.log.report(set_id, pain=pain)


def test_what_waits_runs_out_or_goes_on_now(database: Database, therapist: Person) -> None:
    now = clock.now()
    marked, ending, live, silent, unread = (
        patient_of(database, therapist, name) for name in ("Ann", "Bea", "Cem", "Dan", "Eva")
    )
    add(
        database,
        MarkRow(patient_id=marked.patient.id, at=now, kind=MarkKind.MOMENT, time_s=3.0),
    )
    add(
        database,
        ConsentRow(
            patient_id=ending.patient.id,
            kind=ConsentKind.VIDEO,
            given_at=now - timedelta(days=80),
            until=now + timedelta(days=5),
        ),
    )
    for care, seen in ((live, 10), (silent, 120)):
        add(
            database,
            SittingRow(
                id=uuid4(),
                patient_id=care.patient.id,
                exercise="squat",
                worker="main",
                begun_at=now - timedelta(minutes=5),
                seen_at=now - timedelta(seconds=seen),
            ),
        )
    Care(database, unread.patient, therapist.id).journal.add(MESSAGE, Message(text="Well done"))
    later = now + timedelta(days=4)
    found = rows(database, therapist)
    assert kinds(found["Ann"]) == [ReasonKind.MARK]
    assert kinds(found["Bea"]) == [ReasonKind.CONSENT]
    assert found["Bea"].reasons[0].sentence.startswith("The consent to video ends on ")
    assert (kinds(found["Cem"]), found["Cem"].live) == ([ReasonKind.LIVE], True)
    assert kinds(found["Dan"]) == kinds(found["Eva"]) == []

    assert ReasonKind.MESSAGE in message_kinds(database, therapist, later)
    (message,) = unread.journal.entries(MESSAGE, Message)
    unread.journal.add(READ, MessageRead(message=message.id))
    assert ReasonKind.MESSAGE not in message_kinds(database, therapist, later)


def message_kinds(database: Database, therapist: Person, now: datetime) -> set[ReasonKind]:
    return {
        reason.kind
        for row in caseload(database, therapist, now)
        if row.patient.person.display_name == "Eva"
        for reason in row.reasons
    }


def test_a_day_leads_to_the_set_that_hurt_most(database: Database, therapist: Person) -> None:
    care, other = (patient_of(database, therapist, name) for name in ("Ann", "Bea"))
    for score, pain in ((90.0, 2), (80.0, 6), (50.0, 4)):
        save_set(care, 1, score, pain)
    now = clock.now()
    found = day_set(care, now - timedelta(days=2), now)
    assert found is not None
    assert care.log.load(found).pain == 6
    assert day_set(care, now - timedelta(days=9), now - timedelta(days=8)) is None
    assert day_set(other, now - timedelta(days=2), now) is None


def test_nobody_elses_patients_and_nothing_of_those_who_did_not_agree(
    database: Database, therapist: Person
) -> None:
    colleague = add_person(database, "Theo", Role.THERAPIST)
    own, asked, ended = (
        patient_of(database, therapist, name, agreed=name != "Bea")
        for name in ("Ann", "Bea", "Cem")
    )
    theirs = patient_of(database, colleague, "Dan")
    with_account(database, asked)
    for care in (own, asked, ended, theirs):
        care.book(Diary).add(DiaryLine(moment=DiaryMoment.DAY, pain=8))
    end_care(database, ended.patient.id, therapist.id, by=ended.patient.id)

    found = rows(database, therapist)
    assert set(found) == {"Ann", "Bea"}
    assert kinds(found["Ann"]) == [ReasonKind.PAIN]
    bea = found["Bea"]
    assert (bea.reasons, bea.pain, bea.week, bea.patient.active_at) == ((), None, None, None)
    assert set(rows(database, colleague)) == {"Dan"}
    for nobody in (own.patient, add_person(database, "Root", Role.ADMIN)):
        assert caseload(database, nobody, clock.now()) == []
    assert open_care(database, therapist, own.patient.id).patient == own.patient


def with_account(database: Database, care: Care) -> None:
    row = AccountRow(
        person_id=care.patient.id,
        login=care.patient.display_name,
        state=AccountState.ACTIVE,
        created_at=clock.now(),
    )
    add(database, row)


def test_as_many_queries_for_many_patients_as_for_one(
    database: Database, therapist: Person
) -> None:
    def fill(name: str) -> None:
        care = patient_of(database, therapist, name)
        care.book(Programmes).save(programme(care.today()), reason="Begins", expected=None)
        care.book(Diary).add(DiaryLine(moment=DiaryMoment.DAY, pain=8))
        care.book(Proposals).record(raise_dose(care))

    fill("First")
    with counting(database) as one:
        assert len(rows(database, therapist)) == 1
    for number in range(8):
        fill(f"Patient {number}")
    with counting(database) as many:
        assert len(rows(database, therapist)) == 9
    assert len(many) == len(one) <= 20


@contextmanager
def counting(database: Database) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
