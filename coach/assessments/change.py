"""Whether two results differ by more than measuring does by itself."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coach.assessments.protocol import Quantity

SPREADS: Final = 2.0
"""A change below so many standard deviations within one sitting is noise; the project's default."""


class Direction(StrEnum):
    """What has become of a value."""

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Result:
    """A value as it was kept: its error, and the spread of its attempts where it had several."""

    value: float
    error: float | None = None
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """From one result to another: ``amount`` and the ``threshold`` that it must pass."""

    direction: Direction
    amount: float
    threshold: float
    words: str


def detectable(quantity: Quantity, baseline: Result, now: Result) -> float:
    """The least difference that is more than measuring: the largest of all that is known.

    That is the published smallest change, the errors of both results together, and twice the
    spread within a sitting.
    """
    usual = quantity.error.value
    errors = (usual if result.error is None else result.error for result in (baseline, now))
    spreads = [result.spread or 0.0 for result in (baseline, now)]
    published = quantity.change.value if quantity.change else 0.0
    return max(published, math.hypot(*errors), SPREADS * max(spreads))


def change(quantity: Quantity, baseline: Result, now: Result) -> Change:
    """What has become of a value; no change where it might as well be the measuring."""
    amount = now.value - baseline.value
    threshold = detectable(quantity, baseline, now)
    if abs(amount) <= threshold:
        words = "No change beyond measurement error."
        return Change(Direction.SAME, amount, threshold, words)
    size = in_unit(quantity, abs(amount))
    if quantity.better is None:
        more = "more" if amount > 0 else "less"
        words = f"Different by {size} ({more}): neither good nor bad by itself."
        return Change(Direction.DIFFERENT, amount, threshold, words)
    if (amount > 0) == (quantity.better == "higher"):
        return Change(Direction.BETTER, amount, threshold, f"Better by {size}.")
    words = f"Less by {size}." if quantity.better == "higher" else f"Up by {size}."
    words += " Days differ: repeat it when you feel as usual, and show it to your therapist."
    return Change(Direction.WORSE, amount, threshold, words)


def in_unit(quantity: Quantity, value: float) -> str:
    """A figure with its unit, as people say it."""
    shown = f"{value:.{quantity.decimals}f}"
    if shown == "1" and quantity.one_unit:
        return f"1 {quantity.one_unit}"
    return f"{shown}{quantity.unit}" if quantity.unit == "°" else f"{shown} {quantity.unit}"
