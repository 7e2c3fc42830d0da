"""When a test is to be repeated: in the weeks that its file names, counted from the first time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

EARLY: Final = timedelta(days=4)
"""A test done so long before its day stands for that day; an engineering default."""


@dataclass(frozen=True, slots=True)
class Due:
    """When a test comes next: ``at`` is None before the first time and after the last."""

    done: bool
    at: datetime | None

    def now(self, moment: datetime) -> bool:
        """Whether it is time for it."""
        return self.at is not None and self.at - EARLY <= moment


def due(weeks: Iterable[int], performed: Iterable[datetime]) -> Due:
    """The next time of a test that was ``performed`` at these times."""
    times = sorted(performed)
    if not times:
        return Due(done=False, at=None)
    for week in sorted(weeks):
        day = times[0] + timedelta(weeks=week)
        if not any(time >= day - EARLY for time in times):
            return Due(done=True, at=day)
    return Due(done=True, at=None)
