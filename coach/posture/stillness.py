"""How long since the last change of position, whatever the position is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from coach.engine.signals import Reading
from coach.posture.rules import Rules

_FIRST_S: Final = 5.0


@dataclass(slots=True)
class _Reference:
    """Where a measure stood at the beginning of a stretch: the mean of some seconds."""

    since_s: float
    total: float = 0.0
    count: int = 0


class Stillness:
    """A stretch of time begins in some position; it ends when a measure has left that for good.

    Each measure is compared with itself in the first seconds of the stretch, or the first in which
    it was seen. So nothing needs to be known of what is usual.
    """

    def __init__(self, rules: Rules) -> None:
        self._within = {
            name: (rule, rule.still_within)
            for name, rule in rules.measures.items()
            if rule.still_within is not None
        }
        self._moved_s = rules.time.moved
        self._start_s: float | None = None
        self._at: dict[str, _Reference] = {}
        self._moving_since: float | None = None
        self._longest_s = 0.0
        self.changes = 0

    def update(self, time_s: float, readings: Mapping[str, Reading]) -> float | None:
        """Take in what is seen; the seconds of the stretch that a change has just ended."""
        if self._start_s is None:
            self._start_s = time_s
        moved = False
        for name, (rule, within) in self._within.items():
            if name not in readings:
                continue
            change = rule.change(readings[name].value, self._reference(name, time_s, readings))
            moved |= abs(change) >= within
        if not moved:
            self._moving_since = None
            return None
        if self._moving_since is None:
            self._moving_since = time_s
        if time_s - self._moving_since < self._moved_s:
            return None
        return self.change(self._moving_since)

    def _reference(self, name: str, time_s: float, readings: Mapping[str, Reading]) -> float:
        known = self._at.setdefault(name, _Reference(time_s))
        if time_s - known.since_s <= _FIRST_S:
            known.total += readings[name].value
            known.count += 1
        return known.total / known.count

    def change(self, since_s: float) -> float | None:
        """There was a change at ``since_s``; the seconds of the stretch that it ended, if any.

        What follows a change at once belongs to it.
        """
        ended_s = self.still_s(since_s)
        self.restart(since_s)
        if ended_s < self._moved_s:
            return None
        self.changes += 1
        return ended_s

    def restart(self, time_s: float) -> None:
        """Count anew from here, without a change: nothing is known of the time before."""
        self._longest_s = max(self._longest_s, self.still_s(time_s))
        self._start_s, self._moving_since = time_s, None
        self._at.clear()

    def pause(self, time_s: float, *, changed: bool) -> float | None:
        """Nobody is there to sit still since ``time_s``; the seconds that leaving has ended."""
        ended_s = None
        if self._start_s is not None:
            if changed:
                ended_s = self.change(time_s)
            else:
                self.restart(time_s)
        self._start_s = None
        return ended_s

    def still_s(self, time_s: float) -> float:
        """Seconds since the last change."""
        return 0.0 if self._start_s is None else max(time_s - self._start_s, 0.0)

    def longest_s(self, time_s: float) -> float:
        """The longest stretch without a change, the present one included."""
        return max(self._longest_s, self.still_s(time_s))
