"""One figure for each day, out of the lines of the diary."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from coach.diary.line import DiaryEntry
from coach.diary.rules import pattern_rules
from coach.records.care_entries import DiaryMoment


def pain_by_day(lines: Iterable[DiaryEntry]) -> dict[date, float]:
    """The mean pain 0..10 of every day that has any, the earliest first."""
    found: dict[date, list[int]] = {}
    for line in lines:
        if line.pain is not None:
            found.setdefault(line.day, []).append(line.pain)
    return {day: statistics.fmean(found[day]) for day in sorted(found)}


def pain_at(moment: DiaryMoment, lines: Iterable[DiaryEntry]) -> dict[date, int]:
    """The pain 0..10 of that part of each day; the most, if it was told twice."""
    return worst_by_day(line for line in lines if line.moment is moment)


def worst_by_day(lines: Iterable[DiaryEntry]) -> dict[date, int]:
    """The highest pain 0..10 of every day that has any, the earliest first."""
    found: dict[date, int] = {}
    for line in lines:
        if line.pain is not None:
            found[line.day] = max(line.pain, found.get(line.day, 0))
    return {day: found[day] for day in sorted(found)}


def usual_pain(
    lines: Iterable[DiaryEntry], fallback: float | None, *, today: date | None = None
) -> float | None:
    """The pain of a usual morning, 0..10.

    It is the median of the mornings of the last 14 days before ``today``, or, without ``today``,
    of the 14 days up to the latest morning. With fewer mornings than the rules ask for it is
    ``fallback``, which is what the first visit found.
    """
    rules = pattern_rules()
    mornings = pain_at(DiaryMoment.MORNING, lines)
    if today is None:
        today = max(mornings, default=date.min) + timedelta(days=1)
    return usual_of(mornings, fallback, today, rules.usual_days, rules.usual_needed)


def usual_of(
    mornings: Mapping[date, int], fallback: float | None, today: date, days: int, needed: int
) -> float | None:
    """The median of the mornings of the ``days`` before ``today``, from ``needed`` of them on."""
    lately = [pain for day, pain in mornings.items() if 0 < (today - day).days <= days]
    return float(statistics.median(lately)) if len(lately) >= needed else fallback
