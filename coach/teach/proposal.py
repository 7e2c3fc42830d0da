"""What teaching proposes: the exercise, and all that it was concluded from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.exercise import Exercise, MeasureRef
from coach.engine.results import SetResult, Side

Array = NDArray[np.float64]

CHOSEN: Final = "chosen"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A measure that repetitions could be counted on.

    ``start`` and ``far`` are its usual values at both ends, in the unit of ``ref``; ``rank`` 0..1
    how good a signal it is, with reasons; ``outcome`` is ``chosen``, empty when it was not tried,
    or says why it was not taken.
    """

    ref: MeasureRef
    start: float
    far: float
    repetitions: int
    rank: float
    reasons: tuple[str, ...]
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class RepetitionShown:
    """One repetition of the demonstration: media times in seconds, ends in the signal's unit."""

    start_s: float
    turn_s: float
    end_s: float
    side: Side | None
    start: float
    far: float

    @property
    def duration_s(self) -> float:
        """Seconds from start to end."""
        return self.end_s - self.start_s


@dataclass(frozen=True)
class Line:
    """The counting signal over time, for a chart: NaN where it was not seen."""

    title: str
    unit: str
    time_s: Array
    value: Array


@dataclass(frozen=True)
class Proposal:
    """An exercise made from a demonstration.

    ``repetitions`` or ``holds_s`` (start and end of each) are what was shown; ``result`` is what
    the engine makes of the demonstration with this exercise; ``notes`` are sentences on what the
    therapist should know.
    """

    exercise: Exercise
    candidates: tuple[Candidate, ...]
    repetitions: tuple[RepetitionShown, ...]
    holds_s: tuple[tuple[float, float], ...]
    line: Line | None
    result: SetResult
    notes: tuple[str, ...]

    @property
    def chosen(self) -> Candidate | None:
        """The measure that is counted on; None for a position that is held."""
        return next((c for c in self.candidates if c.outcome == CHOSEN), None)
