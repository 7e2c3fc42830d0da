"""Which exercises are for which day: spread, rested, caught up with, never too many."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.engine.catalogue import catalogue
from coach.programme.changing import apply_change
from coach.programme.days import REST_BETWEEN, day_plan, done_this_week, planned_days
from coach.programme.dose import amount, scaled
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.programme.model import (
    Change,
    Irritability,
    Phase,
    Prescription,
    Programme,
    Week,
)
from tests.programme.programme_facts import MONDAY

PLAN = make_programme(Facts(minutes=30), catalogue(), MONDAY)


def week(number: int, days: Iterable[int]) -> Week:
    return Week(
        number=number,
        phase=Phase.CALM,
        title="A week",
        aim="To move",
        sessions=4,
        minutes=15,
        effort=(2, 4),
        prescriptions=tuple(
            Prescription(exercise=f"exercise_{count}", repetitions=8, days_per_week=count)
            for count in days
        ),
    )


def plan(*days: int) -> Programme:
    return Programme(
        template="six_weeks",
        starts_on=MONDAY,
        irritability=Irritability.MEDIUM,
        usual_pain=3,
        weeks=tuple(week(number, days) for number in (1, 2)),
        maintenance=week(3, days),
    )


def due(programme: Programme, ahead: int, done: Iterable[int] = ()) -> list[int]:
    found = day_plan(
        programme, MONDAY + timedelta(days=ahead), [MONDAY + timedelta(days=day) for day in done]
    )
    return [one.days_per_week for one in found]


def followed(days_per_week: int, on: Iterable[bool]) -> list[int]:
    """The days on which somebody does what is due, on those days on which they can."""
    programme = plan(days_per_week)
    done: list[int] = []
    for ahead, can in enumerate(on):
        if can and due(programme, ahead, done):
            done.append(ahead)
    return done


@pytest.mark.parametrize("count", range(1, 8))
def test_days_are_spread_evenly_over_the_week(count: int) -> None:
    days = planned_days(count)
    assert len(days) == count
    around = [after - before for before, after in itertools.pairwise([*days, days[0] + 7])]
    assert max(around) - min(around) <= 1
    if count <= REST_BETWEEN:
        assert min(around) >= 2, "strength needs a day of rest"


def test_exercises_of_different_frequency_share_their_days() -> None:
    for fewer, more in itertools.pairwise(range(2, 8)):
        assert set(planned_days(fewer)) <= set(planned_days(more))


@pytest.mark.parametrize("count", range(1, 8))
def test_who_does_what_is_due_does_it_so_often(count: int) -> None:
    done = followed(count, [True] * 14)
    assert done == [*planned_days(count), *(7 + day for day in planned_days(count))]


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 7), st.lists(st.booleans(), min_size=21, max_size=21))
def test_it_is_never_too_often_and_never_without_the_rest(count: int, on: list[bool]) -> None:
    done = followed(count, on)
    for start in (0, 7, 14):
        assert sum(start <= day < start + 7 for day in done) <= count
    if count <= REST_BETWEEN:
        assert all(after - before >= 2 for before, after in itertools.pairwise(done))


def test_a_missed_day_is_caught_up_with_on_the_next() -> None:
    programme = plan(3)
    assert due(programme, 1) == [3]
    assert due(programme, 2, done=[1]) == []
    assert due(programme, 3, done=[1]) == [3]


def test_what_was_done_often_enough_this_week_is_not_asked_again() -> None:
    programme = plan(2)
    assert due(programme, 4, done=[0]) == [2]
    assert due(programme, 6, done=[0, 4]) == []
    assert due(programme, 7, done=[0, 4]) == [2]


def test_a_daily_walk_does_not_count_as_a_day_of_strength() -> None:
    programme = plan(3, 7)
    every_day = range(4)
    assert due(programme, 1, done=[0]) == [7]
    assert due(programme, 4, done=every_day) == [3, 7]
    day = MONDAY + timedelta(days=4)
    done = [MONDAY + timedelta(days=ahead) for ahead in every_day]
    assert done_this_week(programme, "exercise_3", day, done) == 2
    assert done_this_week(programme, "exercise_7", day, done) == 4


def test_before_the_start_there_is_nothing_and_after_the_end_the_routine() -> None:
    assert day_plan(PLAN, MONDAY - timedelta(days=1)) == ()
    later = day_plan(PLAN, MONDAY + timedelta(weeks=10))
    assert later == PLAN.maintenance.prescriptions


@given(st.integers(0, 60), st.sets(st.integers(0, 60)))
def test_the_same_plan_and_days_give_the_same_answer(ahead: int, done: set[int]) -> None:
    assert due(PLAN, ahead, done) == due(PLAN, ahead, sorted(done, reverse=True))


def test_a_rest_day_still_has_what_is_for_every_day() -> None:
    names = {one.exercise for one in day_plan(PLAN, MONDAY + timedelta(days=1), [MONDAY])}
    assert "walking" in names
    assert "squat" not in names


def test_on_eased_days_everything_is_less_and_nothing_is_gone() -> None:
    until = MONDAY + timedelta(days=2)
    eased = apply_change(PLAN, Change(share=0.5, until=until), MONDAY)
    full, less = day_plan(PLAN, MONDAY), day_plan(eased, MONDAY)
    assert [one.exercise for one in less] == [one.exercise for one in full]
    for before, after in zip(full, less, strict=True):
        assert 0 < amount(after) <= max(1, 0.5 * amount(before)) + 1
    after_it = date.fromordinal(until.toordinal() + 2)
    assert day_plan(eased, after_it) == day_plan(PLAN, after_it)


@given(
    st.integers(1, 10),
    st.one_of(
        st.fixed_dictionaries({"repetitions": st.integers(1, 100)}),
        st.fixed_dictionaries({"hold_s": st.integers(1, 600).map(float)}),
        st.fixed_dictionaries({"minutes": st.integers(1, 180).map(float)}),
        st.fixed_dictionaries(
            {"repetitions": st.integers(1, 100), "hold_s": st.integers(1, 60).map(float)}
        ),
    ),
    st.floats(0.05, 1),
)
def test_a_share_of_a_dose_is_never_more_and_never_nothing(
    sets: int, each: dict[str, float], share: float
) -> None:
    full = Prescription.model_validate({"exercise": "squat", "sets": sets, **each})
    less = scaled(full, share)
    assert amount(less) <= max(share * amount(full) + 1e-6, less.sets)
    assert amount(less) >= 1
    assert less.sets <= full.sets
    assert (less.repetitions or 0) <= (full.repetitions or 0)
