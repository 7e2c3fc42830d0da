"""The values of an exercise that may be a person's own, and what each of them can be.

The main signal is the first one in the exercise's file: the keys ``target``, ``start`` and
``minimum`` are in its unit, whichever signal a repetition is counted on. The bounds are
engineering defaults: less movement can't be told from swaying, and more is no measurement.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from coach.engine.exercise import Check, Exercise, Repetitions

LEAST_WAY: Final = 0.25
"""Of the exercise's own way from start to target: less can't be told from swaying."""

MOST_WAY: Final = 1.5
LEAST_MINIMUM: Final = 0.1
LONGEST_HOLD_S: Final = 600.0
_OFF_START: Final = 0.5
_NEARLY: Final = 1e-6
_QUICKEST_S: Final = 0.3
_UNITS: Final = {"deg": "degrees", "s": "seconds", "m": "metres", "ratio": "of body size"}
_MOST: Final = {"deg": 180.0, "m": 2.0, "s": 120.0}
_MOST_ELSEWISE: Final = 3.0

TARGET: Final = "target"
START: Final = "start"
MINIMUM: Final = "minimum"
HOLD: Final = "hold_s"
TEMPO_MIN: Final = "tempo_min_s"
TEMPO_MAX: Final = "tempo_max_s"
BASELINE: Final = "baseline."
"""Keys that begin so keep a person's own posture; they change no threshold."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One value: what it is, what the exercise's file says, and from ``low`` to ``high`` what it
    may be for a person; all in ``unit``.
    """

    key: str
    title: str
    unit: str
    value: float
    low: float
    high: float

    @property
    def unit_words(self) -> str:
        """The unit as it is said."""
        return _UNITS.get(self.unit, self.unit)

    def say(self, value: float) -> str:
        """A value of it as people read it."""
        return f"{figure(value)} {self.unit_words}".strip()


def figure(value: float) -> str:
    """A number with as many digits as matter."""
    return f"{value:.0f}" if abs(value) >= 20 else f"{value:.2f}".rstrip("0").rstrip(".")


def check_key(check_id: str) -> str:
    """The key of a check's limit."""
    return f"check.{check_id}.limit"


def thresholds(exercise: Exercise) -> tuple[Threshold, ...]:
    """All values of an exercise that may be a person's own; none for a guided one."""
    found: list[Threshold] = []
    if exercise.repetitions is not None:
        found += _of_movement(exercise.repetitions)
    if exercise.hold is not None:
        target_s = exercise.hold.target_s
        found.append(Threshold(HOLD, "how long to hold", "s", target_s, 1.0, LONGEST_HOLD_S))
    if exercise.mode != "guide":
        found += [_of_check(check) for check in exercise.checks]
    return tuple(found)


def _of_movement(rule: Repetitions) -> list[Threshold]:
    main = rule.signals[0]
    way = main.target - main.start
    unit = "of the value at rest" if main.of_rest else main.unit
    whole = main.unit == "deg" and not main.of_rest
    ends = _between(main.start + LEAST_WAY * way, main.start + MOST_WAY * way, whole=whole)
    off = _OFF_START * way
    around = _between(main.start - off, main.start + off, whole=whole)
    if min(main.start, main.target) >= 0.0:
        around = (max(around[0], 0.0), around[1])
    counting = _between(LEAST_MINIMUM * abs(way), MOST_WAY * abs(way), whole=whole)
    quick, slow = rule.tempo_s
    last = rule.maximum_s
    found = [
        Threshold(TARGET, f"{main.title} of a full repetition", unit, main.target, *ends),
        Threshold(START, f"{main.title} in the start position", unit, main.start, *around),
        Threshold(MINIMUM, f"change of {main.title} that counts", unit, main.minimum, *counting),
        Threshold(TEMPO_MIN, "quickest calm repetition", "s", quick, _QUICKEST_S, last),
        Threshold(TEMPO_MAX, "slowest calm repetition", "s", slow, _QUICKEST_S, last),
    ]
    if rule.hold_s is not None:
        found.append(
            Threshold(HOLD, "how long to hold each", "s", rule.hold_s, 1.0, LONGEST_HOLD_S)
        )
    return found


def _between(one: float, other: float, *, whole: bool) -> tuple[float, float]:
    """From the lower to the higher, rounded inwards: what is said to be possible is."""
    size = 1 if whole else 100
    low, high = sorted((one * size, other * size))
    return math.ceil(low - _NEARLY) / size, math.floor(high + _NEARLY) / size


def _of_check(check: Check) -> Threshold:
    unit = check.measure.unit if check.measure else "" if check.metric == "peak" else "s"
    most = max(_MOST.get(unit, _MOST_ELSEWISE), abs(check.threshold))
    signed = check.measure is not None and not check.measure.absolute
    side = "above" if check.above is not None else "below"
    title = f"{check.title}, found {side}"
    return Threshold(
        check_key(check.id), title, unit, check.threshold, -most if signed else 0.0, most
    )
