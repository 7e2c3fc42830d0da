"""Seconds in each position, exactly: what becomes certain late is credited from its beginning."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from coach.posture.names import Posture
from coach.posture.rules import Times


@dataclass(frozen=True, slots=True)
class Transition:
    """From a position that began at ``began_s`` to another, which began at ``since_s``."""

    before: Posture
    now: Posture
    began_s: float
    since_s: float


class Ledger:
    """Keeps the books of time. Positions come as they are seen; short ones change nothing."""

    def __init__(self, times: Times) -> None:
        self._times = times
        self._seconds: defaultdict[Posture, float] = defaultdict(float)
        self._waiting: Posture | None = None
        self._waiting_s = 0.0
        self._waiting_since = 0.0
        self.current: Posture | None = None
        self.since_s = 0.0
        """When the current position began."""
        self.unwatched_s = 0.0

    def observe(self, time_s: float, seen: Posture) -> Transition | None:
        """What is seen at ``time_s``."""
        if self.current is None:
            self.current, self.since_s = seen, time_s
            return None
        if seen is self.current:
            self._settle()
            return None
        if seen is not self._waiting:
            self._settle()
            self._waiting, self._waiting_since = seen, time_s
        if time_s - self._waiting_since < self._needs(seen):
            return None
        transition = Transition(self.current, seen, self.since_s, self._waiting_since)
        self.current, self.since_s = seen, self._waiting_since
        self._settle()
        return transition

    def spend(self, step_s: float) -> None:
        """Time went by in what was seen last."""
        if self._waiting is not None:
            self._waiting_s += step_s
        elif self.current is not None:
            self._seconds[self.current] += step_s

    def skip(self, gap_s: float) -> None:
        """Time went by of which nothing is known."""
        self._settle()
        self.unwatched_s += gap_s

    @property
    def seconds(self) -> dict[Posture, float]:
        """Seconds in each position up to now; what is not certain yet goes to the last one."""
        total = dict(self._seconds)
        if self.current is not None and self._waiting_s:
            total[self.current] = total.get(self.current, 0.0) + self._waiting_s
        return {posture: total[posture] for posture in Posture if total.get(posture, 0.0) > 0}

    def _settle(self) -> None:
        if self.current is not None and self._waiting_s:
            self._seconds[self.current] += self._waiting_s
        self._waiting, self._waiting_s = None, 0.0

    def _needs(self, seen: Posture) -> float:
        match seen:
            case Posture.AWAY:
                return self._times.away
            case Posture.UNCLEAR:
                return self._times.unclear
        return self._times.settle
