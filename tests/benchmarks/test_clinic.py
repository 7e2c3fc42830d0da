"""A clinic made by dice is one that the records can open."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from typer.testing import CliRunner

from benchmarks.cli import app
from benchmarks.clinic import open_everything
from benchmarks.made_clinic import LAST_DAY, make_clinic
from coach import clock
from coach.records import Log, open_database
from coach.records.care import Care
from coach.records.caseload import caseload
from coach.records.diary import Diary
from coach.records.invitations import look_up
from coach.records.sessions import Sessions
from coach.settings import Settings


def test_it_has_what_was_asked_for_and_every_question_is_answered(tmp_path: Path) -> None:
    with open_database(Settings(data_dir=tmp_path)) as database:
        made = make_clinic(database, people=3, sets=700, years=1)
        care = Care(database, made.longest, made.longest.id)
        assert made.sets == 700
        assert made.lines == 3 * 365 == len(care.book(Diary).lines())
        (line, *_) = Log(database, made.longest.id).sets(1)
        assert line.repetitions == 8
        week = care.book(Sessions).between(LAST_DAY - timedelta(days=6), LAST_DAY)
        assert [len(day.items) for day in week] == [5, 5, 5, 5]
        assert all(item.set_ids for day in week for item in day.items)
        rows = open_everything(database, made, rounds=1)
        assert all(row.median_ms > 0 for row in rows)


def test_the_command_prints_its_figures() -> None:
    ran = CliRunner().invoke(
        app, ["clinic", "--people", "2", "--sets", "20", "--rounds", "1", "--json"]
    )
    assert ran.exit_code == 0, ran.output
    assert {row["name"] for row in json.loads(ran.stdout)} >= {
        "the caseload",
        "a patient's overview",
        "the page of the caseload",
        "the page of a patient's overview",
        "the diary of three years",
    }


def test_a_clinic_to_look_at_ends_with_a_link_and_overwrites_nothing(tmp_path: Path) -> None:
    command = ["seed", str(tmp_path / "clinic"), "--people", "3", "--sets", "40"]
    ran = CliRunner().invoke(app, command)
    assert ran.exit_code == 0, ran.output
    assert "3 patients, 40 sets" in ran.output
    with open_database(Settings(data_dir=tmp_path / "clinic")) as database:
        therapist = look_up(database, ran.output.strip().partition("invite=")[2]).person
        rows = caseload(database, therapist, clock.now())
        assert len(rows) == 3
        assert rows[0].reasons
    assert CliRunner().invoke(app, command).exit_code == 2
