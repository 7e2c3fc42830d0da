"""A person's own values in the place of the catalogue's: what is found and counted with them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.engine.catalogue import catalogue
from coach.engine.exercise import Exercise
from coach.engine.figure import reference_track
from coach.engine.personal import TargetError, personalised
from coach.engine.results import Part, SetResult
from coach.engine.thresholds import TARGET, thresholds
from coach.engine.tracker import track_set
from poses.track import PoseTrack
from tests.synthetic import FILMS, squats

SQUAT = catalogue()["squat"]
FROM = {"the side": 90.0, "the front": 0.0, "an angle": 45.0}
SEEN = sorted(name for name, exercise in catalogue().items() if exercise.mode != "guide")
COUNTED = [name for name in SEEN if catalogue()[name].mode == "repetitions"]


@cache
def squatting(depth: float, yaw_deg: float = 90.0, times: int = 3) -> PoseTrack:
    return replace(squats(times, depth=depth), fps=15.0).seen_from(yaw_deg).track()


def judged(exercise: Exercise, track: PoseTrack) -> SetResult:
    return track_set(exercise, track).finish()


def part(result: SetResult, wanted: Part) -> float | None:
    return next(part.value for part in result.score.parts if part.part is wanted)


def faults(result: SetResult) -> set[str]:
    return {fault.check for fault in result.faults}


class TestOwnRange:
    @pytest.mark.parametrize(
        ("depth", "seen_from"),
        [
            (40.0, "the side"),  # the hips hardly come down
            (40.0, "an angle"),
            (50.0, "the front"),  # only the height of the hips tells
            (30.0, "the side"),
            (37.0, "the front"),
        ],
    )
    def test_somebody_who_bends_less_is_counted_at_their_own_range(
        self, depth: float, seen_from: str
    ) -> None:
        track = squatting(depth, FROM[seen_from])
        assert judged(SQUAT, track).repetitions == ()
        own = judged(personalised(SQUAT, {TARGET: depth}), track)
        assert len(own.repetitions) == 3
        assert own.score.value is not None

    def test_their_own_range_is_full_range(self) -> None:
        track = squatting(50.0)
        usual, own = judged(SQUAT, track), judged(personalised(SQUAT, {TARGET: 50.0}), track)
        assert len(usual.repetitions) == len(own.repetitions) == 3
        assert (part(usual, Part.RANGE) or 0.0) < 60.0
        assert (part(own, Part.RANGE) or 0.0) > 98.0

    def test_they_are_not_told_to_go_deeper(self) -> None:
        track = squatting(50.0)
        assert faults(judged(SQUAT, track)) == {"shallow"}
        assert faults(judged(personalised(SQUAT, {TARGET: 50.0}), track)) == set()

    def test_less_than_their_own_range_is_still_less(self) -> None:
        own = personalised(SQUAT, {TARGET: 60.0})
        assert judged(own, squatting(20.0)).repetitions == ()
        assert (part(judged(own, squatting(35.0)), Part.RANGE) or 0.0) < 60.0

    def test_too_little_to_be_told_apart_from_a_side_is_not_counted_from_there(self) -> None:
        """Knees bent by 28 degrees lower the hips by a fortieth of the leg's length."""
        own = personalised(SQUAT, {TARGET: 28.0})
        assert len(judged(own, squatting(28.0)).repetitions) == 3
        assert judged(own, squatting(28.0, FROM["the front"])).repetitions == ()

    def test_standing_still_is_no_repetition_at_any_range(self) -> None:
        own = personalised(SQUAT, {TARGET: 27.0})
        assert judged(own, squatting(3.0)).repetitions == ()

    def test_somebody_who_starts_bent_is_counted_from_there(self) -> None:
        own = personalised(SQUAT, {"start": 30.0, TARGET: 70.0})
        assert own.repetitions is not None
        main = own.repetitions.signals[0]
        assert (main.progress(30.0), main.progress(70.0)) == (0.0, 1.0)
        assert main.minimum == pytest.approx(SQUAT_MINIMUM * 40.0 / 85.0)

    def test_what_counts_can_be_set_by_itself(self) -> None:
        track = squatting(50.0)
        assert judged(personalised(SQUAT, {"minimum": 60.0}), track).repetitions == ()
        assert len(judged(personalised(SQUAT, {"minimum": 30.0}), track).repetitions) == 3

    def test_more_than_usual_is_asked_of_the_main_signal_alone(self) -> None:
        own = personalised(SQUAT, {TARGET: 110.0})
        assert own.repetitions is not None
        assert SQUAT.repetitions is not None
        assert own.repetitions.signals[0].target == 110.0
        assert own.repetitions.signals[1:] == SQUAT.repetitions.signals[1:]
        assert own.repetitions.confirm == SQUAT.repetitions.confirm
        assert own.checks == SQUAT.checks

    @pytest.mark.parametrize("name", COUNTED)
    def test_every_exercise_done_well_counts_with_a_smaller_own_range(self, name: str) -> None:
        exercise = catalogue()[name]
        assert exercise.repetitions is not None
        main = exercise.repetitions.signals[0]
        own = personalised(exercise, {TARGET: main.start + 0.6 * (main.target - main.start)})
        track = reference_track(exercise, 12.0, repetitions=2)
        assert len(judged(own, track).repetitions) == len(judged(exercise, track).repetitions) > 0


