"""All that the diary shows, in the order in which it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from coach.diary.comparing import after_exercise, after_sleep, by_evening, by_weekday
from coach.diary.days import pain_at, pain_by_day, worst_by_day
from coach.diary.line import DiaryEntry, Treatment
from coach.diary.pattern import Pattern, compare, not_yet, times, told
from coach.diary.relief import relief_name, relief_words
from coach.diary.rules import PatternRules, pattern_rules
from coach.diary.trend import overview, trend
from coach.records.care_entries import DiaryMoment

_MOST_HELPED: Final = 3
"""So many of what helped most often are looked at by the evening: more would be a long read."""


def patterns(
    lines: Iterable[DiaryEntry],
    active: Collection[date],
    treatments: Iterable[Treatment],
    today: date,
    rules: PatternRules | None = None,
) -> tuple[Pattern, ...]:
    """What the days before ``today`` and today itself show.

    ``active`` are the days with exercise. What has too few days is there with ``told`` False. The
    order of lines makes no difference, and days of the future are left out.
    """
    rules = rules or pattern_rules()
    first = today - timedelta(days=rules.window_days - 1)
    kept = [line for line in lines if first <= line.day <= today]
    given = [one for one in treatments if first <= one.day <= today]
    pain = pain_by_day(kept)
    return (
        overview(pain, worst_by_day(kept), today, 2, rules),
        trend(pain, today, 2, rules),
        trend(pain, today, 4, rules),
        helped(kept, today, rules),
        after_exercise(pain, active, rules),
        *_evenings(kept, active, rules),
        after_sleep(kept, pain, rules),
        by_weekday(pain, rules),
        *_treated(given, pain, rules),
        *_side_effects(kept, today, rules),
    )


def helped(lines: Sequence[DiaryEntry], today: date, rules: PatternRules) -> Pattern:
    """What was noted as helping, and on how many days."""
    name, title = "helped", "What helped"
    lately = _lately(lines, today, rules.helped_days)
    days = {line.day for line in lately}
    if len(days) < rules.helped_needed:
        return not_yet(name, title, len(days), rules.helped_needed, "days with an entry")
    counts = _helped_days(lately)
    over = f"the last {rules.helped_days} days, {times(len(days))} with an entry"
    if counts:
        listed = ", ".join(f"{relief_words(kind)} on {times(count)}" for kind, count in counts)
        sentence = f"In {over}, you noted as helping: {listed}."
    else:
        sentence = f"In {over}, nothing is noted as helping so far."
    return told(name, title, sentence, len(days), rules.helped_needed)


def _evenings(
    lines: Sequence[DiaryEntry], active: Collection[date], rules: PatternRules
) -> list[Pattern]:
    """By the evening: with exercise always, with what helped only where there are days enough."""
    mornings = pain_at(DiaryMoment.MORNING, lines)
    evenings = pain_at(DiaryMoment.EVENING, lines)
    found = [
        by_evening(
            "evening_exercise",
            "By the evening, with exercise",
            mornings,
            evenings,
            active,
            "days with exercise",
            rules,
        )
    ]
    for kind, _count in _helped_days(lines)[:_MOST_HELPED]:
        days = {line.day for line in lines if kind in line.helped}
        title = f"By the evening, with {relief_words(kind)}"
        words = f"days with {relief_words(kind)} noted as helping"
        one = by_evening(f"evening_{kind}", title, mornings, evenings, days, words, rules)
        if one.told:
            found.append(one)
    return found


def _treated(
    given: Sequence[Treatment], pain: dict[date, float], rules: PatternRules
) -> list[Pattern]:
    """The day after a treatment; nothing for a kind that was not given."""
    found = []
    for kind in sorted({one.kind for one in given}):
        after = {one.day + timedelta(days=1) for one in given if one.kind == kind}
        words = (f"days after {relief_words(kind)} at the clinic", "other days")
        title = f"The day after: {relief_name(kind)}"
        found.append(compare(f"treated_{kind}", title, pain, after, rules.group_needed, words))
    return found


def _side_effects(lines: Sequence[DiaryEntry], today: date, rules: PatternRules) -> list[Pattern]:
    lately = _lately(lines, today, rules.helped_days)
    days = {line.day for line in lately}
    noted = {line.day for line in lately if line.side_effects}
    if not noted or len(days) < rules.helped_needed:
        return []
    sentence = (
        f"Side effects are noted on {len(noted)} of {times(len(days))} with an entry. Your doctor "
        "or pharmacist will be glad to know."
    )
    return [told("side_effects", "Side effects", sentence, len(days), rules.helped_needed)]


def _helped_days(lines: Iterable[DiaryEntry]) -> list[tuple[str, int]]:
    """Each kind with its number of days, the most first."""
    noted = {(line.day, kind) for line in lines for kind in line.helped}
    counts = Counter(kind for _day, kind in noted)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _lately(lines: Iterable[DiaryEntry], today: date, days: int) -> list[DiaryEntry]:
    return [line for line in lines if 0 <= (today - line.day).days < days]
