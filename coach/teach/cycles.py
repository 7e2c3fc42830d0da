"""Movements that come again: there and back between two levels of one series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SHARES: Final = (0.55, 0.35, 0.2)
"""How large a swing has to be to be looked at, as shares of the series' whole range."""

SIMILAR: Final = 0.35
"""Two movements are the same when their ends differ by less than this share of the travel."""

SLOWER: Final = 3.0
"""A movement that takes so many times longer than its likes is another one."""

LEAVING: Final = 0.15
"""A movement has begun when this share of its travel is done."""


@dataclass(frozen=True, slots=True)
class Cycle:
    """One movement there and back, by sample numbers: it leaves, is at the far end, and is back.

    ``rest`` and ``far`` are the series' values at its ends.
    """

    start: int
    turn: int
    end: int
    rest: float
    far: float

    @property
    def travel(self) -> float:
        """How far it went, with its sign."""
        return self.far - self.rest


def find_cycles(series: Array, parts: Sequence[slice], least: float) -> Iterator[list[Cycle]]:
    """The sets of like movements that a series (n,) holds, upwards and downwards.

    ``parts`` are stretches without gaps; NaN where it can't be seen. ``least`` is the smallest
    travel worth a look, in the series' unit.
    """
    known = series[np.isfinite(series)]
    if len(known) < 4:
        return
    low, high = np.percentile(known, (1.0, 99.0))
    found: set[tuple[int, ...]] = set()
    for share in SHARES:
        threshold = max(share * (high - low), 0.5 * least)
        if high - low < least:
            continue
        swings = [_ends(series, part, threshold) for part in parts]
        for upwards in (True, False):
            alike = _alike(series, list(_cycles(series, swings, upwards)), least)
            key = (int(upwards), *(cycle.turn for cycle in alike))
            if alike and key not in found:
                found.add(key)
                yield alike


def _ends(series: Array, part: slice, threshold: float) -> list[int]:
    """The ends of all swings of at least ``threshold``, highs and lows in turn."""
    numbers = np.flatnonzero(np.isfinite(series[part])) + part.start
    ends: list[int] = []
    if not len(numbers):
        return ends
    low = high = int(numbers[0])
    rising: bool | None = None
    for i in numbers.tolist():
        value = series[i]
        high = i if value > series[high] else high
        low = i if value < series[low] else low
        if rising is not False and series[high] - value >= threshold:
            ends.append(high)
            rising, low = False, i
        elif rising is not True and value - series[low] >= threshold:
            ends.append(low)
            rising, high = True, i
    if rising is not None:
        ends.append(high if rising else low)
    return ends


def _cycles(
    series: Array, swings: Sequence[Sequence[int]], upwards: bool
) -> Iterator[tuple[int, int, int]]:
    """All there and back by the numbers of their ends, whatever levels they go between."""
    for ends in swings:
        for before, turn, after in zip(ends, ends[1:], ends[2:], strict=False):
            if bool(series[turn] > series[before]) is upwards:
                yield before, turn, after


def _alike(series: Array, swings: Sequence[tuple[int, int, int]], least: float) -> list[Cycle]:
    """The largest family of swings that go between the same levels in a like time."""
    best: list[Cycle] = []
    for before, turn, after in swings:
        rest = 0.5 * float(series[before] + series[after])
        far = float(series[turn])
        uneven = abs(float(series[before] - series[after]))
        if abs(far - rest) < least or uneven > SIMILAR * abs(far - rest):
            continue
        family = [_between(series, swing, rest, far) for swing in swings]
        model = _between(series, (before, turn, after), rest, far)
        alike = [cycle for cycle in family if cycle and model and _as_long(cycle, model)]
        if len(alike) > len(best):
            best = alike
    return best


def _between(series: Array, swing: tuple[int, int, int], rest: float, far: float) -> Cycle | None:
    """A swing as a cycle between these levels; None when it goes between others.

    It may come from beyond the rest, as arms that hang before they are held out.
    """
    before, turn, after = swing
    travel = far - rest
    gone = (series[before : after + 1] - rest) / travel
    top = turn - before
    if abs(gone[top] - 1.0) > SIMILAR or max(gone[0], gone[-1]) > SIMILAR:
        return None
    out = np.flatnonzero(gone[: top + 1] < max(LEAVING, gone[0] + LEAVING))
    back = np.flatnonzero(gone[top:] < max(LEAVING, gone[-1] + LEAVING))
    start, end = before + int(out[-1]), turn + int(back[0])
    own_rest = rest + travel * 0.5 * (max(gone[0], 0.0) + max(gone[-1], 0.0))
    return Cycle(start, turn, end, own_rest, float(series[turn]))


def _as_long(cycle: Cycle, model: Cycle) -> bool:
    times = sorted((cycle.end - cycle.start, model.end - model.start))
    return times[1] <= SLOWER * max(times[0], 1)
