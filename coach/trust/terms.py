"""Until when a consent holds."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

from coach.clock import zone
from coach.trust.words import Term, words


def end_of(term: Term, now: datetime, zone_name: str | None) -> datetime | None:
    """The end of the last day of a term that begins now, where the patient lives; None: no end.

    Raises:
        ValueError: ``now`` has no time zone.
    """
    if now.utcoffset() is None:
        raise ValueError(f"a moment needs a time zone, got {now.isoformat()}")
    if not term.months:
        return None
    there = now.astimezone(zone(zone_name))
    years, month = divmod(there.month - 1 + term.months, 12)
    year, month = there.year + years, month + 1
    day = min(there.day, monthrange(year, month)[1])
    return datetime(year, month, day, tzinfo=there.tzinfo) + timedelta(days=1)


def ends_soon(until: datetime | None, now: datetime) -> bool:
    """Whether a consent holds now and will end within the days that count as soon."""
    if until is None:
        return False
    return timedelta(0) < until - now <= timedelta(days=words().terms.expiring_days)
