"""Lifts are described as they were: style, reach, height, turning, evenness and pauses."""

from __future__ import annotations

import pytest

from coach.engine.catalogue import catalogue, find_exercise
from coach.engine.figure import reference_track
from coach.engine.reference import Keyframe, Posture, Reference
from coach.engine.results import Side
from coach.engine.tracker import track_set
from coach.lifting import Kind, Lift, Style, describe_lifts, is_lift
from coach.lifting.footage import Footage
from poses.angles import MeasureTable
from tests.lifting.lifter import CARRY, HEIGHT_M, LOW, STAND, Doing, Seen, filmed
from tests.synthetic import FILMS, standing


def mixed(**changes: object) -> Doing:
    return Doing.of("mixed", **changes)


def turned(degrees: float) -> Doing:
    return Doing(dict(LOW["mixed"], twist=degrees), carrying=dict(CARRY, twist=degrees))


@pytest.fixture(scope="module")
def four() -> Seen:
    return filmed(*(Doing.of(style) for style in ("squat", "stoop", "mixed", "squat")))


@pytest.fixture(scope="module")
def lifts(four: Seen) -> tuple[Lift, ...]:
    return four.lifts()


class TestWhatALiftIs:
    def test_exercises_counted_on_the_height_of_the_hands_are_lifts(self):
        assert is_lift(find_exercise("box_lift"))
        assert not is_lift(find_exercise("squat"))
        assert not is_lift(find_exercise("plank"))
        assert any(is_lift(exercise) for exercise in catalogue().values())

    def test_each_counted_repetition_is_one(self, four: Seen, lifts: tuple[Lift, ...]):
        assert [lift.number for lift in lifts] == [rep.number for rep in four.result.repetitions]

    def test_the_box_is_picked_up_and_put_down_in_turn(self, lifts: tuple[Lift, ...]):
        assert [lift.kind for lift in lifts] == [Kind.PICKED_UP, Kind.PUT_DOWN] * 2

    def test_hands_that_come_back_to_where_they_were_tell_neither(self):
        film = FILMS["box_lift"]
        result = track_set(find_exercise("box_lift"), film.track()).finish()
        kinds = {lift.kind for lift in describe_lifts(film.track(), result)}
        assert kinds == {Kind.DOWN_AND_UP}

    def test_a_set_without_repetitions_has_none(self):
        track = standing(4.0).track()
        empty = track_set(find_exercise("box_lift"), track).finish()
        assert empty.repetitions == ()
        assert describe_lifts(track, empty) == ()

    @pytest.mark.parametrize("height_m", [0.3, 3.0])
    def test_nobody_is_that_tall(self, four: Seen, height_m: float):
        with pytest.raises(ValueError, match="standing height"):
            describe_lifts(four.track, four.result, height_m=height_m)


class TestStyle:
    def test_of_each_lift_is_told(self, lifts: tuple[Lift, ...]):
        styles = [lift.bend.style for lift in lifts if lift.bend]
        assert styles == [Style.SQUAT, Style.STOOP, Style.MIXED, Style.SQUAT]

    @pytest.mark.parametrize("yaw_deg", [-90.0, 90.0, -70.0])
    @pytest.mark.parametrize("style", ["squat", "stoop", "mixed"])
    def test_from_either_side_with_noise_and_at_half_the_frame_rate(
        self, style: str, yaw_deg: float
    ):
        seen = filmed(Doing.of(style), Doing.of(style), yaw_deg=yaw_deg, noise=0.002, fps=12.0)
        assert [lift.bend.style for lift in seen.lifts() if lift.bend] == [Style(style)] * 2

    def test_angles_and_stoop_index_are_those_of_the_figure(self, lifts: tuple[Lift, ...]):
        for lift, style in zip(lifts, ("squat", "stoop", "mixed", "squat"), strict=True):
            assert lift.bend is not None
            knee, trunk = float(LOW[style]["knee"]), float(LOW[style]["trunk"])
            assert lift.bend.knee_deg == pytest.approx(knee, abs=2)
            assert lift.bend.trunk_deg == pytest.approx(trunk, abs=2)
            assert lift.bend.stoop_index == pytest.approx(knee / (knee + trunk), abs=0.02)

    def test_near_a_limit_is_less_certain_than_far_from_it(self):
        near = Doing(dict(LOW["squat"], trunk=48, hip=130, arm=54))
        seen = filmed(near, Doing.of("squat"))
        first, second = (lift.bend for lift in seen.lifts())
        assert first is not None
        assert second is not None
        assert first.style is second.style is Style.SQUAT
        assert first.confidence < 0.8 < second.confidence

    def test_from_the_front_is_not_assessed(self):
        first, *_ = filmed(mixed(), mixed(), yaw_deg=0.0).lifts()
        assert first.bend is None
        assert first.reach_m is None
        assert {entry.what for entry in first.not_assessed} >= {"Style", "Distance of the load"}
        assert all("turn your side to the camera" in entry.reason for entry in first.not_assessed)


