"""The reference movements: true to what is counted, and possible for a body."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest

from coach.engine.catalogue import catalogue
from coach.engine.figure import YAW_DEG, reference_track
from coach.engine.movement import Movement
from coach.engine.reference import Posture
from coach.engine.results import SetResult, Severity
from coach.engine.skeleton import REST_HEIGHT, Points, stand
from coach.engine.tracker import track_set
from poses.track import PoseTrack
from poses.view import View

# The engine is measured by other tests; here being traced would cost as much as the work.
pytestmark = pytest.mark.no_cover

EXERCISES = sorted(catalogue())
STEP_S = 1.0 / 20.0
COUNTED = [name for name in EXERCISES if catalogue()[name].repetitions]

both_ways = pytest.mark.parametrize("mirrored", [False, True], ids=["", "mirrored"])
both_rates = pytest.mark.parametrize("fps", [15, 30])


def judged(exercise: str, track: PoseTrack, mirrored: bool = False) -> SetResult:
    result = track_set(catalogue()[exercise], track.mirrored() if mirrored else track).finish()
    assert {fault.check for fault in result.faults if fault.severity is not Severity.INFO} == set()
    assert result.warnings == ()
    return result


@cache
def bodies(exercise: str) -> list[Points]:
    movement = Movement.of(catalogue()[exercise])
    return [movement.at(float(t)).points for t in np.arange(0.0, movement.round_s, STEP_S)]


class TestTheEngineAgrees:
    @pytest.mark.parametrize("exercise", COUNTED)
    def test_it_counts_what_is_shown(self, exercise):
        """Other rates, sides and noise: ``test_whole_catalogue``."""
        result = judged(exercise, reference_track(catalogue()[exercise], 20))
        assert len(result.repetitions) == 1
        assert result.partial_repetitions == ()
        assert all(rep.score.value > 90 for rep in result.repetitions)

    @both_rates
    @both_ways
    def test_a_plank_is_held_as_long_as_it_is_shown(self, fps, mirrored):
        plank = catalogue()["plank"]
        shown = plank.reference.keyframes[plank.reference.far_end]
        result = judged("plank", reference_track(plank, fps, 3), mirrored)
        assert len(result.holds) == 3
        for hold in result.holds:
            assert shown.stay_s < hold.duration_s < shown.stay_s + 2.0 * shown.move_s

    @both_rates
    @both_ways
    def test_standing_is_held_all_the_time(self, fps, mirrored):
        track = reference_track(catalogue()["standing_posture"], fps, 3)
        result = judged("standing_posture", track, mirrored)
        assert len(result.holds) == 1
        assert result.hold_s == pytest.approx(track.duration_s, abs=0.2)

    @pytest.mark.parametrize("exercise", ["lunge", "bird_dog", "standing_side_bend"])
    @both_ways
    def test_sides_alternate(self, exercise, mirrored):
        result = judged(exercise, reference_track(catalogue()[exercise], repetitions=4), mirrored)
        sides = [rep.side for rep in result.repetitions]
        assert len(set(sides[:2])) == 2
        assert sides[:2] == sides[2:]

    @pytest.mark.parametrize("exercise", EXERCISES)
    def test_it_is_seen_from_the_side_that_the_file_says(self, exercise):
        result = judged(exercise, reference_track(catalogue()[exercise]))
        assert result.view == catalogue()[exercise].reference.view

    def test_a_squat_is_counted_from_the_front_as_well(self):
        track = reference_track(catalogue()["squat"], repetitions=3, yaw_deg=YAW_DEG[View.FRONT])
        assert len(judged("squat", track).repetitions) == 3

    def test_the_lead_is_time_in_the_start_position(self):
        squat = catalogue()["squat"]
        short, long = (reference_track(squat, lead_s=lead_s) for lead_s in (1.0, 3.0))
        assert long.duration_s - short.duration_s == pytest.approx(4.0, abs=0.06)
        (rep,) = judged("squat", long).repetitions
        assert rep.start_s == pytest.approx(3.0, abs=0.5)


@pytest.mark.parametrize("exercise", EXERCISES)
class TestABodyCanDoIt:
    def test_nothing_sinks_into_the_floor(self, exercise):
        assert min(point[1] for body in bodies(exercise) for point in body.values()) > 0.0

    def test_something_always_carries_it(self, exercise):
        raised = catalogue()[exercise].reference.raised
        for body in bodies(exercise):
            assert any(
                point[1] < REST_HEIGHT[part] + raised + 0.02
                for name, point in body.items()
                if (part := name.split("_", 1)[-1]) in REST_HEIGHT
            )

    def test_bones_keep_their_length(self, exercise):
        chain = ["shoulder", "elbow", "wrist"], ["hip", "knee", "ankle", "foot_index"]
        for side, (start, end) in itertools.product(
            ("left", "right"), (pair for part in chain for pair in itertools.pairwise(part))
        ):
            lengths = [
                float(np.linalg.norm(body[f"{side}_{start}"] - body[f"{side}_{end}"]))
                for body in bodies(exercise)
            ]
            assert np.ptp(lengths) < 0.005, f"{side} {start} to {end}"

    def test_nothing_jumps_even_where_the_round_begins_again(self, exercise):
        moving = bodies(exercise)
        for before, after in itertools.pairwise([*moving, moving[0]]):
            for name, point in before.items():
                assert np.linalg.norm(after[name] - point) < 4.0 * STEP_S, name

    def test_planted_feet_stay(self, exercise):
        movement = Movement.of(catalogue()[exercise])
        for index, keyframe in enumerate(catalogue()[exercise].reference.keyframes):
            if index == 0:
                continue
            before, after = movement.posed(index - 1), movement.posed(index)
            for foot in keyframe.planted:
                slipped = before[f"{foot}_index"] - after[f"{foot}_index"]
                assert np.linalg.norm(slipped) < 1e-9

    def test_the_file_says_the_angles_that_are_shown(self, exercise):
        """A planted foot bends hip and knee: by as much as the file says, or nearly."""
        movement = Movement.of(catalogue()[exercise])
        reference = catalogue()[exercise].reference
        for index, keyframe in enumerate(reference.keyframes):
            told = stand(keyframe.posture, reference.support)
            shown = movement.posed(index)
            for side in ("left", "right"):
                assert bend(shown, side) == pytest.approx(bend(told, side), abs=4.0)


def bend(body: Points, side: str) -> float:
    thigh = body[f"{side}_knee"] - body[f"{side}_hip"]
    shank = body[f"{side}_ankle"] - body[f"{side}_knee"]
    cosine = thigh @ shank / np.linalg.norm(thigh) / np.linalg.norm(shank)
    return float(np.degrees(np.arccos(cosine)))


class TestPostures:
    def test_zero_is_upright_on_both_feet(self):
        body = stand(Posture(), "feet")
        assert body["left_ankle"][1] == body["right_ankle"][1]
        assert body["neck"][1] - body["left_ankle"][1] == pytest.approx(1.33)
        assert body["right_wrist"][2] > body["right_hip"][2] > 0

    @pytest.mark.parametrize(
        ("angles", "name", "axis", "sign"),
        [
            ({"trunk": 30}, "neck", 0, 1),  # leans forwards
            ({"curl": 30}, "neck", 0, 1),  # rounds the back
            ({"lean": 20}, "neck", 2, 1),  # to the right
            ({"arm": 90}, "left_wrist", 0, 1),
            ({"hip": 40, "knee": 90}, "left_ankle", 1, 1),  # the foot comes up
            ({"knee": 60}, "left_ankle", 0, -1),  # the shank goes backwards
            ({"foot": 60}, "left_heel", 1, 1),  # on the toes
        ],
    )
    def test_angles_bend_the_way_they_say(self, angles, name, axis, sign):
        straight = stand(Posture(), "right_foot")
        bent = stand(Posture(**angles), "right_foot")
        hip = straight["left_hip"], bent["left_hip"]
        moved = (bent[name] - hip[1]) - (straight[name] - hip[0])
        assert sign * moved[axis] > 0.03

    def test_one_number_stands_for_both_sides(self):
        assert Posture(knee=20) == Posture(knee=(20, 20))

    def test_mirrored_twice_is_the_same(self):
        posture = Posture(lean=10, hip=(10, 20), knee=(0, 30), arm=(5, 6))
        assert posture.mirrored() != posture
        assert posture.mirrored().mirrored() == posture

    def test_a_row_of_angles_is_a_posture_again(self):
        posture = Posture(trunk=3, lean=10, hip=(10, 20), knee=(0, 30), wrist=9)
        assert Posture.from_angles(posture.angles()) == posture
