"""Which lessons are for now, and how far somebody has come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach.lessons import due, lessons, progress

ids = st.sets(st.sampled_from([one.id for one in lessons()]))
weeks = st.integers(0, 40)


def due_ids(week: int, finished: set[str]) -> list[str]:
    return [one.id for one in due(lessons(), week, finished)]


def test_the_first_weeks_lessons_come_first_and_are_there_before_it_begins() -> None:
    assert due_ids(0, set()) == due_ids(1, set()) == ["why_backs_hurt", "scans"]


def test_what_was_missed_follows_this_weeks_lessons_latest_first() -> None:
    finished = {"why_backs_hurt", "walking", "bending"}
    assert due_ids(3, finished) == ["posture", "pacing", "scans"]


def test_after_the_six_weeks_what_is_left_stays_due() -> None:
    rest = {one.id for one in lessons()} - {"sleep"}
    assert due_ids(12, rest) == ["sleep"]


@given(weeks, ids)
def test_nothing_finished_nothing_of_later_and_nothing_without_a_week_is_due(
    week: int, finished: set[str]
) -> None:
    for one in due(lessons(), week, finished):
        assert one.id not in finished
        assert one.week is not None
        assert one.week <= max(week, 1)


@given(weeks, ids)
def test_done_and_due_make_up_what_is_planned(week: int, finished: set[str]) -> None:
    came = progress(lessons(), week, finished)
    assert came.done + len(due(lessons(), week, finished)) == came.planned
    assert came.all_done == len(finished)
    assert came.all_there == len(lessons())


def test_a_lesson_that_is_gone_counts_for_nothing() -> None:
    assert progress(lessons(), 1, {"a_lesson_of_old"}).all_done == 0
