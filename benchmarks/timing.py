"""Comparing two things fairly on a machine that is never quite idle."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from poses.errors import UserFacingError

Clock = Callable[[], float]


class RunFailedError(UserFacingError):
    """A program to be timed did not succeed."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Seconds of two things, run in turn: one pair for each round.

    The two of a pair ran right after each other, so what else the machine does weighs on both:
    the median of the pairs' ratios is the figure to trust, not a ratio of means.
    """

    base_s: tuple[float, ...]
    other_s: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.base_s) != len(self.other_s) or not self.base_s:
            raise ValueError("a comparison needs at least one pair of times")

    @property
    def ratios(self) -> tuple[float, ...]:
        """Other over base, pair by pair."""
        return tuple(b / a for a, b in zip(self.base_s, self.other_s, strict=True))

    @property
    def ratio(self) -> float:
        """Median of the ratios."""
        return statistics.median(self.ratios)

    @property
    def base_median_s(self) -> float:
        """Median seconds of the base."""
        return statistics.median(self.base_s)

    @property
    def other_median_s(self) -> float:
        """Median seconds of the other."""
        return statistics.median(self.other_s)


@dataclass(frozen=True, slots=True)
class Timing:
    """The same rounds by the clock on the wall and by the processor's work.

    ``cpu`` is over all cores, programs that were started included, and hardly minds what else the
    machine does; ``None`` where the operating system doesn't tell.
    """

    wall: Comparison
    cpu: Comparison | None


def cpu_s() -> float:
    """Processor seconds of this program and of those that it started and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def alternate(
    base: Callable[[], object],
    other: Callable[[], object],
    rounds: int,
    wall_clock: Clock = time.perf_counter,
    cpu_clock: Clock = cpu_s,
) -> Timing:
    """Time both ``rounds`` times in turn, after one round that is not counted.

    Every second round begins with the other one, so that none always comes first.
    """

    def seconds(work: Callable[[], object]) -> tuple[float, float]:
        wall, cpu = wall_clock(), cpu_clock()
        work()
        return wall_clock() - wall, cpu_clock() - cpu

    base()
    other()
    pairs = []
    for number in range(rounds):
        if number % 2:
            late = seconds(other)
            pairs.append((seconds(base), late))
        else:
            pairs.append((seconds(base), seconds(other)))
    wall = Comparison(tuple(a[0] for a, _ in pairs), tuple(b[0] for _, b in pairs))
    worked = all(a[1] > 0 for a, _ in pairs)
    cpu = Comparison(tuple(a[1] for a, _ in pairs), tuple(b[1] for _, b in pairs))
    return Timing(wall, cpu if worked else None)


def process(command: Sequence[str | Path]) -> Callable[[], str]:
    """A program to be run to its end; calling it gives its standard output.

    Raises (when called):
        RunFailedError: it ended with an error; the message holds its last words.
    """

    def run() -> str:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip()).rpartition("\n")[2]
            shown = " ".join(str(part) for part in command)
            raise RunFailedError(f"'{shown}' ended with {done.returncode}: {last}")
        return done.stdout

    return run
