"""Comparing two things fairly on a machine that is never quite idle."""

from __future__ import annotations

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
    """Wall seconds of two things, run in turn: one pair for each round.

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


def alternate(
    base: Callable[[], object],
    other: Callable[[], object],
    rounds: int,
    clock: Clock = time.perf_counter,
) -> Comparison:
    """Time both ``rounds`` times in turn, after one round that is not counted.

    Every second round begins with the other one, so that none always comes first.
    """

    def seconds(work: Callable[[], object]) -> float:
        begin = clock()
        work()
        return clock() - begin

    base()
    other()
    pairs = []
    for number in range(rounds):
        if number % 2:
            late = seconds(other)
            pairs.append((seconds(base), late))
        else:
            pairs.append((seconds(base), seconds(other)))
    return Comparison(tuple(a for a, _ in pairs), tuple(b for _, b in pairs))


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
