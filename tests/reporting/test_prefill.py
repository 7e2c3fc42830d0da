"""What a note begins with: every figure has its source, and nothing is diagnosed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.diary.line import DiaryLine
from coach.engine.catalogue import catalogue
from coach.programme.facts import Facts as VisitFacts
from coach.programme.making import make_programme
from coach.records.alerts import Alerts
from coach.records.answers import Answers
from coach.records.care import Care
from coach.records.care_entries import AlertLevel, DiaryMoment, Subject, Verdict
from coach.records.diary import Diary
from coach.records.entries import SetId
from coach.records.judgements import Judgement, JudgementId
from coach.records.programmes import Programmes
from coach.reporting.facts import facts_of
from coach.reporting.note import LONGEST, PARTS, VisitNote
from coach.reporting.prefill import prefilled, with_new_lines
from tests.reporting.report_examples import TODAY, at, empty, line, little, rich

SOURCED = re.compile(r"^- .+ \[[^\[\]]+\]$")


@pytest.mark.parametrize("facts", [empty(), little(), rich()], ids=["none", "little", "much"])
def test_every_line_says_where_it_comes_from(facts) -> None:  # type: ignore[no-untyped-def]
    note = prefilled(facts)
    for part in PARTS:
        for text in getattr(note, part).splitlines():
            assert SOURCED.match(text), text
    assert not note.signed


def test_nothing_is_there_where_nothing_is_known() -> None:
    assert prefilled(empty()).empty


def test_what_was_told_measured_and_planned_stands_in_its_part() -> None:
    note = prefilled(rich())
    assert re.search(r"^- Pain 4\.\d of 10 on average, 7 at most; 7 in", note.subjective)
    assert "“Walked to the lake and back" in note.subjective
    assert "Your back in everyday life (Roland-Morris): 6 of 24." in note.subjective
    assert "(reached on 9 June 2026)" in note.subjective
    assert "Exercised on 24 of 24 planned days." in note.objective
    assert "Stopped for pain on 1 day: 15 May." in note.objective
    assert "most often to look at: hips sinking (7)" in note.objective
    assert "14 → 6; better, by more than the" in note.assessment
    assert "Range higher than at first, by more than measuring" in note.assessment
    assert "[plan, version 3 of 4 May]" in note.plan


def test_what_is_less_than_measuring_is_called_no_change() -> None:
    facts = rich()
    course = replace(facts.courses[0], compared=(5.0, 4.0), needed=2.0, direction="same")
    note = prefilled(replace(facts, courses=(course,)))
    assert "5 → 4; no change (2 would be one)." in note.assessment


def test_what_a_therapist_corrected_stands_beside_the_value_of_the_machine() -> None:
    judged = Judgement(
        id=JudgementId(uuid4()),
        set_id=SetId(uuid4()),
        exercise="squat",
        subject=Subject.COUNT,
        repetition=None,
        check=None,
        verdict=Verdict.CORRECTED,
        machine=8,
        value=7,
        reason="The last one was a stretch",
        at=at(TODAY),
        author=None,
    )
    note = prefilled(replace(empty(), judgements=(judged,)))
    assert "Squat, count: corrected, 8 → 7 (The last one was a stretch)." in note.objective


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=4000), min_size=1, max_size=30))
def test_whatever_was_written_a_note_fits_and_keeps_one_line_each(texts: list[str]) -> None:
    lines = tuple(replace(line(TODAY, 3), side_effects=text, note=text) for text in texts)
    note = prefilled(replace(empty(), lines=lines))
    assert len(note.subjective) <= LONGEST
    assert all(text.startswith("- ") for text in note.subjective.split("\n"))


def test_new_figures_are_added_and_what_was_written_stays() -> None:
    mine = prefilled(little()).with_parts(assessment="Getting on well.")
    more = replace(little(), lines=(*little().lines, line(TODAY, 8)))
    after = with_new_lines(mine, more)
    assert after.assessment.startswith("Getting on well.")
    assert after.subjective.startswith(mine.subjective)
    assert "8 at most" in after.subjective
    assert with_new_lines(after, more) == after


def test_a_part_that_is_full_is_left_as_it_is() -> None:
    full = VisitNote(subjective="x" * LONGEST)
    assert with_new_lines(full, little()).subjective == full.subjective


def test_it_is_told_from_the_records_since_a_day(own: Care) -> None:
    today = own.today()
    start = today - timedelta(days=10)
    programme = make_programme(VisitFacts(), catalogue(), start)
    own.book(Programmes).save(programme, reason="First", expected=None)
    for back, pain in ((9, 7), (2, 4), (0, 2)):
        entry = DiaryLine(moment=DiaryMoment.EVENING, pain=pain)
        own.book(Diary).add(entry, day=today - timedelta(days=back))
    for back, total in ((9, 6.0), (0, 3.0)):
        own.book(Answers).add(
            "pain_nrs", {}, occasion="other", total=total, day=today - timedelta(days=back)
        )
    own.book(Alerts).tell("pain", AlertLevel.DAY, "Pain was above the limit.", "mark")
    facts = facts_of(own, today - timedelta(days=4))
    note = prefilled(facts)
    assert note.since == today - timedelta(days=4)
    assert "Pain 3 of 10 on average, 4 at most; 7 in as many days before." in note.subjective
    assert "6 → 3; better" in note.assessment
    assert "The app told: Pain was above the limit." in note.assessment
    assert "version 1" in note.plan
    with pytest.raises(ValueError, match="before the first"):
        facts_of(own, today, today - timedelta(days=1))


def test_days_before_anything_was_kept_are_left_out(own: Care) -> None:
    entry = DiaryLine(moment=DiaryMoment.EVENING, pain=3)
    own.book(Diary).add(entry, day=own.today() - timedelta(days=20))
    assert facts_of(own, own.today() - timedelta(days=3650)).since == own.today() - timedelta(20)
