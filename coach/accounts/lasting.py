"""How long links and sign-ins are good for. All of it is an engineering default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

INVITATION: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Lasting:
    """A sign-in ends ``whole`` after it began, and ``idle`` after it was last used."""

    whole: timedelta
    idle: timedelta

    def holds(self, seen_at: datetime, expires_at: datetime, now: datetime) -> bool:
        """Whether a sign-in is still good."""
        return now < expires_at and now - seen_at < self.idle


OWN_DATA: Final = Lasting(whole=timedelta(days=90), idle=timedelta(days=30))
"""For patients, who see nobody's records but their own and should not be asked every week."""

OTHERS_DATA: Final = Lasting(whole=timedelta(days=30), idle=timedelta(hours=8))
"""For those who see other people's records: a working day."""
