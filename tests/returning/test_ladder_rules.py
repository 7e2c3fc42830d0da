"""The way back: one step at a time, when it went well twice and had settled overnight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.returning.ladders import Ladder, ladders, own_ladder, rules
from coach.returning.rising import Advice, Move, Standing, Try, advise, allowed_pain
from coach.safety import pain_limit

TODAY = date(2026, 5, 20)
LAST = 7


def went(days_ago: int, step: int = 3, **changes: object) -> Try:
    good = Try(TODAY - timedelta(days=days_ago), step, whole=True, pain=1, morning="settled")
    return replace(good, **changes)  # type: ignore[arg-type]


def here(*tries: Try, step: int = 3, **changes: object) -> Standing:
    since = TODAY - timedelta(days=30)
    usual = Standing(step, LAST, since, TODAY, tries, pain_now=1)
    return replace(usual, **changes)  # type: ignore[arg-type]


ago = st.integers(0, 20).map(lambda n: TODAY - timedelta(days=n))
tries = st.builds(
    Try,
    ago,
    st.integers(1, LAST),
    st.booleans(),
    st.integers(0, 10),
    st.sampled_from([None, "settled", "more", "worse"]),
)
standings = st.builds(
    Standing,
    st.integers(1, LAST),
    st.just(LAST),
    ago,
    st.just(TODAY),
    st.lists(tries, max_size=8).map(lambda found: sorted(found, key=lambda one: one.day)),
    st.none() | st.integers(0, 10),
    st.integers(0, 10),
    st.none() | ago,
    st.booleans(),
    st.booleans(),
    st.none() | ago,
)
good_standings = st.builds(
    lambda step, usual, flared, pain: here(
        went(4, step), went(2, step), step=step, usual_pain=usual, flared_on=flared, pain_now=pain
    ),
    st.integers(1, LAST),
    st.integers(0, 10),
    st.none() | ago,
    st.none() | st.integers(0, 10),
)


class TestUp:
    def test_twice_well_and_settled_gives_the_next_step(self) -> None:
        found = advise(here(went(4), went(2)))
        assert (found.step, found.move) == (4, Move.UP)
        assert "twice" in found.sentence

    def test_two_times_on_one_day_are_one(self) -> None:
        assert advise(here(went(2), went(2))).move is Move.STAY

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"whole": False}, "a part"),
            ({"pain": 4}, "pain was 4"),
            ({"morning": None}, "next morning"),
            ({"morning": "more"}, "settles overnight"),
        ],
    )
    def test_what_is_not_there_yet_is_said(self, change: dict[str, object], why: str) -> None:
        found = advise(here(went(4), went(2, **change)))
        assert found.move is Move.STAY
        assert why in found.sentence

    def test_whoever_usually_has_some_pain_may_go_on_with_a_little_more(self) -> None:
        assert allowed_pain(0) == 3
        assert allowed_pain(4) == 5
        assert allowed_pain(9) == pain_limit()
        well = (went(4, pain=4), went(2, pain=4))
        assert advise(here(*well)).move is Move.STAY
        assert advise(here(*well, usual_pain=4)).move is Move.UP

    def test_pain_now_is_asked_first(self) -> None:
        found = advise(here(went(4), went(2), pain_now=None))
        assert found.move is Move.STAY
        assert "how much it hurts" in found.sentence

    def test_one_new_thing_at_a_time(self) -> None:
        both = here(went(4), went(2), other_up_on=TODAY - timedelta(days=1))
        assert advise(both).move is Move.STAY
        assert advise(replace(both, other_up_on=TODAY - timedelta(days=2))).move is Move.UP

    def test_the_top_is_the_top(self) -> None:
        found = advise(here(went(4, LAST), went(2, LAST), step=LAST))
        assert (found.step, found.move) == (LAST, Move.STAY)


class TestBack:
    @pytest.mark.parametrize("change", [{"pain": 7}, {"morning": "worse"}])
    def test_one_step_back_after_a_flare(self, change: dict[str, object]) -> None:
        found = advise(here(went(4), went(2, **change)))
        assert (found.step, found.move) == (2, Move.BACK)

    def test_only_one_step(self) -> None:
        after = here(went(1, pain=7), step=2, since=TODAY)
        assert advise(after).move is Move.STAY

    def test_a_flare_that_the_person_names_is_answered_once(self) -> None:
        named = here(went(4), went(2), flared_on=TODAY)
        assert advise(named).move is Move.BACK
        after = replace(named, step=2, since=TODAY - timedelta(days=3), came_back=True)
        assert advise(after).move is Move.STAY
        assert advise(replace(after, came_back=False)).move is Move.BACK

    def test_nothing_is_added_on_the_lighter_days_of_the_programme(self) -> None:
        assert advise(here(went(4), went(2), resting=True)).move is Move.STAY

    def test_from_the_first_step_there_is_a_smaller_version(self) -> None:
        found = advise(here(went(1, 1, pain=8), step=1))
        assert (found.step, found.move) == (1, Move.STAY)
        assert "smaller" in found.sentence


@given(standings | good_standings)
def test_no_step_up_with_pain_above_the_limit_or_on_the_day_after_a_flare(
    standing: Standing,
) -> None:
    found = advise(standing)
    if found.move is not Move.UP:
        return
    assert standing.pain_now is not None
    assert standing.pain_now <= pain_limit()
    flares = [one.day for one in standing.tries if one.pain > pain_limit()]
    flares += [one.day + timedelta(days=1) for one in standing.tries if one.morning == "worse"]
    flares += [standing.flared_on] if standing.flared_on else []
    assert not {TODAY, TODAY - timedelta(days=1)} & set(flares)
    assert standing.other_up_on not in (TODAY, TODAY - timedelta(days=1))


@given(standings | good_standings)
def test_one_step_at_most_within_the_ladder_always_with_a_sentence(standing: Standing) -> None:
    found = advise(standing)
    assert found.step - standing.step == {Move.UP: 1, Move.STAY: 0, Move.BACK: -1}[found.move]
    assert 1 <= found.step <= standing.last
    assert found.sentence
    assert advise(standing) == found


@given(good_standings)
def test_the_criteria_can_be_met(standing: Standing) -> None:
    calm = replace(standing, flared_on=None, pain_now=0)
    expected = Move.STAY if calm.step == LAST else Move.UP
    assert advise(calm).move is expected


class TestTheLadders:
    def test_all_activities_of_everyday_life_have_one_besides_lifting(self) -> None:
        assert list(ladders()) == [
            "sitting",
            "standing",
            "walking",
            "household",
            "desk_work",
            "physical_work",
            "driving",
            "sport",
        ]

    @pytest.mark.parametrize("ladder", ladders().values(), ids=lambda one: one.id)
    def test_steps_differ_and_are_short(self, ladder: Ladder) -> None:
        assert len(set(ladder.steps)) == len(ladder.steps)
        assert all(len(step) <= 110 for step in ladder.steps)

    def test_an_own_ladder_leads_to_all_of_it(self) -> None:
        assert "smallest" in own_ladder().prompts[0]
        assert own_ladder().prompts[-1].startswith("All of it")

    def test_two_good_days_are_asked_for(self) -> None:
        assert rules().good_days == 2


def test_advice_is_plain_data() -> None:
    assert advise(here()) == Advice(
        3, Move.STAY, "This is your step. Do it on two days, and tell here how it went."
    )
