"""One way to see the repetitions of a demonstration, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from coach.teach.agreement import Agreement
from coach.teach.candidates import OF_REST
from coach.teach.cycles import Cycle
from coach.teach.following import RATE_HZ, Array
from coach.teach.measuring import Demonstration, Flags
from coach.teach.movers import matching
from coach.teach.ranking import Ranked
from coach.teach.sides import SidesShown, find_sides
from poses.view import View

SIDE: Final = (View.SIDE_LEFT, View.SIDE_RIGHT)
FACING: Final = (View.FRONT, View.REAR)
SLANTED: Final = (View.OBLIQUE,)
GROUPS: Final[tuple[tuple[View, ...], ...]] = (SIDE, FACING, SLANTED)

_HALF_TURNED_DEG: Final = 45.0
_HELD_S: Final = 2.5
_HELD_PART: Final = 0.45
_HELD_SHARE: Final = 0.7
"""Who stays at the far end for so long, and for this part of the time, holds it on purpose; to
hold it for this share of that is asked of others. Engineering defaults."""

_AT_FAR_END: Final = 0.15
_AROUND_S: Final = 0.5


@dataclass(frozen=True)
class Finding:
    """One way to count what was shown: an agreement, seen by one of its measures."""

    demonstration: Demonstration
    agreement: Agreement
    signal: Ranked

    @cached_property
    def cycles(self) -> tuple[Cycle, ...]:
        """The repetitions: those agreed on, or the signal's own if it shows them all and more."""
        agreed, own = self.agreement.lead.cycles, self.signal.mover.cycles
        return own if matching(agreed, own) == len(agreed) else agreed

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The views like the one that most of the repetitions were shown in."""
        counts = self.demonstration.views(self.inside(self.signal.mover.cycles))
        group = max(GROUPS, key=lambda group: sum(counts.get(view, 0) for view in group))
        if group != SLANTED:
            return group
        return (*(SIDE if self.sideness_deg >= _HALF_TURNED_DEG else FACING), *SLANTED)

    def inside(self, cycles: Iterable[Cycle]) -> Flags:
        """Samples that belong to a repetition."""
        inside = np.zeros(len(self.demonstration), dtype=bool)
        for cycle in cycles:
            inside[cycle.start : cycle.end + 1] = True
        return inside

    @cached_property
    def sideness_deg(self) -> float:
        """How far the body was turned from facing the camera, whichever way."""
        return float(np.median(np.abs(self.demonstration.sideness_deg[self.rest_at])))

    @cached_property
    def sides(self) -> SidesShown | None:
        """To which sides it went."""
        return find_sides(self.demonstration, self.signal.mover.ref, self.cycles)

    def rests(self, cycle: Cycle) -> tuple[int, int]:
        """Samples in the start position before and after a repetition.

        In the middle of the rest, or of half a second of it: the slow beginning and end of a
        movement lie outside of its cycle.
        """
        size = int(_AROUND_S * RATE_HZ)
        last = len(self.demonstration) - 1
        before = [c.end for c in self.cycles if c.end <= cycle.start]
        after = [c.start for c in self.cycles if c.start >= cycle.end]
        first = max(cycle.start - size, before[-1] if before else 0)
        final = min(cycle.end + size, after[0] if after else last)
        return (first + cycle.start) // 2, (cycle.end + final) // 2

    @cached_property
    def rest_at(self) -> list[int]:
        """Samples in the start position."""
        return [at for cycle in self.cycles for at in self.rests(cycle)]

    @cached_property
    def turn_at(self) -> list[int]:
        """Samples at the far end."""
        return [cycle.turn for cycle in self.cycles]

    @cached_property
    def lengths_s(self) -> Array:
        """How long each repetition took."""
        return np.array([(cycle.end - cycle.start) / RATE_HZ for cycle in self.cycles])

    @cached_property
    def stay_s(self) -> float:
        """How long the far end was usually kept."""
        mover = self.signal.mover
        series, _ = self.demonstration.read(mover.ref)
        if mover.ref.measure in OF_REST:
            series = series / np.nanpercentile(series, 90.0)
        stays = []
        for cycle in mover.cycles:
            gone = (series[cycle.start : cycle.end + 1] - cycle.rest) / cycle.travel
            stays.append(np.sum(gone > 1.0 - _AT_FAR_END) / RATE_HZ)
        return float(np.median(stays))

    @property
    def hold_s(self) -> float | None:
        """How long each repetition is to be held, when that was shown."""
        usual_s = float(np.median(self.lengths_s))
        if self.stay_s < _HELD_S or self.stay_s < _HELD_PART * usual_s:
            return None
        return max(float(round(_HELD_SHARE * self.stay_s)), 2.0)
