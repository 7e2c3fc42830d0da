"""When a lift really begins, is at its lowest, and ends: from the height of the hands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.lifting.footage import FPS
from coach.lifting.lift import Kind
from coach.lifting.limits import Limits

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of a lift: first movement, first and last row at the lowest point, last movement."""

    start: int
    low_from: int
    low_until: int
    end: int

    def loaded(self, kind: Kind) -> slice:
        """The rows in which the hands hold the load; the whole lift where nobody can tell."""
        if kind is Kind.PICKED_UP:
            return slice(self.low_until, self.end + 1)
        if kind is Kind.PUT_DOWN:
            return slice(self.start, self.low_from + 1)
        return slice(self.start, self.end + 1)


def vertical_speed(height: Array) -> Array:
    """Of a height in metres: metres per second upwards, (n,)."""
    return np.asarray(np.gradient(height) * FPS)


def span_of(height: Array, speed: Array, start: int, end: int, known: Limits) -> Span:
    """The lift around the first and last row that the counting gave.

    The counting says when the hands pass a limit; here the lift goes from the moment at which the
    body leaves its rest to the moment at which it comes to rest again. ``height`` (n,) of the
    hands and ``speed`` (n,) of what moves fastest, metres and metres per second.
    """
    lowest = start + int(np.argmin(height[start : end + 1]))
    lowest = min(max(lowest, 1), len(height) - 2)
    down = _still(speed[: lowest + 1], known)
    up = _still(speed[lowest:], known)
    first = _leaves_rest(speed[: lowest + 1] < down, min(start, lowest), lowest)
    last = lowest + _comes_to_rest(speed[lowest:] < up, max(end - lowest, 1))
    way = min(height[first], height[last]) - height[lowest]
    room = max(known.lift.bottom_share * float(way), known.lift.bottom_m)
    near = height <= height[lowest] + room
    low_from, low_until = lowest, lowest
    while low_from > first and near[low_from - 1]:
        low_from -= 1
    while low_until < last and near[low_until + 1]:
        low_until += 1
    return Span(first, low_from, low_until, last)


def _still(speed: Array, known: Limits) -> float:
    return max(known.lift.still_m_s, known.lift.still_share * float(np.nanmax(speed)))


def _leaves_rest(still: NDArray[np.bool_], at: int, lowest: int) -> int:
    """From the counted beginning back to the last moment of rest, or on to it."""
    row = at
    if still[row]:
        while row < lowest and still[row]:
            row += 1
        return max(row - 1, 0) if row < lowest else at
    while row > 0 and not still[row]:
        row -= 1
    return row


def _comes_to_rest(still: NDArray[np.bool_], at: int) -> int:
    """From the counted end on to the first moment of rest, or back to it."""
    row = min(at, len(still) - 1)
    if still[row]:
        while row > 1 and still[row - 1]:
            row -= 1
        return row if row > 1 else at
    while row < len(still) - 1 and not still[row]:
        row += 1
    return row


def kind_of(height: Array, span: Span, stature_m: float, known: Limits) -> Kind:
    """Whether the hands ended higher or lower than they began."""
    gain = float(height[span.end] - height[span.start])
    if abs(gain) <= known.lift.carry_share * stature_m:
        return Kind.DOWN_AND_UP
    return Kind.PICKED_UP if gain > 0 else Kind.PUT_DOWN
