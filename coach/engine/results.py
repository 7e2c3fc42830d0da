"""What a set was: the outcome of the engine, written to the log and shown on the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Side(StrEnum):
    """The person's own side."""

    LEFT = "left"
    RIGHT = "right"


class Severity(StrEnum):
    """How much a form fault matters."""

    INFO = "info"
    MINOR = "minor"
    MAJOR = "major"


class Part(StrEnum):
    """The visible parts of a score."""

    RANGE = "range"
    FORM = "form"
    TEMPO = "tempo"
    SYMMETRY = "symmetry"
    SMOOTHNESS = "smoothness"
    DURATION = "duration"
    TOLERANCE = "tolerance"
    STEADINESS = "steadiness"


@dataclass(frozen=True, slots=True)
class FaultSeen:
    """One form check that did not hold: when, how far, and what to say.

    ``value`` and ``threshold`` are in ``unit``; ``value`` is the worst one while the fault lasted.
    """

    check: str
    title: str
    severity: Severity
    cue: str
    start_s: float
    end_s: float
    measure: str
    value: float
    threshold: float
    unit: str


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Something this recording can't answer, and why, in a sentence for people."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of a score: 0..100, or None with the reason when it was not assessed."""

    part: Part
    value: float | None
    weight: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """0..100 from the assessed parts, their weights made to add up to one; None without any."""

    value: float | None
    parts: tuple[ScorePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Repetition:
    """One complete repetition.

    ``start_s``, ``turn_s`` and ``end_s`` are media times in seconds. ``range_of_motion_deg`` is
    the travel of the exercise's main joint angle, or None where this view can't show it.
    ``signal_start`` and ``signal_peak`` are in units of the counting signal. ``held_s`` is how long
    it was held at its far end, for exercises that ask for it.
    """

    number: int
    side: Side | None
    start_s: float
    turn_s: float
    end_s: float
    range_of_motion_deg: float | None
    signal: str
    signal_start: float
    signal_peak: float
    faults: tuple[FaultSeen, ...] = ()
    score: Score = field(default_factory=lambda: Score(None))
    held_s: float | None = None

    @property
    def duration_s(self) -> float:
        """Seconds from start to end."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class PartialRepetition:
    """A movement that began like a repetition but was not complete, and why it did not count."""

    start_s: float
    end_s: float
    side: Side | None
    fraction: float
    reason: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A stretch of time in the held position, seconds; ``in_tolerance_s`` of it in good form."""

    start_s: float
    end_s: float
    side: Side | None
    in_tolerance_s: float
    steadiness_deg: float | None
    faults: tuple[FaultSeen, ...] = ()

    @property
    def duration_s(self) -> float:
        """Seconds held."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class SetResult:
    """Everything that the engine knows about one set.

    ``usable_share`` is the share (0..1) of frames in which the needed body parts could be seen.
    ``measurements`` holds values of monitored positions, such as shoulder tilt, by name and unit.
    """

    exercise: str
    exercise_name: str
    view: str
    fps: float
    duration_s: float
    frames: int
    usable_share: float
    repetitions: tuple[Repetition, ...]
    partial_repetitions: tuple[PartialRepetition, ...]
    holds: tuple[Hold, ...]
    score: Score
    not_assessed: tuple[NotAssessed, ...] = ()
    warnings: tuple[str, ...] = ()
    measurements: dict[str, float] = field(default_factory=dict)

    @property
    def hold_s(self) -> float:
        """Seconds held in all."""
        return sum(hold.duration_s for hold in self.holds)

    @property
    def faults(self) -> tuple[FaultSeen, ...]:
        """Every fault of the set in order of time."""
        found = [fault for rep in self.repetitions for fault in rep.faults]
        found += [fault for hold in self.holds for fault in hold.faults]
        return tuple(sorted(found, key=lambda fault: fault.start_s))
