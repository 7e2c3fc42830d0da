"""Form checks: watching the measures of an exercise and noting where a limit is passed."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from coach.engine.exercise import Check, Exercise, MeasureRef
from coach.engine.results import FaultSeen, NotAssessed
from coach.engine.signals import Reading
from poses.angles import measures
from poses.view import View

TRUST: Final = 0.5
"""Below this confidence a value neither blames nor praises."""

TURN_SHARE: Final = 0.85
"""The turning point of a repetition: progress at least this share of its peak."""


def as_read(check: Check) -> MeasureRef | None:
    """The check's measure as it has to be read; None where the whole repetition is judged.

    What is compared with the start position keeps its sign until it has been compared.
    """
    if check.measure is None or not check.relative:
        return check.measure
    return check.measure.model_copy(update={"absolute": False})


@dataclass(slots=True)
class _Run:
    """A stretch of time over the limit."""

    start_s: float
    end_s: float
    worst: float


@dataclass(slots=True)
class CheckWatch:
    """One check during one repetition or hold.

    ``trusted`` and ``seen`` count the frames in the check's phase with and without enough
    confidence, for *not assessed*.
    """

    check: Check
    run: _Run | None = None
    trusted: int = 0
    seen: int = 0
    noted: FaultSeen | None = None
    turn_values: list[tuple[float, float, float]] = field(default_factory=list)

    def watch(self, time_s: float, reading: Reading, rest: float | None) -> FaultSeen | None:
        """Take in one frame of the check's phase; gives the fault when it is first certain."""
        self.seen += 1
        if reading.confidence < TRUST or (self.check.relative and rest is None):
            self.run = None
            return None
        self.trusted += 1
        value = self._compared(reading.value, rest)
        excess = self.check.excess(value)
        if excess <= 0:
            self.run = None
            return None
        if self.run is None:
            self.run = _Run(time_s, time_s, value)
        self.run.end_s = time_s
        if excess > self.check.excess(self.run.worst):
            self.run.worst = value
        if self.run.end_s - self.run.start_s < self.check.minimum_s:
            return None
        first = self.noted is None
        if self.noted is None or excess >= self.check.excess(self.noted.value):
            self.noted = self.fault(self.run.start_s, self.run.end_s, self.run.worst)
        return self.noted if first else None

    def _compared(self, value: float, rest: float | None) -> float:
        """The value itself, or its change from the start position."""
        if not self.check.relative or rest is None:
            return value
        absolute = self.check.measure is not None and self.check.measure.absolute
        return abs(value - rest) if absolute else value - rest

    def at_turn(self, time_s: float, progress: float, reading: Reading, rest: float | None) -> None:
        """Keep a frame around the turning point, to be judged when that is known."""
        self.seen += 1
        if reading.confidence < TRUST or (self.check.relative and rest is None):
            return
        value = self._compared(reading.value, rest)
        self.turn_values.append((time_s, progress, value))

    def judge_turn(self, base: float, peak: float) -> FaultSeen | None:
        """The turning point is over: compare the median value there with the limit."""
        self.noted = None
        limit = base + TURN_SHARE * (peak - base)
        near = [(t, value) for t, progress, value in self.turn_values if progress >= limit]
        if not near:
            return None
        self.trusted = self.seen
        value = statistics.median(v for _, v in near)
        if self.check.excess(value) <= 0:
            return None
        self.noted = self.fault(near[0][0], near[-1][0], value)
        return self.noted

    def judge_metric(self, start_s: float, end_s: float, value: float | None) -> FaultSeen | None:
        """Judge a whole repetition by one of its figures; None when it is not known."""
        self.seen += 1
        if value is None:
            return None
        self.trusted += 1
        if self.check.excess(value) > 0:
            self.noted = self.fault(start_s, end_s, value)
        return self.noted

    @property
    def assessed(self) -> bool:
        """Whether at least half of its frames could be trusted."""
        return self.trusted > 0 and self.trusted >= 0.5 * self.seen

    def fault(self, start_s: float, end_s: float, value: float) -> FaultSeen:
        """Put the finding into words and figures."""
        check = self.check
        if check.measure is not None:
            name, unit = check.measure.measure, check.measure.unit
        else:
            name = check.metric or ""
            unit = "" if check.metric == "peak" else "s"
        return FaultSeen(
            check=check.id,
            title=check.title,
            severity=check.severity,
            cue=check.cue,
            start_s=start_s,
            end_s=end_s,
            measure=name,
            value=value,
            threshold=check.threshold,
            unit=unit,
        )


def unseen_checks(exercise: Exercise, view: View) -> Iterable[NotAssessed]:
    """The checks that this view can't answer, whatever was done."""
    for check in exercise.checks:
        plane = check.measure.plane if check.measure else "any"
        blind = {"sagittal": not view.is_side, "frontal": not view.is_facing}
        if blind.get(plane, False):
            yield NotAssessed(check.title, why_not_assessed(check, view.value))


def why_not_assessed(check: Check, view: str) -> str:
    """A sentence on why this check could not be answered."""
    if check.measure is None:
        return "The camera did not show enough of the movement for it."
    plane = measures()[check.measure.columns[0]].plane
    if plane == "sagittal" and not view.startswith("side"):
        return "It can only be seen from the side: turn your side to the camera."
    if plane == "frontal" and view not in ("front", "rear"):
        return "It can only be seen from the front: face the camera."
    return "The body parts it needs could not be seen clearly."
