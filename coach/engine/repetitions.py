"""Counting repetitions: a state machine over the progress of one movement, timed in seconds.

Progress is 0 in the start position and 1 at a full repetition, on whatever signal the exercise
counts. The machine never looks at frames, only at times, so the frame rate doesn't matter.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

READY_BELOW: Final = 0.40
COMPLETE_SHARE: Final = 0.94
ALMOST_BACK: Final = 0.80
ENOUGH_RETURN: Final = 0.62
PARTIAL_SHARE: Final = 0.5
SETTLE_S: Final = 0.25
STALL_S: Final = 1.2
GAP_S: Final = 0.7
TOP_SHARE: Final = 0.04
REST_SHARE: Final = 0.15
CALM_S: Final = 0.07
"""Turning round is judged on a calmer signal, so that one stray frame is no turn."""


class State(StrEnum):
    """Where in a repetition the person is."""

    WAITING = "waiting"
    REST = "rest"
    OUT = "out"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Limits:
    """What makes a repetition: least travel (progress), times in seconds, sway at rest."""

    minimum: float
    minimum_s: float
    maximum_s: float
    pause_max_s: float
    sway: float


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement out of the start position and back.

    ``turn_s`` is the middle of the time at the far end, which lasted from ``top_from_s`` to
    ``top_until_s``. ``reason`` is empty for a whole repetition.
    """

    start_s: float
    top_from_s: float
    top_until_s: float
    end_s: float
    base: float
    peak: float
    reason: str = ""

    @property
    def turn_s(self) -> float:
        """The middle of the time at the far end."""
        return 0.5 * (self.top_from_s + self.top_until_s)

    @property
    def travel(self) -> float:
        """How far it went, in progress."""
        return self.peak - self.base


@dataclass(frozen=True, slots=True)
class Step:
    """What one update brought: at most one of each."""

    ready: bool = False
    started: bool = False
    turned: bool = False
    ended: Movement | None = None


_NOTHING: Final = Step()


