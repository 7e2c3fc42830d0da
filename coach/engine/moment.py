"""One measured frame, as it goes from the measuring to the judging."""

from __future__ import annotations

from dataclasses import dataclass

from coach.engine.signals import Reader, Reading
from poses.view import Orientation


@dataclass(frozen=True, slots=True)
class Moment:
    """The table's row of a frame: values and confidence in its column order.

    ``seen`` is the orientation that the values were read in, kept during a repetition;
    ``turned_deg`` how far the person is really turned in this frame (see ``Orientation``).
    """

    time_s: float
    values: list[float]
    confidence: list[float]
    seen: Orientation
    turned_deg: float

    def read(self, reader: Reader) -> Reading:
        """The reader's measure in this frame."""
        return reader.read(self.values, self.confidence, self.seen)