SQUAT_MINIMUM = 38.0


class TestOwnLimits:
    def test_a_wider_limit_finds_less_and_a_tighter_one_more(self) -> None:
        track = squats(3, trunk=50.0).track()
        key = "check.trunk_far_forward.limit"
        assert faults(judged(SQUAT, track)) == set()
        assert faults(judged(personalised(SQUAT, {key: 40.0}), track)) == {"trunk_far_forward"}
        leaning = squats(3, trunk=70.0).track()
        assert faults(judged(SQUAT, leaning)) == {"trunk_far_forward"}
        assert faults(judged(personalised(SQUAT, {key: 80.0}), leaning)) == set()

    def test_a_found_fault_tells_the_persons_own_limit(self) -> None:
        own = personalised(SQUAT, {"check.trunk_far_forward.limit": 40.0})
        found = judged(own, squats(3, trunk=50.0).track()).faults
        assert {fault.threshold for fault in found} == {40.0}

    def test_a_limit_that_was_set_stays_when_the_range_is_set_too(self) -> None:
        own = personalised(SQUAT, {TARGET: 50.0, "check.shallow.limit": 48.0})
        assert next(check for check in own.checks if check.id == "shallow").below == 48.0

    def test_limits_of_form_do_not_follow_the_range(self) -> None:
        own = personalised(SQUAT, {TARGET: 40.0})
        limits = {check.id: check.threshold for check in own.checks if check.id != "shallow"}
        assert limits == {c.id: c.threshold for c in SQUAT.checks if c.id != "shallow"}

    def test_own_tempo(self) -> None:
        track = squats(3).track()
        calm = judged(personalised(SQUAT, {"tempo_min_s": 6.0, "tempo_max_s": 12.0}), track)
        assert (part(calm, Part.TEMPO) or 0.0) < (part(judged(SQUAT, track), Part.TEMPO) or 0.0)

    def test_own_time_to_hold(self) -> None:
        plank = catalogue()["plank"]
        own = personalised(plank, {"hold_s": 20.0})
        track = FILMS["plank"].track()
        assert part(judged(plank, track), Part.DURATION) == 100.0
        assert (part(judged(own, track), Part.DURATION) or 0.0) < 60.0
        assert own.dosage.weeks_1_2.hold_s == 20.0

    def test_a_longer_hold_in_a_repetition_is_no_rest(self) -> None:
        assert SQUAT.repetitions is not None
        held = SQUAT.repetitions.model_copy(update={"hold_s": 3.0})
        exercise = SQUAT.model_copy(update={"repetitions": held})
        own = personalised(exercise, {"hold_s": 10.0}).repetitions
        assert own is not None
        assert own.hold_s == 10.0
        assert own.pause_max_s - own.hold_s == held.pause_max_s - 3.0
        assert own.maximum_s == held.maximum_s + 7.0


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("targets", "says"),
        [
            ({TARGET: 10.0}, "can be 27 to 132 degrees, not 10"),
            ({TARGET: -90.0}, "can be 27 to 132 degrees"),
            ({TARGET: float("nan")}, "can be 27 to 132 degrees"),
            ({"start": 45.0, TARGET: 55.0}, "at least 21 away from the start"),
            ({"start": 45.0, TARGET: 30.0}, "same side"),
            ({TARGET: 50.0, "minimum": 80.0}, "at most the whole way of 45"),
            ({"minimum": 0.0}, "can be 9 to 127 degrees"),
            ({"tempo_min_s": 7.0}, "less time than the slowest"),
            ({"tempo_max_s": 90.0}, "can be 0.3 to 15 seconds"),
            ({"check.trunk_far_forward.limit": 300.0}, "can be -180 to 180 degrees"),
            ({"check.weight_shift.limit": -0.1}, "can be 0 to 3"),
            ({"hold_s": 5.0}, "has no value 'hold_s'"),  # a squat is not held
            ({"check.moonwalk.limit": 5.0}, "Choose one of: target"),
        ],
    )
    def test_an_impossible_value_says_what_is_possible(
        self, targets: dict[str, float], says: str
    ) -> None:
        with pytest.raises(TargetError, match="Squat") as refused:
            personalised(SQUAT, targets)
        assert says in str(refused.value)

    def test_a_baseline_is_no_threshold(self) -> None:
        assert personalised(SQUAT, {"baseline.trunk_inclination": 4.0}) is SQUAT


