"""Watching a set of repetitions: counts, confirms, checks form, and scores each one."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from coach.engine.checks import TURN_SHARE, CheckWatch, why_not_assessed
from coach.engine.events import (
    Event,
    FaultNoticed,
    Ready,
    RepCompleted,
    RepRejected,
    RepStarted,
    RepTurned,
)
from coach.engine.exercise import Confirmation, Exercise, Signal
from coach.engine.moment import Moment
from coach.engine.repetitions import (
    PARTIAL_SHARE,
    Limits,
    Movement,
    RepetitionCounter,
    State,
)
from coach.engine.results import (
    FaultSeen,
    Hold,
    NotAssessed,
    Part,
    PartialRepetition,
    Repetition,
    Score,
    Side,
)
from coach.engine.scoring import (
    REPETITION_WEIGHTS,
    combine,
    form_part,
    range_part,
    smoothness_part,
    symmetry_part,
    tempo_part,
)
from coach.engine.signals import Reader, Reading
from poses.angles import MeasureTable
from poses.view import UNKNOWN_ORIENTATION, View

COUNTABLE: Final = 0.08
"""A signal may be counted on even where its confidence is too low to judge form by."""

REST_FOLLOW_S: Final = 0.7

_REASONS: Final = {
    "small": "not far enough",
    "quick": "too quick to be a repetition",
    "long": "took too long",
    "rested": "stayed at the far end, as in a rest",
    "interrupted": "broken off: the body could not be followed",
}


@dataclass(slots=True)
class _Sample:
    """One frame of the repetition under way."""

    time_s: float
    progress: float
    value: float
    confidence: float
    range_value: float
    side: float


@dataclass(slots=True)
class _Attempt:
    """What is gathered while a repetition is under way."""

    watches: list[CheckWatch]
    samples: list[_Sample] = field(default_factory=list)
    unseen: int = 0
    confirming: list[list[Reading]] = field(default_factory=list)
    turn_held: list[list[bool]] = field(default_factory=list)
    views: Counter[View] = field(default_factory=Counter)


class RepetitionWatch:
    """Counts and judges the repetitions of one set."""

    def __init__(self, exercise: Exercise, table: MeasureTable) -> None:
        assert exercise.repetitions is not None
        self._exercise = exercise
        self._rule = exercise.repetitions
        self._signals = [(signal, Reader(signal, table)) for signal in self._rule.signals]
        self._confirm = [(rule, Reader(rule, table)) for rule in self._rule.confirm]
        self._start = [(rule, Reader(rule, table)) for rule in exercise.start.conditions]
        self._turn = [(rule, Reader(rule, table)) for rule in self._rule.turn_conditions]
        self._checks = [
            (check, Reader(check.measure, table) if check.measure else None)
            for check in exercise.checks
        ]
        self._range = Reader(exercise.range, table) if exercise.range else None
        self._side = Reader(self._rule.side_from, table) if self._rule.side_from else None
        self._active: tuple[Signal, Reader] | None = None
        self._counter = self._new_counter(self._signals[0][0])
        self._seen = UNKNOWN_ORIENTATION
        self._rest: list[float] | None = None
        self._rest_s = 0.0
        self._attempt: _Attempt | None = None
        self._repetitions: list[Repetition] = []
        self._partials: list[PartialRepetition] = []
        self._views: Counter[View] = Counter()
        self._assessed: Counter[str] = Counter()
        self._usable = 0
        self._frames = 0

    def _new_counter(self, signal: Signal) -> RepetitionCounter:
        rule = self._rule
        return RepetitionCounter(
            Limits(
                minimum=signal.minimum_progress,
                minimum_s=rule.minimum_s,
                maximum_s=rule.maximum_s,
                pause_max_s=rule.pause_max_s,
                sway=min(rule.sway, 0.5 * signal.minimum_progress),
            ),
            self._exercise.start.still_s,
        )

    @property
    def busy(self) -> bool:
        """Whether a repetition is under way; the view is not changed in its midst."""
        return self._counter.state in (State.OUT, State.BACK)

    @property
    def state(self) -> State:
        """Where in a repetition the person is."""
        return self._counter.state

    @property
    def progress(self) -> float:
        """How far the repetition under way has come, 0..1."""
        if not self.busy or self._attempt is None or not self._attempt.samples:
            return 0.0
        return min(max(self._attempt.samples[-1].progress, 0.0), 1.0)

    @property
    def repetitions(self) -> tuple[Repetition, ...]:
        """Those completed so far."""
        return tuple(self._repetitions)

    @property
    def partial_repetitions(self) -> tuple[PartialRepetition, ...]:
        """Those begun and not completed."""
        return tuple(self._partials)

    @property
    def holds(self) -> tuple[Hold, ...]:
        """None: this exercise is counted."""
        return ()

    @property
    def measurements(self) -> dict[str, float]:
        """None: nothing is monitored."""
        return {}

    @property
    def scores(self) -> list[Score]:
        """Score of each repetition."""
        return [repetition.score for repetition in self._repetitions]

    @property
    def usable_share(self) -> float:
        """Share of the repetitions' frames in which the counted movement was seen well."""
        return self._usable / self._frames if self._frames else 0.0

    @property
    def main_view(self) -> View | None:
        """The view in which most of the repetitions were done."""
        return self._views.most_common(1)[0][0] if self._views else None

    def unseen(self, time_s: float, events: list[Event]) -> None:
        """A frame without the patient."""
        if self._attempt is not None:
            self._attempt.unseen += 1
        step = self._counter.update(time_s, math.nan)
        if step.ended is not None:
            self._end(step.ended, time_s, events)

    def interrupt(self, time_s: float, events: list[Event]) -> None:
        """The picture was cut or the body changed: go back to the gate."""
        broken = self._counter.reset()
        self._rest = None
        if broken is not None:
            self._end(broken, time_s, events)

    def finish(self, time_s: float, events: list[Event]) -> None:
        """The recording is over."""
        last = self._counter.finish()
        if last is not None:
            self._end(last, time_s, events)

    def update(self, moment: Moment, events: list[Event]) -> None:
        """Take in one measured frame."""
        self._seen = moment.seen
        if not self.busy:
            self._choose_signal(moment.seen.view)
        if self._active is None:
            self.unseen(moment.time_s, events)
            return
        signal, reader = self._active
        reading = reader.read(moment.values, moment.confidence, moment.seen)
        progress = signal.progress(reading.value) if reading.confidence >= COUNTABLE else math.nan
        step = self._counter.update(moment.time_s, progress, self.busy or self._in_position(moment))
        if step.ready:
            self._rest = None
            events.append(Ready(moment.time_s))
        if step.ended is not None:
            self._end(step.ended, moment.time_s, events)
        if step.started:
            self._attempt = _Attempt([CheckWatch(check) for check, _ in self._checks])
            events.append(RepStarted(moment.time_s, None))
        if self.busy and self._attempt is not None and not math.isnan(progress):
            self._gather(self._attempt, moment, progress, reading.value, reading.confidence, events)
        if step.turned and self._attempt is not None:
            events.append(RepTurned(moment.time_s, self._side_of(self._attempt)))
            self._judge_turn(self._attempt, moment.time_s, events)
        if self._counter.state is State.REST:
            self._remember_rest(moment)

    def _choose_signal(self, view: View) -> None:
        chosen = next(((s, r) for s, r in self._signals if view in s.views), None)
        if chosen is self._active or (chosen and self._active and chosen[0] is self._active[0]):
            return
        self._active = chosen
        if chosen is not None:
            self._counter = self._new_counter(chosen[0])

    def _in_position(self, moment: Moment) -> bool:
        for rule, reader in self._start:
            reading = reader.read(moment.values, moment.confidence, moment.seen)
            if reading.confidence >= COUNTABLE and not rule.holds(reading.value):
                return False
        return True

    def _remember_rest(self, moment: Moment) -> None:
        if self._rest is None:
            self._rest = list(moment.values)
        else:
            share = 1.0 - math.exp(-(moment.time_s - self._rest_s) / REST_FOLLOW_S)
            self._rest = [
                old + share * (new - old)
                for old, new in zip(self._rest, moment.values, strict=True)
            ]
        self._rest_s = moment.time_s

    def _gather(
        self,
        attempt: _Attempt,
        moment: Moment,
        progress: float,
        value: float,
        confidence: float,
        events: list[Event],
    ) -> None:
        values, trust, seen = moment.values, moment.confidence, moment.seen
        range_reading = self._range.read(values, trust, seen) if self._range else None
        assert self._active is not None
        side = (
            self._side.read(values, trust, seen).value
            if self._side
            else (self._active[1].picked_side(values))
        )
        attempt.samples.append(
            _Sample(
                moment.time_s,
                progress,
                value,
                confidence,
                range_reading.value
                if range_reading and range_reading.confidence >= 0.5
                else math.nan,
                side,
            )
        )
        attempt.views[seen.view] += 1
        attempt.confirming.append([reader.read(values, trust, seen) for _, reader in self._confirm])
        if self._turn:
            attempt.turn_held.append(
                [rule.holds(reader.read(values, trust, seen).value) for rule, reader in self._turn]
            )
        phase = "out" if self._counter.state is State.OUT else "back"
        for watch, (check, reader) in zip(attempt.watches, self._checks, strict=True):
            if reader is None:
                continue
            reading = reader.read(values, trust, seen)
            rest = (
                reader.read_rest(self._rest, seen)
                if check.relative and self._rest is not None
                else None
            )
            if check.phase == "turn":
                watch.at_turn(moment.time_s, progress, reading, rest)
            elif check.phase in ("any", phase):
                fault = watch.watch(moment.time_s, reading, rest)
                if fault is not None:
                    events.append(FaultNoticed(moment.time_s, fault))

    def _judge_turn(self, attempt: _Attempt, time_s: float, events: list[Event]) -> None:
        peak = max(sample.progress for sample in attempt.samples)
        for watch in attempt.watches:
            if watch.check.phase == "turn" and watch.noted is None:
                fault = watch.judge_turn(self._counter.base, peak)
                if fault is not None:
                    events.append(FaultNoticed(time_s, fault))

    def _end(self, movement: Movement, time_s: float, events: list[Event]) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is None or not attempt.samples:
            return
        if movement.reason:
            self._note_partial(movement, attempt, time_s, events)
            return
        if not self._confirmed(attempt, movement, 1.0):
            return
        self._usable += sum(sample.confidence >= 0.35 for sample in attempt.samples)
        self._frames += len(attempt.samples) + attempt.unseen
        self._views.update(attempt.views)
        repetition = self._repetition(movement, attempt)
        self._repetitions.append(repetition)
        events.append(RepCompleted(time_s, repetition))

    def _note_partial(
        self, movement: Movement, attempt: _Attempt, time_s: float, events: list[Event]
    ) -> None:
        signal = self._active[0] if self._active else self._signals[0][0]
        fraction = movement.travel / signal.minimum_progress
        if fraction < PARTIAL_SHARE or not self._confirmed(attempt, movement, PARTIAL_SHARE):
            return
        partial = PartialRepetition(
            movement.start_s,
            movement.end_s,
            self._side_of(attempt),
            min(fraction, 1.0),
            _REASONS[movement.reason],
        )
        self._partials.append(partial)
        events.append(RepRejected(time_s, partial))

    def _confirmed(self, attempt: _Attempt, movement: Movement, share: float) -> bool:
        columns = zip(*attempt.confirming, strict=True)
        for (rule, reader), readings in zip(self._confirm, columns, strict=True):
            if statistics.median(reading.confidence for reading in readings) < rule.trust:
                continue
            low = min(reading.value for reading in readings)
            high = max(reading.value for reading in readings)
            rest = high if rule.fall else low
            if self._rest is not None:
                rest = reader.read_rest(self._rest, self._seen)
            if not _moved(rule, rest, low, high, share):
                return False
        if not attempt.turn_held:
            return True
        limit = movement.base + TURN_SHARE * movement.travel
        at_turn = [
            held
            for sample, held in zip(attempt.samples, attempt.turn_held, strict=True)
            if sample.progress >= limit
        ]
        return all(2 * sum(column) > len(column) for column in zip(*at_turn, strict=True))

    def _side_of(self, attempt: _Attempt) -> Side | None:
        if not self._rule.alternating or not attempt.samples:
            return None
        peak = max(sample.progress for sample in attempt.samples)
        near = [s.side for s in attempt.samples if s.progress >= TURN_SHARE * peak]
        middle = statistics.median(near)
        return None if math.isnan(middle) else Side.RIGHT if middle > 0 else Side.LEFT

    def _repetition(self, movement: Movement, attempt: _Attempt) -> Repetition:
        assert self._active is not None
        signal = self._active[0]
        side = self._side_of(attempt)
        previous_end = self._repetitions[-1].end_s if self._repetitions else None
        for watch in attempt.watches:
            if watch.check.metric is not None:
                value = self._metric(watch.check.metric, movement, signal, previous_end)
                watch.judge_metric(movement.start_s, movement.end_s, value)
            elif watch.check.phase == "turn":
                watch.noted = None
                watch.judge_turn(movement.base, movement.peak)
            self._assessed[watch.check.id] += watch.assessed
        faults = tuple(
            sorted((w.noted for w in attempt.watches if w.noted), key=lambda f: f.start_s)
        )
        span = signal.target - signal.start
        repetition = Repetition(
            number=len(self._repetitions) + 1,
            side=side,
            start_s=movement.start_s,
            turn_s=movement.turn_s,
            end_s=movement.end_s,
            range_of_motion_deg=self._range_of_motion(attempt.samples),
            signal=signal.measure,
            signal_start=signal.start + movement.base * span,
            signal_peak=signal.start + movement.peak * span,
            faults=faults,
        )
        return replace(repetition, score=self._score(repetition, movement, attempt, faults))

    def _range_of_motion(self, samples: list[_Sample]) -> float | None:
        """Travel of the main joint angle from rest, degrees; None when half of it was not seen."""
        seen = [s.range_value for s in samples if not math.isnan(s.range_value)]
        if self._range is None or not seen or 2 * len(seen) < len(samples):
            return None
        ends = [min(seen), max(seen)]
        if self._rest is not None:
            ends.append(self._range.read_rest(self._rest, self._seen))
        return max(ends) - min(ends)

    def _metric(
        self, metric: str, movement: Movement, signal: Signal, previous_end: float | None
    ) -> float | None:
        match metric:
            case "duration_s":
                return movement.end_s - movement.start_s
            case "out_s":
                return movement.turn_s - movement.start_s
            case "back_s":
                return movement.end_s - movement.turn_s
            case "pause_s":
                return None if previous_end is None else movement.start_s - previous_end
        trusted = signal.plane != "any"
        return movement.peak if trusted else None

    def _score(
        self,
        repetition: Repetition,
        movement: Movement,
        attempt: _Attempt,
        faults: tuple[FaultSeen, ...],
    ) -> Score:
        reasons = {
            Part.RANGE: "This view does not show the range well.",
            Part.FORM: "No form check could be answered from this view.",
            Part.SYMMETRY: "Both sides move together in this exercise."
            if not self._rule.alternating
            else "It needs repetitions on both sides.",
            Part.SMOOTHNESS: "The repetition was too short to tell.",
        }
        times = np.array([sample.time_s for sample in attempt.samples])
        signal = np.array([sample.progress for sample in attempt.samples])
        seen = repetition.range_of_motion_deg is not None
        judged = any(watch.assessed for watch in attempt.watches)
        parts: dict[Part, float | None] = {
            Part.RANGE: range_part(movement.peak) if seen else None,
            Part.FORM: form_part(faults) if judged else None,
            Part.TEMPO: tempo_part(max(repetition.duration_s, 0.1), self._rule.tempo_s),
            Part.SYMMETRY: self._symmetry(repetition),
            Part.SMOOTHNESS: smoothness_part(times, signal, movement.turn_s),
        }
        return combine(parts, REPETITION_WEIGHTS, reasons)

    def _symmetry(self, repetition: Repetition) -> float | None:
        if not self._rule.alternating or repetition.side is None:
            return None
        own = repetition.signal_peak - repetition.signal_start
        others = [
            other.signal_peak - other.signal_start
            for other in self._repetitions
            if other.side not in (None, repetition.side)
        ]
        return symmetry_part(own, statistics.median(others)) if others else None

    def not_assessed(self, view: View) -> Iterable[NotAssessed]:
        """What no repetition could be judged on, and why."""
        if not self._repetitions:
            return
        for check, _ in self._checks:
            if not self._assessed[check.id]:
                yield NotAssessed(check.title, why_not_assessed(check, view.value))
        for part in {part.part for score in self.scores for part in score.parts}:
            if part is Part.SYMMETRY and not self._rule.alternating:
                continue
            same = [p for score in self.scores for p in score.parts if p.part is part]
            if all(p.value is None for p in same):
                yield NotAssessed(part.value, same[0].reason)


def _moved(rule: Confirmation, rest: float, low: float, high: float, share: float) -> bool:
    if rule.fall is not None:
        return rest - low >= share * rule.fall
    return high - rest >= share * (rule.rise or 0.0)
