"""What time it is, and which day that is for a person.

A clinic's history takes months, which no test can wait for: ``BACK_COACH_CLOCK`` may name a file
with a number of seconds by which this program's clock runs ahead. Nobody needs it in use, and
whoever can write the server's environment and files could move the computer's clock as well.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_AHEAD: Final = "BACK_COACH_CLOCK"

UNKNOWN_ZONE: Final = "UTC"
"""The zone of a person whose own is not known."""


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC) + _ahead()


def zone(name: str | None) -> ZoneInfo:
    """The time zone of this name; an unknown one is UTC, so that a day can always be told."""
    return _zone(name or UNKNOWN_ZONE)


def day_of(moment: datetime, zone_name: str | None) -> date:
    """The calendar day of a moment where the person lives.

    Raises:
        ValueError: the moment has no time zone.
    """
    if moment.utcoffset() is None:
        raise ValueError(f"a moment needs a time zone, got {moment.isoformat()}")
    return moment.astimezone(zone(zone_name)).date()


def is_zone(name: str) -> bool:
    """Whether there is a time zone of this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name) if is_zone(name) else ZoneInfo(UNKNOWN_ZONE)


def _ahead() -> timedelta:
    path = os.environ.get(_AHEAD)
    if not path:
        return timedelta()
    try:
        return timedelta(seconds=float(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return timedelta()
