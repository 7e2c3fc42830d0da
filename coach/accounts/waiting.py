"""How long somebody who guesses has to wait: the figures are engineering defaults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from poses.errors import UserFacingError


@dataclass(frozen=True, slots=True)
class Patience:
    """``free`` tries that fail ``within`` some time cost nothing, then each wait is doubled."""

    free: int
    first: timedelta
    longest: timedelta
    within: timedelta

    def until(self, failures: Sequence[datetime]) -> datetime | None:
        """When the next try may be made after these, the oldest first; None is at once."""
        if len(failures) < self.free:
            return None
        wait = self.first
        for _ in failures[self.free :]:
            wait = min(wait * 2, self.longest)
        return failures[-1] + wait


FOR_A_NAME: Final = Patience(
    free=5,
    first=timedelta(seconds=30),
    longest=timedelta(minutes=15),
    within=timedelta(hours=1),
)

FOR_AN_ADDRESS: Final = Patience(
    free=30,
    first=timedelta(seconds=30),
    longest=timedelta(minutes=15),
    within=timedelta(hours=1),
)
"""More of them: a whole clinic may sit behind one address."""


class WaitError(UserFacingError):
    """Too many tries have failed; the text says how long to wait, ``wait`` says it exactly."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            f"That was tried several times. Please wait {wait_words(wait)}, then try once more. "
            "If you don't remember your password, your clinic can send you a new link."
        )
        self.wait = wait


def wait_words(wait: timedelta) -> str:
    """A time to wait, rounded up so that nobody comes too early."""
    seconds = wait.total_seconds()
    if seconds <= 50:
        return f"{max(10, -int(-seconds // 10) * 10)} seconds"
    minutes = -int(-seconds // 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"
