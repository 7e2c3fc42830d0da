"""The figures themselves: pure functions of counts, spans and series."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Span = tuple[float, float]
"""Start and end, seconds."""


def count_error(counted: int, low: int, high: int) -> int:
    """Repetitions too many (positive) or too few (negative); 0 inside ``low..high``.

    Raises:
        ValueError: ``low`` is greater than ``high``.
    """
    if low > high:
        raise ValueError(f"the range of right counts is empty: {low}..{high}")
    return max(counted - high, 0) - max(low - counted, 0)


def mean_absolute_error(errors: Sequence[int]) -> float | None:
    """Mean size of the errors, in repetitions per clip; None without any clip."""
    return statistics.fmean(abs(error) for error in errors) if errors else None


def off_by_one_accuracy(errors: Sequence[int]) -> float | None:
    """Share (0..1) of clips counted right or wrong by one; None without any clip."""
    return statistics.fmean(abs(error) <= 1 for error in errors) if errors else None


def overlap_s(a: Span, b: Span) -> float:
    """Seconds that two spans have in common."""
    return max(0.0, min(a[1], b[1]) - max(a[0], b[0]))


def matched(found: Sequence[Span], expected: Sequence[Span]) -> list[tuple[int, int]]:
    """Index pairs (found, expected) of spans that mean the same repetition.

    The pair with the largest overlap first, each span at most once; a pair must share at least
    half of the shorter span.
    """
    pairs = [
        (overlap_s(a, b), i, j)
        for i, a in enumerate(found)
        for j, b in enumerate(expected)
        if overlap_s(a, b) >= 0.5 * min(a[1] - a[0], b[1] - b[0]) > 0
    ]
    taken_found: set[int] = set()
    taken_expected: set[int] = set()
    chosen = []
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in taken_found and j not in taken_expected:
            taken_found.add(i)
            taken_expected.add(j)
            chosen.append((i, j))
    return sorted(chosen)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A measured series against the truth, in the unit of the series.

    ``mae`` mean absolute error, ``bias`` mean of measured minus true, ``samples`` compared.
    """

    mae: float
    bias: float
    samples: int


def agreement(
    time_s: Array, measured: Array, true_time_s: Array, true_values: Array
) -> Agreement | None:
    """Compare ``measured`` (n,) at ``time_s`` with the truth, interpolated at the same times.

    Moments outside the truth's time, next to an unknown (NaN) truth, or without a measured value
    are left out; None when nothing remains.
    """
    if not len(true_time_s) or not len(time_s):
        return None
    # np.interp carries a NaN to both of its neighbours, which is what is wanted
    truth = np.interp(time_s, true_time_s, true_values, left=np.nan, right=np.nan)
    difference = measured - truth
    known = difference[np.isfinite(difference)]
    if not len(known):
        return None
    return Agreement(float(np.abs(known).mean()), float(known.mean()), len(known))


def median_or_none(values: Sequence[float]) -> float | None:
    """The median; None of nothing."""
    return statistics.median(values) if values else None
