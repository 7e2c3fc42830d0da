"""The figure is put into the posture that was seen: the way back from landmarks to angles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.engine.figure import YAW_DEG, seen_from
from coach.engine.reference import Posture
from coach.engine.skeleton import landmarks, stand
from coach.teach.body_angles import further, limits, names
from coach.teach.figure_fit import Seen, fit
from coach.teach.segments import directions
from poses.view import View

POSTURES = {
    "standing": Posture(),
    "squatting": Posture(trunk=38, hip=103, knee=95, arm=90),
    "arms overhead": Posture(arm=170, elbow=10),
    "arms to the sides": Posture(spread=90),
    "on hands and knees": Posture(trunk=85, hip=85, knee=90, arm=85, foot=90),
    "kicking back": Posture(trunk=85, hip=(-10, 85), knee=(30, 90), arm=85, foot=90),
    "bridge": Posture(trunk=-112, hip=-10, knee=85, arm=-10),
    "lying on the front": Posture(trunk=90, arm=170),
    "leaning to the right": Posture(lean=25),
}


def seen(posture: Posture, view: View) -> Seen:
    points = landmarks(stand(posture, "feet"))
    return Seen(seen_from(points, YAW_DEG[view]), np.ones(33))


def apart_deg(one: Posture, other: Posture) -> float:
    """The largest angle between the same segments of two figures, feet and head left out."""
    first, second = (directions(landmarks(stand(p, "feet"))) for p in (one, other))
    cosine = np.clip(np.sum(first * second, axis=1), -1.0, 1.0)
    limbs = [i for i in range(len(cosine)) if i not in (3, 8, 9)]
    return float(np.degrees(np.arccos(cosine[limbs])).max())


@pytest.mark.parametrize("view", [View.SIDE_LEFT, View.SIDE_RIGHT, View.FRONT])
@pytest.mark.parametrize("name", sorted(POSTURES))
def test_a_posture_is_found_again(name, view):
    drawn = fit(seen(POSTURES[name], view), YAW_DEG[view], view)
    assert apart_deg(drawn, POSTURES[name]) < 12.0


@given(
    trunk=st.integers(-20, 60),
    hip=st.integers(0, 110),
    knee=st.integers(5, 120),
    arm=st.integers(-20, 170),
    elbow=st.integers(5, 100),
)
@settings(max_examples=12, deadline=None)
def test_any_bend_from_the_side_is_found_again(trunk, hip, knee, arm, elbow):
    posture = Posture(trunk=trunk, hip=hip, knee=knee, arm=arm, elbow=elbow)
    drawn = fit(seen(posture, View.SIDE_RIGHT), YAW_DEG[View.SIDE_RIGHT], View.SIDE_RIGHT)
    assert apart_deg(drawn, posture) < 12.0


def test_what_no_body_can_do_is_not_drawn():
    """A shank that the camera sees bent forwards is straightened."""
    points = landmarks(stand(Posture(), "feet"))
    space = seen_from(points, YAW_DEG[View.SIDE_RIGHT])
    ankles = [27, 28, 29, 30, 31, 32]
    knees = space[[25, 26]].mean(axis=0)
    space[ankles] = knees + (space[ankles] - knees) @ np.diag([0.2, 0.2, 1.0]) + [0.3, 0.1, 0.0]
    drawn = fit(Seen(space, np.ones(33)), YAW_DEG[View.SIDE_RIGHT], View.SIDE_RIGHT)
    assert min(drawn.knee) >= 0.0


def test_going_further_stays_within_what_a_body_can_do():
    deep = further(Posture(), Posture(knee=140, hip=130, trunk=80), 2.0)
    low, high = limits()
    for name, least, most in zip(names(), low, high, strict=True):
        assert np.all(np.atleast_1d(getattr(deep, name)) >= least)
        assert np.all(np.atleast_1d(getattr(deep, name)) <= most)
