"""Exercises on the floor: told from each other, and done on either side or in an easier way."""

from __future__ import annotations

import numpy as np
import pytest
from faulty_sets import done_well, done_with, faults_of, noisy, with_fault

from coach.engine.catalogue import catalogue
from coach.engine.figure import reference_track, seen_from
from coach.engine.reference import Posture
from coach.engine.results import SetResult, Side
from coach.engine.skeleton import landmarks, stand
from coach.engine.tracker import track_set
from poses.angles import MeasureTable
from poses.body import body_view
from poses.track import PoseFrame, PoseTrack

# The engine is measured by other tests; here being traced would cost as much as the work.
pytestmark = pytest.mark.no_cover


def judged(exercise: str, frames: PoseTrack | list[PoseFrame]) -> SetResult:
    return track_set(catalogue()[exercise], frames).finish()


def one_after_the_other(*tracks: PoseTrack) -> PoseTrack:
    """The tracks as one recording, with a second between them in which nobody is seen."""
    frames, begin_s = [], 0.0
    for track in tracks:
        frames += [
            PoseFrame(begin_s + f.time_s, f.image, f.world, f.width, f.height) for f in track
        ]
        frames.append(PoseFrame(frames[-1].time_s + 0.9, None, None, track.width, track.height))
        begin_s = frames[-1].time_s + 0.1
    return PoseTrack.from_frames(frames)


def twist_of(posture: Posture, support: str) -> float:
    """How far the shoulders are turned against the hips, of a body in this posture."""
    table = MeasureTable(["trunk_twist"])
    space = seen_from(landmarks(stand(posture, support)), 0.0)[None]
    one = np.ones(1)
    body = body_view(space[..., :2], space, 1.0, one, -one, 0.0 * one)
    return float(table.evaluate(body, np.ones((1, 33)))[0][0, 0])


@pytest.mark.parametrize("twist", [-30.0, 0.0, 30.0])
@pytest.mark.parametrize(
    ("posture", "support"),
    [
        ({}, "feet"),
        ({"roll": 75.0}, "right_elbow"),
        ({"roll": -80.0}, "left_elbow"),
        ({"trunk": -90.0}, "back"),
    ],
    ids=["upright", "on the right side", "on the left side", "on the back"],
)
def test_the_trunk_is_twisted_alike_however_the_body_lies(posture, support, twist):
    assert twist_of(Posture(twist=twist, **posture), support) == pytest.approx(twist, abs=2.0)


class TestSidePlank:
    def test_each_side_is_timed_by_itself(self):
        right = done_well("side_plank", 15, 1)
        result = judged("side_plank", one_after_the_other(right, right.mirrored()))
        assert [hold.side for hold in result.holds] == [Side.RIGHT, Side.LEFT]

    def test_getting_into_it_is_no_swaying(self):
        (hold,) = judged("side_plank", done_well("side_plank", 15, 1)).holds
        assert hold.steadiness_deg is not None
        assert hold.steadiness_deg < 1.5

    def test_lying_propped_up_is_no_side_plank_but_sinking_is_part_of_one(self):
        """A hold begins with the hips well up, and ends only when they have sunk for good."""
        sinking = faults_of("side_plank")["hip_sag"]
        sunk = {"keyframes": {"0": sinking["keyframes"]["1"]}}
        lying = with_fault(with_fault(catalogue()["side_plank"], sinking), sunk)
        assert judged("side_plank", noisy(reference_track(lying, 15, 1))).holds == ()
        (hold,) = judged("side_plank", done_with("side_plank", "hip_sag")).holds
        assert hold.duration_s > hold.in_tolerance_s + 3.0

    def test_on_the_knees_it_is_held_as_well(self):
        bent = {"keyframes": {str(i): {"posture": {"knee": 90, "foot": 90}} for i in (0, 1)}}
        track = noisy(reference_track(with_fault(catalogue()["side_plank"], bent), 15, 2))
        result = judged("side_plank", track)
        assert len(result.holds) == 2
        assert result.faults == ()


class TestToldApart:
    """One floor exercise done well is not counted as another."""

    @pytest.mark.parametrize(
        ("shown", "asked"),
        [
            ("knee_to_chest", "active_straight_leg_raise"),
            ("active_straight_leg_raise", "knee_to_chest"),
            ("glute_bridge", "knee_to_chest"),
            ("glute_bridge", "active_straight_leg_raise"),
            ("plank", "prone_press_up"),
            ("prone_press_up", "plank"),
            ("bird_dog", "prone_press_up"),
            ("plank", "side_plank"),
            ("side_plank", "plank"),
            ("glute_bridge", "single_leg_bridge"),
            ("glute_bridge", "modified_curl_up"),
            ("single_leg_bridge", "active_straight_leg_raise"),
            ("single_leg_bridge", "modified_curl_up"),
            ("knee_to_chest", "single_leg_bridge"),
            ("knee_to_chest", "dead_bug"),
            ("knee_to_chest", "active_knee_extension"),
            ("active_straight_leg_raise", "active_knee_extension"),
            ("active_knee_extension", "active_straight_leg_raise"),
            ("active_knee_extension", "knee_to_chest"),
            ("active_knee_extension", "dead_bug"),
            ("dead_bug", "knee_to_chest"),
            ("dead_bug", "active_knee_extension"),
            ("bird_dog", "cat_camel"),
            ("bird_dog", "childs_pose"),
            ("cat_camel", "bird_dog"),
            ("cat_camel", "childs_pose"),
            ("childs_pose", "cat_camel"),
            ("childs_pose", "plank"),
        ],
    )
    def test_it_is_not_counted(self, shown, asked):
        result = judged(asked, done_well(shown, 15, 2))
        assert result.repetitions == ()
        assert result.holds == ()


def test_a_leg_is_raised_with_the_other_foot_on_the_mat_as_well():
    """The easier way: counted, with the hint to keep the other leg long."""
    way = {"keyframes": {"0": {"posture": {"hip": [45, 0], "knee": [92, 0], "foot": [0, -62]}}}}
    way["keyframes"]["1"] = {"posture": {"hip": [45, 70], "knee": [92, 0], "foot": [0, -142]}}
    leg = catalogue()["active_straight_leg_raise"]
    one_side = leg.model_copy(
        update={"reference": leg.reference.model_copy(update={"one_sided": True})}
    )
    result = judged(leg.id, noisy(reference_track(with_fault(one_side, way), 15, 2)))
    assert [rep.side for rep in result.repetitions] == [Side.RIGHT, Side.RIGHT]
    assert {fault.check for fault in result.faults} == {"other_leg_bends"}


def test_a_knee_is_drawn_in_from_bent_legs_as_well():
    way = {"keyframes": {"0": {"posture": {"hip": 48, "knee": 94, "foot": 0}}}}
    way["keyframes"]["1"] = {"posture": {"hip": [48, 124], "knee": [94, 128], "foot": [0, -60]}}
    track = noisy(reference_track(with_fault(catalogue()["knee_to_chest"], way), 15, 2))
    sides = [rep.side for rep in judged("knee_to_chest", track).repetitions]
    assert sides == [Side.RIGHT, Side.LEFT]


def test_cats_are_counted_without_camels_between_them():
    """From a level back to a round one and back, as often as from a hollow one."""
    cat = catalogue()["cat_camel"]
    level = {"keyframes": {"2": {"posture": cat.reference.keyframes[0].posture.model_dump()}}}
    track = noisy(reference_track(with_fault(cat, level), 15, 3))
    assert len(judged("cat_camel", track).repetitions) == 3
