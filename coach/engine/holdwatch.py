"""Watching a position: how long it was held, how steadily, and in what form."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from coach.engine.checks import (
    TRUST,
    CheckWatch,
    as_read,
    unseen_checks,
    why_not_assessed,
)
from coach.engine.events import Event, FaultNoticed, HoldEnded, HoldProgress, HoldStarted
from coach.engine.exercise import Condition, Exercise
from coach.engine.moment import Moment
from coach.engine.results import (
    FaultSeen,
    Hold,
    NotAssessed,
    Part,
    PartialRepetition,
    Repetition,
    Score,
    Severity,
    Side,
)
from coach.engine.scoring import HOLD_WEIGHTS, combine, hold_parts
from coach.engine.signals import Reader
from poses.angles import MeasureTable
from poses.view import View

SETTLE_S: Final = 0.5
BASELINE_S: Final = 1.0
ENTERING_S: Final = 1.0
GAP_S: Final = 0.7
VISIBLE: Final = 0.2
CHANGED_FRAMES: Final = 5
"""So many frames of the other side begin a new hold."""


@dataclass(slots=True)
class _Attempt:
    """A hold under way."""

    start_s: float
    last_s: float
    watches: list[CheckWatch]
    announced: bool = False
    told_s: int = 0
    tolerable_s: float = 0.0
    baseline: list[list[float]] = field(default_factory=list)
    rest: list[float] | None = None
    steady: list[tuple[float, float]] = field(default_factory=list)
    leaning: list[float] = field(default_factory=list)
    faults: list[FaultSeen] = field(default_factory=list)
    frames: int = 0


class HoldWatch:
    """Times and judges the holds of one set."""

    def __init__(self, exercise: Exercise, table: MeasureTable) -> None:
        assert exercise.hold is not None
        self._exercise = exercise
        self._rule = exercise.hold
        conditions = (*exercise.start.conditions, *exercise.hold.conditions)
        self._conditions = [(rule, Reader(rule, table)) for rule in conditions]
        self._begin = [(rule, Reader(rule, table)) for rule in exercise.hold.begin]
        self._checks = [
            (check, Reader(ref, table)) for check in exercise.checks if (ref := as_read(check))
        ]
        self._side = Reader(self._rule.side_from, table) if self._rule.side_from else None
        self._steady = Reader(self._rule.steady, table) if self._rule.steady else None
        self._report = [Reader(ref, table) for ref in self._rule.report]
        self._reported: dict[str, list[float]] = {}
        self._attempt: _Attempt | None = None
        self._holds: list[Hold] = []
        self._views: Counter[View] = Counter()
        self._assessed: Counter[str] = Counter()

    @property
    def busy(self) -> bool:
        """Whether a position is being held."""
        return self._attempt is not None

    @property
    def held_s(self) -> float:
        """Seconds of the hold under way."""
        return self._attempt.last_s - self._attempt.start_s if self._attempt else 0.0

    @property
    def side(self) -> Side | None:
        """The side of the hold under way."""
        return _side(self._attempt.leaning) if self._attempt else None

    @property
    def repetitions(self) -> tuple[Repetition, ...]:
        """None: this exercise is held."""
        return ()

    @property
    def partial_repetitions(self) -> tuple[PartialRepetition, ...]:
        """None: this exercise is held."""
        return ()

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Those that lasted long enough."""
        return tuple(self._holds)

    @property
    def measurements(self) -> dict[str, float]:
        """Median of each reported measure while holding, by name."""
        return {name: statistics.median(values) for name, values in self._reported.items()}

    @property
    def scores(self) -> list[Score]:
        """Score of each hold."""
        return [self._score(hold) for hold in self._holds]

    @property
    def usable_share(self) -> float:
        """All of a hold was seen: out of sight is out of the position."""
        return 1.0 if self._holds else 0.0

    @property
    def main_view(self) -> View | None:
        """The view of most of the holding."""
        return self._views.most_common(1)[0][0] if self._views else None

    def unseen(self, time_s: float, events: list[Event]) -> None:
        """A frame that shows nothing of the position: a hold last seen too long ago is over."""
        self._left(time_s, max(self._rule.grace_s, GAP_S), events)

    def interrupt(self, time_s: float, events: list[Event]) -> None:
        """The picture was cut or the body changed."""
        self._end(time_s, events)

    def finish(self, time_s: float, events: list[Event]) -> None:
        """The recording is over."""
        self._end(time_s, events)

    def update(self, moment: Moment, events: list[Event]) -> None:
        """Take in one measured frame."""
        time_s = moment.time_s
        held = self._fits(self._conditions, moment)
        if held is False:
            self._left(time_s, self._rule.grace_s, events)
        else:
            self.unseen(time_s, events)
        if not held:
            return
        if self._attempt and self._side and self._changed_sides(self._attempt, moment):
            self._end(time_s, events)
        if self._attempt is None:
            if not self._fits(self._begin, moment):
                return
            self._attempt = _Attempt(
                time_s, time_s, [CheckWatch(check) for check, _ in self._checks]
            )
        attempt = self._attempt
        step_s, attempt.last_s = time_s - attempt.last_s, time_s
        if not attempt.announced and time_s - attempt.start_s >= SETTLE_S:
            attempt.announced = True
            events.append(HoldStarted(time_s, _side(attempt.leaning)))
        if attempt.announced and int(self.held_s) > attempt.told_s:
            attempt.told_s = int(self.held_s)
            events.append(HoldProgress(time_s, self.held_s))
        self._gather(attempt, moment, step_s, events)

    def _left(self, time_s: float, patience_s: float, events: list[Event]) -> None:
        if self._attempt and time_s - self._attempt.last_s > patience_s:
            self._end(time_s, events)

    @staticmethod
    def _fits(rules: Iterable[tuple[Condition, Reader]], moment: Moment) -> bool | None:
        """None when it can't be seen well enough to say."""
        seen = True
        for rule, reader in rules:
            reading = moment.read(reader)
            if reading.confidence < VISIBLE:
                seen = False
            elif not rule.holds(reading.value):
                return False
        return True if seen else None

    def _gather(
        self, attempt: _Attempt, moment: Moment, step_s: float, events: list[Event]
    ) -> None:
        values, trust, seen = moment.values, moment.confidence, moment.seen
        self._views[seen.view] += 1
        attempt.frames += 1
        if self._side is not None:
            attempt.leaning.append(self._leaning(self._side, moment))
        if attempt.rest is None:
            attempt.baseline.append(values)
            if moment.time_s - attempt.start_s >= BASELINE_S:
                columns = zip(*attempt.baseline, strict=True)
                attempt.rest = [statistics.median(column) for column in columns]
        for reader in self._report:
            reading = reader.read(values, trust, seen)
            if reading.confidence >= TRUST:
                self._reported.setdefault(reader.ref.measure, []).append(reading.value)
        if self._steady is not None:
            reading = self._steady.read(values, trust, seen)
            if reading.confidence >= TRUST:
                attempt.steady.append((moment.time_s, reading.value))
        tolerable = True
        for watch, (check, reader) in zip(attempt.watches, self._checks, strict=True):
            reading = reader.read(values, trust, seen)
            rest = reader.read_rest(attempt.rest, seen) if attempt.rest else None
            fault = watch.watch(moment.time_s, reading, rest if check.relative else None)
            tolerable &= watch.run is None or check.severity is Severity.INFO
            if fault is not None:
                events.append(FaultNoticed(moment.time_s, fault))
        if tolerable:
            attempt.tolerable_s += step_s

    @staticmethod
    def _leaning(reader: Reader, moment: Moment) -> float:
        """Positive to the person's right."""
        picked = reader.picked_side(moment.values)
        return moment.read(reader).value if math.isnan(picked) else picked

    def _changed_sides(self, attempt: _Attempt, moment: Moment) -> bool:
        """Whether the last frames are of the other side than the hold so far."""
        assert self._side is not None
        recent = [*attempt.leaning[-CHANGED_FRAMES:], self._leaning(self._side, moment)]
        settled = len(attempt.leaning) > 2 * CHANGED_FRAMES
        return settled and _side(recent) is not _side(attempt.leaning)

    def _end(self, time_s: float, events: list[Event]) -> None:
        attempt, self._attempt = self._attempt, None
        if attempt is None or attempt.last_s - attempt.start_s < self._rule.minimum_s:
            return
        for watch in attempt.watches:
            self._assessed[watch.check.id] += watch.assessed
        hold = Hold(
            attempt.start_s,
            attempt.last_s,
            _side(attempt.leaning),
            attempt.tolerable_s,
            _steadiness(attempt),
            tuple(watch.noted for watch in attempt.watches if watch.noted),
        )
        self._holds.append(hold)
        events.append(HoldEnded(time_s, hold))

    def _score(self, hold: Hold) -> Score:
        parts = hold_parts(
            hold.duration_s, self._rule.target_s, hold.in_tolerance_s, hold.steadiness_deg
        )
        if self._checks and not any(self._assessed[check.id] for check, _ in self._checks):
            parts[Part.TOLERANCE] = None
        reasons = {
            Part.TOLERANCE: "No form check could be answered from this view.",
            Part.STEADINESS: "This view does not show it well enough.",
        }
        return combine(parts, HOLD_WEIGHTS, reasons)

    def not_assessed(self, view: View) -> Iterable[NotAssessed]:
        """What no hold could be judged on, and why."""
        if not self._holds:
            if view not in (View.UNKNOWN, *self._exercise.camera.views):
                yield from unseen_checks(self._exercise, view)
            return
        for check, _ in self._checks:
            if not self._assessed[check.id]:
                yield NotAssessed(check.title, why_not_assessed(check, view.value))


def _steadiness(attempt: _Attempt) -> float | None:
    """How much the position swayed, as standard deviation; None when it was seen too little.

    Getting into the position and out of it is no swaying.
    """
    if len(attempt.steady) <= 0.5 * attempt.frames:
        return None
    begun, ending = attempt.start_s + ENTERING_S, attempt.last_s - ENTERING_S
    between = [value for time_s, value in attempt.steady if begun <= time_s <= ending]
    values = [value for _, value in attempt.steady]
    return statistics.pstdev(between if len(between) > 1 else values)


def _side(leaning: list[float]) -> Side | None:
    """The side that most of the frames show; None for holds without sides."""
    known = [value for value in leaning if not math.isnan(value)]
    if not known:
        return None
    return Side.RIGHT if statistics.median(known) > 0 else Side.LEFT
