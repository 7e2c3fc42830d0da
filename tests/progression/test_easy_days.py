"""Flare plans, easy days, and how much of the plan is good for a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest

from coach.programme.model import Change
from coach.programme.progression import (
    Band,
    DayKind,
    Decision,
    History,
    ProposalKind,
    band,
    decide,
    doses_for,
    must_end,
    notices,
)
from tests.progression.progression_examples import (
    CAT,
    PLANK,
    SQUAT,
    WALK,
    day,
    done,
    history,
    past,
    programme,
    session,
)


def flare_of(known: History, number: int) -> Decision | None:
    kinds = (ProposalKind.FLARE, ProposalKind.REBUILD)
    return next((one for one in decide(known, day(number)) if one.kind in kinds), None)


def keep(known: History, *decisions: Decision | None) -> History:
    kept = tuple(past(one) for one in decisions if one is not None)
    return replace(known, decisions=(*known.decisions, *kept))


# Pain in an exercise


@pytest.mark.parametrize(
    ("pain", "before", "expected"),
    [
        (0, 0, Band.SAFE),
        (2, 2, Band.SAFE),
        (3, 2, Band.ACCEPTABLE),
        (5, 4, Band.ACCEPTABLE),
        (6, 5, Band.STOP),
        (4, 1, Band.STOP),  # three more than before
        (2, None, Band.SAFE),
        (6, None, Band.STOP),
    ],
)
def test_pain_is_safe_acceptable_or_stops(pain: int, before: int | None, expected: Band) -> None:
    assert band(pain, before) is expected


def test_a_lower_limit_of_ones_own_counts() -> None:
    assert band(4, 3, limit=3) is Band.STOP


def test_two_stops_end_the_session() -> None:
    once = session(0, done(pain=7), done(PLANK, pain=2, place=2))
    assert not must_end(once)
    assert must_end(session(0, done(pain=7), done(PLANK, pain=6, place=2)))


# A flare-up


def test_a_flare_that_is_told_is_half_the_dose_for_three_days() -> None:
    flare = flare_of(history(flares=[4]), 4)
    assert flare is not None
    assert (flare.rule, flare.kind) == ("flare_told", ProposalKind.FLARE)
    assert flare.change == Change(share=0.5, until=day(6))
    assert not flare.raises_load
    assert "not damage" in flare.sentence


def test_two_mornings_three_above_the_usual_are_a_flare_as_well() -> None:
    known = history(mornings={3: 5, 4: 6})
    assert flare_of(known, 3) is None
    flare = flare_of(known, 4)
    assert flare is not None
    assert flare.rule == "flare_seen"
    assert "5 and 6 out of 10 in the last 2 mornings, and 2 is usual" in flare.sentence


def test_it_is_rebuilt_by_a_quarter_a_day() -> None:
    known = history(flares=[4])
    known = keep(known, flare_of(known, 4))
    assert flare_of(known, 4) is flare_of(known, 5) is flare_of(known, 6) is None
    first = flare_of(known, 7)
    assert first is not None
    assert (first.kind, first.change) == (
        ProposalKind.REBUILD,
        Change(share=0.75, until=day(7)),
    )
    assert "three quarters" in first.sentence
    known = keep(known, first)
    assert flare_of(known, 7) is None
    second = flare_of(known, 8)
    assert second is not None
    assert second.change is None
    assert "your whole plan is back" in second.sentence
    assert flare_of(keep(known, second), 9) is None


def test_while_it_hurts_more_than_the_limit_nothing_is_rebuilt() -> None:
    known = history(flares=[4])
    known = replace(keep(known, flare_of(known, 4)), pains={day(7): 6})
    on = flare_of(known, 7)
    assert on is not None
    assert (on.kind, on.change) == (ProposalKind.FLARE, Change(share=0.5, until=day(7)))
    known = replace(keep(known, on), pains={day(8): 2})
    rebuilt = flare_of(known, 8)
    assert rebuilt is not None
    assert rebuilt.evidence["share"] == 0.75


def test_a_flare_within_a_flare_begins_the_plan_again() -> None:
    known = history(flares=[4])
    known = replace(keep(known, flare_of(known, 4)), flares=(day(4), day(6)))
    again = flare_of(known, 6)
    assert again is not None
    assert again.change == Change(share=0.5, until=day(8))


def test_days_without_the_app_do_not_bring_everything_back_at_once() -> None:
    known = history(flares=[4])
    known = keep(known, flare_of(known, 4))
    later = flare_of(known, 20)
    assert later is not None
    assert later.evidence["share"] == 0.75


# How much is good for today

PLANNED = (SQUAT, PLANK, CAT, WALK)


def exercises(lines: Iterable[object]) -> list[str]:
    return [str(getattr(line, "exercise", line)) for line in lines]


def test_on_a_usual_day_it_is_the_plan() -> None:
    doses = doses_for(PLANNED, history(session(0, done()), mornings={1: 2}), day(2))
    assert (doses.kind, doses.prescriptions, doses.waiting) == (DayKind.USUAL, PLANNED, ())


def test_on_an_easy_day_it_is_gentle_movement_and_walking() -> None:
    doses = doses_for(PLANNED, history(session(0, done()), mornings={1: 4}), day(1))
    assert doses.kind is DayKind.GENTLE
    assert exercises(doses.prescriptions) == ["cat_camel", "walking"]
    assert doses.waiting == ("squat", "plank")


def test_after_an_easy_day_the_dose_that_went_well_is_repeated() -> None:
    more = SQUAT.model_copy(update={"repetitions": 10})
    known = history(
        session(0, done()), session(2, done(more)), mornings={1: 2, 3: 4, 4: 2}, plan=programme()
    )
    doses = doses_for((more,), known, day(4))
    assert doses.kind is DayKind.REPEAT
    assert doses.prescriptions == (SQUAT,)
    # and once a session was followed by a calm morning, the plan goes on
    calm = replace(
        known,
        sessions=(*known.sessions, session(4, done())),
        mornings={**known.mornings, day(5): 2},
    )
    assert doses_for((more,), calm, day(6)).prescriptions == (more,)


def test_with_pain_above_the_limit_today_it_is_gentle_movement_only() -> None:
    doses = doses_for(PLANNED, history(session(0, done()), pains={2: 6}), day(2))
    assert doses.kind is DayKind.GENTLE
    assert exercises(doses.prescriptions) == ["cat_camel", "walking"]


def test_after_pain_above_the_limit_a_larger_dose_and_new_exercises_wait() -> None:
    more = SQUAT.model_copy(update={"sets": 3, "repetitions": 10})
    known = history(session(0, done()), mornings={1: 2}, pains={2: 6})
    doses = doses_for((more, PLANK, WALK), known, day(3))
    assert doses.kind is DayKind.REPEAT
    assert doses.prescriptions == (SQUAT, WALK)
    assert doses.waiting == ("plank",)


def test_what_was_half_done_is_tolerated_by_half() -> None:
    known = history(session(0, done(share=0.5)), mornings={1: 2}, pains={2: 6})
    (squat,) = doses_for((SQUAT,), known, day(3)).prescriptions
    assert (squat.sets, squat.repetitions) == (1, 8)


def test_a_painful_time_is_not_what_went_well() -> None:
    more = SQUAT.model_copy(update={"repetitions": 10})
    known = history(session(0, done()), session(1, done(more, pain=7)))
    assert doses_for((more,), known, day(2)).prescriptions == (SQUAT,)


def test_a_flare_plan_builds_on_the_dose_before_it() -> None:
    half = SQUAT.model_copy(update={"sets": 1})
    known = history(session(0, done()), session(5, done(half)), flares=[4], mornings={1: 2, 6: 2})
    known = keep(known, flare_of(known, 4))
    quarters = SQUAT.model_copy(update={"repetitions": 6})
    doses = doses_for((quarters,), known, day(7))
    assert doses.kind is DayKind.FLARE
    assert doses.prescriptions == (quarters,)
    larger = SQUAT.model_copy(update={"repetitions": 12})
    assert doses_for((larger,), known, day(7)).prescriptions == (SQUAT,)


# What the therapist is told


def kinds(known: History, number: int) -> list[str]:
    return [one.kind for one in notices(known, day(number))]


def test_strong_pain_and_an_early_end_are_told() -> None:
    known = history(session(0, done(pain=8), done(PLANK, pain=6, place=2)))
    assert kinds(known, 0) == ["strong_pain", "session_ended"]
    assert kinds(known, 8) == ["adherence"]  # told in time, and not for ever


def test_mornings_that_rise_are_told() -> None:
    assert kinds(history(mornings={0: 5, 1: 5}), 1) == ["rising_pain"]


def test_two_steps_down_in_a_week_are_told() -> None:
    down = next(
        one
        for one in decide(history(session(0, done(effort=9))), day(0))
        if one.kind is ProposalKind.STEP_DOWN
    )
    other = replace(down, exercise="plank", mark="other")
    known = history(decisions=[past(down), past(other)])
    (notice,) = notices(known, day(1))
    assert notice.sentence == "2 steps down within seven days: plank, squat."
    assert notice.mark == notices(known, day(2))[0].mark


def test_weak_form_and_a_week_with_few_sessions_are_told_for_the_weekly_look() -> None:
    weak = done(form=50.0)
    known = history(session(1, weak), session(3, weak))
    assert kinds(known, 3) == ["weak_form"]
    assert kinds(history(session(1, done())), 7) == ["adherence"]
    four = history(*(session(number, done()) for number in (0, 2, 4, 6)))
    assert kinds(four, 7) == []


def test_two_weeks_without_a_step_are_told() -> None:
    known = history(*(session(number, done()) for number in range(0, 20, 2)))
    assert "no_step" in kinds(known, 19)
    assert "no_step" not in kinds(known, 10)


def test_a_flare_is_told_once() -> None:
    known = history(flares=[4])
    known = keep(known, flare_of(known, 4))
    first, second = notices(known, day(4)), notices(known, day(6))
    assert [one.kind for one in first] == ["flare"]
    assert first[0].mark == second[0].mark
    assert day(4) + timedelta(days=2) == day(6)
