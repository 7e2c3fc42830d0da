"""What the coach finds in synthetic clips against what is exactly known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.metrics import Agreement, Span, agreement, matched, median_or_none
from benchmarks.truth_file import Truth
from coach.analysis import Analysis
from coach.engine.catalogue import find_exercise
from coach.engine.exercise import MeasureRef
from coach.engine.results import FaultSeen, Severity
from coach.engine.tracker import track_set
from poses.track import PoseTrack

_ANGLES: Final = ("knee_flexion", "trunk_inclination")


@dataclass(frozen=True, slots=True)
class FaultCount:
    """Faults over all repetitions or holds of a clip.

    ``false`` are reported but not there; hints that cost nothing (severity *info*) are told in
    ``hints`` and are no faults.
    """

    injected: int
    found: int
    false: int
    hints: int
    false_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoundaryErrors:
    """Median absolute errors over the matched repetitions, seconds."""

    start_s: float | None
    turn_s: float | None
    end_s: float | None


@dataclass(frozen=True, slots=True)
class TruthRow:
    """One clip against its truth.

    ``counted`` and ``matched`` repetitions; ``knee`` and ``trunk`` in degrees, only from the
    side; ``hold_error_s`` is seconds held in good form minus the true ones.
    """

    clip: str
    exercise: str
    view: str
    true_view: str
    counted: int
    expected: int
    matched: int
    boundaries: BoundaryErrors
    faults: FaultCount
    knee: Agreement | None
    trunk: Agreement | None
    hold_s: float | None
    hold_error_s: float | None
    score: float | None


def analyse_with_angles(track: PoseTrack, exercise: str) -> Analysis:
    """Judge a recording, with knee and trunk in the trace whether the exercise uses them or not.

    Raises:
        ExerciseError: there is no such exercise.
    """
    also = [MeasureRef(measure=name) for name in _ANGLES]
    tracker = track_set(find_exercise(exercise), track, also=also)
    return Analysis(tracker.exercise, tracker.finish(), track, tracker.trace())


def compare(truth: Truth, analysis: Analysis) -> TruthRow:
    """Everything that can be compared for one clip."""
    result = analysis.result
    found = [(rep.start_s, rep.end_s) for rep in result.repetitions]
    pairs = matched(found, truth.repetitions)
    turns = [rep.turn_s for rep in result.repetitions]
    good_form_s = sum(hold.in_tolerance_s for hold in result.holds)
    near = truth.near_side
    return TruthRow(
        clip=truth.video.stem,
        exercise=truth.exercise,
        view=result.view,
        true_view=truth.view,
        counted=len(found),
        expected=len(truth.repetitions),
        matched=len(pairs),
        boundaries=boundary_errors(pairs, found, turns, truth),
        faults=_faults(truth, analysis, pairs),
        knee=_angle(truth, analysis, f"knee_flexion_{near}") if near else None,
        trunk=_angle(truth, analysis, "trunk_inclination") if near else None,
        hold_s=result.hold_s if truth.hold_s is not None else None,
        hold_error_s=good_form_s - truth.hold_s if truth.hold_s is not None else None,
        score=result.score.value,
    )


def boundary_errors(
    pairs: Sequence[tuple[int, int]],
    found: Sequence[Span],
    turns_s: Sequence[float],
    truth: Truth,
) -> BoundaryErrors:
    """How far starts, turns and ends of the matched repetitions are from the truth."""
    true = truth.repetitions
    return BoundaryErrors(
        start_s=median_or_none([abs(found[i][0] - true[j][0]) for i, j in pairs]),
        turn_s=median_or_none([abs(turns_s[i] - truth.turns_s[j]) for i, j in pairs]),
        end_s=median_or_none([abs(found[i][1] - true[j][1]) for i, j in pairs]),
    )


def _faults(truth: Truth, analysis: Analysis, pairs: Sequence[tuple[int, int]]) -> FaultCount:
    result = analysis.result
    if truth.hold_s is not None:
        held = [fault for hold in result.holds for fault in hold.faults]
        return count_faults([truth.clip_faults], [held])
    expected, reported = list(truth.faults), [list[FaultSeen]() for _ in truth.faults]
    true_of = dict(pairs)
    for i, repetition in enumerate(result.repetitions):
        if i in true_of:
            reported[true_of[i]] += repetition.faults
        else:  # a repetition that is not there has no true faults
            expected.append(frozenset())
            reported.append(list(repetition.faults))
    return count_faults(expected, reported)


def count_faults(
    injected: Sequence[frozenset[str]], reported: Sequence[Sequence[FaultSeen]]
) -> FaultCount:
    """Compare repetition by repetition; a check counts once in each."""
    found = false = hints = 0
    false_ids: set[str] = set()
    for expected, faults in zip(injected, reported, strict=True):
        known = {fault.check for fault in faults if fault.check in expected}
        others = {fault.check: fault.severity for fault in faults if fault.check not in expected}
        extra = {check for check, severity in others.items() if severity is not Severity.INFO}
        found += len(known)
        false += len(extra)
        hints += len(others) - len(extra)
        false_ids |= extra
    return FaultCount(sum(map(len, injected)), found, false, hints, tuple(sorted(false_ids)))


def _angle(truth: Truth, analysis: Analysis, name: str) -> Agreement | None:
    trace = analysis.trace
    if name not in trace.names or name not in truth.angles:
        return None
    values, _ = trace.series(name)
    return agreement(trace.time_s, values, truth.time_s, truth.angles[name])
