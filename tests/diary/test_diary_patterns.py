"""What the diary shows: told plainly, never as a cause, and never from too few days."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.diary.days import pain_by_day, usual_pain
from coach.diary.line import DiaryEntry, DiaryId, Treatment, TreatmentId
from coach.diary.pattern import Pattern, told
from coach.diary.patterns import patterns
from coach.diary.rules import PatternRules, pattern_rules
from coach.records.care_entries import DiaryMoment

TODAY = date(2026, 5, 31)  # a Sunday
MORNING, EVENING = DiaryMoment.MORNING, DiaryMoment.EVENING
BLAMING = ("because", "caused", "due to", "thanks to", "wrong", "bad", "fail", "danger", "damage")


def entry(
    back: int,
    pain: int | None = None,
    moment: DiaryMoment = DiaryMoment.DAY,
    *,
    helped: tuple[str, ...] = (),
    sleep_h: float | None = None,
    sleep_quality: int | None = None,
    side_effects: str = "",
    number: int = 0,
) -> DiaryEntry:
    """A line of so many days before today."""
    day = TODAY - timedelta(days=back)
    return DiaryEntry(
        DiaryId(UUID(int=number)),
        day,
        datetime.combine(day, time(8), UTC),
        moment,
        pain,
        helped=helped,
        sleep_h=sleep_h,
        sleep_quality=sleep_quality,
        side_effects=side_effects,
    )


def treatment(back: int, kind: str = "manual_therapy") -> Treatment:
    day = TODAY - timedelta(days=back)
    return Treatment(
        TreatmentId(UUID(int=abs(back))), day, datetime.combine(day, time(9), UTC), kind
    )


def shown(
    lines: Sequence[DiaryEntry],
    active: Sequence[int] = (),
    treatments: Sequence[Treatment] = (),
) -> dict[str, Pattern]:
    days = {TODAY - timedelta(days=back) for back in active}
    return {one.id: one for one in patterns(lines, days, treatments, TODAY)}


def test_an_empty_diary_tells_nothing_and_says_how_much_is_needed() -> None:
    found = shown([])
    assert found
    assert not any(one.told for one in found.values())
    assert found["average_2"].sentence == "Not enough yet: 0 of 3 days with pain noted."


def test_average_and_highest_pain_of_two_weeks() -> None:
    lines = [entry(0, 2, MORNING), entry(0, 4, EVENING), entry(3, 7), entry(5, 5), entry(14, 10)]
    one = shown(lines)["average_2"]
    assert one.sentence == (
        "You noted pain on 3 days: 5 of 10 on average, 7 at the most (last on Thursday, 28 May)."
    )


def test_a_change_is_only_told_beyond_the_minimal_important_one() -> None:
    for before, verdict in ((4, "About the same"), (5, "Less pain"), (1, "More pain")):
        later = 3
        lines = [entry(back, later) for back in range(4)]
        lines += [entry(back, before) for back in range(7, 11)]
        one = shown(lines)["trend_2"]
        assert one.sentence == (
            f"{verdict}: 3 of 10 on average over the last 7 days (4 days noted), {before} over "
            "the 7 days before (4 days noted)."
        )


def test_one_half_of_a_trend_is_not_enough() -> None:
    one = shown([entry(back, 3) for back in range(7)])["trend_2"]
    assert (one.told, one.days) == (False, 0)
    assert one.sentence == "Not enough yet: 0 of 4 days with pain noted in each week."


def test_the_day_after_exercise_is_held_against_other_days() -> None:
    active = range(2, 14, 2)
    lines = [entry(back, 3 if back + 1 in active else 5) for back in range(14)]
    one = shown(lines, active)["after_exercise"]
    assert one.sentence == (
        "On 6 days after exercise pain was 3 of 10 on average, on 8 other days 5. "
        "That does not say why."
    )


def test_too_few_days_after_exercise_are_not_told() -> None:
    one = shown([entry(back, 3) for back in range(30)], active=[2, 5])["after_exercise"]
    assert one.sentence == "Not enough yet: 2 of 5 days after exercise."


def test_less_pain_by_the_evening_is_counted_on_days_with_exercise_and_on_others() -> None:
    lines = []
    for back in range(14):
        lines += [entry(back, 5, MORNING), entry(back, 4 if back in (0, 1, 2, 9) else 5, EVENING)]
    one = shown(lines, active=range(6))["evening_exercise"]
    assert one.sentence == (
        "On 3 of 6 days with exercise you noted less pain in the evening than in the morning, "
        "and on 1 of 8 other days. That does not say why."
    )


def test_what_helped_is_counted_by_days() -> None:
    lines = [entry(back, 4, helped=("heat", "heat")) for back in range(6)]
    lines += [entry(0, 4, EVENING, helped=("heat", "movement")), entry(40, 4, helped=("cold",))]
    assert shown(lines)["helped"].sentence == (
        "In the last 28 days, 6 days with an entry, you noted as helping: heat on 6 days, "
        "moving or walking on 1 day."
    )


def test_evenings_with_what_helped_are_told_once_there_are_enough() -> None:
    few = [entry(back, 5, MORNING, helped=("heat",)) for back in range(5)]
    assert "evening_heat" not in shown(few)
    enough = few + [entry(back, 3, EVENING) for back in range(5)]
    assert shown(enough)["evening_heat"].sentence.startswith(
        "On 5 of 5 days with heat noted as helping you noted less pain in the evening"
    )


def test_shorter_nights_are_a_persons_own_shorter_nights() -> None:
    lines = [
        entry(back, 6 if back % 2 else 3, MORNING, sleep_h=5.5 if back % 2 else 7)
        for back in range(12)
    ]
    one = shown(lines)["sleep"]
    assert one.sentence == (
        "On 6 days after less than 6.2 hours of sleep pain was 6 of 10 on average, on 6 days "
        "after more 3. That does not say why: pain can disturb sleep as well."
    )


def test_without_hours_the_quality_of_sleep_is_compared() -> None:
    lines = [
        entry(back, 4, MORNING, sleep_quality=3 if back % 2 else 8, sleep_h=7 if back < 3 else None)
        for back in range(12)
    ]
    assert "sleep below 5.5 of 10" in shown(lines)["sleep"].sentence


def test_nights_that_are_alike_are_not_compared() -> None:
    one = shown([entry(back, 4, MORNING, sleep_h=7) for back in range(20)])["sleep"]
    assert not one.told
    assert one.sentence == "Your nights were too much alike to compare."


def test_a_weekday_that_stands_out_is_told_with_its_days() -> None:
    lines = [entry(back, 6 if back % 7 == 6 else 2 if back % 7 == 1 else 4) for back in range(28)]
    assert shown(lines)["weekday"].sentence == (
        "Mondays had the most pain, 6 of 10 on average over 4 Mondays; Saturdays the least, "
        "2 over 4. That does not say why."
    )
    even = shown([entry(back, 4) for back in range(28)])["weekday"].sentence
    assert even == "Pain was about the same on every day of the week."


def test_the_day_after_a_treatment_is_told_only_for_what_was_given_often_enough() -> None:
    lines = [entry(back, 4) for back in range(30)]
    found = shown(lines, treatments=[treatment(3)])
    assert found["treated_manual_therapy"].told is False
    assert "treated_tens" not in found
    often = shown(lines, treatments=[treatment(back) for back in range(1, 20, 3)])
    assert "On 7 days after manual therapy at the clinic" in (
        often["treated_manual_therapy"].sentence
    )


def test_side_effects_are_counted_and_not_judged() -> None:
    lines = [entry(back, 4, side_effects="sleepy" if back < 2 else "") for back in range(6)]
    assert shown(lines)["side_effects"].sentence.startswith(
        "Side effects are noted on 2 of 6 days with an entry."
    )


def test_a_pattern_with_too_few_days_cannot_even_be_made() -> None:
    with pytest.raises(ValueError, match="rests on 2 days and needs 3"):
        told("x", "X", "X.", 2, 3)


_LINES = st.lists(
    st.builds(
        entry,
        st.integers(-3, 70),
        st.none() | st.integers(0, 10),
        st.sampled_from(DiaryMoment),
        helped=st.sampled_from([(), ("heat",), ("tens", "heat"), ("a_kind_that_is_gone",)]),
        sleep_h=st.none() | st.sampled_from([4.5, 6.0, 7.25, 8.0]),
        sleep_quality=st.none() | st.integers(0, 10),
        side_effects=st.sampled_from(["", "sleepy"]),
    ),
    max_size=40,
)
_ACTIVE = st.sets(st.integers(0, 60).map(lambda back: TODAY - timedelta(days=back)))
_TREATED = st.lists(st.builds(treatment, st.integers(-2, 60), st.sampled_from(["tens", "heat"])))


class TestWhateverIsWritten:
    @settings(max_examples=25)
    @given(_LINES, _ACTIVE, _TREATED)
    def test_nothing_is_told_from_too_few_days(
        self, lines: list[DiaryEntry], active: set[date], treatments: list[Treatment]
    ) -> None:
        found = patterns(lines, active, treatments, TODAY)
        noted = {line.day for line in lines if line.day <= TODAY}
        for one in found:
            if one.told:
                assert one.days >= one.needed
                assert len(noted) >= min(one.needed, pattern_rules().average_needed)
            else:
                assert "enough" in one.sentence or "alike" in one.sentence
        assert len({one.id for one in found}) == len(found)

    @settings(max_examples=25)
    @given(_LINES, _ACTIVE, _TREATED, st.randoms())
    def test_the_order_of_lines_makes_no_difference(
        self,
        lines: list[DiaryEntry],
        active: set[date],
        treatments: list[Treatment],
        chance: random.Random,
    ) -> None:
        before = patterns(lines, active, treatments, TODAY)
        chance.shuffle(lines)
        chance.shuffle(treatments)
        assert patterns(lines, active, treatments, TODAY) == before

    @settings(max_examples=25)
    @given(_LINES, _ACTIVE, _TREATED)
    def test_days_of_the_future_and_of_long_ago_change_nothing(
        self, lines: list[DiaryEntry], active: set[date], treatments: list[Treatment]
    ) -> None:
        first = TODAY - timedelta(days=pattern_rules().window_days - 1)
        within = [line for line in lines if first <= line.day <= TODAY]
        assert patterns(lines, active, treatments, TODAY) == patterns(
            within, active, treatments, TODAY
        )

    @settings(max_examples=25)
    @given(_LINES, _ACTIVE, _TREATED)
    def test_no_cause_is_claimed_and_no_word_blames(
        self, lines: list[DiaryEntry], active: set[date], treatments: list[Treatment]
    ) -> None:
        for one in patterns(lines, active, treatments, TODAY):
            assert not any(word in one.sentence.casefold() for word in BLAMING), one.sentence
            if one.told and one.id.startswith(("after_", "evening_", "sleep", "treated_")):
                assert "That does not say why" in one.sentence

    @settings(max_examples=25)
    @given(_LINES)
    def test_a_days_pain_lies_between_its_lowest_and_its_highest(
        self, lines: list[DiaryEntry]
    ) -> None:
        for day, mean in pain_by_day(lines).items():
            told_then = [line.pain for line in lines if line.day == day and line.pain is not None]
            assert min(told_then) <= mean <= max(told_then)


class TestUsualPain:
    """What an ordinary morning is like, which the next-day rule compares with."""

    def test_it_is_the_middle_of_the_mornings_of_two_weeks(self) -> None:
        lines = [entry(back, pain, MORNING) for back, pain in enumerate((9, 2, 3, 4, 3, 8))]
        assert usual_pain(lines, 6, today=TODAY) == 3.0  # today's own 9 is not usual
        assert usual_pain(lines, 6) == 3.5  # up to the latest morning, with it

    def test_with_few_mornings_it_is_what_the_first_visit_found(self) -> None:
        lines = [entry(back, 2, MORNING) for back in range(1, 4)]
        assert usual_pain(lines, 6, today=TODAY) == 6
        assert usual_pain([], None, today=TODAY) is None
        assert usual_pain([], 4) == 4

    def test_old_mornings_and_evenings_do_not_count(self) -> None:
        lines = [entry(back, 1, MORNING) for back in range(15, 30)]
        lines += [entry(back, 9, EVENING) for back in range(1, 14)]
        assert usual_pain(lines, 5, today=TODAY) == 5

    @settings(max_examples=25)
    @given(_LINES, st.randoms())
    def test_the_order_of_lines_makes_no_difference(
        self, lines: list[DiaryEntry], chance: random.Random
    ) -> None:
        before = usual_pain(lines, 5, today=TODAY)
        chance.shuffle(lines)
        assert usual_pain(lines, 5, today=TODAY) == before
        assert before is not None
        assert 0 <= before <= 10


def test_the_numbers_of_days_are_data() -> None:
    rules = pattern_rules()
    strict = PatternRules.model_validate(rules.model_dump() | {"average_needed": 10})
    lines = [entry(back, 3) for back in range(9)]
    assert shown(lines)["average_2"].told
    (overview, *_rest) = patterns(lines, (), (), TODAY, strict)
    assert overview.sentence == "Not enough yet: 9 of 10 days with pain noted."
