"""Holding and standing still: the longest hold, each leg, and the views that show a posture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from filming import reference

from coach.assessments.measure import assess
from coach.assessments.shelf import find_protocol
from coach.engine.results import Side
from poses.track import PoseTrack
from tests.synthetic import Camera, Film, Posture, planking

LEG = find_protocol("single_leg_stance")
PLANK = find_protocol("plank_endurance")
FLANK = find_protocol("side_plank_endurance")
STAND = find_protocol("standing_posture")
SIT = find_protocol("sitting_posture")

_FLOOR = Camera(scale=0.35, centre=(0.62, 0.5), width=960)


def on_one_leg(*parts: tuple[str, float]) -> PoseTrack:
    """Stands on ``left``, ``right`` or ``both`` legs for so many seconds each."""
    lifted = {"both": (0.0, 0.0), "left": (0.0, 55.0), "right": (55.0, 0.0)}

    def movement(time_s: float) -> Posture:
        for name, seconds in parts:
            if time_s < seconds:
                return Posture(thigh=lifted[name], shank=(0.0, 0.0))
            time_s -= seconds
        return Posture()

    duration_s = sum(seconds for _, seconds in parts)
    return Film(movement, duration_s, 15.0).seen_from(0.0).track()


def plank(good_s: float, sagging_s: float) -> PoseTrack:
    """In one line, then with sinking hips, then down on the mat."""

    def movement(time_s: float) -> Posture:
        return planking(0.0 if time_s < good_s else -16.0)

    return Film(movement, good_s + sagging_s, 15.0, _FLOOR).track()


class TestOnOneLeg:
    def test_each_leg_has_its_best_time(self):
        track = on_one_leg(
            ("both", 1.0), ("left", 6.0), ("both", 2.0), ("right", 4.0), ("both", 2.0),
            ("left", 9.0), ("both", 2.0), ("right", 3.0), ("both", 1.0),
        )  # fmt: skip
        left, right = assess(LEG, [track])
        assert (left.side, right.side) == (Side.LEFT, Side.RIGHT)
        assert left.value == pytest.approx(9.0, abs=0.5)
        assert right.value == pytest.approx(4.0, abs=0.5)
        assert left.attempts == pytest.approx((6.0, 9.0), abs=0.5)
        assert left.spread == pytest.approx(2.1, abs=0.4)

    def test_it_lasts_45_seconds_at_most(self):
        track = on_one_leg(("both", 1.0), ("left", 50.0), ("both", 2.0))
        left, right = assess(LEG, [track])
        assert left.value == 45.0
        assert "all of the 45 seconds" in left.notes[0]
        assert "on the right side" in right.reason

    def test_a_short_stand_counts_as_well(self):
        left, _ = assess(LEG, [on_one_leg(("both", 1.0), ("left", 1.6), ("both", 2.0))])
        assert left.value == pytest.approx(1.6, abs=0.4)

    def test_the_legs_of_the_reference(self):
        for outcome in assess(LEG, [reference("single_leg_stance", 2)]):
            assert outcome.value == pytest.approx(5.0, abs=0.5)

    def test_mirrored_changes_the_legs(self):
        track = on_one_leg(("both", 1.0), ("left", 4.0), ("both", 2.0))
        left, right = assess(LEG, [track.mirrored()])
        assert right.value == pytest.approx(4.0, abs=0.5)
        assert not left.assessed


class TestPlank:
    def test_sinking_hips_end_it(self):
        (outcome,) = assess(PLANK, [plank(8.0, 6.0)])
        assert outcome.value == pytest.approx(8.0, abs=1.0)

    def test_without_sinking_all_of_it_counts(self):
        (outcome,) = assess(PLANK, [plank(9.0, 0.0)])
        assert outcome.value == pytest.approx(9.0, abs=1.0)

    def test_who_never_came_into_position_has_none(self):
        (outcome,) = assess(PLANK, [on_one_leg(("both", 5.0))])
        assert not outcome.assessed
        assert "No hold" in outcome.reason


class TestSidePlank:
    def test_each_side_has_its_time(self):
        right = reference("side_plank", 1)
        left, right_side = assess(FLANK, [right, right.mirrored()])
        assert (left.side, right_side.side) == (Side.LEFT, Side.RIGHT)
        for outcome in (left, right_side):
            assert outcome.value == pytest.approx(6.2, abs=1.2)
        assert right_side.details["symmetry_index"] < 15

    def test_one_side_alone_leaves_the_other_open(self):
        left, right = assess(FLANK, [reference("side_plank", 1)])
        assert right.assessed
        assert "on the left side" in left.reason


class TestPosture:
    FRONT = Film(lambda _: Posture(lean=3.0), 12.0, 15.0).seen_from(0.0).track()
    BESIDE = Film(lambda _: Posture(trunk=6.0), 12.0, 15.0).seen_from(90.0).track()

    def test_front_and_side_together_are_the_whole_picture(self):
        found = {o.quantity.id: o.value for o in assess(STAND, [self.FRONT, self.BESIDE])}
        assert found["lean"] == pytest.approx(3.0, abs=0.5)
        assert found["shoulders"] == pytest.approx(-3.0, abs=0.5)
        assert found["hips"] == pytest.approx(0.0, abs=0.5)
        assert found["trunk"] == pytest.approx(6.0, abs=0.5)

    @pytest.mark.parametrize(
        ("track", "missing", "advice"),
        [
            (FRONT, {"trunk", "head"}, "your side faces the camera"),
            (BESIDE, {"shoulders", "hips", "lean"}, "turn to face the camera"),
        ],
        ids=["front only", "side only"],
    )
    def test_one_view_alone_says_what_it_can_not_show(self, track, missing, advice):
        left_out = {o.quantity.id: o.reason for o in assess(STAND, [track]) if not o.assessed}
        assert set(left_out) == missing
        assert all(advice in reason for reason in left_out.values())

    def test_walking_about_is_no_posture(self):
        for outcome in assess(STAND, [replace(reference("lunge"))]):
            assert not outcome.assessed

    def test_sitting(self):
        found = {o.quantity.id: o.value for o in assess(SIT, [reference("sitting_posture", 2)])}
        assert found["trunk"] == pytest.approx(5.0, abs=1.5)
        assert found["hip"] == pytest.approx(91.0, abs=3.0)
