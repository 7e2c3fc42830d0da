"""Measures that go there and back again and again, and how well each of them tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.confirming import COUNTABLE
from coach.engine.exercise import MeasureRef
from coach.teach.candidates import OF_REST, least, typical
from coach.teach.cycles import Cycle, find_cycles
from coach.teach.following import RATE_HZ
from coach.teach.measuring import Demonstration

Array = NDArray[np.float64]

_PROFILE: Final = 24
_AROUND_S: Final = 3.0
_NEAR_END: Final = 0.2
_WHOLE: Final = 0.85
_TALL: Final = 0.15
"""Hips this high in the picture, in its heights, are those of somebody who stands or sits."""


@dataclass(frozen=True)
class Mover:
    """One measure and the like movements found in it.

    ``quality`` 0..1 is how clearly and evenly it moves, ``trust`` its median confidence, and
    ``resting`` -1..1 whether the body stayed longer at the start (1) or at the far end (-1).
    """

    ref: MeasureRef
    cycles: tuple[Cycle, ...]
    quality: float
    trust: float
    resting: float

    @cached_property
    def rest(self) -> float:
        """Value in the start position, the median of all repetitions."""
        return float(np.median([cycle.rest for cycle in self.cycles]))

    @cached_property
    def far(self) -> float:
        """Value at the far end, the median of all repetitions."""
        return float(np.median([cycle.far for cycle in self.cycles]))

    @property
    def travel(self) -> float:
        """From start to far end, with its sign."""
        return self.far - self.rest

    @property
    def family(self) -> str:
        """What is measured, in the picture or in space, on whichever side."""
        return self.ref.measure.removesuffix("_3d")


def find_movers(demonstration: Demonstration, refs: Iterable[MeasureRef]) -> list[Mover]:
    """Every set of at least two like movements in any of the measures, the clearest first."""
    parts = list(demonstration.stretches())
    movers: list[Mover] = []
    for ref in refs:
        values, trust = demonstration.read(ref)
        series = np.where(trust >= COUNTABLE, values, np.nan)
        if ref.measure in OF_REST:
            series = _as_share(series)
        for cycles in find_cycles(series, parts, least(ref)):
            if len(cycles) > 1 and _makes_sense(ref, cycles[0]):
                movers.append(_mover(ref, series, trust, cycles, parts))
    return sorted(movers, key=lambda mover: -mover.quality)


def _mover(
    ref: MeasureRef, series: Array, trust: Array, cycles: list[Cycle], parts: Sequence[slice]
) -> Mover:
    travels = np.array([abs(cycle.travel) for cycle in cycles])
    lengths = np.array([cycle.end - cycle.start for cycle in cycles], dtype=np.float64)
    travel = float(np.median(travels))
    known = float(np.median(np.concatenate([trust[c.start : c.end + 1] for c in cycles])))
    quality = (
        travel
        / (travel + 2.0 * typical(ref))
        * _even(travels, 0.25)
        * _even(lengths, 0.6)
        * _alike(series, cycles)
        * min(known / 0.6, 1.0)
    )
    return Mover(ref, tuple(cycles), quality, known, _resting(series, cycles, parts))


def _makes_sense(ref: MeasureRef, cycle: Cycle) -> bool:
    """A measure without its sign leaves the middle; a share of the start begins with the whole."""
    if ref.absolute:
        return cycle.travel > 0
    return ref.measure not in OF_REST or (cycle.rest > _WHOLE and cycle.travel < 0)


def _as_share(series: Array) -> Array:
    """As a share of how large it is in the start position, or most of the time at most."""
    known = series[np.isfinite(series)]
    whole = float(np.percentile(known, 90.0)) if len(known) else 0.0
    return series / whole if whole > _TALL else np.full_like(series, np.nan)


def _even(sizes: Array, tolerance: float) -> float:
    """1 for all the same, less for scattered ones."""
    scatter = float(sizes.std() / max(sizes.mean(), 1e-9))
    return 1.0 / (1.0 + (scatter / tolerance) ** 2)


def _alike(series: Array, cycles: Sequence[Cycle]) -> float:
    """How much the movements look like each other and how straight they go there and back."""
    profiles, straight = [], []
    for cycle in cycles:
        own = series[cycle.start : cycle.end + 1]
        own = own[np.isfinite(own)]
        if len(own) < 3:
            return 0.0
        way = float(np.abs(np.diff(own)).sum())
        straight.append(min(2.0 * abs(cycle.travel) / max(way, 1e-9), 1.0))
        profiles.append(np.interp(np.linspace(0, 1, _PROFILE), np.linspace(0, 1, len(own)), own))
    shapes = np.stack(profiles)
    shapes = shapes - shapes.mean(axis=1, keepdims=True)
    mean = shapes.mean(axis=0)
    size = np.linalg.norm(shapes, axis=1) * max(float(np.linalg.norm(mean)), 1e-9)
    likeness = float(np.mean(shapes @ mean / np.maximum(size, 1e-9)))
    return max(likeness, 0.0) ** 2 * float(np.mean(straight))


def _resting(series: Array, cycles: Sequence[Cycle], parts: Sequence[slice]) -> float:
    """Whether more time goes by at the start position or at the far end, around the set too.

    Beyond an end is as good as at it: arms held out before a set may hang after it.
    """
    around = int(_AROUND_S * RATE_HZ)
    at_rest = at_far = 0
    for part in parts:
        own = [cycle for cycle in cycles if part.start <= cycle.start < part.stop]
        if not own:
            continue
        first, last = max(own[0].start - around, part.start), own[-1].end + around
        near = series[first : min(last, part.stop)]
        gone = (near - own[0].rest) / own[0].travel
        at_rest += int(np.sum(gone < _NEAR_END))
        at_far += int(np.sum(gone > 1.0 - _NEAR_END))
    return (at_rest - at_far) / max(at_rest + at_far, 1)


def together(movers: Sequence[Mover], other: Mover) -> Iterator[Mover]:
    """Those that move at the same times as the other."""
    return (mover for mover in movers if same_times(mover.cycles, other.cycles))


def same_times(some: Sequence[Cycle], others: Sequence[Cycle], share: float = 0.75) -> bool:
    """Whether two sets of movements turn at the same times, but for a quarter of them."""
    matched = matching(some, others)
    return 2.0 * matched >= share * (len(some) + len(others))


def matching(some: Sequence[Cycle], others: Sequence[Cycle]) -> int:
    """How many movements turn within a quarter of their length of one of the others."""
    turns = np.array([cycle.turn for cycle in others])
    count = 0
    for cycle in some:
        allowed = 0.3 * (cycle.end - cycle.start)
        count += bool(len(turns)) and bool(np.abs(turns - cycle.turn).min() <= allowed)
    return min(count, len(others))
