"""Judging a whole repetition: its faults, range of motion and score."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from coach.engine.attempt import Attempt, StartPosition
from coach.engine.checks import TRUST, unseen_checks, why_not_assessed
from coach.engine.exercise import Exercise, Signal
from coach.engine.repetitions import Movement
from coach.engine.results import FaultSeen, NotAssessed, Part, Repetition, Side
from coach.engine.scoring import (
    REPETITION_WEIGHTS,
    combine,
    form_part,
    range_part,
    smoothness_part,
    symmetry_part,
    tempo_part,
)
from coach.engine.signals import Reader
from poses.angles import MeasureTable
from poses.view import View


class RepetitionJudge:
    """Makes ``Repetition``s out of movements, and keeps count of what could be assessed."""

    def __init__(self, exercise: Exercise, table: MeasureTable) -> None:
        assert exercise.repetitions is not None
        self._exercise = exercise
        self._rule = exercise.repetitions
        self._range = Reader(exercise.range, table) if exercise.range else None
        self._assessed: Counter[str] = Counter()

    def judge(
        self,
        movement: Movement,
        attempt: Attempt,
        rest: StartPosition,
        signal: Signal,
        side: Side | None,
        before: Sequence[Repetition],
    ) -> Repetition:
        """Judge one confirmed movement that comes after the repetitions ``before``."""
        faults = self._faults(movement, attempt, signal, before)
        span = signal.target - signal.start
        repetition = Repetition(
            number=len(before) + 1,
            side=side,
            start_s=movement.start_s,
            turn_s=movement.turn_s,
            end_s=movement.end_s,
            range_of_motion_deg=self._range_of_motion(attempt, rest),
            signal=signal.measure,
            signal_start=signal.start + movement.base * span,
            signal_peak=signal.start + movement.peak * span,
            faults=faults,
            held_s=attempt.held_s(movement.base) if self._rule.hold_s is not None else None,
        )
        return replace(
            repetition, score=combine(*self._parts(repetition, movement, attempt, before))
        )

    def _faults(
        self,
        movement: Movement,
        attempt: Attempt,
        signal: Signal,
        before: Sequence[Repetition],
    ) -> tuple[FaultSeen, ...]:
        for watch in attempt.watches:
            if watch.check.metric is not None:
                value = (
                    attempt.held_s(movement.base)
                    if watch.check.metric == "held_s"
                    else _metric(watch.check.metric, movement, signal, before)
                )
                watch.judge_metric(movement.start_s, movement.end_s, value)
            elif watch.check.phase == "turn":
                watch.judge_turn(movement.base, movement.peak)
            self._assessed[watch.check.id] += watch.assessed
        noted = [watch.noted for watch in attempt.watches if watch.noted]
        return tuple(sorted(noted, key=lambda fault: fault.start_s))

    def _range_of_motion(self, attempt: Attempt, rest: StartPosition) -> float | None:
        """Travel of the main joint angle from rest, degrees; None when half of it was not seen."""
        if self._range is None:
            return None
        readings = attempt.readings(self._range)
        seen = [reading.value for reading in readings if reading.confidence >= TRUST]
        if not seen or 2 * len(seen) < len(readings):
            return None
        start = rest.read(self._range, attempt.samples[-1].moment)
        ends = seen if start is None else [*seen, start]
        return max(ends) - min(ends)

    def _parts(
        self,
        repetition: Repetition,
        movement: Movement,
        attempt: Attempt,
        before: Sequence[Repetition],
    ) -> tuple[dict[Part, float | None], dict[Part, float], dict[Part, str]]:
        reasons = {
            Part.RANGE: "This view does not show the range well.",
            Part.FORM: "No form check could be answered from this view.",
            Part.SYMMETRY: "It needs repetitions on both sides."
            if self._rule.alternating
            else "Both sides move together in this exercise.",
            Part.SMOOTHNESS: "The repetition was too short to tell.",
        }
        times = np.array([sample.moment.time_s for sample in attempt.samples])
        progress = np.array([sample.progress for sample in attempt.samples])
        seen = repetition.range_of_motion_deg is not None
        judged = any(watch.assessed for watch in attempt.watches)
        parts: dict[Part, float | None] = {
            Part.RANGE: range_part(movement.peak) if seen else None,
            Part.FORM: form_part(repetition.faults) if judged else None,
            Part.TEMPO: tempo_part(self._moving_s(repetition), self._rule.tempo_s),
            Part.SYMMETRY: self._symmetry(repetition, before),
            Part.SMOOTHNESS: smoothness_part(times, progress, movement.turn_s),
        }
        return parts, REPETITION_WEIGHTS, reasons

    def _moving_s(self, repetition: Repetition) -> float:
        """How long it took, without what was to be held."""
        held_s = min(repetition.held_s or 0.0, self._rule.hold_s or 0.0)
        return max(repetition.duration_s - held_s, 0.1)

    def _symmetry(self, repetition: Repetition, before: Sequence[Repetition]) -> float | None:
        if not self._rule.alternating or repetition.side is None:
            return None
        own = repetition.signal_peak - repetition.signal_start
        others = [
            other.signal_peak - other.signal_start
            for other in before
            if other.side not in (None, repetition.side)
        ]
        return symmetry_part(own, statistics.median(others)) if others else None

    def not_assessed(self, view: View, repetitions: Sequence[Repetition]) -> Iterable[NotAssessed]:
        """What no repetition could be judged on, and why."""
        if not repetitions:
            if view not in (View.UNKNOWN, *self._exercise.camera.views):
                yield from unseen_checks(self._exercise, view)
            return
        for check in self._exercise.checks:
            if not self._assessed[check.id]:
                yield NotAssessed(check.title, why_not_assessed(check, view.value))
        for first in repetitions[0].score.parts:
            if first.part is Part.SYMMETRY and not self._rule.alternating:
                continue
            same = [p for rep in repetitions for p in rep.score.parts if p.part is first.part]
            if all(part.value is None for part in same):
                yield NotAssessed(first.part.value, first.reason)


def _metric(
    metric: str, movement: Movement, signal: Signal, before: Sequence[Repetition]
) -> float | None:
    match metric:
        case "duration_s":
            return movement.end_s - movement.start_s
        case "out_s":
            return movement.top_from_s - movement.start_s
        case "back_s":
            return movement.end_s - movement.top_until_s
        case "pause_s":
            return movement.start_s - before[-1].end_s if before else None
    return movement.peak if signal.plane != "any" else None
