"""Tables that a spreadsheet opens, and that do nothing in it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.engine.catalogue import catalogue
from coach.records.entries import SetId, SetSummary, Source, Status
from coach.reporting.csv_tables import diary_csv, harmless, sessions_csv, sets_csv
from tests.reporting.report_examples import START, TODAY, line, rich

ZONE = "Europe/Berlin"
SET = SetSummary(
    id=SetId(uuid4()),
    exercise="squat",
    exercise_name="Squat",
    source=Source.LIVE,
    source_name="camera",
    status=Status.FINISHED,
    performed_at=datetime(2026, 6, 14, 22, 30, tzinfo=UTC),
    recorded_at=datetime(2026, 6, 14, 22, 31, tzinfo=UTC),
    view="side_left",
    duration_s=41.26,
    repetitions=8,
    partial_repetitions=1,
    holds=0,
    hold_s=0.0,
    faults=2,
    score=None,
    has_track=True,
    note="Müde, aber gut",
    ended=None,
    pain=3,
    effort=None,
    has_video=False,
)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_set_is_a_line_and_its_time_is_that_of_the_patient() -> None:
    (row,) = read(sets_csv([SET], ZONE))
    assert row["performed_at"] == "2026-06-15T00:30:00+02:00"
    assert (row["repetitions"], row["not_complete"], row["faults"]) == ("8", "1", "2")
    assert (row["score"], row["effort"], row["pain"]) == ("", "", "3")
    assert row["note"] == "Müde, aber gut"
    assert row["set"] == str(SET.id)


def test_a_day_of_exercise_has_a_line_for_each_exercise() -> None:
    sessions = rich().sessions[:1]
    rows = read(sessions_csv(sessions, catalogue(), ZONE))
    assert len(rows) == len(sessions[0].items)
    assert {row["day"] for row in rows} == {START.isoformat()}
    assert rows[0]["exercise"] == catalogue()[sessions[0].items[0].exercise].name
    assert (rows[0]["status"], rows[0]["done_share"], rows[0]["told_by_patient"]) == (
        "done",
        "1.0",
        "no",
    )


def test_a_line_of_the_diary_is_a_line_with_all_its_words() -> None:
    entry = replace(line(TODAY, 4), areas=("low_back", "left_hip"), note='He said "go", so:\nwent')
    (row,) = read(diary_csv([entry], ZONE))
    assert (row["pain"], row["areas"]) == ("4", "low_back left_hip")
    assert row["note"] == 'He said "go", so:\nwent'


def test_without_anything_there_are_the_heads() -> None:
    for content in (sets_csv([], None), sessions_csv([], {}, None), diary_csv([], None)):
        assert content.startswith(b"\xef\xbb\xbf")
        assert len(content.decode("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2", "@cmd", "\t=1", "\r=1"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    (row,) = read(diary_csv([replace(line(TODAY, 4), note=text)], None))
    assert row["note"].startswith("'")


@given(st.text())
def test_whatever_is_written_is_text_to_a_spreadsheet(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert harmless(text).removeprefix("'") in (text, text.removeprefix("'"))