class TestReachAndHeight:
    @pytest.mark.parametrize("style", ["squat", "stoop", "mixed"])
    @pytest.mark.parametrize("yaw_deg", [-90.0, 90.0])
    def test_are_true_within_their_error(self, style: str, yaw_deg: float):
        seen = filmed(Doing.of(style), Doing.of(style), yaw_deg=yaw_deg, noise=0.001)
        for lift in seen.lifts():
            reach_m, height_m = seen.hands_m(lift.lift_off_s - 0.2)
            low = lift.low_hands
            assert low.reach_m is not None
            assert low.height_m is not None
            assert low.reach_m.value == pytest.approx(reach_m, abs=0.02)
            assert low.height_m.value == pytest.approx(height_m, abs=0.04)
            assert abs(low.reach_m.value - reach_m) <= low.reach_m.error
            assert abs(low.height_m.value - height_m) <= low.height_m.error

    def test_hands_are_as_high_at_the_end_as_the_figure_carries(self, four: Seen):
        first = four.lifts()[0]
        assert first.to_hands.height_m is not None
        assert first.to_hands.height_m.value == pytest.approx(four.hands_m(7.0)[1], abs=0.03)
        assert first.travel_m is not None
        assert first.travel_m.value == pytest.approx(
            four.hands_m(7.0)[1] - four.hands_m(3.5)[1], abs=0.03
        )

    def test_a_taller_person_reaches_further_in_the_same_picture(self, four: Seen):
        small, tall = four.lifts(1.5)[0], four.lifts(1.9)[0]
        assert small.reach_m is not None
        assert tall.reach_m is not None
        assert tall.reach_m.value / small.reach_m.value == pytest.approx(1.9 / 1.5)

    def test_without_the_height_the_error_is_larger(self, four: Seen):
        told, guessed = four.lifts()[1], four.lifts(None)[1]
        assert told.reach_m is not None
        assert guessed.reach_m is not None
        assert guessed.reach_m.value == pytest.approx(told.reach_m.value, abs=0.03)
        assert guessed.reach_m.error > told.reach_m.error


class TestTurning:
    @pytest.mark.parametrize("yaw_deg", [-90.0, 90.0, 0.0])
    @pytest.mark.parametrize("degrees", [-40.0, 40.0])
    def test_is_measured_with_its_side(self, degrees: float, yaw_deg: float):
        for lift in filmed(turned(degrees), turned(degrees), yaw_deg=yaw_deg).lifts():
            assert lift.turn_deg is not None
            assert lift.turn_deg.value == pytest.approx(degrees, abs=4)
            assert lift.turned_to is (Side.RIGHT if degrees > 0 else Side.LEFT)

    @pytest.mark.parametrize("measure", ["trunk_rotation", "trunk_twist"])
    def test_measures_of_it_are_positive_to_the_right(self, measure: str):
        footage = Footage.of(filmed(turned(40.0), turned(40.0)).track)
        assert footage is not None
        carrying = footage.index(6.0)
        values, _ = footage.measure(MeasureTable([measure]), carrying, carrying, seen_at=0)
        assert values[0, 0] == pytest.approx(40.0, abs=1.0)

    def test_of_some_degrees_is_within_the_error(self):
        for lift in filmed(turned(8.0), turned(8.0)).lifts():
            assert lift.turn_deg is not None
            assert not lift.turn_deg.certain
            assert lift.turned_to is None

    def test_the_load_beside_the_feet_is_told_in_degrees(self):
        low = filmed(turned(40.0), turned(40.0)).lifts()[0].low_hands
        assert low.aside_deg is not None
        assert low.aside_deg.certain
        assert low.aside_deg.value > 25

    def test_shoulders_that_are_hidden_are_not_assessed(self):
        first = filmed(turned(40.0), turned(40.0), far_visibility=0.3).lifts()[0]
        assert first.turn_deg is None
        assert "Turning" in {entry.what for entry in first.not_assessed}


