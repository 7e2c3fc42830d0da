"""Only what is more than measuring is called a change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from days_of_exercise import MONDAY, answer, squat_set
from hypothesis import given
from hypothesis import strategies as st

from coach.progress.changes import answered, trained

WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("first", "now", "direction"),
    [
        (6, 4, "better"),  # two points
        (6, 5, "same"),
        (4, 6, "worse"),
        (5, 5, "same"),
    ],
)
def test_pain_changes_by_its_limit(first: float, now: float, direction: str) -> None:
    given_twice = [answer("pain_nrs", MONDAY + 3 * WEEK, now), answer("pain_nrs", MONDAY, first)]
    (course,) = answered(given_twice)
    assert course.direction == direction
    assert [value for _, value in course.points] == [first, now]


def test_what_was_asked_once_is_no_change() -> None:
    (course,) = answered([answer("rmdq", MONDAY, 12)])
    assert course.direction == "same"
    assert "Asked once" in course.sentence


def test_a_total_that_could_not_be_told_is_left_out() -> None:
    assert answered([answer("rmdq", MONDAY, None)]) == []


class TestTrained:
    def test_more_range_than_the_sets_differ_by(self) -> None:
        sets = [squat_set(MONDAY, range_deg=value) for value in (60, 62, 61)]
        sets += [squat_set(MONDAY + 2 * WEEK, range_deg=value) for value in (80, 82, 81)]
        (course,) = trained(sets, MONDAY, "range")
        assert course.direction == "better"
        assert course.sentence == "Further: 61° at first, 81° now."
        assert len(course.points) == 2

    def test_a_difference_within_the_spread_is_none(self) -> None:
        sets = [squat_set(MONDAY, range_deg=value) for value in (50, 62, 74)]
        sets += [squat_set(MONDAY + WEEK, range_deg=value) for value in (62, 74, 86)]
        (course,) = trained(sets, MONDAY, "range")
        assert course.direction == "same"

    def test_too_few_sets_are_said(self) -> None:
        sets = [squat_set(MONDAY), squat_set(MONDAY + WEEK)]
        (course,) = trained(sets, MONDAY, "score")
        assert course.direction == "same"
        assert "Not enough yet" in course.sentence

    def test_what_was_not_assessed_is_not_shown(self) -> None:
        assert trained([squat_set(MONDAY, score=None)], MONDAY, "score") == []

    @given(st.lists(st.floats(0, 100), min_size=3, max_size=6), st.integers(0, 3))
    def test_the_same_sets_again_are_no_change(self, values: list[float], later: int) -> None:
        sets = [squat_set(MONDAY, score=value) for value in values]
        sets += [squat_set(MONDAY + (later + 1) * WEEK, score=value) for value in values]
        (course,) = trained(sets, MONDAY, "score")
        assert course.direction == "same"
