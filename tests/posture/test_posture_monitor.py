"""The monitor of posture: positions told apart, time kept exactly, changes suggested kindly."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.posture import Baseline, Posture, PostureMonitor, Usual, rules
from coach.posture.events import (
    AnotherBody,
    Away,
    Back,
    BaselineTaken,
    Moved,
    PostureChanged,
    SatDown,
    SecondPerson,
    StoodUp,
    SuggestChange,
    Unwatched,
)
from poses.track import PoseFrame
from tests.posture.at_a_desk import (
    LAPTOP,
    ROOM,
    SIDE,
    Spell,
    away,
    frames,
    of_kind,
    watched,
)

CERTAIN_S = 2.0
"""A position is told apart to within two seconds at each of its ends."""


def seconds(monitor: PostureMonitor) -> dict[Posture, float]:
    return dict(monitor.summary().seconds)


class TestMinutesInEachPosition:
    def test_from_the_side(self) -> None:
        spells = [
            Spell(120),
            Spell(180, trunk=20),
            Spell(60, trunk=-20),
            Spell(90, head=25),
            Spell(60),
        ]
        monitor, _ = watched(spells, SIDE, noise=0.003)
        assert seconds(monitor) == {
            Posture.UPRIGHT: pytest.approx(180, abs=2 * CERTAIN_S),
            Posture.FORWARD: pytest.approx(180, abs=CERTAIN_S),
            Posture.BACK: pytest.approx(60, abs=CERTAIN_S),
            Posture.HEAD_FORWARD: pytest.approx(90, abs=2 * CERTAIN_S),
        }

    def test_at_a_laptop_with_the_hips_below_the_picture(self) -> None:
        spells = [
            Spell(120),
            Spell(180, near=1.25),
            Spell(60, near=0.8),
            Spell(60),
            Spell(90, lean=12),
            Spell(60, lean=-12),
        ]
        monitor, _ = watched(spells, LAPTOP, noise=0.003)
        assert seconds(monitor) == {
            Posture.UPRIGHT: pytest.approx(180, abs=2 * CERTAIN_S),
            Posture.FORWARD: pytest.approx(180, abs=CERTAIN_S),
            Posture.BACK: pytest.approx(60, abs=2 * CERTAIN_S),
            Posture.SIDE: pytest.approx(150, abs=2 * CERTAIN_S),
        }

    def test_every_second_is_in_one_place(self) -> None:
        spells = [Spell(40), Spell(30, trunk=20), away(45), Spell(20, head=25), Spell(30)]
        monitor, _ = watched(spells, SIDE, noise=0.003)
        summary = monitor.summary()
        assert sum(summary.seconds.values()) + summary.unwatched_s == pytest.approx(
            summary.duration_s
        )

    def test_what_lasts_a_moment_is_no_other_position(self) -> None:
        monitor, events = watched([Spell(60), Spell(2, trunk=25), Spell(60)])
        assert seconds(monitor) == {Posture.UPRIGHT: pytest.approx(121.5)}
        assert of_kind(events, PostureChanged) == []

    def test_sitting_and_standing_with_the_legs_in_the_picture(self) -> None:
        for camera in (SIDE, ROOM):
            spells = [Spell(60), Spell(120, stands=True), Spell(60)]
            monitor, events = watched(spells, camera, noise=0.002)
            assert seconds(monitor) == {
                Posture.UPRIGHT: pytest.approx(120, abs=2 * CERTAIN_S),
                Posture.STANDING: pytest.approx(120, abs=2 * CERTAIN_S),
            }
            assert len(of_kind(events, StoodUp)) == len(of_kind(events, SatDown)) == 1
            assert monitor.summary().stood_up == 1

    def test_standing_up_before_a_desk_that_hides_the_legs(self) -> None:
        """The shoulders rise and the hips come into sight; that is all there is to see."""
        low = [*frames([Spell(60)], LAPTOP)]
        high = [*frames([Spell(60, stands=True, near=0.6)], LAPTOP)]
        low_again = [*frames([Spell(30)], LAPTOP)]
        monitor = PostureMonitor()
        events = []
        for start_s, part in ((0.0, low), (60.0, high), (120.0, low_again)):
            for frame in part:
                events += monitor.update(at(frame, start_s + frame.time_s))
        assert seconds(monitor)[Posture.STANDING] == pytest.approx(60, abs=2 * CERTAIN_S)
        assert len(of_kind(events, StoodUp)) == len(of_kind(events, SatDown)) == 1

    def test_the_person_says_that_they_stand_where_the_picture_looks_the_same(self) -> None:
        monitor, _ = watched([Spell(60)], LAPTOP)
        monitor.tell(standing=True)
        for frame in frames([Spell(60)], LAPTOP):
            monitor.update(at(frame, 60.0 + frame.time_s))
        assert monitor.posture is Posture.STANDING
        monitor.tell(standing=False)
        for frame in frames([Spell(60)], LAPTOP):
            monitor.update(at(frame, 120.0 + frame.time_s))
        assert seconds(monitor) == {
            Posture.UPRIGHT: pytest.approx(120, abs=CERTAIN_S),
            Posture.STANDING: pytest.approx(60, abs=CERTAIN_S),
        }


def at(frame: PoseFrame, time_s: float) -> PoseFrame:
    return PoseFrame(time_s, frame.image, frame.world, frame.width, frame.height, frame.people)


class TestTimeNotFrames:
    SPELLS = (Spell(25), Spell(20, trunk=20), Spell(15, head=25), away(20), Spell(15, trunk=-20))

    @settings(max_examples=6, deadline=None)
    @given(st.floats(1.0, 6.0), st.randoms(use_true_random=False))
    def test_any_rate_gives_the_same_minutes(self, fps: float, random: object) -> None:
        steady, _ = watched(self.SPELLS, fps=8.0)
        steps = (random.uniform(0.4, 1.6) / fps for _ in itertools.count())  # type: ignore[attr-defined]
        times = list(itertools.takewhile(lambda t: t < 95.0, itertools.accumulate(steps)))
        ragged = PostureMonitor()
        for frame in frames(self.SPELLS, times=times):
            ragged.update(frame)
        for posture, expected in seconds(steady).items():
            assert seconds(ragged)[posture] == pytest.approx(expected, abs=CERTAIN_S + 2.0 / fps)
        assert set(seconds(ragged)) == set(seconds(steady))

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.integers(0, 3)), min_size=1, max_size=40))
    def test_whatever_the_clock_does_the_books_are_right(
        self, steps: list[tuple[float, int]]
    ) -> None:
        kinds = [Spell(1), Spell(1, trunk=20), away(1), Spell(1, yaw=50.0)]
        stills = [next(frames([kind])) for kind in kinds]
        monitor = PostureMonitor()
        time_s = 0.0
        told: list[float] = []
        for step_s, kind in steps:
            time_s += step_s
            told += [event.time_s for event in monitor.update(at(stills[kind], time_s))]
        summary = monitor.summary()
        books = sum(summary.seconds.values()) + summary.unwatched_s
        assert math.isclose(books, summary.duration_s, abs_tol=0.05)
        assert told == sorted(told)
        assert 0.0 <= summary.not_seen_share <= 1.0

    def test_a_clock_that_goes_back_adds_nothing(self) -> None:
        monitor, _ = watched([Spell(60)])
        for frame in frames([Spell(60)]):
            monitor.update(at(frame, frame.time_s - 5000.0))
        assert seconds(monitor) == {Posture.UPRIGHT: pytest.approx(119.0, abs=1.0)}

    def test_time_without_pictures_is_in_no_position(self) -> None:
        monitor, _ = watched([Spell(60)])
        events = []
        for frame in frames([Spell(60)]):
            events += monitor.update(at(frame, 3660.0 + frame.time_s))
        assert of_kind(events, Unwatched)[0].gap_s == pytest.approx(3600.5)
        assert monitor.summary().unwatched_s == pytest.approx(3600.5)
        assert seconds(monitor) == {Posture.UPRIGHT: pytest.approx(119.0)}
        assert monitor.summary().longest_still_s < 120.0

    def test_a_short_gap_does_not_end_a_stretch(self) -> None:
        monitor, _ = watched([Spell(60)])
        for frame in frames([Spell(60)]):
            monitor.update(at(frame, 90.0 + frame.time_s))
        assert monitor.still_s == pytest.approx(149.5, abs=1.0)


class TestUsual:
    def test_ten_comfortable_seconds_are_the_measure_of_all_that_follows(self) -> None:
        """Somebody who always leans forward by 25 degrees is upright in their usual way."""
        monitor, events = watched([Spell(60, trunk=25), Spell(60, trunk=5)], noise=0.003)
        (taken,) = of_kind(events, BaselineTaken)
        assert taken.time_s == pytest.approx(10.0, abs=1.0)
        assert taken.learnt.values["trunk_inclination"].value == pytest.approx(25.0, abs=1.0)
        assert 0.0 < taken.learnt.values["trunk_inclination"].spread < 2.0
        assert set(seconds(monitor)) == {Posture.UPRIGHT, Posture.BACK}

    def test_what_was_learnt_on_another_day_is_kept(self) -> None:
        usual = Baseline(
            {"trunk_inclination": Usual(0.0, 1.0), "head_inclination": Usual(0.0, 1.0)}
        )
        monitor, events = watched([Spell(60, trunk=20)], monitor=PostureMonitor(usual=usual))
        assert seconds(monitor) == {Posture.FORWARD: pytest.approx(59.5)}
        assert not of_kind(events, BaselineTaken)[0].learnt

    def test_what_hangs_on_the_cameras_place_is_learnt_each_time(self) -> None:
        usual = Baseline({"shoulder_width": Usual(0.1, 0.0), "shoulder_tilt": Usual(0.0, 0.5)})
        monitor, _ = watched([Spell(60)], LAPTOP, monitor=PostureMonitor(usual=usual))
        assert monitor.usual.values["shoulder_width"].value > 0.3

    def test_it_can_be_learnt_anew(self) -> None:
        monitor, _ = watched([Spell(30), Spell(30, trunk=20)])
        monitor.learn_anew()
        assert monitor.learning == 0.0
        events = []
        for frame in frames([Spell(30, trunk=20)]):
            events += monitor.update(at(frame, 60.0 + frame.time_s))
        assert of_kind(events, BaselineTaken)[0].learnt.values[
            "trunk_inclination"
        ].value == pytest.approx(20.0, abs=0.5)
        assert monitor.posture is Posture.UPRIGHT

    def test_restless_seconds_are_waited_for(self) -> None:
        fidgeting = [Spell(1.0, trunk=15.0 * (i % 2)) for i in range(14)]
        _, events = watched([*fidgeting, Spell(30)])
        (taken,) = of_kind(events, BaselineTaken)
        assert taken.time_s > 14.0
        assert taken.learnt.values["trunk_inclination"].spread < 4.0

    def test_it_survives_being_stored(self) -> None:
        class Kept:
            def __init__(self, key: str, value: float) -> None:
                self.key, self.value = key, value

        monitor, _ = watched([Spell(30)], noise=0.003)
        stored = [Kept(k, v) for k, v in monitor.usual.as_targets().items()]
        stored.append(Kept("check.head_forward.limit", 20.0))
        assert Baseline.from_targets(stored) == monitor.usual


class TestUnknownIsSaid:
    def test_from_the_front_the_sagittal_plane_is_not_assessed(self) -> None:
        monitor, _ = watched([Spell(60), Spell(60, trunk=30, head=30)], LAPTOP)
        summary = monitor.summary()
        missing = {one.what for one in summary.not_assessed}
        assert {"Trunk forward or back", "Head forward or back", "Trunk to a side"} <= missing
        assert {one.measure for one in summary.measures} == {"shoulder_tilt", "shoulder_width"}
        assert Posture.HEAD_FORWARD not in summary.seconds
        assert all(one.reason for one in summary.not_assessed)

    def test_hips_on_the_edge_of_the_picture_are_not_believed(self) -> None:
        """The model may call them visible there, and puts them anywhere."""
        monitor = PostureMonitor()
        random = np.random.default_rng(3)
        for frame in frames([Spell(120)], LAPTOP):
            assert frame.image is not None
            image = frame.image.copy()
            image[23:25, 0] += random.normal(0.0, 0.1, 2).astype(np.float32)
            image[23:25, 1], image[23:25, 3] = 0.995, 0.9
            monitor.update(PoseFrame(frame.time_s, image, frame.world, 960, 720))
        assert "Trunk to a side" in {one.what for one in monitor.summary().not_assessed}
        assert seconds(monitor) == {Posture.UPRIGHT: pytest.approx(119.5)}

    def test_a_view_between_is_unclear_rather_than_upright(self) -> None:
        monitor, _ = watched([Spell(60), Spell(60, yaw=48.0)], LAPTOP)
        assert seconds(monitor)[Posture.UNCLEAR] == pytest.approx(60, abs=2 * CERTAIN_S)
        assert monitor.summary().not_seen_share == pytest.approx(0.5, abs=0.05)

    def test_turned_shoulders_are_not_taken_for_leaning_back(self) -> None:
        monitor, _ = watched([Spell(60), Spell(60, yaw=30.0)], LAPTOP)
        assert Posture.BACK not in seconds(monitor)

    def test_a_change_within_the_error_of_measurement_is_as_usual(self) -> None:
        monitor, _ = watched([Spell(30), Spell(300, trunk=2.0)], noise=0.003)
        trunk = next(m for m in monitor.summary().measures if m.measure == "trunk_inclination")
        assert not trunk.beyond_error
        assert trunk.sentence == "as usual"
        assert trunk.confidence > 0.5
        assert trunk.seen_s > 300

    def test_a_change_beyond_it_is_told_in_plain_words(self) -> None:
        monitor, _ = watched([Spell(30), Spell(300, trunk=14.0)], noise=0.003)
        trunk = next(m for m in monitor.summary().measures if m.measure == "trunk_inclination")
        assert trunk.beyond_error
        assert trunk.sentence.startswith("leaning further forward than usual, by 1")

    def test_nobody_is_nobody(self) -> None:
        monitor, events = watched([away(60)])
        assert seconds(monitor) == {Posture.AWAY: pytest.approx(59.5)}
        assert events == []
        assert monitor.summary().measures == ()


class TestLeavingAndOthers:
    def test_away_and_back(self) -> None:
        monitor, events = watched([Spell(60), away(120), Spell(60)])
        (left,), (back,) = of_kind(events, Away), of_kind(events, Back)
        assert left.since_s == pytest.approx(60.0)
        assert left.time_s == pytest.approx(70.0, abs=1.0)
        assert back.away_s == pytest.approx(120.0, abs=1.0)
        assert seconds(monitor)[Posture.AWAY] == pytest.approx(120.0, abs=1.0)
        assert monitor.summary().changes == 1

    def test_a_moment_out_of_sight_is_not_away(self) -> None:
        monitor, events = watched([Spell(60), away(6), Spell(60)])
        assert of_kind(events, Away) == []
        assert seconds(monitor) == {Posture.UPRIGHT: pytest.approx(125.5)}
        assert monitor.still_s == pytest.approx(125.5)

    def test_a_second_person_is_told_once(self) -> None:
        _, events = watched([Spell(30), Spell(60, people=2), Spell(30)])
        assert len(of_kind(events, SecondPerson)) == 1

    def test_another_body_at_once_is_told_and_not_smoothed_into_the_first(self) -> None:
        stranger = frames([Spell(10, near=0.7, beside=0.38)], SIDE, fps=15.0)
        other = [at(f, 15.0 + f.time_s) for f in stranger]
        monitor, _ = watched([Spell(15)], SIDE, fps=15.0)
        events = [event for frame in other for event in monitor.update(frame)]
        assert len(of_kind(events, AnotherBody)) == 1


class TestStillness:
    def test_five_degrees_are_a_change_and_three_are_none(self) -> None:
        monitor, events = watched([Spell(60), Spell(60, trunk=3), Spell(60, trunk=8)])
        (moved,) = of_kind(events, Moved)
        assert moved.still_s == pytest.approx(120.0, abs=CERTAIN_S)
        assert monitor.summary().changes == 1
        assert monitor.summary().longest_still_s == pytest.approx(120.0, abs=CERTAIN_S)

    def test_a_nod_is_no_change(self) -> None:
        monitor, events = watched([Spell(60), Spell(3, head=30), Spell(60)])
        assert of_kind(events, Moved) == []
        assert monitor.still_s == pytest.approx(122.5)

    def test_noise_is_no_change(self) -> None:
        for camera in (SIDE, LAPTOP):
            monitor, events = watched([Spell(900)], camera, fps=0.5, noise=0.004)
            assert of_kind(events, Moved) == []
            assert seconds(monitor) == {Posture.UPRIGHT: pytest.approx(898.0)}

    def test_coming_closer_to_the_screen_is_a_change(self) -> None:
        monitor, _ = watched([Spell(60), Spell(60, near=1.12)], LAPTOP)
        assert monitor.summary().changes == 1


class TestSuggestions:
    def test_after_half_an_hour_without_a_change(self) -> None:
        _, events = watched([Spell(1900)], fps=0.5)
        (suggested,) = of_kind(events, SuggestChange)
        assert suggested.rule == "still_too_long"
        assert suggested.text == "Time for a change, if you like."
        assert suggested.time_s == pytest.approx(1800.0, abs=4.0)

    def test_a_change_begins_the_half_hour_anew(self) -> None:
        _, events = watched([Spell(1700), Spell(1700, trunk=8)], fps=0.5)
        assert of_kind(events, SuggestChange) == []

    def test_another_time_can_be_chosen_or_none(self) -> None:
        for still_s, times in ((900.0, [900.0, 1800.0]), (None, [])):
            chosen = PostureMonitor(rules().suggesting_after(still_s))
            _, events = watched([Spell(2000)], monitor=chosen, fps=0.5)
            assert [e.time_s for e in of_kind(events, SuggestChange)] == pytest.approx(
                times, abs=4.0
            )

    def test_head_forward_for_two_minutes(self) -> None:
        _, events = watched([Spell(30), Spell(150, head=25)])
        (suggested,) = of_kind(events, SuggestChange)
        assert suggested.rule == "head_forward"
        assert suggested.time_s == pytest.approx(150.0, abs=3.0)

    def test_a_head_that_goes_along_with_the_trunk_is_no_reason(self) -> None:
        _, events = watched([Spell(30), Spell(280, trunk=20)])
        assert of_kind(events, SuggestChange) == []

    def test_leaning_far_forward_for_five_minutes(self) -> None:
        _, events = watched([Spell(30), Spell(330, trunk=20)])
        (suggested,) = of_kind(events, SuggestChange)
        assert suggested.rule == "slump"
        assert suggested.time_s == pytest.approx(330.0, abs=3.0)

    def test_never_more_than_one_in_the_quiet_time(self) -> None:
        busy = [Spell(30), *[Spell(150, head=25), Spell(20), Spell(330, trunk=20), Spell(20)] * 6]
        _, events = watched(busy, fps=0.5)
        times = [event.time_s for event in of_kind(events, SuggestChange)]
        assert len(times) >= 2
        assert all(b - a >= 600.0 for a, b in itertools.pairwise(times))

    @settings(max_examples=6, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from([0.0, 20.0]), st.sampled_from([0.0, 25.0]), st.integers(30, 700)
            ),
            min_size=3,
            max_size=8,
        )
    )
    def test_never_whatever_somebody_does(self, spells: list[tuple[float, float, int]]) -> None:
        eager = rules().suggesting_after(120.0)
        _, events = watched(
            [Spell(15), *(Spell(s, trunk=trunk, head=head) for trunk, head, s in spells)],
            monitor=PostureMonitor(eager),
            fps=0.5,
        )
        times = [event.time_s for event in of_kind(events, SuggestChange)]
        assert all(b - a >= eager.quiet.between for a, b in itertools.pairwise(times))

    def test_none_while_snoozed_and_then_again(self) -> None:
        monitor, _ = watched([Spell(1700)], fps=0.5)
        monitor.snooze(900.0)
        assert monitor.snoozed_s == pytest.approx(900.0)
        events = []
        for frame in frames([Spell(1000)], fps=0.5):
            events += monitor.update(at(frame, 1700.0 + frame.time_s))
        (suggested,) = of_kind(events, SuggestChange)
        assert suggested.time_s == pytest.approx(2599.0, abs=4.0)

    def test_none_in_a_meeting(self) -> None:
        monitor = PostureMonitor()
        monitor.meeting(True)
        monitor, events = watched([Spell(2500)], monitor=monitor, fps=0.5)
        assert of_kind(events, SuggestChange) == []
        assert monitor.in_meeting

    def test_none_to_an_empty_chair(self) -> None:
        _, events = watched([Spell(300), away(4000)], fps=0.5)
        assert of_kind(events, SuggestChange) == []

    def test_an_hour_of_sleep_of_the_computer_is_no_hour_of_stillness(self) -> None:
        monitor, _ = watched([Spell(1700)], fps=0.5)
        events = []
        for frame in frames([Spell(200)], fps=0.5):
            events += monitor.update(at(frame, 5300.0 + frame.time_s))
        assert of_kind(events, SuggestChange) == []
