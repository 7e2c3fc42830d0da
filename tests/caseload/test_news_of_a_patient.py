"""What is new since the last visit: each sentence a fact out of the patient's own records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coach.caseload.overview import Overview, overview_of
from coach.caseload.since import news
from coach.caseload.visiting import LastVisit, VisitKind, last_visit
from coach.diary.line import DiaryLine
from coach.mind.forms import GOAL, Goal
from coach.records import Database, Role, add_person, open_database
from coach.records.account_models import AuditRow
from coach.records.alerts import Alerts
from coach.records.answers import Answers
from coach.records.auditing import Deed
from coach.records.care import Care
from coach.records.care_entries import AlertLevel, DiaryMoment
from coach.records.diary import Diary
from coach.records.treatments import Treatments
from coach.reporting.note import VISIT_NOTE, VisitNote
from coach.settings import Settings


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    folder: Path = tmp_path_factory.mktemp("news")
    with open_database(Settings(data_dir=folder)) as opened:
        yield opened


@pytest.fixture
def own(database: Database) -> Care:
    person = add_person(database, "Paula")
    return Care(database, person, person.id)


@pytest.fixture
def care(database: Database, own: Care) -> Care:
    """The same records, looked at by a therapist."""
    return replace(own, author=add_person(database, "Thea", Role.THERAPIST).id)


def now_of(care: Care) -> datetime:
    return datetime.combine(care.today(), datetime.min.time(), UTC) + timedelta(hours=23)


def seen(care: Care) -> Overview:
    return overview_of(care, now_of(care))


def told(overview: Overview, since: date) -> dict[str, tuple[str, ...]]:
    return {one.title: one.sentences for one in news(overview, since)}


def day_words(day: date) -> str:
    return f"{day.day} {day:%B}"


def test_nothing_at_all_is_said_in_one_sentence(care: Care) -> None:
    assert told(seen(care), care.today()) == {"What was done": ("No exercise was recorded.",)}


def test_pain_is_held_against_as_many_days_before(own: Care, care: Care) -> None:
    today = own.today()
    for ago, pain in ((0, 2), (1, 3), (2, 6), (3, 7)):
        line = DiaryLine(moment=DiaryMoment.DAY, pain=pain)
        own.book(Diary).add(line, day=today - timedelta(days=ago))
    parts = told(seen(care), today - timedelta(days=1))
    assert parts["How it felt"] == (
        "Pain 2.5 of 10 on average, 3 at most; 6.5 in as many days before.",
    )


def test_words_answers_goals_treatments_and_alerts(own: Care, care: Care) -> None:
    today, before = own.today(), own.today() - timedelta(days=20)
    own.book(Diary).add(DiaryLine(moment=DiaryMoment.DAY, note="Carried  the\nshopping"))
    own.book(Diary).add(DiaryLine(moment=DiaryMoment.DAY, note="Old"), day=before)
    for day, total in ((before, 12.0), (today, 7.0)):
        own.book(Answers).add("rmdq", {}, occasion="first", total=total, day=day)
    own.journal.add(GOAL, Goal(text="Walk for an hour", confidence=8))
    care.book(Treatments).add("massage")
    alert = own.book(Alerts).tell("no_step", AlertLevel.WEEK, "No step up in 21 days.", "no_step/1")
    care.book(Alerts).seen(alert)

    parts, words = told(seen(care), today), day_words(today)
    assert parts["What the patient wrote"] == (f"{words}: “Carried the shopping”",)
    assert parts["Questionnaires"][0].endswith(": 7, 12 before.")
    assert parts["Alerts"] == (f"{words}: No step up in 21 days. Seen.",)
    given, goal = parts["Treatments and goals"]
    assert given.startswith(f"{words}: ")
    assert goal == f"{words}: a goal, “Walk for an hour”."
    assert "Treatments and goals" not in told(seen(care), today + timedelta(days=1))


def test_the_last_visit_is_a_signed_note_else_a_day_of_looking(
    database: Database, care: Care
) -> None:
    today, now = care.today(), now_of(care)
    assert last_visit(care, now).kind is VisitKind.NONE
    assert last_visit(care, now).day < today

    def looked(ago: int, by: Care) -> None:
        with database.writing() as session:
            session.add(
                AuditRow(
                    at=now - timedelta(days=ago),
                    actor_id=by.author,
                    patient_id=care.patient.id,
                    action=Deed.VIEWED.value,
                )
            )

    looked(0, care)  # today is this visit itself
    colleague = replace(care, author=add_person(database, "Theo", Role.THERAPIST).id)
    looked(1, colleague)
    assert last_visit(care, now).kind is VisitKind.NONE
    looked(6, care)
    looked(9, care)
    assert last_visit(care, now) == LastVisit(VisitKind.LOOK, today - timedelta(days=6))

    note = VisitNote(plan="One more set.")
    care.journal.add(VISIT_NOTE, note, day=today - timedelta(days=2))  # a draft is no visit
    signed = note.model_copy(update={"signed": True})
    care.journal.add(VISIT_NOTE, signed, day=today - timedelta(days=8))
    assert last_visit(care, now) == LastVisit(VisitKind.NOTE, today - timedelta(days=8))
    assert last_visit(colleague, now).kind is VisitKind.LOOK
