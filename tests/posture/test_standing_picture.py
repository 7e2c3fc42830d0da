"""How somebody stands, against how they usually stand: no ideal, no judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from coach.posture import Baseline, Compared, StandingPicture, Usual, standing_picture
from poses.track import PoseFrame
from tests.posture.at_a_desk import ROOM, SIDE, Spell, away, frames
from tests.synthetic import Camera

FRONT = {"shoulder_tilt", "pelvis_tilt_lateral", "trunk_lean", "hip_offset"}
BESIDE = {"trunk_inclination", "head_inclination"}


def stood(camera: Camera, **how: float) -> StandingPicture:
    return standing_picture(frames([Spell(10, stands=True, **how)], camera, fps=10.0, noise=0.001))


def in_turn(*parts: tuple[Spell, Camera]) -> Iterator[PoseFrame]:
    start_s = 0.0
    for spell, camera in parts:
        for frame in frames([spell], camera, fps=10.0, noise=0.001):
            yield replace(frame, time_s=start_s + frame.time_s)
        start_s += spell.seconds


def told(picture: StandingPicture, usual: Baseline) -> dict[str, Compared]:
    return {one.measure: one for one in picture.against(usual)}


def test_the_front_and_the_side_show_different_things() -> None:
    assert set(stood(ROOM).values) == FRONT
    assert set(stood(SIDE).values) == BESIDE
    assert {one.what for one in stood(SIDE).not_assessed} == {
        "Line of the shoulders",
        "Line of the hips",
        "Trunk to a side",
        "Weight on the feet",
    }


def test_one_recording_may_hold_both() -> None:
    standing = Spell(8, stands=True)
    picture = standing_picture(in_turn((standing, ROOM), (standing, SIDE)))
    assert set(picture.values) == FRONT | BESIDE
    assert picture.not_assessed == ()
    assert picture.values["trunk_lean"].seen_s == pytest.approx(8.0, abs=1.5)


def test_the_same_as_usual_is_as_usual() -> None:
    for camera in (ROOM, SIDE):
        usual = stood(camera).baseline
        assert {one.sentence for one in told(stood(camera), usual).values()} == {"as usual"}


def test_asymmetry_that_is_ones_own_is_as_usual() -> None:
    crooked = stood(ROOM, lean=7.0)
    assert abs(crooked.values["shoulder_tilt"].value) > 5.0
    assert not any(one.beyond_error for one in told(crooked, crooked.baseline).values())


def test_a_change_beyond_error_is_told_with_its_direction() -> None:
    usual = stood(ROOM).baseline
    lean = told(stood(ROOM, lean=8.0), usual)["trunk_lean"]
    assert lean.beyond_error
    assert lean.sentence == "leaning further to the right than usual, by 8°"
    head = told(stood(SIDE, head=12.0), stood(SIDE).baseline)["head_inclination"]
    assert head.sentence == "head further forward than usual, by 12°"


def test_a_change_within_error_is_as_usual() -> None:
    usual = stood(ROOM).baseline
    assert not told(stood(ROOM, lean=2.0), usual)["trunk_lean"].beyond_error


def test_a_restless_baseline_leaves_more_to_chance() -> None:
    restless = Baseline({"trunk_lean": Usual(0.0, 6.0)})
    assert not told(stood(ROOM, lean=8.0), restless)["trunk_lean"].beyond_error


def test_sitting_is_not_measured_as_standing() -> None:
    sitting = standing_picture(frames([Spell(10)], SIDE, fps=10.0))
    assert sitting.values == {}
    assert len(sitting.not_assessed) == 6


def test_less_than_three_seconds_say_nothing() -> None:
    assert standing_picture(frames([Spell(2, stands=True)], ROOM, fps=10.0)).values == {}
    assert standing_picture(frames([away(10)], ROOM)).values == {}


def test_confidence_goes_along() -> None:
    values = stood(ROOM).values
    assert all(0.5 <= one.confidence <= 1.0 for one in values.values())
