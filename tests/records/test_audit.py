"""Whatever somebody else sees, changes or takes out of a patient's records is written down."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import BaseModel
from record_examples import save, target, track
from sqlalchemy import insert, text

from coach import clock
from coach.records import Database, NotFoundError, Person, Role, add_person
from coach.records.alerts import Alerts
from coach.records.auditing import Deed, audit_of, note_listed
from coach.records.care import Care
from coach.records.care_entries import AlertLevel, ConsentKind
from coach.records.care_models import JournalRow
from coach.records.consents import Consents
from coach.records.journal import EntryId


class Words(BaseModel):
    """An entry of the journal."""

    text: str


@pytest.fixture
def paula(database: Database) -> Person:
    return add_person(database, "Paula")


@pytest.fixture
def own(database: Database, paula: Person) -> Care:
    return Care(database, paula, paula.id)


@pytest.fixture
def care(database: Database, paula: Person) -> Care:
    return Care(database, paula, add_person(database, "Thea", Role.THERAPIST).id)


def deeds(care: Care) -> list[tuple[str, str]]:
    """What is written about the patient, the first first; all of it must be by the author."""
    events = audit_of(care.database, care.patient.id)[::-1]
    assert {event.actor for event in events} <= {care.author, care.patient.id}
    return [(event.deed, event.detail) for event in events]


def test_a_change_by_somebody_else_is_written_down_with_what_it_changed(care: Care) -> None:
    care.journal.add("message", Words(text="Well done"))
    target(care.log, value=50.0)
    care.book(Alerts).tell("x", AlertLevel.DAY, "A", "x")
    assert deeds(care) == [
        (Deed.CHANGED, "journal_entry:message"),
        (Deed.CHANGED, "target"),
        (Deed.CHANGED, "alert:x"),
    ]
    assert {event.actor for event in audit_of(care.database, care.patient.id)} == {care.author}


def test_one_change_of_many_rows_is_one_line(care: Care) -> None:
    save(care.log, with_track=track())
    ((deed, detail),) = deeds(care)
    assert deed == Deed.CHANGED
    assert {"exercise_set", "repetition", "landmark_track"} <= set(detail.split())


@pytest.mark.parametrize("way", ["orm", "core", "plain words", "many at once"])
def test_no_way_to_change_something_is_overlooked(care: Care, way: str) -> None:
    row = {
        "patient_id": care.patient.id,
        "kind": "message",
        "day": care.today(),
        "at": clock.now(),
        "author_id": None,
        "body_json": "{}",
        "replaces_id": None,
    }
    with care.database.writing() as session:
        if way == "orm":
            session.add(JournalRow(**row))
        elif way == "core":
            session.execute(insert(JournalRow).values(**row))
        elif way == "many at once":
            session.execute(insert(JournalRow), [row, row])
        else:
            session.execute(text("DELETE FROM journal_entry"))
    (line,) = deeds(care)
    assert line in [(Deed.CHANGED, "journal_entry:message"), (Deed.CHANGED, "journal_entry")]


def test_a_change_that_is_not_kept_is_not_written_down(care: Care) -> None:
    with pytest.raises(NotFoundError):
        care.journal.retire(EntryId(uuid4()))
    with suppress(RuntimeError), care.database.writing() as session:
        session.execute(text("DELETE FROM journal_entry"))
        raise RuntimeError
    assert deeds(care) == []


def test_reading_is_no_change(own: Care, care: Care) -> None:
    save(own.log)
    assert care.log.sets()
    assert care.journal.latest("message", Words) is None
    assert deeds(care) == []


def test_what_patients_change_themselves_is_theirs(own: Care) -> None:
    own.journal.add("message", Words(text="To myself"))
    save(own.log)
    assert deeds(own) == []


def test_what_the_rules_decide_is_no_change_by_whoever_looks(care: Care) -> None:
    care.for_rules().book(Alerts).tell("x", AlertLevel.DAY, "A", "x")
    assert deeds(care) == []


def test_a_look_at_a_movement_is_written_down_once_an_hour(own: Care, care: Care) -> None:
    own.book(Consents).give(ConsentKind.MOVEMENT)
    first, second = save(own.log, with_track=track()), save(own.log, with_track=track(13))
    for _ in range(3):
        care.log.track(first)
    care.log.track(second)
    assert deeds(care)[1:] == [
        (Deed.VIEWED, f"movement:{first}"),
        (Deed.VIEWED, f"movement:{second}"),
    ]


def test_an_export_is_written_down(care: Care) -> None:
    care.note_export("a progress report (PDF)")
    assert deeds(care) == [(Deed.EXPORTED, "a progress report (PDF)")]


def test_a_line_in_the_list_of_patients_is_written_down_once_a_day(
    database: Database, care: Care, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = add_person(database, "Bert").id
    note_listed(care.database, care.author, [care.patient.id])
    note_listed(care.database, care.author, [care.patient.id, other])
    note_listed(care.database, care.author, [])
    assert deeds(care) == [(Deed.LISTED, "")]
    assert [one.deed for one in audit_of(care.database, other)] == [Deed.LISTED]
    ahead = tmp_path / "ahead"
    ahead.write_text("90000")
    monkeypatch.setenv("BACK_COACH_CLOCK", str(ahead))
    note_listed(care.database, care.author, [care.patient.id])
    assert len(deeds(care)) == 2
