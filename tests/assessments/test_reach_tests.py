"""Bending and lifting: angles and centimetres as they were, and why there are none."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from filming import FIGURE_CM, reference

from coach.assessments.about import About
from coach.assessments.measure import assess, symmetry_index
from coach.assessments.outcome import Outcome
from coach.assessments.shelf import find_protocol
from coach.engine.catalogue import find_exercise
from coach.engine.exercise import Exercise
from coach.engine.figure import reference_track
from coach.engine.results import Side
from poses.track import PoseTrack
from tests.synthetic import Film, Posture, repeated

ME = About(height_cm=FIGURE_CM)
BEND = find_protocol("forward_bend")
SIDE = find_protocol("side_bend")
ARMS = find_protocol("shoulder_elevation")
RAISE = find_protocol("active_straight_leg_raise")


def outcomes(protocol, track: PoseTrack, about: About = ME, **more) -> dict:
    return {(o.key, o.side): o for o in assess(protocol, [track], about, **more)}


def bending_forward(trunk: float, knee: float = 0.0) -> Film:
    """Three bends with hanging arms."""

    def posture(share: float, _index: int) -> Posture:
        lean = trunk * share
        shank, thigh = 0.4 * knee * share, 0.6 * knee * share
        return Posture((shank, shank), (thigh, thigh), lean, arm=(lean, lean))

    return Film(*repeated(posture, 3, period_s=4.0), fps=15.0)


def fingertips_cm(trunk: float) -> float:
    """Shoulders, straight arms and hands above the soles of the stick figure."""
    shoulders = 0.93 + 0.50 * math.cos(math.radians(trunk))
    return 100.0 * (shoulders - 0.56 - 0.108 * FIGURE_CM / 100.0 - 0.02)


def bending_sideways(left: float, right: float) -> Film:
    def posture(share: float, index: int) -> Posture:
        return Posture(lean=(right if index % 2 == 0 else -left) * share)

    return Film(*repeated(posture, 6), fps=15.0).seen_from(0.0)


class TestForwardBend:
    @pytest.mark.parametrize("trunk", [60.0, 80.0, 95.0])
    def test_fingertips_to_floor_in_centimetres(self, trunk: float):
        found = outcomes(BEND, bending_forward(trunk).track())["forward_bend", None]
        assert found.value == pytest.approx(fingertips_cm(trunk), abs=1.5)
        assert len(found.attempts) == 3
        assert found.error == 4.0

    def test_trunk_and_hips_as_angles(self):
        found = outcomes(BEND, bending_forward(80.0).track())
        assert found["forward_bend.trunk", None].value == pytest.approx(80.0, abs=2.0)
        assert found["forward_bend.hip", None].value == pytest.approx(80.0, abs=2.0)

    def test_taller_people_have_longer_centimetres(self):
        track = bending_forward(60.0).track()
        small, tall = (
            outcomes(BEND, track, About(height_cm=h))["forward_bend", None].value
            for h in (150.0, 190.0)
        )
        assert tall == pytest.approx(small * 190 / 150, abs=1.5)

    def test_the_floor_is_nought(self):
        found = outcomes(BEND, bending_forward(115.0).track())["forward_bend", None]
        assert found.value == 0.0

    def test_who_says_that_the_floor_was_touched_is_believed(self):
        found = outcomes(BEND, bending_forward(60.0).track(), touched=True)
        assert found["forward_bend", None].value == 0.0
        assert found["forward_bend", None].details["usable_share"] > 0.9
        assert found["forward_bend.trunk", None].value == pytest.approx(60.0, abs=2.0)

    def test_but_not_with_bent_knees(self):
        found = outcomes(BEND, bending_forward(60.0, knee=45.0).track(), touched=True)
        assert "knees bent" in found["forward_bend", None].reason

    def test_without_a_height_there_are_angles_only(self):
        found = outcomes(BEND, bending_forward(60.0).track(), About())
        assert "Tell your height" in found["forward_bend", None].reason
        assert found["forward_bend.trunk", None].assessed

    def test_bent_knees_are_not_taken_for_a_long_reach(self):
        found = outcomes(BEND, bending_forward(60.0, knee=45.0).track())
        assert "knees bent" in found["forward_bend", None].reason

    def test_from_the_front_it_is_not_assessed(self):
        found = outcomes(BEND, bending_forward(60.0).seen_from(0.0).track())
        for outcome in found.values():
            assert not outcome.assessed
            assert outcome.reason

    def test_mirrored_is_the_same(self):
        track = bending_forward(70.0).track()
        assert _values(outcomes(BEND, track)) == _values(outcomes(BEND, track.mirrored()))


class TestSideBend:
    def test_both_sides_in_degrees_and_centimetres(self):
        found = outcomes(SIDE, bending_sideways(20.0, 30.0).track())
        for side, lean in ((Side.LEFT, 20.0), (Side.RIGHT, 30.0)):
            assert found["side_bend.lean", side].value == pytest.approx(lean, abs=1.5)
            assert found["side_bend", side].value == pytest.approx(_slide_cm(lean), abs=2.0)

    def test_unlike_sides_are_told_kindly(self):
        found = outcomes(SIDE, bending_sideways(18.0, 30.0).track())
        (note,) = found["side_bend.lean", Side.RIGHT].notes
        assert "That is common" in note
        assert found["side_bend.lean", Side.RIGHT].details["symmetry_index"] > 20

    def test_like_sides_need_no_word(self):
        found = outcomes(SIDE, bending_sideways(25.0, 25.0).track())
        assert found["side_bend.lean", Side.RIGHT].notes == ()

    def test_mirrored_changes_the_sides(self):
        track = bending_sideways(20.0, 30.0).track()
        found, mirrored = outcomes(SIDE, track), outcomes(SIDE, track.mirrored())
        assert (
            mirrored["side_bend.lean", Side.LEFT].value == found["side_bend.lean", Side.RIGHT].value
        )

    def test_one_side_alone_leaves_the_other_open(self):
        film = Film(*repeated(lambda share, _: Posture(lean=25.0 * share), 3), fps=15.0)
        found = outcomes(SIDE, film.seen_from(0.0).track())
        assert found["side_bend", Side.RIGHT].assessed
        assert "to the left" in found["side_bend", Side.LEFT].reason


class TestShoulders:
    def test_each_arm_has_its_own_angle(self):
        found = outcomes(ARMS, reference("kimore_arm_lift"))
        for side in Side:
            outcome = found["shoulder_elevation", side]
            assert outcome.value == pytest.approx(172.0, abs=6.0)
            assert len(outcome.attempts) == 3

    def test_from_the_side_it_is_not_assessed(self):
        found = outcomes(ARMS, reference("kimore_arm_lift", yaw_deg=90.0))
        for outcome in found.values():
            assert "face the camera" in outcome.reason


class TestStraightLeg:
    def test_each_leg_has_its_angle(self):
        found = outcomes(RAISE, reference("active_straight_leg_raise", 4))
        for side in Side:
            outcome = found["active_straight_leg_raise", side]
            assert outcome.value == pytest.approx(70.0, abs=4.0)
            assert len(outcome.attempts) == 2

    def test_a_bent_knee_is_left_out_with_the_reason(self):
        known = find_exercise("active_straight_leg_raise")
        told = known.model_dump(by_alias=True)
        top = told["reference"]["keyframes"][1]["posture"]
        top |= {"hip": (0.0, 86.0), "knee": (0.0, 34.0)}
        bent = reference_track(Exercise.model_validate(told), 15.0, 2)
        found = outcomes(RAISE, bent)
        reasons = {outcome.reason for outcome in found.values()}
        assert all("knee of the raised leg bent" in reason for reason in reasons)


class TestTheBestOfSeveral:
    def test_attempts_in_several_recordings_are_one_test(self):
        tracks = [bending_forward(trunk).track() for trunk in (60.0, 85.0)]
        found = {o.key: o for o in assess(BEND, tracks, ME)}
        assert found["forward_bend.trunk"].value == pytest.approx(85.0, abs=2.0)
        assert len(found["forward_bend.trunk"].attempts) == 6
        assert found["forward_bend.trunk"].spread > 10

    def test_no_recording_is_no_result(self):
        for outcome in assess(BEND, [], ME):
            assert not outcome.assessed
            assert outcome.reason

    def test_an_empty_room_is_no_result(self):
        track = bending_forward(60.0).track()
        empty = replace(track, image=track.image * float("nan"), world=track.world * float("nan"))
        for outcome in assess(BEND, [empty], ME):
            assert not outcome.assessed


@pytest.mark.parametrize(
    ("left", "right", "index"), [(10, 10, 0.0), (8, 12, 40.0), (0, 10, 200.0), (0, 0, None)]
)
def test_the_symmetry_index(left: float, right: float, index: float | None):
    assert symmetry_index(left, right) == (None if index is None else pytest.approx(index))


def _slide_cm(lean: float) -> float:
    """How far the wrist of the stick figure goes down: arms hang down from leaning shoulders."""
    angle = math.radians(lean)
    return 100.0 * (0.50 * (1 - math.cos(angle)) + 0.18 * math.sin(angle))


def _values(found: dict) -> list[float | None]:
    assert all(isinstance(one, Outcome) for one in found.values())
    return [one.value for one in found.values()]
