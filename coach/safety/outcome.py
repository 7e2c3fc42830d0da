"""What the safety questions came to."""

from __future__ import annotations

from enum import StrEnum


class ScreeningOutcome(StrEnum):
    """What to do before exercising, from nothing to help at once."""

    CLEAR = "clear"
    REVIEW = "review"
    TODAY = "today"
    EMERGENCY = "emergency"
