"""How long a night was, and how much of it was sleep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from statistics import fmean

from coach.mind.forms import Night


def hours_in_bed(to_bed: time, up: time) -> float:
    """Hours from going to bed until getting up, over midnight where need be; up to 24."""
    minutes = (up.hour * 60 + up.minute) - (to_bed.hour * 60 + to_bed.minute)
    return (minutes % (24 * 60)) / 60.0


def efficiency(night: Night) -> float | None:
    """The share of the time in bed that was sleep, 0..1; None if the times can't be so."""
    in_bed = hours_in_bed(night.to_bed, night.up)
    if in_bed <= 0 or night.asleep_h > in_bed:
        return None
    return night.asleep_h / in_bed


def usual_efficiency(nights: Sequence[Night]) -> float | None:
    """The mean share over these nights; None without a night that can be told."""
    shares = [share for night in nights if (share := efficiency(night)) is not None]
    return fmean(shares) if shares else None
