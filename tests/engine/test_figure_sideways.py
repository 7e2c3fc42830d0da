"""What the figure does from side to side, and how the measures tell of it."""

from __future__ import annotations

import numpy as np
import pytest

from coach.engine.figure import seen_from
from coach.engine.reference import Posture
from coach.engine.skeleton import landmarks, stand
from poses.angles import MeasureTable
from poses.body import body_view


def measured(posture: Posture, support: str, name: str) -> float:
    """A measure of the figure, seen from the front or, for depth, from its left."""
    space = seen_from(landmarks(stand(posture, support)), 0.0)[None]
    one = np.ones(1)
    view = body_view(0.3 * space, space, 1.0, one, -one, 0.0 * one)
    table = MeasureTable([name])
    return float(table.evaluate(view, np.ones((1, 33)))[0][0, 0])


class TestSwaying:
    @pytest.mark.parametrize("support", ["feet", "left_foot", "right_foot"])
    def test_the_pelvis_moves_over_feet_that_stay(self, support):
        upright, swayed = stand(Posture(), support), stand(Posture(sway=8), support)
        foot = "left_ankle" if support == "left_foot" else "right_ankle"
        assert swayed[foot] == pytest.approx(upright[foot], abs=1e-9)
        assert swayed["right_hip"][2] - upright["right_hip"][2] == pytest.approx(0.117, abs=0.002)

    def test_it_is_told_in_hip_widths(self):
        assert measured(Posture(sway=8), "feet", "hip_offset") == pytest.approx(0.65, abs=0.02)


class TestTheHipOfTheRaisedLeg:
    RAISED = Posture(hip=(0, 30), knee=(0, 60))

    def test_level(self):
        assert measured(self.RAISED, "left_foot", "hip_drop_right") == pytest.approx(0, abs=1e-6)

    @pytest.mark.parametrize("tilt", [-10, 10])
    def test_it_sinks_or_rises_by_as_much_as_the_pelvis_tilts(self, tilt):
        posture = self.RAISED.model_copy(update={"tilt": float(tilt)})
        assert measured(posture, "left_foot", "hip_drop_right") == pytest.approx(-tilt, abs=0.1)
        assert measured(posture, "left_foot", "hip_drop_left") == pytest.approx(tilt, abs=0.1)


class TestShouldersAndHands:
    def test_a_shoulder_pulled_up_tilts_the_line_of_both_but_not_the_trunk(self):
        posture = Posture(shrug=(0, 0.06))
        assert measured(posture, "feet", "shoulder_tilt") == pytest.approx(10.0, abs=0.2)
        assert measured(posture, "feet", "trunk_lean") == pytest.approx(0.0, abs=0.1)

    @pytest.mark.parametrize(
        ("arms", "expected"), [((150, 150), 0.0), ((120, 165), 0.5), ((165, 120), -0.5)]
    )
    def test_the_hand_that_is_higher_is_told_in_lengths_of_the_trunk(self, arms, expected):
        height = measured(Posture(arm=arms), "feet", "hands_level")
        assert height == pytest.approx(expected, abs=0.02)
