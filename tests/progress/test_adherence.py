"""How much of the plan was done; streaks that forgive rest days."""

from __future__ import annotations

from datetime import timedelta

import pytest
from days_of_exercise import MONDAY, exercised, week
from hypothesis import given
from hypothesis import strategies as st

from coach.progress.adherence import Level, adherence, streak

DAY = timedelta(days=1)
SUNDAY_AFTER = MONDAY + 7 * DAY
ALL_DAYS = {MONDAY + place * DAY for place in range(7)}


def test_all_that_was_planned_is_all() -> None:
    done = [exercised(MONDAY + place * DAY, 1.0, 1.0) for place in (0, 2, 4, 6)]
    kept = adherence(week(4), MONDAY, SUNDAY_AFTER, done, ALL_DAYS)
    assert (kept.days_done, kept.days_planned) == (4, 4)
    assert kept.share == pytest.approx(1.0)
    assert kept.level() is Level.GOOD


def test_half_of_the_sets_on_half_of_the_days() -> None:
    done = [exercised(MONDAY, 1.0, 0.0), exercised(MONDAY + 2 * DAY, 1.0, 0.0)]
    kept = adherence(week(4), MONDAY, SUNDAY_AFTER, done, ALL_DAYS)
    assert kept.share == pytest.approx(0.5 * 0.5 + 0.3 * 0.25 + 0.2)
    assert kept.level() is Level.PARTLY


def test_nothing_done_is_low_and_nothing_planned_yet_is_neither() -> None:
    assert adherence(week(4), MONDAY, SUNDAY_AFTER, []).level() is Level.LOW
    begun = adherence(week(4), MONDAY, MONDAY, [])
    assert (begun.days_planned, begun.share, begun.level()) == (0, None, None)


def test_today_counts_once_it_is_done_and_is_not_missed_before() -> None:
    today = MONDAY + 2 * DAY
    first = exercised(MONDAY, 1.0, 1.0)
    assert adherence(week(4), MONDAY, today, [first]).days_planned == 1
    both = [first, exercised(today, 1.0, 1.0)]
    kept = adherence(week(4), MONDAY, today, both)
    assert (kept.days_done, kept.days_planned) == (2, 2)


def test_days_of_other_weeks_are_not_counted() -> None:
    others = [exercised(MONDAY - DAY, 1.0, 1.0), exercised(SUNDAY_AFTER, 1.0, 1.0)]
    assert adherence(week(4), MONDAY, SUNDAY_AFTER, others).days_done == 0


@given(
    st.lists(st.tuples(st.integers(0, 6), st.floats(0, 2), st.floats(0, 2)), max_size=7),
    st.integers(1, 7),
    st.integers(0, 7),
)
def test_a_share_is_a_share(days: list[tuple[int, float, float]], planned: int, today: int) -> None:
    unique = {place: (one, two) for place, one, two in days}
    done = [exercised(MONDAY + place * DAY, *shares) for place, shares in unique.items()]
    kept = adherence(week(planned), MONDAY, MONDAY + today * DAY, done)
    assert kept.share is None or 0.0 <= kept.share <= 1.0 + 1e-9
    assert kept.days_planned <= planned


class TestStreak:
    def test_two_days_of_rest_are_forgiven_and_three_are_not(self) -> None:
        every_third = [MONDAY, MONDAY + 3 * DAY, MONDAY + 6 * DAY]
        assert streak(every_third, MONDAY + 6 * DAY) == 3
        assert streak([MONDAY, MONDAY + 4 * DAY], MONDAY + 4 * DAY) == 1

    def test_it_lives_on_through_rest_and_ends_after_it(self) -> None:
        assert streak([MONDAY], MONDAY + 3 * DAY) == 1
        assert streak([MONDAY], MONDAY + 4 * DAY) == 0

    @given(st.sets(st.integers(0, 40)), st.integers(0, 40))
    def test_one_more_day_of_exercise_never_shortens_it(self, places: set[int], today: int) -> None:
        active = {MONDAY + place * DAY for place in places}
        now = MONDAY + today * DAY
        assert streak(active | {now}, now) >= streak(active, now)
        assert streak(active, now) <= len([day for day in active if day <= now])
