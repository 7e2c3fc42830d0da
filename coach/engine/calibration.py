"""A person's own range out of a set that they have done as far as it was comfortable.

How much of what is asked for they reached is not known before: the set is counted several times,
each time asking for less, until asking for less finds no more.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from coach.engine.exercise import Exercise, Signal
from coach.engine.personal import personalised
from coach.engine.results import Repetition, SetResult, Side
from coach.engine.thresholds import (
    BASELINE,
    HOLD,
    LEAST_WAY,
    MINIMUM,
    MOST_WAY,
    START,
    TARGET,
    thresholds,
)
from coach.engine.tracker import track_set
from coach.engine.way import way_of
from poses.errors import UserFacingError
from poses.track import PoseFrame

ENOUGH: Final = 2
"""So many repetitions at least: one alone may be a chance."""

_ASKED: Final = (1.0, 0.7, 0.5, 0.35, LEAST_WAY)
_OTHER_REST: Final = 0.2
"""Of the own way: a start position nearer than this to the usual one is left as it is."""

_NEARLY: Final = 0.25


class CalibrationError(UserFacingError):
    """A set does not show the person's own range; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a set shows of a person: own values by key, and from how many movements or holds."""

    values: Mapping[str, float]
    seen: int


def calibrate(exercise: Exercise, frames: Iterable[PoseFrame]) -> Calibration:
    """Find the person's own values in a recording, judged by the catalogue's exercise.

    Raises:
        CalibrationError: too little could be seen, or the exercise has no range of its own.
    """
    frames = list(frames)
    if exercise.mode == "guide":
        raise CalibrationError(f"{exercise.name} is guided: the camera can't see your own range.")
    if exercise.hold is not None:
        return calibrated(exercise, track_set(exercise, frames).finish())
    assert exercise.repetitions is not None
    main = exercise.repetitions.signals[0]
    possible = next(known for known in thresholds(exercise) if known.key == TARGET)
    best: SetResult | None = None
    for asked in _ASKED:
        target = min(max(_along(main, asked), possible.low), possible.high)
        easier = personalised(exercise, {TARGET: target})
        result = track_set(easier, frames).finish()
        if best is None or len(result.repetitions) > len(best.repetitions):
            best = result
        elif len(best.repetitions) >= ENOUGH:
            break
    assert best is not None
    return calibrated(exercise, best)


def calibrated(exercise: Exercise, result: SetResult) -> Calibration:
    """The person's own values in a set of this exercise, whatever it was counted with.

    - Counted: the median of how far repetitions went, of the side that goes less far; what counts
      follows in proportion. The start position only if it is clearly another than usual.
    - Held: how long; of a posture what was measured, as the baseline to compare with.

    Raises:
        CalibrationError: the set holds too little.
    """
    if exercise.category == "posture" and result.measurements:
        # Adding zero takes the sign from a zero.
        baseline = {
            f"{BASELINE}{name}": round(value, 2) + 0.0
            for name, value in result.measurements.items()
        }
        return Calibration(baseline, len(result.holds))
    if exercise.hold is not None:
        if not result.holds:
            raise CalibrationError(
                f"No {exercise.name.lower()} was held in this set: do one as long as is "
                "comfortable, and try again."
            )
        longest_s = max(hold.duration_s for hold in result.holds)
        return Calibration({HOLD: float(max(math.floor(longest_s), 1))}, len(result.holds))
    if len(result.repetitions) < ENOUGH:
        raise CalibrationError(
            f"Too few repetitions of {exercise.name.lower()} could be seen in this set: do three "
            "as far as is comfortable, with your whole body in the picture, and try again."
        )
    return Calibration(_range(exercise, result.repetitions), len(result.repetitions))


def _range(exercise: Exercise, repetitions: Sequence[Repetition]) -> dict[str, float]:
    assert exercise.repetitions is not None
    main = exercise.repetitions.signals[0]
    reached = [_reached(exercise, rep) for rep in repetitions]
    start = statistics.median(begun for begun, _ in reached)
    sides: dict[Side | None, list[float]] = {}
    for rep, (_, done) in zip(repetitions, reached, strict=True):
        sides.setdefault(rep.side, []).append(done)
    end = min(statistics.median(done) for done in sides.values())
    end = min(max(end, LEAST_WAY), MOST_WAY)
    if abs(start) < _OTHER_REST * (end - start) or end - start < LEAST_WAY:
        start = 0.0
    values = {TARGET: _comfortable(main, end)}
    if start:
        known = next(each for each in thresholds(exercise) if each.key == START)
        values[START] = min(max(_comfortable(main, start), known.low), known.high)
    share = (values[TARGET] - values.get(START, main.start)) / (main.target - main.start)
    values[MINIMUM] = round(main.minimum * min(share, 1.0), _digits(main))
    return values


def _reached(exercise: Exercise, repetition: Repetition) -> tuple[float, float]:
    """From where to where it went on the way of the main signal, whichever it was counted on.

    What another signal is at rest tells nothing of the main one: only its change does.
    """
    assert exercise.repetitions is not None
    signals = exercise.repetitions.signals
    main = signals[0]
    counted = next((each for each in signals if each.measure == repetition.signal), main)
    if counted is main:
        return main.progress(repetition.signal_start), main.progress(repetition.signal_peak)
    share = abs(repetition.signal_peak - repetition.signal_start) / abs(
        counted.target - counted.start
    )
    line = way_of(exercise).line(counted, counted.views, of_rest=counted.of_rest)
    return 0.0, line.where_share(share) if line.moves else share


def _along(signal: Signal, done: float) -> float:
    return signal.start + done * (signal.target - signal.start)


def _comfortable(signal: Signal, done: float) -> float:
    """The value there, rounded towards the start: what was reached, and no more."""
    step: float = 10.0 ** -_digits(signal)
    value, least = _along(signal, done) / step, _along(signal, LEAST_WAY) / step
    if signal.target > signal.start:
        rounded = math.floor(value + _NEARLY)
        return step * (max(rounded, math.ceil(least)) if done >= LEAST_WAY else rounded)
    rounded = math.ceil(value - _NEARLY)
    return step * (min(rounded, math.floor(least)) if done >= LEAST_WAY else rounded)


def _digits(signal: Signal) -> int:
    return 0 if signal.unit == "deg" and not signal.of_rest else 2
