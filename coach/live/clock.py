"""One rising time for a set, out of the clocks of cameras that come and go."""

from __future__ import annotations

from typing import Final

STEP_S: Final = 0.001
JUMP_S: Final = 2.0
"""A camera's clock may run ahead of ours by this much, from one frame to the next."""


class SetClock:
    """Turns a camera's capture times into seconds of the sitting.

    Differences between frames come from the camera's own clock. Only where that one starts anew
    (a page loaded again, another phone) or jumps, the time between is taken from ours.
    """

    def __init__(self, start_s: float = 0.0) -> None:
        self._now_s = start_s
        self._camera_s: float | None = None
        self._ours_s: float | None = None

    @property
    def now_s(self) -> float:
        """Seconds of the sitting at the latest frame."""
        return self._now_s

    def reconnect(self) -> None:
        """The next frame comes from another clock."""
        self._camera_s = None

    def take(self, camera_s: float, ours_s: float) -> float:
        """Seconds of the sitting for a frame; ``ours_s`` is this computer's monotonic time."""
        passed_s = 0.0 if self._ours_s is None else max(ours_s - self._ours_s, 0.0)
        step_s = passed_s
        if self._camera_s is not None:
            step_s = camera_s - self._camera_s
            if step_s <= 0.0 or step_s > passed_s + JUMP_S:
                step_s = passed_s
        self._camera_s, self._ours_s = camera_s, ours_s
        self._now_s += max(step_s, STEP_S)
        return self._now_s
