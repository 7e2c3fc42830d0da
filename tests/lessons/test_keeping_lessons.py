"""What somebody did with a lesson, planned and found at their desk, in their journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from coach.lessons import (
    LESSON,
    ActionPlan,
    LessonRead,
    WorkstationCheck,
    could_be_smaller,
    finished,
    fitting,
    keep_reading,
    lessons_read,
    sentence,
    to_try,
)
from coach.records import add_person, default_person, open_database
from coach.records.journal import Journal
from coach.settings import Settings

WALK = ActionPlan(what="Walk ten minutes.", when="after breakfast", where="to the park", sure=8)


@pytest.fixture
def journals(tmp_path: Path) -> Iterator[tuple[Journal, Journal]]:
    """Of one person, and of somebody else."""
    with open_database(Settings(data_dir=tmp_path)) as database:
        one, other = default_person(database), add_person(database, "Somebody else")
        yield Journal(database, one.id), Journal(database, other.id)


@pytest.fixture
def journal(journals: tuple[Journal, Journal]) -> Journal:
    return journals[0]


def test_answers_are_kept_before_the_lesson_is_finished(journal: Journal) -> None:
    keep_reading(journal, LessonRead(lesson="pacing", answers={"good_day": "plan"}))
    assert lessons_read(journal)["pacing"].body.answers == {"good_day": "plan"}
    assert finished(journal) == {}


def test_a_finished_lesson_has_one_entry_of_the_day_on_which_it_was_finished(
    journal: Journal,
) -> None:
    yesterday = journal.today() - timedelta(days=1)
    begun = LessonRead(lesson="pacing", answers={"good_day": "all"})
    journal.add(LESSON, begun, day=yesterday)
    keep_reading(journal, begun.model_copy(update={"finished": True}))
    assert len(journal.entries(LESSON, LessonRead)) == 1
    assert finished(journal) == {"pacing": journal.today()}


def test_reading_again_changes_answers_but_it_stays_finished_on_its_day(journal: Journal) -> None:
    yesterday = journal.today() - timedelta(days=1)
    journal.add(LESSON, LessonRead(lesson="pacing", finished=True), day=yesterday)
    keep_reading(journal, LessonRead(lesson="pacing", answers={"good_day": "plan"}))
    assert finished(journal) == {"pacing": yesterday}
    assert lessons_read(journal)["pacing"].body.answers == {"good_day": "plan"}


def test_a_lesson_read_on_two_devices_at_once_is_finished_all_the_same(journal: Journal) -> None:
    day = journal.today()
    journal.add(LESSON, LessonRead(lesson="pacing", finished=True), day=day - timedelta(days=1))
    journal.add(LESSON, LessonRead(lesson="pacing", answers={"good_day": "plan"}), day=day)
    assert finished(journal) == {"pacing": day - timedelta(days=1)}


def test_nobody_sees_what_somebody_else_has_read(journals: tuple[Journal, Journal]) -> None:
    mine, other = journals
    keep_reading(mine, LessonRead(lesson="pacing", finished=True))
    assert finished(other) == {}


@pytest.mark.parametrize(("sure", "smaller"), [(0, True), (6, True), (7, False), (10, False)])
def test_below_seven_a_smaller_plan_is_suggested(sure: int, smaller: bool) -> None:
    assert could_be_smaller(sure) is smaller


def test_a_plan_is_told_in_a_sentence() -> None:
    assert sentence(WALK) == "Walk ten minutes, after breakfast, to the park."
    rainy = WALK.model_copy(update={"hurdle": "it rains", "then": "I march on the spot"})
    assert sentence(rainy).endswith("to the park. If it rains, then I march on the spot.")


def test_half_an_if_is_left_away() -> None:
    assert "If" not in sentence(WALK.model_copy(update={"hurdle": "it rains"}))


def test_what_does_not_fit_yet_becomes_a_suggestion() -> None:
    check = WorkstationCheck(answers={"chair": "yes", "feet": "not_yet", "light": "not_mine"})
    assert [item.id for item in to_try(check.answers)] == ["feet"]
    assert [item.id for item in fitting(check.answers)] == ["chair"]


def test_an_item_that_is_gone_from_the_list_counts_for_nothing() -> None:
    assert to_try({"typewriter": "not_yet"}) == ()
