"""Watching a set of repetitions: counts them, confirms them, has them judged."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Final

from coach.engine.attempt import Attempt, Sample, StartPosition, Straying
from coach.engine.checks import CheckWatch, as_read
from coach.engine.confirming import COUNTABLE, Confirming
from coach.engine.events import (
    Event,
    FaultNoticed,
    HeldEnough,
    HoldProgress,
    Ready,
    RepCompleted,
    RepRejected,
    RepStarted,
    RepTurned,
)
from coach.engine.exercise import Exercise, Signal
from coach.engine.judging import RepetitionJudge
from coach.engine.moment import Moment
from coach.engine.repetitions import PARTIAL_SHARE, Limits, Movement, RepetitionCounter, State
from coach.engine.results import Hold, NotAssessed, PartialRepetition, Repetition, Score, Side
from coach.engine.signals import Reader, Reading
from poses.angles import MeasureTable
from poses.view import View

USABLE: Final = 0.35
BEYOND_START: Final = -0.15
"""Beyond the start position is at rest, too: hands that hold a box, a step back."""

_REASONS: Final = {
    "small": "not far enough",
    "quick": "too quick to be a repetition",
    "long": "took too long",
    "rested": "stayed at the far end, as in a rest",
    "interrupted": "broken off: the body could not be followed",
}


class RepetitionWatch:
    """Counts and judges the repetitions of one set."""

    def __init__(self, exercise: Exercise, table: MeasureTable) -> None:
        assert exercise.repetitions is not None
        self._exercise = exercise
        self._rule = exercise.repetitions
        self._signals = [(signal, Reader(signal, table)) for signal in self._rule.signals]
        self._checks = [
            (check, Reader(ref, table) if (ref := as_read(check)) else None)
            for check in exercise.checks
        ]
        self._side = Reader(self._rule.side_from, table) if self._rule.side_from else None
        self._confirming = Confirming(exercise, table)
        self._judge = RepetitionJudge(exercise, table)
        self._active: tuple[Signal, Reader] | None = None
        self._counter = self._new_counter(self._signals[0][0])
        self._rest = StartPosition()
        self._straying = Straying(self._rule.turning_max_deg)
        self._attempt: Attempt | None = None
        self._repetitions: list[Repetition] = []
        self._partials: list[PartialRepetition] = []
        self._views: Counter[View] = Counter()
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

    def not_assessed(self, view: View) -> Iterable[NotAssessed]:
        """What no repetition could be judged on, and why."""
        return self._judge.not_assessed(view, self._repetitions)

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
        if broken is not None:
            self._end(broken, time_s, events)
        self._rest.forget()

    def finish(self, time_s: float, events: list[Event]) -> None:
        """The recording is over."""
        last = self._counter.finish()
        if last is not None:
            self._end(last, time_s, events)

    def update(self, moment: Moment, events: list[Event]) -> None:
        """Take in one measured frame."""
        if not self.busy:
            self._choose_signal(moment.seen.view)
        if self._active is None:
            self.unseen(moment.time_s, events)
            return
        signal, reader = self._active
        reading = moment.read(reader)
        progress = self._progress(signal, reading, moment.time_s)
        in_position = self._confirming.in_position(moment)
        if self.busy and self._straying.noticed(
            moment, progress, in_position=in_position and signal.of_rest
        ):
            self.interrupt(moment.time_s, events)
            return
        step = self._counter.update(moment.time_s, progress, in_position or self.busy)
        if step.ready:
            self._rest.forget()
            events.append(Ready(moment.time_s))
        if step.ended is not None:
            self._end(step.ended, moment.time_s, events)
        if step.started:
            self._attempt = Attempt([CheckWatch(check) for check, _ in self._checks])
            self._straying.begin()
            events.append(RepStarted(moment.time_s, None))
        if self.busy and self._attempt is not None and not math.isnan(progress):
            self._attempt.samples.append(Sample(moment, progress, reading.confidence))
            self._check(self._attempt, moment, progress, events)
            if self._rule.hold_s is not None and self._counter.state is State.OUT:
                self._tell_hold(self._attempt, self._rule.hold_s, moment.time_s, events)
        if step.turned and self._attempt is not None:
            events.append(RepTurned(moment.time_s, self._side_of(self._attempt)))
            self._judge_turn(self._attempt, moment.time_s, events)
        if self._counter.state is State.REST:
            self._rest.remember(moment)

    def _tell_hold(
        self, attempt: Attempt, target_s: float, time_s: float, events: list[Event]
    ) -> None:
        """Tell how long the far end is being held."""
        assert self._active is not None
        base = self._counter.base
        if attempt.peak - base < self._active[0].minimum_progress:
            return
        held_s = attempt.held_s(base)
        if not attempt.held_enough and int(held_s) > attempt.told_s:
            attempt.told_s = int(held_s)
            events.append(HoldProgress(time_s, held_s))
        if not attempt.held_enough and held_s >= target_s:
            attempt.held_enough = True
            events.append(HeldEnough(time_s, held_s))

    def _progress(self, signal: Signal, reading: Reading, time_s: float) -> float:
        if reading.confidence < COUNTABLE:
            return math.nan
        value = reading.value
        if signal.of_rest:
            state = self._counter.state
            value = self._rest.share(
                value, time_s, waiting=state is State.WAITING, resting=state is State.REST
            )
        return max(signal.progress(value), BEYOND_START)

    def _choose_signal(self, view: View) -> None:
        chosen = next((pair for pair in self._signals if view in pair[0].views), None)
        if chosen is self._active:
            return
        self._active = chosen
        if chosen is not None:
            self._counter = self._new_counter(chosen[0])

    def _check(
        self, attempt: Attempt, moment: Moment, progress: float, events: list[Event]
    ) -> None:
        phase = "out" if self._counter.state is State.OUT else "back"
        for watch, (check, reader) in zip(attempt.watches, self._checks, strict=True):
            if reader is None:
                continue
            reading = moment.read(reader)
            rest = self._rest.read(reader, moment) if check.relative else None
            if check.phase == "turn":
                watch.at_turn(moment.time_s, progress, reading, rest)
            elif check.phase in ("any", phase):
                fault = watch.watch(moment.time_s, reading, rest)
                if fault is not None:
                    events.append(FaultNoticed(moment.time_s, fault))

    def _judge_turn(self, attempt: Attempt, time_s: float, events: list[Event]) -> None:
        for watch in attempt.watches:
            if watch.check.phase == "turn" and watch.noted is None:
                fault = watch.judge_turn(self._counter.base, attempt.peak)
                if fault is not None:
                    events.append(FaultNoticed(time_s, fault))

    def _side_of(self, attempt: Attempt) -> Side | None:
        if not self._rule.alternating or self._active is None:
            return None
        side, signal_reader = self._side, self._active[1]
        at_start = self._rule.side_at == "start"
        if side is not None:
            return attempt.side(lambda moment: moment.read(side).value, at_start=at_start)
        return attempt.side(
            lambda moment: signal_reader.picked_side(moment.values), at_start=at_start
        )

    def _end(self, movement: Movement, time_s: float, events: list[Event]) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is None or not attempt.samples or self._active is None:
            return
        if movement.reason:
            self._note_partial(movement, attempt, time_s, events)
            return
        if not self._confirming.confirmed(attempt, movement, self._rest):
            return
        self._usable += sum(sample.confidence >= USABLE for sample in attempt.samples)
        self._frames += len(attempt.samples) + attempt.unseen
        self._views.update(attempt.views)
        repetition = self._judge.judge(
            movement,
            attempt,
            self._rest,
            self._active[0],
            self._side_of(attempt),
            self._repetitions,
        )
        self._repetitions.append(repetition)
        events.append(RepCompleted(time_s, repetition))

    def _note_partial(
        self, movement: Movement, attempt: Attempt, time_s: float, events: list[Event]
    ) -> None:
        assert self._active is not None
        fraction = movement.travel / self._active[0].minimum_progress
        if fraction < PARTIAL_SHARE:
            return
        if not self._confirming.confirmed(attempt, movement, self._rest, PARTIAL_SHARE):
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
