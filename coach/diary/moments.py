"""Which part of the day it is."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from coach.records.care_entries import DiaryMoment

# Hours of the person's own clock; engineering defaults. The small hours are neither: pain in the
# night is no pain of the morning, which the programme's next-day rule looks at.
_MORNING: Final = range(4, 12)
_EVENING: Final = range(17, 24)

MOMENT_NAMES: Final = {
    DiaryMoment.MORNING: "In the morning",
    DiaryMoment.DAY: "During the day",
    DiaryMoment.EVENING: "In the evening",
    DiaryMoment.BEFORE: "Before exercise",
    DiaryMoment.AFTER: "After exercise",
}


def suggested(local: datetime) -> DiaryMoment:
    """The part of the day of a time on the person's own clock."""
    if local.hour in _MORNING:
        return DiaryMoment.MORNING
    return DiaryMoment.EVENING if local.hour in _EVENING else DiaryMoment.DAY
