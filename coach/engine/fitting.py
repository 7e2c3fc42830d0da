"""Bringing what asks for movement down to a person's own way.

Every demand of an exercise is met somewhere on the reference movement's way from start to far end.
For a person whose own way is shorter it is to be met at the same part of their own way, and the
reference tells what the measure is there.
"""

from __future__ import annotations

from typing import Final

from coach.engine.exercise import (
    Check,
    Condition,
    Confirmation,
    Exercise,
    MeasureRef,
    Repetitions,
    Signal,
)
from coach.engine.way import way_of
from poses.view import View

_MOST_SWAY: Final = 0.45
_LEAST_COUNTED: Final = 0.4
"""Of what counts on another signal: less can't be told from other movements.

Somebody whose own way shows less than that in another view is not counted from there.
"""

_LEAST_CONFIRMED: Final = 0.3
"""Of what a confirmation asks for."""

_STEPS: Final = tuple(step / 200 for step in range(201))
_SLACK: Final = 1e-9


class Fitting:
    """Fits one exercise to a person whose main signal is ``own``."""

    def __init__(self, exercise: Exercise, own: Signal) -> None:
        assert exercise.repetitions is not None
        main = exercise.repetitions.signals[0]
        self._own = own
        self._way = way_of(exercise)
        self._start = main.progress(own.start)
        self._end = min(main.progress(own.target), 1.0)
        share = (own.target - own.start) / (main.target - main.start)
        self._counting = own.minimum / (main.minimum * min(share, 1.0))

    @property
    def _less(self) -> bool:
        """Whether the person's own way is shorter than the exercise's."""
        return self._end - self._start < 1.0 - _SLACK

    def _mine(self, done: float) -> float:
        """Where on the exercise's way the person is who has done so much of their own."""
        return self._start + done * (self._end - self._start)

    def repetitions(self, rule: Repetitions) -> Repetitions:
        """All rules of the counting."""
        others = tuple(self._signal(signal) for signal in rule.signals[1:])
        changes: dict[str, object] = {"signals": (self._own, *others)}
        if self._less:
            changes |= {
                "confirm": tuple(self._confirmation(each) for each in rule.confirm),
                "turn_conditions": tuple(self._condition(each) for each in rule.turn_conditions),
                # The same sway of the body is more of a shorter way.
                "sway": min(rule.sway / (self._end - self._start), _MOST_SWAY),
            }
        return rule.model_copy(update=changes)

    def check(self, check: Check) -> Check:
        """A check that finds the movement too small asks for less; any other stays as it is."""
        if not self._less or check.measure is None or check.phase != "turn":
            return check
        # A fault above the limit means that less is asked for.
        name = "above" if check.above is not None else "below"
        limit = self._asked(
            check.measure, check.threshold, more=name == "below", relative=check.relative
        )
        return check.model_copy(update={name: limit})

    def _signal(self, signal: Signal) -> Signal:
        """A signal for other views: as much of its way as belongs to the main signal's."""
        way = signal.target - signal.start
        line = self._way.line(signal, signal.views, of_rest=signal.of_rest)
        if not self._less or not line.moves:
            minimum = min(signal.minimum * self._counting, abs(way))
            return signal.model_copy(update={"minimum": minimum})
        first = line.share(self._start)
        asked = signal.minimum / abs(way)
        counts = line.share(self._mine(line.where_share(asked))) - first
        share = max(counts * self._counting, _LEAST_COUNTED * asked)
        span = max(line.share(self._end) - first, share)
        start = signal.start if signal.of_rest else signal.start + first * way
        return signal.model_copy(
            update={"start": start, "target": start + span * way, "minimum": share * abs(way)}
        )

    def _confirmation(self, rule: Confirmation) -> Confirmation:
        line = self._way.line(rule, rule.views, of_rest=rule.of_rest)
        asked = rule.rise if rule.rise is not None else -(rule.fall or 0.0)
        if not line.moves or (line.at(1.0) - line.at(0.0)) * asked <= 0:
            return rule
        rest = line.at(self._start)
        change = abs(line.at(self._mine(line.where(line.at(0.0) + asked))) - rest)
        if rule.of_rest:
            change /= max(rest, 1e-6)
        name = "rise" if rule.rise is not None else "fall"
        least = _LEAST_CONFIRMED * abs(asked)
        return rule.model_copy(update={name: max(min(change, abs(asked)), least)})

    def _condition(self, rule: Condition) -> Condition:
        limits = {
            name: self._asked(rule, limit, rule.views, more=more, relative=rule.relative)
            for name, limit, more in (("below", rule.below, False), ("above", rule.above, True))
            if limit is not None
        }
        return rule.model_copy(update=limits)

    def _asked(
        self,
        ref: MeasureRef,
        limit: float,
        views: tuple[View, ...] = (),
        *,
        more: bool,
        relative: bool,
    ) -> float:
        """A limit that is passed on the way only, moved to where the person's own way passes it.

        ``more`` asks for a value above it. One that is kept from the start on is about form.
        """
        signed = ref.model_copy(update={"absolute": False}) if relative else ref
        line = self._way.line(signed, views)

        def judged(done: float, rest: float) -> float:
            """What is compared with the limit where so much is done."""
            if not relative:
                return line.at(done)
            change = line.at(done) - line.at(rest)
            return abs(change) if ref.absolute else change

        met = [(judged(done, 0.0) > limit) == more for done in _STEPS]
        if not line.moves or met[0] or not met[-1]:
            return limit
        mine = judged(self._mine(_STEPS[met.index(True)]), self._start)
        return min(mine, limit) if more else max(mine, limit)
