"""Tickets: what a page hands to the browser, so that the server gives it its cookie.

A page can't set a cookie, an address of the app can. Both are served by one process, so that its
memory is where a ticket lives, for as long as it takes a browser to go there.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from coach import clock
from coach.accounts.secret import fingerprint, new_secret

GOOD_FOR: Final = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Admission:
    """Whoever brings the ticket is this person, on this device, and wants to see this page."""

    person: UUID
    device: str
    page: str


class Tickets:
    """Gives them out and takes them back: each is good once, for a minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, tuple[datetime, Admission]] = {}

    def issue(self, admission: Admission) -> str:
        """A ticket that can't be guessed."""
        ticket, now = new_secret(), clock.now()
        with self._lock:
            for old in [key for key, (until, _) in self._open.items() if until <= now]:
                del self._open[old]
            self._open[fingerprint(ticket)] = (now + GOOD_FOR, admission)
        return ticket

    def redeem(self, ticket: str) -> Admission | None:
        """What the ticket is for, once; None if it is none of ours, used or too old."""
        with self._lock:
            found = self._open.pop(fingerprint(ticket), None)
        if found is None or found[0] <= clock.now():
            return None
        return found[1]


tickets: Final = Tickets()
"""The ones of this process: pages give them out, the route takes them back."""