class TestEveryExercise:
    @pytest.mark.parametrize("name", SEEN)
    def test_the_catalogues_own_values_are_possible_and_change_nothing(self, name: str) -> None:
        exercise = catalogue()[name]
        for threshold in thresholds(exercise):
            assert threshold.low <= threshold.value <= threshold.high, threshold
        same = {threshold.key: threshold.value for threshold in thresholds(exercise)}
        own = personalised(exercise, same)
        assert own.model_copy(update={"dosage": exercise.dosage}) == exercise

    @settings(max_examples=30, deadline=None)
    @given(
        name=st.sampled_from(COUNTED),
        target=st.floats(0.25, 1.5),
        start=st.floats(-0.5, 0.5),
        counts=st.floats(0.1, 1.0),
    )
    def test_whatever_is_allowed_is_an_exercise_that_can_be_done(
        self, name: str, target: float, start: float, counts: float
    ) -> None:
        exercise = catalogue()[name]
        assert exercise.repetitions is not None
        main = exercise.repetitions.signals[0]
        way = main.target - main.start
        wishes = {
            TARGET: main.start + target * way,
            "start": main.start + start * way,
            "minimum": counts * abs(way),
        }
        try:
            own = personalised(exercise, wishes).repetitions
        except TargetError:
            return
        assert own is not None
        for signal in own.signals:
            assert 0.0 < signal.minimum_progress <= 1.0 + 1e-6
        for mine, usual in zip(own.confirm, exercise.repetitions.confirm, strict=True):
            assert 0.0 < (mine.rise or mine.fall or 0.0) <= (usual.rise or usual.fall or 0.0)
        assert 0.0 < own.sway < 0.5

    @pytest.mark.parametrize("name", SEEN)
    def test_a_personalised_exercise_can_be_written_and_read(self, name: str) -> None:
        exercise = catalogue()[name]
        first = thresholds(exercise)[0]
        own = personalised(exercise, {first.key: 0.9 * first.value + 0.1 * first.high})
        assert Exercise.model_validate_json(own.model_dump_json(by_alias=True)) == own
