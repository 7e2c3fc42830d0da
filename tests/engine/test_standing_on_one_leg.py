"""Holds that a foot set down ends, and changes that are compared with the own start position."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from faulty_sets import done_well, with_fault

from coach.engine.catalogue import catalogue
from coach.engine.checks import CheckWatch, as_read
from coach.engine.exercise import Check, MeasureRef
from coach.engine.figure import reference_track
from coach.engine.reference import Keyframe, Reference
from coach.engine.results import Severity, Side
from coach.engine.signals import Reading
from coach.engine.tracker import track_set
from poses.track import PoseTrack


def touching_down(for_s: float) -> PoseTrack:
    """Six seconds on the left leg, with the right foot on the floor for a while in the midst."""
    exercise = catalogue()["single_leg_stance"]
    down, up, end = exercise.reference.keyframes
    keyframes = (
        down,
        Keyframe(move_s=0.5, stay_s=3.0, posture=up.posture),
        Keyframe(move_s=0.3, stay_s=for_s, posture=down.posture),
        Keyframe(move_s=0.3, stay_s=3.0, posture=up.posture),
        end,
    )
    reference = Reference.model_validate(
        exercise.reference.model_dump() | {"keyframes": keyframes, "far_end": 1}
    )
    return reference_track(exercise.model_copy(update={"reference": reference}), fps=20.0)


@pytest.mark.parametrize("for_s", [0.3, 1.0])
def test_a_foot_set_down_ends_the_stand(for_s):
    holds = track_set(catalogue()["single_leg_stance"], touching_down(for_s)).finish().holds
    assert [hold.side for hold in holds] == [Side.LEFT, Side.LEFT]
    assert all(hold.duration_s == pytest.approx(3.5, abs=0.4) for hold in holds)


def test_feet_that_can_t_be_seen_for_a_moment_end_nothing():
    track = done_well("single_leg_stance", 20.0, 1)
    image = track.image.copy()
    hidden = (track.time_s > 4.0) & (track.time_s < 4.5)
    image[np.ix_(hidden, range(27, 33), [3])] = 0.05
    (hold,) = (
        track_set(catalogue()["single_leg_stance"], replace(track, image=image)).finish().holds
    )
    assert hold.duration_s > 4.0


def turning(absolute: bool) -> Check:
    return Check(
        id="turning",
        title="Turning",
        measure=MeasureRef(measure="pelvis_turn", absolute=absolute),
        relative=True,
        above=20,
        minimum_s=0.1,
        severity=Severity.MINOR,
        cue="Stay",
        why="So that it is found.",
    )


@pytest.mark.parametrize(
    ("absolute", "rest", "value", "found"),
    [
        (True, -12.0, 15.0, True),  # 27 degrees to the right of the own start
        (True, 12.0, -15.0, True),  # or to the left
        (True, -30.0, -25.0, False),
        (False, 12.0, -15.0, False),
        (False, -12.0, 15.0, True),
    ],
)
def test_a_change_is_taken_from_the_start_position_before_its_sign_goes(
    absolute, rest, value, found
):
    check = turning(absolute)
    assert as_read(check).absolute is False
    watch = CheckWatch(check)
    for time_s in (0.0, 0.1, 0.2):
        watch.watch(time_s, Reading(value, 1.0), rest)
    assert (watch.noted is not None) is found


def test_a_pelvis_that_is_turned_from_the_start_is_no_fault():
    """Whoever stands a little turned before the camera has not turned."""
    side_bend = catalogue()["standing_side_bend"]
    turned = with_fault(side_bend, {"all": {"turn": 12.0}})
    result = track_set(side_bend, reference_track(turned, repetitions=2)).finish()
    assert len(result.repetitions) == 2
    assert result.faults == ()
