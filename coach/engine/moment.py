"""One measured frame, as it goes from the measuring to the judging."""

from __future__ import annotations

from dataclasses import dataclass

from poses.view import Orientation


@dataclass(frozen=True, slots=True)
class Moment:
    """The table's row of a frame: values and confidence in its column order."""

    time_s: float
    values: list[float]
    confidence: list[float]
    seen: Orientation