class TestPace:
    def test_pauses_are_those_of_the_figure(self):
        seen = filmed(mixed(rest_s=3.0), mixed(rest_s=1.0), mixed(rest_s=2.0), mixed())
        pauses = [lift.pause_s for lift in seen.lifts()]
        assert pauses[:3] == pytest.approx([3.0, 1.0, 2.0], abs=0.6)
        assert pauses[3] is None

    def test_a_hurried_lift_stands_out_against_the_others(self):
        lifts = filmed(mixed(), mixed(), mixed(up_s=0.6), mixed()).lifts()
        ratios = [lift.pace.against_own for lift in lifts]
        assert ratios[2] == pytest.approx(3.0, abs=0.3)
        assert [ratio for ratio in ratios if ratio is not None and ratio > 2] == [ratios[2]]

    def test_two_lifts_give_no_usual_speed(self):
        assert {lift.pace.against_own for lift in filmed(mixed(), mixed()).lifts()} == {None}

    def test_a_calm_lift_is_as_smooth_as_the_calmest_movement(self, lifts: tuple[Lift, ...]):
        for lift in lifts:
            assert lift.pace.smoothness == pytest.approx(-1.45, abs=0.1)
            assert lift.pace.fastest_m_s is not None
            assert lift.pace.mean_m_s is not None
            assert 0.3 < lift.pace.mean_m_s < lift.pace.fastest_m_s < 1.2


class TestTiming:
    def test_hips_and_shoulders_rise_together(self, lifts: tuple[Lift, ...]):
        leads = [lift.hips_lead for lift in lifts if lift.kind is Kind.PICKED_UP]
        assert leads == pytest.approx([0.0, 0.0], abs=0.05)

    def test_hips_that_rise_first_are_seen(self):
        hips_up = {"trunk": 75, "hip": 95, "knee": 30, "arm": 75, "elbow": 6}
        lifts = hips_first(hips_up)
        assert lifts[0].hips_lead is not None
        assert lifts[0].hips_lead > 0.3

    def test_hips_that_hardly_rise_tell_nothing(self):
        straight = Doing({"trunk": 88, "hip": 90, "knee": 2, "arm": 88, "elbow": 2})
        assert filmed(straight, straight).lifts()[0].hips_lead is None


def hips_first(between: dict[str, object]) -> tuple[Lift, ...]:
    """A lift whose way up goes through a posture with the hips up and the trunk still down."""

    def at(posture: dict[str, object], move_s: float, stay_s: float = 0.0) -> Keyframe:
        return Keyframe(move_s=move_s, stay_s=stay_s, posture=Posture.model_validate(posture))

    keyframes = (
        at(STAND, 1.2, 1.0),
        at(LOW["squat"], 1.8, 0.6),
        at(between, 0.9),
        at(CARRY, 1.2, 1.0),
        at(CARRY, 0.5),
        at(LOW["squat"], 1.8, 0.6),
        at(LOW["mixed"], 0.5),
        at(STAND, 1.2),
    )
    exercise = find_exercise("box_lift")
    moved = exercise.model_copy(
        update={"reference": Reference(view="side_right", repetitions=2, keyframes=keyframes)}
    )
    track = reference_track(moved, 30.0, 2)
    return describe_lifts(track, track_set(exercise, track).finish(), height_m=HEIGHT_M)
