"""Timing of repetitions: when each starts, turns and ends, and how far along it is in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


def minimum_jerk(share: float) -> float:
    """Smooth progress 0..1 of a movement a given share (0..1) of the way through its time."""
    s = min(max(share, 0.0), 1.0)
    return s**3 * (10 - 15 * s + 6 * s * s)


def mix(start: float, end: float, share: float) -> float:
    """Linear interpolation."""
    return start + (end - start) * share


@dataclass(frozen=True)
class Tempo:
    """Durations in seconds.

    Attributes:
        lead: standing still before the first and after the last repetition.
        out, hold, back: the three parts of one repetition.
        gap: rest between two repetitions.
        change: time between two repetitions to change from one side to the other, if longer.
    """

    lead: float = 1.0
    out: float = 1.3
    hold: float = 0.2
    back: float = 1.2
    gap: float = 0.25
    change: float = 0.0


@dataclass(frozen=True)
class Repetition:
    """One planned repetition.

    Attributes:
        start_s, out_s, hold_s, back_s: start time and durations in seconds.
        side: "left", "right" or None.
        depth: size of this repetition relative to the planned one; people are not machines.
    """

    start_s: float
    out_s: float
    hold_s: float
    back_s: float
    side: str | None
    depth: float

    @property
    def turn_s(self) -> float:
        """Middle of the time spent at the far end."""
        return self.start_s + self.out_s + self.hold_s / 2

    @property
    def end_s(self) -> float:
        """Time at which the start position is reached again."""
        return self.start_s + self.out_s + self.hold_s + self.back_s

    def level(self, time_s: float) -> float:
        """How far out, 0..1, at a time."""
        since = time_s - self.start_s
        if since <= self.out_s + self.hold_s:
            return minimum_jerk(since / self.out_s)
        return 1 - minimum_jerk((since - self.out_s - self.hold_s) / self.back_s)

    def phase(self, time_s: float) -> str:
        """ "start", "moving", "end" or "returning"."""
        since = time_s - self.start_s
        if since < 0 or time_s >= self.end_s:
            return "start"
        if since < self.out_s:
            return "moving"
        return "end" if since < self.out_s + self.hold_s else "returning"


def plan(
    count: int, tempo: Tempo, seed: int, sides: Sequence[str | None] = (None,)
) -> tuple[tuple[Repetition, ...], float]:
    """Lay out ``count`` repetitions; returns them and the length of the clip in seconds.

    Tempo and depth of each repetition vary by a few per cent, the same way for the same ``seed``.
    """
    random = np.random.default_rng(seed)
    clock, repetitions = tempo.lead, []
    for index in range(count):
        pace, depth = 1 + random.uniform(-0.05, 0.05), 1 + random.uniform(-0.025, 0.025)
        repetition = Repetition(
            round(clock, 3),
            round(tempo.out * pace, 3),
            tempo.hold,
            round(tempo.back * pace, 3),
            sides[index % len(sides)],
            depth,
        )
        repetitions.append(repetition)
        changes = sides[index % len(sides)] != sides[(index + 1) % len(sides)]
        clock = repetition.end_s + (max(tempo.gap, tempo.change) if changes else tempo.gap)
    end = repetitions[-1].end_s if repetitions else tempo.lead
    return tuple(repetitions), round(end + tempo.lead, 2)


def current(repetitions: Sequence[Repetition], time_s: float) -> Repetition | None:
    """The repetition under way at a time, if any."""
    return next((r for r in repetitions if r.start_s <= time_s < r.end_s), None)


@dataclass(frozen=True)
class Sway:
    """Small involuntary movement: breathing and balance.

    Attributes:
        seed: chooses the phases.
        amount: 1 is a quietly standing adult.
    """

    seed: int
    amount: float = 1.0

    def at(self, time_s: float) -> tuple[float, float, float, float]:
        """Hip shift left and forward (metres), trunk pitch and roll (degrees)."""
        phase = np.random.default_rng(self.seed).uniform(0, 2 * np.pi, 6)

        def wave(hertz: float, index: int) -> float:
            return float(np.sin(2 * np.pi * hertz * time_s + phase[index]))

        left = 0.0030 * wave(0.31, 0) + 0.0012 * wave(0.83, 1)
        forward = 0.0035 * wave(0.23, 2) + 0.0012 * wave(0.71, 3)
        pitch = 0.45 * wave(0.27, 4)
        roll = 0.25 * wave(0.37, 5)
        a = self.amount
        return left * a, forward * a, pitch * a, roll * a
