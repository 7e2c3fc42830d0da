"""The person's own range out of a set that they have done."""

from __future__ import annotations

import pytest

from coach.engine.calibration import CalibrationError, calibrate, calibrated
from coach.engine.catalogue import catalogue
from coach.engine.figure import reference_track
from coach.engine.personal import personalised
from coach.engine.results import Part
from coach.engine.tracker import track_set
from tests.library.test_personal import FROM, SQUAT, part, squatting
from tests.synthetic import FILMS, standing


@pytest.mark.parametrize("depth", [30.0, 50.0, 75.0, 105.0])
def test_the_range_of_a_set_is_found_whether_it_counted_or_not(depth: float) -> None:
    found = calibrate(SQUAT, squatting(depth))
    assert found.seen == 3
    assert found.values["target"] == pytest.approx(depth, abs=1.0)


@pytest.mark.parametrize("seen_from", FROM)
def test_one_calibration_serves_every_view(seen_from: str) -> None:
    """Told in the main signal's unit, whichever signal the set was counted on."""
    found = calibrate(SQUAT, squatting(50.0, FROM[seen_from]))
    assert found.values["target"] == pytest.approx(50.0, abs=4.0)
    own = personalised(SQUAT, found.values)
    for yaw_deg in FROM.values():
        assert len(track_set(own, squatting(50.0, yaw_deg)).finish().repetitions) == 3


def test_the_patient_is_counted_after_calibration_at_full_range() -> None:
    track = squatting(40.0)
    assert track_set(SQUAT, track).finish().repetitions == ()
    after = track_set(personalised(SQUAT, calibrate(SQUAT, track).values), track).finish()
    assert len(after.repetitions) == 3
    assert (part(after, Part.RANGE) or 0.0) > 98.0


def test_what_counts_follows_in_proportion_and_is_never_more_than_usual() -> None:
    assert SQUAT.repetitions is not None
    main = SQUAT.repetitions.signals[0]
    small, large = calibrate(SQUAT, squatting(50.0)), calibrate(SQUAT, squatting(110.0))
    assert small.values["minimum"] == pytest.approx(main.minimum * 45.0 / 85.0, abs=0.6)
    assert large.values["minimum"] == main.minimum


def test_the_side_that_goes_less_far_decides() -> None:
    bend = catalogue()["standing_side_bend"]
    right = bend.reference.keyframes[1].posture
    less = right.model_copy(update={"lean": 0.6 * right.lean})
    frames = (
        bend.reference.keyframes[0],
        bend.reference.keyframes[1],
        bend.reference.keyframes[0],
        bend.reference.keyframes[1].model_copy(update={"posture": less.mirrored()}),
    )
    assert bend.repetitions is not None
    drawn = {
        "reference": bend.reference.model_copy(update={"keyframes": frames}),
        "repetitions": bend.repetitions.model_copy(update={"alternating": False}),
    }
    uneven = bend.model_copy(update=drawn)
    both = calibrate(bend, reference_track(bend, 15.0, 2)).values["target"]
    found = calibrate(bend, reference_track(uneven, 15.0, 2)).values["target"]
    assert found == pytest.approx(0.6 * both, abs=1.0)


def test_how_long_was_held_is_the_own_time() -> None:
    found = calibrate(catalogue()["plank"], FILMS["plank"].track())
    longest = max(
        hold.duration_s
        for hold in track_set(catalogue()["plank"], FILMS["plank"].track()).finish().holds
    )
    assert found.values == {"hold_s": float(int(longest))}


def test_a_posture_becomes_its_own_baseline() -> None:
    check = catalogue()["standing_posture"]
    track = reference_track(check, repetitions=3)
    measured = track_set(check, track).finish().measurements
    assert measured
    found = calibrate(check, track).values
    assert found == {
        f"baseline.{name}": pytest.approx(value, abs=0.01) for name, value in measured.items()
    }
    assert personalised(check, found) is check


@pytest.mark.parametrize("exercise", ["squat", "plank"])
def test_a_set_in_which_nothing_was_done_says_what_to_do(exercise: str) -> None:
    with pytest.raises(CalibrationError, match="try again"):
        calibrate(catalogue()[exercise], standing(4.0).track())


def test_one_repetition_is_too_few() -> None:
    with pytest.raises(CalibrationError, match="do three"):
        calibrated(SQUAT, track_set(SQUAT, squatting(90.0, times=1)).finish())
