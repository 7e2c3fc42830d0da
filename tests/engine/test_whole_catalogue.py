"""Every exercise of the catalogue: counted exactly, each fault found alone, the unseen said."""

from __future__ import annotations

import pytest
from faulty_sets import FAULTS, done_well, done_with, faults_of, seen

from coach.engine.catalogue import catalogue
from coach.engine.exercise import Check
from coach.engine.results import SetResult
from coach.engine.tracker import track_set
from poses.track import PoseTrack
from poses.view import View

# The engine is measured by other tests; here being traced would cost as much as the work.
pytestmark = pytest.mark.no_cover


def visible(check: Check, view: View) -> bool:
    """Whether the plane of its measure lies in the picture."""
    plane = check.measure.plane if check.measure else "any"
    return plane == "any" or (view.is_side if plane == "sagittal" else view.is_facing)


SEEN = {name: e for name, e in sorted(catalogue().items()) if e.mode != "guide"}
COUNTED = [name for name, e in SEEN.items() if e.mode == "repetitions"]
HELD = [name for name, e in SEEN.items() if e.mode == "hold"]
CHECKS = [(name, check.id) for name, e in SEEN.items() for check in e.checks]
BOTH_SIDED = [e for e in COUNTED if SEEN[e].has_sides and not SEEN[e].reference.one_sided]
BLIND = [
    (name, view)
    for name, e in SEEN.items()
    for view in (View.FRONT, View.SIDE_RIGHT)
    if any(not visible(check, view) for check in e.checks)
]

rates_and_ways = pytest.mark.parametrize(
    ("fps", "mirrored"),
    [(15, False), (30, False), (15, True)],
    ids=["15", "30", "15-mirrored"],
)
both_ways = pytest.mark.parametrize("mirrored", [False, True], ids=["", "mirrored"])


def judged(exercise: str, track: PoseTrack, *, mirrored: bool = False) -> SetResult:
    return track_set(catalogue()[exercise], track.mirrored() if mirrored else track).finish()


def faults(result: SetResult) -> set[str]:
    return {fault.check for fault in result.faults}


@pytest.mark.parametrize("exercise", COUNTED)
@rates_and_ways
def test_every_repetition_is_counted_and_no_fault_invented(exercise, fps, mirrored):
    result = judged(exercise, done_well(exercise, fps), mirrored=mirrored)
    assert len(result.repetitions) == 4
    assert result.partial_repetitions == ()
    assert faults(result) == set()
    assert result.score.value is not None
    assert result.score.value > 80


@pytest.mark.parametrize("exercise", BOTH_SIDED)
@both_ways
def test_sides_are_told_and_alternate(exercise, mirrored):
    sides = [
        r.side for r in judged(exercise, done_well(exercise, 15), mirrored=mirrored).repetitions
    ]
    assert len(set(sides[:2])) == 2
    assert sides[:2] == sides[2:]


@pytest.mark.parametrize("exercise", HELD)
@rates_and_ways
def test_every_hold_is_timed_and_no_fault_invented(exercise, fps, mirrored):
    reference = SEEN[exercise].reference
    track = done_well(exercise, fps)
    result = judged(exercise, track, mirrored=mirrored)
    assert faults(result) == set()
    if len(reference.keyframes) == 1 or reference.far_end == 0:
        assert result.hold_s == pytest.approx(track.duration_s, abs=0.4)
        return
    shown = reference.keyframes[reference.far_end]
    assert len(result.holds) == 4
    for hold in result.holds:
        assert shown.stay_s - 0.3 < hold.duration_s < shown.stay_s + 2.0 * shown.move_s
    if SEEN[exercise].has_sides and not reference.one_sided:
        assert len({hold.side for hold in result.holds[:2]}) == 2


@pytest.mark.parametrize("exercise", [e for e in COUNTED if SEEN[e].repetitions.hold_s])
def test_a_repetition_that_is_to_be_held_is_timed_at_its_far_end(exercise):
    reference = SEEN[exercise].reference
    shown = reference.keyframes[reference.far_end]
    for repetition in judged(exercise, done_well(exercise, 30)).repetitions:
        assert repetition.held_s == pytest.approx(shown.stay_s, abs=0.4 + 0.6 * shown.move_s)


@pytest.mark.parametrize(("exercise", "check"), CHECKS, ids=[f"{e}-{c}" for e, c in CHECKS])
def test_an_injected_fault_is_found_and_no_other(exercise, check):
    result = judged(exercise, done_with(exercise, check))
    assert faults(result) == {check}
    between = {c.id for c in SEEN[exercise].checks if c.metric == "pause_s"}
    for repetition in result.repetitions:
        if check not in between or repetition.number > 1:
            assert check in {fault.check for fault in repetition.faults}


@pytest.mark.parametrize(("exercise", "view"), BLIND)
def test_what_the_view_hides_is_not_assessed(exercise, view):
    result = judged(exercise, seen(exercise, view))
    hidden = {check.id: check.title for check in SEEN[exercise].checks if not visible(check, view)}
    assert faults(result).isdisjoint(hidden)
    assert set(hidden.values()) <= {item.what for item in result.not_assessed}


@pytest.mark.parametrize("exercise", sorted(catalogue()))
def test_every_check_has_a_way_to_be_committed(exercise):
    assert set(faults_of(exercise)) == {check.id for check in catalogue()[exercise].checks}


def test_no_fault_is_described_for_an_exercise_that_is_not_there():
    assert {path.stem for path in FAULTS.glob("*.toml")} <= set(catalogue())
