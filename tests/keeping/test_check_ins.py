"""After week six: check-ins in weeks 8, 12 and 26 and every month besides, and the way back in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.keeping.checking import Due, next_check_in, reentry
from coach.keeping.data import Choice, DueRule, ReentryRule, keeping
from coach.keeping.prefill import first_plan, what_helped
from coach.programme.model import WEEKS

START = date(2026, 3, 2)
OVER = START + timedelta(weeks=6)


def week(number: int) -> date:
    return START + timedelta(weeks=number - 1)


def test_nothing_is_due_before_the_six_weeks_are_over() -> None:
    assert next_check_in(START, [], OVER - timedelta(days=1)) is None
    assert next_check_in(START, [], OVER) == Due(week(8), 8, now=False)


def test_weeks_8_12_and_26_and_months_between() -> None:
    days = [week(8), week(12)]
    assert next_check_in(START, [], week(8)) == Due(week(8), 8, now=True)
    assert next_check_in(START, days[:1], week(8)) == Due(week(12), 12, now=False)
    month = week(12) + timedelta(days=28)
    assert next_check_in(START, days, week(12)) == Due(month, 0, now=False)
    assert next_check_in(START, days, month) == Due(month, 0, now=True)
    late = [*days, month, month + timedelta(days=28)]
    assert next_check_in(START, late, late[-1]) == Due(week(26), 26, now=False)
    after = week(26) + timedelta(days=28)
    assert next_check_in(START, [*late, week(26)], week(26)) == Due(after, 0, now=False)


def test_after_a_long_time_away_only_the_last_one_is_asked() -> None:
    assert next_check_in(START, [], week(30)) == Due(week(26), 26, now=True)


@given(st.lists(st.integers(42, 400), max_size=12), st.integers(42, 420))
def test_a_check_in_today_is_never_followed_by_one_at_once(days: list[int], today: int) -> None:
    now = START + timedelta(days=today)
    checked = [START + timedelta(days=day) for day in days]
    found = next_check_in(START, [*checked, now], now)
    assert found is not None
    assert not found.now
    assert found.on > now
    assert found.sentence


@pytest.mark.parametrize(
    ("pain", "function", "where"),
    [(1, 9, 0), (2, 6, 3), (4, 9, 3), (1, 3, 1), (6, 9, 1), (7, 2, 1), (9, 2, 0), (3, 7, 0)],
)
def test_where_to_start_again(pain: int, function: int, where: int) -> None:
    assert reentry(pain, function).week == where


@given(st.integers(0, 10), st.integers(0, 10))
def test_there_is_always_a_kind_answer_and_much_pain_leads_to_a_person(
    pain: int, function: int
) -> None:
    found = reentry(pain, function)
    assert found.sentence
    assert 0 <= found.week <= WEEKS
    assert found.talk == (pain >= 8)


def test_check_ins_come_after_the_programme_and_something_always_fits() -> None:
    assert keeping().due.check_in_weeks == (8, 12, 26)
    with pytest.raises(ValueError, match="after week 6"):
        DueRule(check_in_weeks=(6, 12), every_days=28, near_days=14)
    only_pain = Choice(pain_from=5, week=1, sentence="Again.")
    with pytest.raises(ValueError, match="no conditions"):
        ReentryRule(choice=(only_pain, only_pain))


def test_what_helped_most_often_comes_first_and_each_line_counts_once() -> None:
    lines = [("heat", "walk"), ("walk", "walk"), ("rest",), ("walk", "heat")]
    assert what_helped(lines, most=2) == ("walk", "heat")
    assert what_helped([]) == ()


def test_a_first_plan_has_only_what_was_told() -> None:
    plan = first_plan(("walk",), (" Half of it ", " "))
    assert plan.helped_before == ("walk",)
    assert plan.first_steps == ("Half of it",)
    assert plan.warning_signs == ()
