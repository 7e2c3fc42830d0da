"""The activity budget: from what went well, rising slowly, never more than its share."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from coach.mind.forms import PacingPlan
from coach.mind.pacing import (
    DayDone,
    baseline,
    budget,
    flare_share,
    pieces,
    rounded_down,
    starting_amount,
)

START = date(2026, 5, 4)
LIMIT = 5


def plan(**changes: object) -> PacingPlan:
    usual = {"activity": "Gardening", "trials": (20.0, 30.0, 25.0), "started_on": START}
    return PacingPlan.model_validate(usual | changes)


def day(after: int, amount: float = 20.0, pain: int | None = 2) -> DayDone:
    return DayDone(START + timedelta(days=after), amount, pain)


shares = st.sampled_from([("session", 0.05), ("session", 0.1), ("week", 0.1), ("week", 0.2)])
plans = st.builds(
    lambda trials, share, goal, unit: plan(
        trials=trials, per=share[0], share=share[1], goal=goal, unit=unit
    ),
    st.tuples(*[st.floats(2, 500)] * 3),
    shares,
    st.none() | st.floats(1, 1000),
    st.sampled_from(["minutes", "steps", "times"]),
)
days = st.builds(day, st.integers(-5, 60), st.floats(0, 500), st.none() | st.integers(0, 10))
histories = st.lists(days, max_size=40)
todays = st.integers(0, 70).map(lambda after: START + timedelta(days=after))


def test_it_begins_with_four_fifths_of_the_mean_of_three_days() -> None:
    assert baseline((20.0, 30.0, 25.0)) == 25.0
    assert starting_amount(plan()) == 20.0
    first = budget(plan(), [], START, LIMIT)
    assert first.amount == 20.0
    assert "80%" in first.sentence


def test_three_days_are_tried_out_first() -> None:
    with pytest.raises(ValidationError):
        plan(trials=(20.0, 30.0))
    with pytest.raises(ValueError, match="at least one day"):
        baseline(())


@pytest.mark.parametrize(
    ("per", "share"), [("session", 0.15), ("week", 0.05), ("week", 0.25), ("session", 0.01)]
)
def test_another_share_than_the_usual_ones_is_refused(per: str, share: float) -> None:
    with pytest.raises(ValidationError):
        plan(per=per, share=share)


def test_a_week_with_sessions_raises_it_and_one_without_does_not() -> None:
    assert budget(plan(), [day(1), day(3)], START + timedelta(days=7), LIMIT).amount == 22.0
    assert budget(plan(), [], START + timedelta(days=7), LIMIT).amount == 20.0


def test_each_session_raises_it_where_it_rises_by_sessions() -> None:
    by_session = plan(per="session", share=0.1)
    assert budget(by_session, [day(0)], START, LIMIT).amount == 20.0
    assert budget(by_session, [day(0)], START + timedelta(days=1), LIMIT).amount == 22.0


def test_a_good_day_with_much_raises_it_no_more_than_one_with_little() -> None:
    much, little = ([day(1, amount)] for amount in (90.0, 5.0))
    on = START + timedelta(days=7)
    assert budget(plan(), much, on, LIMIT) == budget(plan(), little, on, LIMIT)


def test_after_a_flare_it_is_half_and_comes_back() -> None:
    flare = [day(1), day(10, pain=8)]
    on = [budget(plan(), flare, START + timedelta(days=n), LIMIT) for n in (10, 12, 13, 14)]
    assert [one.amount for one in on] == [11.0, 11.0, 16.0, 22.0]
    assert [one.eased for one in on] == [True, True, True, False]
    assert "sore" in on[0].sentence


def test_it_ends_at_what_the_person_wanted() -> None:
    there = budget(plan(goal=21.0), [day(1)], START + timedelta(days=7), LIMIT)
    assert there.amount == 21.0
    assert "reached" in there.sentence


@given(plans, histories, todays)
def test_it_never_exceeds_its_share(planned: PacingPlan, done: list[DayDone], today: date) -> None:
    found = budget(planned, done, today, LIMIT)
    times = (today - START).days // 7
    if planned.per == "session":
        times = len({one.day for one in done if START <= one.day < today})
    assert found.rises <= times
    most = 0.8 * baseline(planned.trials) * (1 + planned.share) ** times
    assert found.amount <= most + 1e-6
    if planned.goal is not None:
        assert found.amount <= planned.goal + 1e-6


@given(plans, histories, todays)
def test_a_day_with_pain_above_the_limit_never_raises_it(
    planned: PacingPlan, done: list[DayDone], today: date
) -> None:
    hurt = [*done, DayDone(today, 10.0, LIMIT + 1)]
    before = budget(planned, done, today, LIMIT)
    on_the_day = budget(planned, hurt, today, LIMIT)
    day_after = budget(planned, hurt, today + timedelta(days=1), LIMIT)
    assert on_the_day.amount <= before.amount
    assert day_after.eased
    assert on_the_day.sentence
    assert budget(planned, hurt, today, LIMIT) == on_the_day


@given(st.floats(0.5, 500), st.none() | st.floats(0.5, 100), st.floats(1, 60))
def test_the_pieces_make_up_the_whole_with_rests_between(
    amount: float, longest: float | None, rest: float
) -> None:
    found = pieces(amount, longest, rest)
    doing = [one.amount for one in found if one.kind == "do"]
    assert sum(doing) == pytest.approx(amount)
    assert all(longest is None or one <= longest + 1e-6 for one in doing)
    kinds = ["do" if number % 2 == 0 else "rest" for number in range(len(found))]
    assert [one.kind for one in found] == kinds
    assert len(found) == 2 * len(doing) - 1


def test_nothing_has_no_pieces_and_a_piece_has_a_size() -> None:
    assert pieces(0.0, 10.0, 5.0) == ()
    with pytest.raises(ValueError, match="above zero"):
        pieces(10.0, 0.0, 5.0)


@given(st.floats(0, 1000), st.sampled_from(["minutes", "steps"]))
def test_rounding_never_adds(amount: float, unit: str) -> None:
    assert 0 <= amount - rounded_down(amount, unit) < 1.0 or rounded_down(
        amount, unit
    ) == pytest.approx(amount)


def test_without_a_flare_all_of_it_holds() -> None:
    assert flare_share(None, START) == 1.0
    assert flare_share(START + timedelta(days=1), START) == 1.0
