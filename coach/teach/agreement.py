"""What most of the measures agree on: when the repetitions were, and where they begin."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from coach.teach.movers import Mover, matching, together

_SEEDS: Final = 40
_SURE: Final = 1.0
_SURE_OF_TWO: Final = 3.0
_RESTING: Final = 0.8
"""Resting longer at one end says less than one more repetition that begins and ends there."""


@dataclass(frozen=True)
class Agreement:
    """Movers that go out and come back together: one way to see the repetitions."""

    movers: tuple[Mover, ...]

    @cached_property
    def support(self) -> float:
        """How clearly all kinds of measures together show it, each kind by its clearest one."""
        best: dict[str, float] = {}
        for mover in self.movers:
            best[mover.family] = max(best.get(mover.family, 0.0), mover.quality)
        return sum(best.values())

    @property
    def weight(self) -> float:
        """How much speaks for it: what shows it, and how often it comes."""
        return self.support * math.sqrt(self.count)

    @property
    def sure(self) -> bool:
        """Whether it is a movement that was meant, and nothing that came twice by chance."""
        return self.support >= (_SURE_OF_TWO if len(self.lead.cycles) < 3 else _SURE)

    @cached_property
    def count(self) -> float:
        """How many repetitions the movers show, the clearer ones weighing more."""
        numbers = [len(mover.cycles) for mover in self.movers]
        return float(np.average(numbers, weights=[mover.quality + 1e-9 for mover in self.movers]))

    @cached_property
    def lead(self) -> Mover:
        """The one whose repetitions the others agree with most."""

        def support(mover: Mover) -> float:
            same = (
                other.quality
                * matching(mover.cycles, other.cycles)
                / (len(mover.cycles) + len(other.cycles))
                for other in self.movers
            )
            return sum(same) * math.sqrt(math.sqrt(len(mover.cycles))) + 1e-3 * mover.quality

        return max(self.movers[:_SEEDS], key=support)

    def better_start(self, other: Agreement) -> float:
        """How much rather the movement begins here than at its far end, as the other has it.

        Counted in repetitions: one more of them begins and ends here, or more time goes by here.
        """
        turned = {(m.ref, m.travel < 0): m for m in other.movers}
        votes = []
        for mover in self.movers:
            twin = turned.get((mover.ref, mover.travel > 0))
            if twin is None:
                continue
            more = len(mover.cycles) - len(twin.cycles)
            longer = 0.5 * (mover.resting - twin.resting)
            # squared, so that a few clear measures outvote many dim ones
            votes.append((more + _RESTING * longer, min(mover.quality, twin.quality) ** 2))
        return _weighted_median(votes)

    def reverses(self, other: Agreement) -> bool:
        """Whether it is the same movement, seen from its far end."""
        own = {(m.ref, m.travel > 0) for m in self.movers}
        turned = {(m.ref, m.travel < 0) for m in other.movers}
        return 2 * len(own & turned) >= min(len(own), len(turned)) and self._meets(other)

    def _meets(self, other: Agreement) -> bool:
        first, last = self.lead.cycles[0].start, self.lead.cycles[-1].end
        return any(first <= cycle.turn <= last for cycle in other.lead.cycles)


def agree(movers: Sequence[Mover]) -> list[Agreement]:
    """The ways to see the repetitions, the likeliest first; ``movers`` the clearest first."""
    found: list[Agreement] = []
    for seed in movers[:_SEEDS]:
        if any(seed in agreement.movers for agreement in found):
            continue
        found.append(Agreement(tuple(_own(together(movers, seed)))))
    found.sort(key=lambda agreement: -agreement.weight)
    return _best_way_round(found)


def _own(movers: Iterator[Mover]) -> Iterator[Mover]:
    """One per reference and direction: the first, which is the clearest."""
    told = set()
    for mover in movers:
        key = (mover.ref, mover.travel > 0)
        if key not in told:
            told.add(key)
            yield mover


def _weighted_median(votes: Sequence[tuple[float, float]]) -> float:
    """The value with as much weight below it as above; 0 without any."""
    half, gone = 0.5 * sum(weight for _, weight in votes), 0.0
    for value, weight in sorted(votes):
        gone += weight
        if gone >= half:
            return value
    return 0.0


def _best_way_round(found: list[Agreement]) -> list[Agreement]:
    """The likeliest one first; it gives way to its reverse if that has the better start."""
    for place, agreement in enumerate(found[1:], 1):
        best = found[0]
        if agreement.reverses(best) and agreement.weight > 0.5 * best.weight:
            if agreement.better_start(best) > 0:
                return [agreement, *found[:place], *found[place + 1 :]]
            break
    return found
