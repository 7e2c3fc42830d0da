"""One movement under way: its frames, and the person's start position before it."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from coach.engine.checks import TURN_SHARE, CheckWatch
from coach.engine.moment import Moment
from coach.engine.results import Side
from coach.engine.signals import Reader, Reading
from poses.view import View

REST_FOLLOW_S: Final = 0.7
TURNED_S: Final = 0.3
FIRST_FRAMES: Final = 5
STILL_S: Final = 1.5
STILL_WITHIN: Final = 0.08
"""Progress that changes less is standing still."""
TALLER_FOLLOW_S: Final = 0.15
SMALLER_FOLLOW_S: Final = 4.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame of the movement: its progress and the confidence of the counting signal."""

    moment: Moment
    progress: float
    confidence: float


@dataclass(slots=True)
class Attempt:
    """What is gathered while a repetition is under way."""

    watches: list[CheckWatch]
    samples: list[Sample] = field(default_factory=list)
    unseen: int = 0
    told_s: int = 0
    held_enough: bool = False

    @property
    def peak(self) -> float:
        """The furthest progress so far."""
        return max(sample.progress for sample in self.samples)

    @property
    def views(self) -> Counter[View]:
        """In how many frames the person was seen from where."""
        return Counter(sample.moment.seen.view for sample in self.samples)

    def readings(self, reader: Reader) -> list[Reading]:
        """A measure in every frame."""
        return [s.moment.read(reader) for s in self.samples]

    def at_turn(self, base: float) -> list[Sample]:
        """The frames around the turning point."""
        limit = base + TURN_SHARE * (self.peak - base)
        return [sample for sample in self.samples if sample.progress >= limit]

    def held_s(self, base: float) -> float:
        """Seconds around the turning point."""
        at_turn = self.at_turn(base)
        return at_turn[-1].moment.time_s - at_turn[0].moment.time_s if at_turn else 0.0

    def side(self, sign_of: Callable[[Moment], float], *, at_start: bool = False) -> Side | None:
        """The side of the movement at its turning point or its start, by the sign of a measure."""
        samples = self.samples[:FIRST_FRAMES] if at_start else self.at_turn(0.0)
        signs = [sign_of(sample.moment) for sample in samples]
        middle = statistics.median(signs) if signs else math.nan
        return None if math.isnan(middle) else Side.RIGHT if middle > 0 else Side.LEFT


class Straying:
    """Notices that what looked like a movement is somebody walking about.

    Either the person has turned away from where the movement began, or they stand still in the
    start position and only the measure has changed, as when they stepped away from the camera.
    """

    def __init__(self, turning_max_deg: float) -> None:
        self._turning_max_deg = turning_max_deg
        self._turned_since: float | None = None
        self._still_since = 0.0
        self._still_at = math.inf

    def begin(self) -> None:
        """A movement begins."""
        self._turned_since, self._still_at = None, math.inf

    def noticed(self, moment: Moment, progress: float, *, in_position: bool) -> bool:
        """Whether the movement under way is none; ``in_position`` as it would be at rest."""
        time_s = moment.time_s
        if abs(moment.turned_deg - moment.seen.sideness_deg) <= self._turning_max_deg:
            self._turned_since = None
        elif self._turned_since is None:
            self._turned_since = time_s
        if not in_position or abs(progress - self._still_at) > STILL_WITHIN:
            self._still_since, self._still_at = time_s, progress
        turned = self._turned_since is not None and time_s - self._turned_since >= TURNED_S
        return turned or time_s - self._still_since >= STILL_S


class StartPosition:
    """The person's own start position: what every measure is while at rest."""

    def __init__(self) -> None:
        self._values: list[float] | None = None
        self._time_s = 0.0
        self._whole: float | None = None
        self._whole_s = 0.0

    def forget(self) -> None:
        """Another body or another view."""
        self._values = None

    def remember(self, moment: Moment) -> None:
        """Take in a frame at rest."""
        if self._values is None:
            self._values = list(moment.values)
        else:
            share = 1.0 - math.exp(-(moment.time_s - self._time_s) / REST_FOLLOW_S)
            self._values = [
                old + share * (new - old)
                for old, new in zip(self._values, moment.values, strict=True)
            ]
        self._time_s = moment.time_s

    def read(self, reader: Reader, moment: Moment) -> float | None:
        """A measure's value at rest; None before there was any."""
        return None if self._values is None else reader.read_rest(self._values, moment.seen)

    def share(self, value: float, time_s: float, *, waiting: bool, resting: bool) -> float:
        """A value as a share of the start position's: up to it promptly, down from it slowly."""
        if waiting or self._whole is None:
            self._whole = value
        elif resting:
            follow_s = TALLER_FOLLOW_S if value > self._whole else SMALLER_FOLLOW_S
            part = 1.0 - math.exp(-(time_s - self._whole_s) / follow_s)
            self._whole += part * (value - self._whole)
        self._whole_s = time_s
        return value / max(self._whole, 1e-6)
