"""Each exercise on exact skeletons: counted exactly, each fault found alone, none invented."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.engine.catalogue import catalogue
from coach.engine.results import SetResult
from coach.engine.tracker import track_set
from tests.synthetic import (
    FILMS,
    Film,
    Posture,
    lifting,
    planking,
    repeated,
    squats,
    squatting,
)

# The engine is measured by other tests; here being traced would cost as much as the work.
pytestmark = pytest.mark.no_cover


def judged(exercise: str, film: Film) -> SetResult:
    return track_set(catalogue()[exercise], film.track()).finish()


def faults(result: SetResult) -> set[str]:
    return {fault.check for fault in result.faults}


@pytest.mark.parametrize("exercise", sorted(FILMS))
@pytest.mark.parametrize("fps", [15, 30])
def test_a_good_set_is_counted_exactly_and_without_fault(exercise, fps):
    film = replace(FILMS[exercise], fps=fps)
    film = replace(film, camera=replace(film.camera, noise=0.003))
    result = judged(exercise, film)
    assert len(result.repetitions) == (4 if catalogue()[exercise].repetitions else 0)
    assert result.partial_repetitions == ()
    assert faults(result) <= {"short_reach"}
    assert result.score.value is not None
    assert result.score.value > 80


@pytest.mark.parametrize("exercise", ["lunge", "bird_dog", "standing_side_bend"])
def test_sides_alternate(exercise):
    sides = [rep.side for rep in judged(exercise, FILMS[exercise]).repetitions]
    assert len(set(sides[:2])) == 2
    assert sides[:2] == sides[2:]


def knees_in(share: float, _index: int) -> Posture:
    return replace(squatting(90 * share), knees_in=0.05 * share)


def hinge_with_bent_knees(share: float, _index: int) -> Posture:
    return Posture((30 * share,) * 2, (35 * share,) * 2, 60 * share)


def low_bridge(share: float, _index: int) -> Posture:
    thigh = 55.0 - 26.0 * share
    return Posture((95.0 - thigh,) * 2, (thigh,) * 2, roll=90.0)


def high_bridge(share: float, _index: int) -> Posture:
    thigh = 50.0 - 72.0 * share
    return Posture((95.0 - thigh,) * 2, (thigh,) * 2, roll=90.0)


def stooped_stand(share: float, _index: int) -> Posture:
    down = 1.0 - share
    return Posture((5 * down,) * 2, (80 * down,) * 2, 35.0 * share)


FAULTY = [
    ("squat", "trunk_far_forward", squats(3, trunk=70.0)),
    ("squat", "shallow", squats(3, depth=52.0)),
    ("squat", "knees_in", Film(*repeated(knees_in, 3)).seen_from(0.0)),
    ("hip_hinge", "squatting_it", Film(*repeated(hinge_with_bent_knees, 3))),
    ("box_lift", "load_far", Film(*repeated(lifting(38.0), 3))),
    ("glute_bridge", "low", Film(*repeated(low_bridge, 3), camera=FILMS["glute_bridge"].camera)),
    (
        "glute_bridge",
        "over_arch",
        Film(*repeated(high_bridge, 3), camera=FILMS["glute_bridge"].camera),
    ),
    ("sit_to_stand", "not_upright", Film(*repeated(stooped_stand, 3))),
    ("plank", "sag", replace(FILMS["plank"], movement=lambda t: planking(-18.0 if t > 6 else 0.0))),
    ("plank", "pike", replace(FILMS["plank"], movement=lambda t: planking(32.0 if t > 6 else 0.0))),
]


@pytest.mark.parametrize(
    ("exercise", "fault", "film"), FAULTY, ids=[f"{e}-{f}" for e, f, _ in FAULTY]
)
def test_an_injected_fault_is_found_and_no_other(exercise, fault, film):
    result = judged(exercise, film)
    assert faults(result) == {fault}
    if result.repetitions:
        assert len(result.repetitions) == 3
        assert all(fault in {f.check for f in rep.faults} for rep in result.repetitions)


def test_sitting_down_quickly_is_noticed():
    def dropping(time_s: float) -> Posture:
        def seated(share: float) -> Posture:
            down = 1.0 - share
            return Posture((5 * down,) * 2, (80 * down,) * 2)

        up = min(max((time_s - 1.0) / 1.2, 0.0), 1.0)
        down = min(max((time_s - 3.0) / 0.45, 0.0), 1.0)
        return seated(up - down)

    result = judged("sit_to_stand", Film(dropping, 6.0))
    assert len(result.repetitions) == 1
    assert faults(result) == {"drop_down"}


def test_the_range_of_motion_is_that_of_the_figure():
    result = judged("squat", squats(3, depth=95.0))
    for rep in result.repetitions:
        assert rep.range_of_motion_deg == pytest.approx(95.0, abs=4.0)


def test_the_time_of_a_repetition_is_that_of_the_figure():
    # a repetition starts at 1, 4 and 7 s, turns 1.0-1.2 s later and is over 2.4 s later
    for k, rep in enumerate(judged("squat", squats(3)).repetitions):
        assert rep.start_s == pytest.approx(1.0 + 3 * k, abs=0.3)
        assert rep.turn_s == pytest.approx(2.1 + 3 * k, abs=0.3)
        assert rep.end_s == pytest.approx(3.4 + 3 * k, abs=0.4)


def test_half_a_squat_is_reported_apart():
    def posture(share: float, index: int) -> Posture:
        return squatting((95.0 if index != 1 else 35.0) * share)

    result = judged("squat", Film(*repeated(posture, 3)))
    assert len(result.repetitions) == 2
    assert [partial.reason for partial in result.partial_repetitions] == ["not far enough"]


def test_a_set_that_begins_in_mid_repetition_counts_only_whole_ones():
    whole = squats(3)
    result = judged("squat", Film(lambda t: whole.movement(t + 1.8), whole.duration_s - 1.8))
    assert len(result.repetitions) == 2


def test_a_pause_half_way_up_is_still_one_repetition():
    def movement(time_s: float) -> Posture:
        depth = float(np.interp(time_s, [0, 1, 2, 3, 4.5, 5.5, 7], [0, 0, 95, 48, 48, 0, 0]))
        return squatting(depth)

    assert len(judged("squat", Film(movement, 7.0)).repetitions) == 1


def test_a_steady_plank_is_timed():
    result = judged("plank", FILMS["plank"])
    assert result.hold_s == pytest.approx(12.0, abs=0.2)
    assert len(result.holds) == 1


def test_lying_flat_is_no_plank():
    lying = replace(FILMS["plank"], movement=lambda t: Posture(roll=-90.0, arm=(0.0, 0.0)))
    assert judged("plank", lying).hold_s == 0.0
