"""Standing up from a chair: as often as it happened, and as fast."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from filming import HANGING, from_the_chair, told
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.assessments.measure import assess
from coach.assessments.outcome import Outcome
from coach.assessments.shelf import find_protocol
from poses.track import PoseTrack

THIRTY = find_protocol("chair_stand_30s")
FIVE = find_protocol("five_times_sit_to_stand")


def in_thirty_seconds(track: PoseTrack) -> Outcome:
    (outcome,) = assess(THIRTY, [track])
    return outcome


def five_times(track: PoseTrack) -> Outcome:
    (outcome,) = assess(FIVE, [track])
    return outcome


def unseen(track: PoseTrack, start_s: float, end_s: float) -> PoseTrack:
    """Nobody is in the picture for a while."""
    image, world = track.image.copy(), track.world.copy()
    gone = (track.time_s >= start_s) & (track.time_s <= end_s)
    image[gone], world[gone] = np.nan, np.nan
    return replace(track, image=image, world=world)


class TestThirtySeconds:
    @pytest.mark.parametrize(
        ("period_s", "stands"),
        [(4.0, 8), (2.9, 11), (1.45, 21), (1.0, 30)],
        ids=["slow", "usual", "quick", "very quick"],
    )
    def test_every_stand_within_the_time_counts(self, period_s: float, stands: int):
        outcome = in_thirty_seconds(told(from_the_chair(stands + 3, period_s), 1.0))
        assert outcome.value == stands
        assert (outcome.error, outcome.quantity.unit) == (1.0, "stands")
        assert outcome.notes == ()

    @pytest.mark.parametrize("fps", [24.0, 30.0])
    def test_the_frame_rate_makes_no_difference(self, fps: float):
        assert in_thirty_seconds(told(from_the_chair(14, 2.9, fps=fps), 1.0)).value == 11

    @pytest.mark.parametrize(
        ("before_s", "stands"), [(1.4, 7), (0.8, 8)], ids=["less than half-way", "more"]
    )
    def test_the_last_stand_counts_from_half_way_up(self, before_s: float, stands: int):
        # the eighth stand begins 28 s after the first and takes 1.8 s to the top
        track = from_the_chair(9, 4.0, lead_s=2.0)
        assert in_thirty_seconds(told(track, 2.0 - before_s)).value == stands

    def test_not_all_the_way_up_is_no_stand(self):
        track = from_the_chair(10, 3.0, height=lambda index: 0.4 if index in (2, 5) else 1.0)
        assert in_thirty_seconds(told(track, 1.0)).value == 8

    def test_a_recording_begins_with_the_first_movement(self):
        outcome = in_thirty_seconds(from_the_chair(13, 2.9, lead_s=4.0))
        assert outcome.value == 11
        assert "first movement" in outcome.notes[0]

    def test_hands_that_push_make_it_nothing(self):
        track = from_the_chair(10, 3.0, hands_on_knees=lambda _: True)
        outcome = in_thirty_seconds(told(track, 1.0))
        assert outcome.value == 0.0
        assert outcome.details["hands"] == "used"
        assert outcome.details["stands_seen"] == 10
        assert "good place to start" in outcome.notes[0]

    def test_one_slip_of_the_hands_costs_that_stand_only(self):
        track = from_the_chair(10, 3.0, hands_on_knees=lambda index: index == 3)
        outcome = in_thirty_seconds(told(track, 1.0))
        assert outcome.value == 9
        assert "was not counted" in outcome.notes[0]

    def test_hands_that_are_not_crossed_are_not_judged(self):
        outcome = in_thirty_seconds(told(from_the_chair(10, 3.0, arms=HANGING), 1.0))
        assert outcome.value == 10
        assert outcome.notes[0].startswith("Not assessed: hands")

    def test_who_stops_early_is_told_so_and_keeps_the_stands(self):
        outcome = in_thirty_seconds(told(from_the_chair(5, 3.0), 1.0))
        assert outcome.value == 5
        assert any("stopped after" in note for note in outcome.notes)

    def test_a_recording_that_ends_early_is_no_test(self):
        outcome = in_thirty_seconds(from_the_chair(5, 3.0))
        assert not outcome.assessed
        assert "ends too soon" in outcome.reason

    def test_an_interruption_leaves_no_result(self):
        track = unseen(told(from_the_chair(12, 3.0), 1.0), 10.0, 13.0)
        outcome = in_thirty_seconds(track)
        assert not outcome.assessed
        assert "interrupted" in outcome.reason

    def test_a_glance_elsewhere_is_no_interruption(self):
        track = unseen(told(from_the_chair(12, 3.0), 1.0), 12.4, 12.9)
        assert in_thirty_seconds(track).assessed

    def test_sitting_still_is_nothing(self):
        outcome = in_thirty_seconds(told(from_the_chair(0, 3.0, tail_s=8.0)))
        assert not outcome.assessed
        assert "your side to the camera" in outcome.reason

    def test_mirrored_is_the_same(self):
        track = told(from_the_chair(12, 2.7), 1.0)
        assert in_thirty_seconds(track.mirrored()).value == in_thirty_seconds(track).value


class TestFiveTimes:
    @settings(max_examples=12, deadline=None)
    @given(st.floats(1.0, 4.0), st.floats(0.5, 3.0))
    def test_the_time_from_the_word_to_the_fifth_sit(self, period_s: float, waits_s: float):
        track = told(from_the_chair(5, period_s, lead_s=waits_s + 0.5), 0.5)
        # the fifth stand: up for 0.45 of a period, 0.05 at the top, down for 0.45
        truth_s = waits_s + 4.95 * period_s
        outcome = five_times(track)
        assert outcome.value == pytest.approx(truth_s, abs=0.1 + 0.12 * period_s)
        assert outcome.value <= truth_s + 0.1

    def test_more_stands_than_five_make_no_difference(self):
        five, seven = (
            five_times(told(from_the_chair(stands, 2.0), 1.0)).value for stands in (5, 7)
        )
        assert five == pytest.approx(seven, abs=0.2)

    def test_four_are_not_five(self):
        outcome = five_times(told(from_the_chair(4, 2.0), 1.0))
        assert not outcome.assessed
        assert outcome.reason.startswith("4 of 5")

    def test_with_the_hands_there_is_no_time(self):
        outcome = five_times(told(from_the_chair(5, 2.4, hands_on_knees=lambda _: True), 1.0))
        assert not outcome.assessed
        assert "arms crossed" in outcome.reason
        assert outcome.details["to_last_stand_s"] > 0

    def test_the_time_to_the_fifth_stand_is_kept_beside_it(self):
        outcome = five_times(told(from_the_chair(5, 2.0), 1.0))
        assert outcome.details["to_last_stand_s"] == pytest.approx(9.0, abs=0.2)
