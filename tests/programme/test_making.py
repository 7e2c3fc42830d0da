"""Every programme that can be made is a good one; the same facts make the same programme."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.engine.catalogue import catalogue
from coach.programme.cautions import by_prescription, caution_rules
from coach.programme.dose import amount, catalogue_dose, prescribed
from coach.programme.facts import Facts
from coach.programme.fitting import day_minutes, is_walk, week_minutes
from coach.programme.making import SHORTEST_MIN, make_programme, suggested_template
from coach.programme.model import WEEKS, Irritability, Phase, Programme, Week
from coach.programme.reading import ProgrammeDataError
from coach.programme.template import template_of, templates
from tests.programme.programme_facts import MONDAY, capacities, facts

EXERCISES = catalogue()

any_template = st.sampled_from([None, *templates()])
# Each makes a whole programme several times over.
programmes = settings(max_examples=40, deadline=None)


def made(
    found: Facts | None = None,
    template: str | None = None,
    capacity: Mapping[str, float] | None = None,
) -> Programme:
    return make_programme(
        found or Facts(minutes=30), EXERCISES, MONDAY, template, capacity=capacity
    )


def all_weeks(programme: Programme) -> tuple[Week, ...]:
    return (*programme.weeks, programme.maintenance)


def used(programme: Programme) -> set[str]:
    return {one.exercise for week in all_weeks(programme) for one in week.prescriptions}


@programmes
@given(facts, any_template, capacities)
def test_the_same_facts_make_the_same_programme(
    found: Facts, template: str | None, capacity: dict[str, float]
) -> None:
    assert made(found, template, capacity) == made(found, template, capacity)


@programmes
@given(facts, any_template, capacities)
def test_every_programme_is_complete_and_can_be_kept(
    found: Facts, template: str | None, capacity: dict[str, float]
) -> None:
    programme = made(found, template, capacity)
    assert Programme.model_validate_json(programme.model_dump_json()) == programme
    assert len(programme.weeks) == WEEKS
    assert programme.maintenance.phase is Phase.MAINTENANCE
    for week in all_weeks(programme):
        names = [one.exercise for one in week.prescriptions]
        assert names, "a week without anything to do"
        assert len(names) == len(set(names))
        assert set(names) <= set(EXERCISES)
        assert all(one.why.endswith(".") for one in week.prescriptions)


@programmes
@given(facts, any_template, capacities)
def test_no_exercise_is_in_it_that_has_to_wait(
    found: Facts, template: str | None, capacity: dict[str, float]
) -> None:
    programme = made(found, template, capacity)
    rules = [caution_rules()[name] for name in found.cautions if name in caution_rules()]
    for name in used(programme):
        assert not any(rule.holds(EXERCISES[name]) for rule in rules), name
    for one in programme.left_out:
        assert one.reason
        assert one.exercise not in used(programme)


@programmes
@given(facts, any_template)
def test_bending_backwards_is_in_it_only_when_a_therapist_prescribed_it(
    found: Facts, template: str | None
) -> None:
    directed = used(made(found, template)) & set(by_prescription())
    assert not directed or found.direction == "extension"


@programmes
@given(facts, any_template, capacities)
def test_doses_stay_between_one_and_the_catalogues(
    found: Facts, template: str | None, capacity: dict[str, float]
) -> None:
    programme = made(found, template, capacity)
    for week in all_weeks(programme):
        for one in week.prescriptions:
            full = catalogue_dose(EXERCISES[one.exercise], WEEKS)
            early = catalogue_dose(EXERCISES[one.exercise], 1)
            most = max(
                amount(prescribed(one.exercise, dose, days_per_week=1, rest_s=0))
                for dose in (early, catalogue_dose(EXERCISES[one.exercise], 3), full)
            )
            assert 1 <= amount(one) <= most
            assert 1 <= one.days_per_week <= 7


@programmes
@given(facts, any_template, capacities)
def test_weeks_never_rise_by_more_than_the_template_says(
    found: Facts, template: str | None, capacity: dict[str, float]
) -> None:
    programme = made(found, template, capacity)
    rise = 1 + template_of(programme.template).rise_at_most
    minutes = [week_minutes(week.prescriptions, EXERCISES) for week in programme.weeks]
    for week, (before, after) in enumerate(itertools.pairwise(minutes), 2):
        few = sum(not is_walk(one) for one in programme.weeks[week - 1].prescriptions)
        fewest = template_of(programme.template).fewest
        assert after <= before * rise or few <= fewest, f"week {week}"


@programmes
@given(facts, any_template)
def test_a_day_takes_about_the_minutes_that_were_wished(found: Facts, template: str | None) -> None:
    programme = made(found, template)
    rules = template_of(programme.template)
    wished = max(found.minutes, SHORTEST_MIN)
    for week in programme.weeks:
        takes = day_minutes(week.prescriptions, EXERCISES)
        few = sum(not is_walk(one) for one in week.prescriptions) <= rules.fewest
        assert takes <= wished or few
        assert abs(week.minutes - takes) <= 1
        assert len(week.prescriptions) <= rules.paces[found.irritability].exercises + 1


@programmes
@given(facts, any_template)
def test_it_asks_for_no_more_days_than_are_realistic(found: Facts, template: str | None) -> None:
    for week in made(found, template).weeks:
        assert week.sessions <= max(found.days_per_week, 2)


def test_the_usual_six_weeks_follow_the_reference() -> None:
    programme = made()
    assert programme.template == "six_weeks"
    phases = [week.phase.value for week in programme.weeks]
    assert phases == ["calm", "control", "build", "bend", "tasks", "independence"]

    def new_in(week: int) -> set[str]:
        return {one.exercise for one in programme.weeks[week - 1].prescriptions}

    assert {"pelvic_tilt", "glute_bridge", "sit_to_stand", "walking"} <= new_in(1)
    assert {"bird_dog", "dead_bug", "hip_hinge"} <= new_in(2)
    assert {"squat", "side_plank", "step_up"} <= new_in(3)
    assert "box_lift" in new_in(4)
    assert {"box_lift", "suitcase_carry"} <= new_in(5)
    for week in (1, 2, 3):
        assert not new_in(week) & {"box_lift", "suitcase_carry", "lunge", "single_leg_bridge"}


def test_after_it_come_two_days_of_strength_and_walks() -> None:
    routine = made().maintenance
    assert routine.sessions == 2
    assert {one.days_per_week for one in routine.prescriptions if not is_walk(one)} == {2}
    (walk,) = (one for one in routine.prescriptions if is_walk(one))
    assert walk.days_per_week == 7
    known = {one.exercise for week in made().weeks for one in week.prescriptions}
    assert {one.exercise for one in routine.prescriptions} <= known


def test_a_back_that_is_easily_stirred_up_starts_lower_and_stays_calm_for_longer() -> None:
    high = Facts(irritability=Irritability.HIGH, minutes=30)
    calm, usual, low = (
        made(replace(high, irritability=each), "six_weeks")
        for each in (Irritability.HIGH, Irritability.MEDIUM, Irritability.LOW)
    )
    phases = [[week.phase for week in each.weeks].count(Phase.CALM) for each in (calm, usual, low)]
    assert phases == [2, 1, 0]
    load = [week_minutes(each.weeks[0].prescriptions, EXERCISES) for each in (calm, usual, low)]
    assert load == sorted(load)
    assert load[0] < load[1]
    counts = [len(each.weeks[2].prescriptions) for each in (calm, usual, low)]
    assert counts == sorted(counts)
    assert suggested_template(high) == "gentle"


def test_who_stays_off_the_floor_gets_everything_standing_or_sitting() -> None:
    programme = made(Facts(cautions=("floor",)))
    assert programme.template == "standing"
    assert {EXERCISES[name].position for name in used(programme)} <= {"standing", "chair"}


def test_what_waits_is_told_with_its_reason_and_what_is_done_instead() -> None:
    programme = made(Facts(minutes=30, cautions=("knees",)))
    (squat,) = (one for one in programme.left_out if one.exercise == "squat")
    assert "knees" in squat.reason
    assert squat.instead == "sit_to_stand"
    assert programme.weeks[2].of("sit_to_stand") is not None


def test_a_check_up_sets_the_start() -> None:
    usual = made().weeks[0].of("sit_to_stand")
    careful = made(capacity={"chair_stand_30s": 6.0})
    weak = careful.weeks[0].of("sit_to_stand")
    assert usual is not None
    assert weak is not None
    assert (usual.repetitions, weak.repetitions) == (8, 3)
    assert "6 times up from a chair" in weak.why
    assert "squat" not in used(careful)
    (later,) = (one for one in careful.left_out if one.exercise == "squat")
    assert "follows when your legs are stronger" in later.reason


def test_a_range_is_prescribed_where_people_can_see_it_themselves() -> None:
    usual, careful = (
        made(Facts(irritability=each, minutes=30), "six_weeks")
        for each in (Irritability.MEDIUM, Irritability.HIGH)
    )
    assert range_of(usual, "squat") == 90
    assert range_of(careful, "squat") == 75
    assert range_of(usual, "glute_bridge") is None


def range_of(programme: Programme, exercise: str) -> float | None:
    lines = (week.of(exercise) for week in programme.weeks)
    return next(line.target_deg for line in lines if line is not None)


def test_an_own_wish_brings_exercises_and_says_so() -> None:
    found = Facts(minutes=30, activities=("Sitting at my desk", "Carrying the shopping"))
    programme = made(found)
    turn = programme.weeks[0].of("trunk_rotation_seated")
    assert turn is not None
    assert turn.why == (
        "Easy turning, for looking over your shoulder: a step towards “Sitting at my desk”."
    )
    assert "Sitting at my desk, Carrying the shopping" in programme.weeks[4].aim
    assert "Sitting" not in programme.weeks[0].aim
    assert programme.goals == found.activities


def test_walking_rises_by_a_fifth_a_week_and_has_an_end() -> None:
    walks = [week.of("walking") for week in made().weeks]
    minutes = [walk.minutes for walk in walks if walk is not None]
    assert minutes == [10, 12, 14, 17, 20, 24]


def test_strength_has_days_of_rest_in_between() -> None:
    for week in made(Facts(days_per_week=7, minutes=30)).weeks:
        squat = week.of("squat")
        assert squat is None or squat.days_per_week == 3


def test_a_smaller_catalogue_makes_a_smaller_programme() -> None:
    few = {name: EXERCISES[name] for name in ("sit_to_stand", "walking", "calf_raise")}
    programme = make_programme(Facts(), few, MONDAY)
    assert used(programme) <= set(few)


def test_an_unknown_template_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ProgrammeDataError, match="choose one of gentle, six_weeks, standing"):
        made(template="twelve_weeks")
