"""The monitor's time, out of frames whose clock may stand still, jump, or leave hours out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_LEAST_S: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Step:
    """From one frame to the next: seconds that were watched, or that were not.

    ``jumped`` says that the frame doesn't come after the one before.
    """

    watched_s: float = 0.0
    gap_s: float = 0.0
    jumped: bool = False


class Clock:
    """Rises with the frames' own time; what goes back adds nothing."""

    def __init__(self, gap_s: float) -> None:
        self._gap_s = gap_s
        self._media_s: float | None = None
        self.start_s = 0.0
        self.now_s = 0.0

    @property
    def passed_s(self) -> float:
        """Seconds since the first frame."""
        return self.now_s - self.start_s

    def step(self, media_s: float) -> Step:
        """The time from the frame before to this one."""
        before, self._media_s = self._media_s, media_s
        if before is None:
            self.start_s = self.now_s = media_s
            return Step()
        passed_s = media_s - before
        if passed_s <= 0.0:
            self.now_s += _LEAST_S
            return Step(jumped=True)
        self.now_s += passed_s
        return Step(gap_s=passed_s) if passed_s > self._gap_s else Step(watched_s=passed_s)
