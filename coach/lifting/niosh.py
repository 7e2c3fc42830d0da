"""The revised NIOSH lifting equation: what nearly all healthy workers could lift in a task.

A figure for learning about loads. It says nothing about somebody with back pain, and it does not
cover every lift: see ``Situation``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coach.lifting.equation import Equation, equation
from poses.errors import UserFacingError


class LiftingTaskError(UserFacingError, ValueError):
    """A figure of the task can't be: the message says which and what is possible."""


class Duration(StrEnum):
    """How long the lifting goes on: up to 1, 2 or 8 hours, with the rest that belongs to it."""

    SHORT = "short"
    MODERATE = "moderate"
    LONG = "long"


class Grip(StrEnum):
    """How well the hands hold the load (the coupling)."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class Situation(StrEnum):
    """What the equation does not cover: with any of these there is no figure to give."""

    ONE_HAND = "one_hand"
    SEATED = "seated"
    UNSTABLE = "unstable"
    CRAMPED = "cramped"
    OVER_EIGHT_HOURS = "over_eight_hours"
    WHILE_CARRYING = "while_carrying"
    SLIPPERY = "slippery"
    HOT_OR_COLD = "hot_or_cold"
    FAST = "fast"


@dataclass(frozen=True, slots=True)
class Place:
    """The hands at one end of a lift.

    ``reach_cm`` (H) from the middle of the ankles to below the hands, ``height_cm`` (V) of the
    hands above the floor, ``asymmetry_deg`` (A) of the load to either side of straight ahead.
    """

    reach_cm: float
    height_cm: float
    asymmetry_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Task:
    """A lifting task. ``careful_end``: the load is held, placed or gripped anew at the end."""

    load_kg: float
    start: Place
    end: Place
    lifts_per_minute: float = 0.2
    duration: Duration = Duration.SHORT
    grip: Grip = Grip.FAIR
    careful_end: bool = False

    @property
    def travel_cm(self) -> float:
        """How far the hands go up or down (D)."""
        return abs(self.end.height_cm - self.start.height_cm)


@dataclass(frozen=True, slots=True)
class Multipliers:
    """The six shares, each 0..1, in the order of the equation."""

    horizontal: float
    vertical: float
    distance: float
    asymmetry: float
    frequency: float
    coupling: float

    @property
    def product(self) -> float:
        """All of them together, 0..1."""
        return (
            self.horizontal
            * self.vertical
            * self.distance
            * self.asymmetry
            * self.frequency
            * self.coupling
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """Recommended weight limit in kg, and the lifting index: the load divided by the limit.

    ``index`` is None where the limit is zero: the equation then allows no load at all.
    ``multipliers`` belong to the end of the lift with the lower limit.
    """

    limit_kg: float
    index: float | None
    multipliers: Multipliers


@dataclass(frozen=True, slots=True)
class CameraError:
    """How far measured places may be off, plus or minus."""

    reach_cm: float
    height_cm: float
    asymmetry_deg: float

    @classmethod
    def usual(cls) -> CameraError:
        """Of a single camera from the side."""
        usual = equation().camera_error
        return cls(usual.reach_cm, usual.height_cm, usual.asymmetry_deg)


NO_ERROR: Final = CameraError(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Range:
    """The outcome as measured, and between what it lies for the errors of the measurement.

    ``index_high`` is None where the limit may be zero.
    """

    measured: Outcome
    limit_low_kg: float
    limit_high_kg: float
    index_low: float | None
    index_high: float | None


def evaluate(task: Task) -> Outcome:
    """The outcome of a task whose figures are exact.

    Raises:
        LiftingTaskError: a figure is negative or no number.
    """
    return evaluate_range(task, NO_ERROR).measured


def evaluate_range(task: Task, error: CameraError) -> Range:
    """The outcome, and the bounds that hold wherever the true places lie within the error.

    Raises:
        LiftingTaskError: a figure is negative or no number.
    """
    _refuse(task, error)
    known = equation()
    ends = [task.start, task.end] if task.careful_end else [task.start]
    shares = [_shares(known, task, place, NO_ERROR) for place in ends]
    lowest = min((pair[0] for pair in shares), key=lambda share: share.product)
    measured = _outcome(known, task.load_kg, lowest)
    spread = [_shares(known, task, place, error) for place in ends]
    low_kg = known.load_constant_kg * min(low.product for low, _ in spread)
    high_kg = known.load_constant_kg * min(high.product for _, high in spread)
    return Range(
        measured=measured,
        limit_low_kg=low_kg,
        limit_high_kg=high_kg,
        index_low=task.load_kg / high_kg if high_kg > 0 else None,
        index_high=task.load_kg / low_kg if low_kg > 0 else None,
    )


def _outcome(known: Equation, load_kg: float, share: Multipliers) -> Outcome:
    limit_kg = known.load_constant_kg * share.product
    return Outcome(limit_kg, load_kg / limit_kg if limit_kg > 0 else None, share)


def _shares(
    known: Equation, task: Task, place: Place, error: CameraError
) -> tuple[Multipliers, Multipliers]:
    """The least and the greatest multipliers for this end of the lift."""
    reach = _around(place.reach_cm, error.reach_cm)
    height = _around(place.height_cm, error.height_cm)
    travel = _around(task.travel_cm, 2.0 * error.height_cm)
    aside = _around(place.asymmetry_deg, error.asymmetry_deg)
    origin = _around(task.start.height_cm, error.height_cm)
    best_cm = min(max(known.vertical.best_cm, height[0]), height[1])
    each = (
        [known.horizontal_at(cm) for cm in reach],
        [known.vertical_at(cm) for cm in (*height, best_cm)],
        [known.distance_at(cm) for cm in travel],
        [known.asymmetry_at(deg) for deg in aside],
        [known.frequency_at(task.lifts_per_minute, task.duration, cm) for cm in origin],
        [known.coupling_at(task.grip, cm) for cm in height],
    )
    return Multipliers(*(min(v) for v in each)), Multipliers(*(max(v) for v in each))


def _around(value: float, error: float) -> tuple[float, float]:
    return max(value - error, 0.0), value + error


def _refuse(task: Task, error: CameraError) -> None:
    figures = {
        "the load": task.load_kg,
        "the lifts a minute": task.lifts_per_minute,
        "the error of the reach": error.reach_cm,
        "the error of the height": error.height_cm,
        "the error of the angle": error.asymmetry_deg,
    }
    for name, place in (("start", task.start), ("end", task.end)):
        figures[f"the reach at the {name}"] = place.reach_cm
        figures[f"the height at the {name}"] = place.height_cm
        figures[f"the angle at the {name}"] = place.asymmetry_deg
    for name, value in figures.items():
        if not (math.isfinite(value) and value >= 0):
            raise LiftingTaskError(f"Please give {name} as a number from 0 upwards.")