class RepetitionCounter:
    """Feed it progress over time; it tells when repetitions start, turn and end."""

    def __init__(self, limits: Limits, still_s: float) -> None:
        self._limits = limits
        self._still_s = still_s
        self.state = State.WAITING
        self._settled_since: float | None = None
        self._last_s: float | None = None
        self._base = 0.0
        self._onset_s = 0.0
        self._start_s = 0.0
        self._peak = 0.0
        self._path: list[tuple[float, float]] = []
        self._calm = 0.0
        self._low = 0.0
        self._low_s = 0.0

    @property
    def base(self) -> float:
        """Progress at rest, as this person and this view show it."""
        return self._base

    @property
    def start_s(self) -> float:
        """When the movement that is under way began."""
        return self._start_s

    def reset(self) -> Movement | None:
        """Start anew at the gate, as after a cut; gives the movement that was broken off."""
        broken = None
        if self.state in (State.OUT, State.BACK) and self._last_s is not None:
            broken = self._worth_telling(self._movement(self._last_s, "interrupted"))
        self.state = State.WAITING
        self._settled_since = None
        self._last_s = None
        return broken

    def update(self, time_s: float, progress: float, in_position: bool = True) -> Step:
        """Take in the progress at ``time_s``; NaN when it can't be seen.

        ``in_position`` is whether the body is in the posture of this exercise at all; it matters
        only for the start.
        """
        if math.isnan(progress):
            if self._last_s is not None and time_s - self._last_s > GAP_S:
                return Step(ended=self.reset())
            return _NOTHING
        if self._last_s is not None and time_s - self._last_s > GAP_S:
            broken = self.reset()
            if broken is not None:
                return Step(ended=broken)
        step_s = 0.0 if self._last_s is None else time_s - self._last_s
        self._last_s = time_s
        if self.state is State.WAITING:
            return self._wait(time_s, progress, in_position)
        if self.state is State.REST:
            return self._rest(time_s, progress, step_s, in_position)
        if self.state is State.OUT:
            return self._out(time_s, progress)
        return self._back(time_s, progress, step_s)

    def finish(self) -> Movement | None:
        """The recording ends: the movement under way, whole if it was almost back."""
        if self.state is State.BACK and self._returned(self._low) >= ENOUGH_RETURN:
            return self._judge(self._low_s)
        return self.reset()

    def _wait(self, time_s: float, progress: float, in_position: bool) -> Step:
        if abs(progress) > READY_BELOW or not in_position:
            self._settled_since = None
            return _NOTHING
        if self._settled_since is None:
            self._settled_since = time_s
            self._base = progress
        self._base = min(self._base, progress)
        if time_s - self._settled_since < self._still_s:
            return _NOTHING
        self.state = State.REST
        self._onset_s = time_s
        return Step(ready=True)

    def _rest(self, time_s: float, progress: float, step_s: float, in_position: bool) -> Step:
        above = progress - self._base
        if above < 0.2 * self._limits.sway:
            self._onset_s = time_s
        if above > self._limits.sway:
            self._begin(self._onset_s, time_s, progress)
            return Step(started=True)
        # down promptly, up slowly: rest is the lowest place, but not one stray frame's
        follow_s = 0.15 if above < 0 else 2.0
        self._base += above * (1.0 - math.exp(-step_s / follow_s))
        if self._base > READY_BELOW or not in_position:
            self.state = State.WAITING
            self._settled_since = None
        return _NOTHING

    def _begin(self, start_s: float, time_s: float, progress: float) -> None:
        self.state = State.OUT
        self._start_s = start_s
        self._peak = progress
        self._path = [(time_s, progress)]

    def _out(self, time_s: float, progress: float) -> Step:
        self._path.append((time_s, progress))
        if progress > self._peak:
            self._peak = progress
        travel = self._peak - self._base
        if travel >= self._limits.minimum and self._peak - progress > max(0.1, 0.2 * travel):
            self.state = State.BACK
            self._calm = self._low = progress
            self._low_s = time_s
            return Step(turned=True)
        if progress - self._base < 0.6 * self._limits.sway:
            return Step(ended=self._give_up(time_s, "small"))
        if time_s - self._start_s > self._limits.maximum_s:
            return Step(ended=self._give_up(time_s, "long"))
        return _NOTHING

    def _back(self, time_s: float, progress: float, step_s: float) -> Step:
        travel = self._peak - self._base
        self._path.append((time_s, progress))
        if progress > self._peak:
            self.state = State.OUT
            self._peak = progress
            return _NOTHING
        self._calm += (progress - self._calm) * (1.0 - math.exp(-step_s / CALM_S))
        if self._calm < self._low:
            self._low, self._low_s = self._calm, time_s
        if self._returned(progress) >= COMPLETE_SHARE or progress - self._base < 0.05:
            return self._complete(time_s)
        returned = self._returned(self._low)
        if returned >= ALMOST_BACK and time_s - self._low_s > SETTLE_S:
            return self._complete(self._low_s)
        if returned >= ENOUGH_RETURN:
            if self._calm - self._low > max(0.15, 0.2 * travel):
                ended = self._judge(self._low_s)
                self._begin(self._low_s, time_s, progress)
                return Step(ended=ended, started=True)
            if time_s - self._low_s > STALL_S:
                return self._complete(self._low_s)
        elif self._calm - self._low > max(0.15, 0.2 * travel):
            # turned round too soon: still the same repetition
            self._low, self._low_s = self._calm, time_s
        if time_s - self._start_s > self._limits.maximum_s:
            return Step(ended=self._give_up(time_s, "long"))
        return _NOTHING

    def _returned(self, progress: float) -> float:
        return (self._peak - progress) / max(self._peak - self._base, 1e-9)

    def _complete(self, end_s: float) -> Step:
        ended = self._judge(end_s)
        self.state = State.REST
        self._base = min(max(self._low, self._base), READY_BELOW)
        self._onset_s = end_s
        return Step(ended=ended)

    def _judge(self, end_s: float) -> Movement:
        if end_s - self._start_s < self._limits.minimum_s:
            return self._movement(end_s, "quick")
        if end_s - self._start_s > self._limits.maximum_s:
            return self._movement(end_s, "long")
        top_from_s, top_until_s = self._top(REST_SHARE)
        if top_until_s - top_from_s > self._limits.pause_max_s:
            return self._movement(end_s, "rested")
        return self._movement(end_s)

    def _top(self, share: float) -> tuple[float, float]:
        """First and last time within this share of the travel from the far end."""
        near_peak = self._peak - share * (self._peak - self._base)
        times = [time_s for time_s, progress in self._path if progress >= near_peak]
        return times[0], times[-1]

    def _give_up(self, time_s: float, reason: str) -> Movement | None:
        movement = self._movement(time_s, reason)
        if reason == "small":
            self.state = State.REST
            self._onset_s = time_s
            return self._worth_telling(movement)
        self.state = State.WAITING
        self._settled_since = None
        return movement

    def _worth_telling(self, movement: Movement) -> Movement | None:
        """What did not go far is no movement, whatever ended it."""
        return movement if movement.travel >= PARTIAL_SHARE * self._limits.minimum else None

    def _movement(self, end_s: float, reason: str = "") -> Movement:
        return Movement(self._start_s, *self._top(TOP_SHARE), end_s, self._base, self._peak, reason)


def count(
    samples: Iterator[tuple[float, float]], limits: Limits, still_s: float = 0.15
) -> list[Movement]:
    """Whole repetitions in a series of (time_s, progress): the counter by itself."""
    counter = RepetitionCounter(limits, still_s)
    ended = [counter.update(time_s, progress).ended for time_s, progress in samples]
    ended.append(counter.finish())
    return [movement for movement in ended if movement is not None and not movement.reason]
