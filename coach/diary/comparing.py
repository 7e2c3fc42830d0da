"""Days of one kind against the others: after exercise, by the evening, after sleep, by weekday."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from statistics import fmean, median

from coach.diary.line import DiaryEntry
from coach.diary.pattern import (
    NOT_WHY,
    Pattern,
    compare,
    not_yet,
    number,
    told,
)
from coach.diary.rules import PatternRules

_WEEKDAYS = (
    "Mondays",
    "Tuesdays",
    "Wednesdays",
    "Thursdays",
    "Fridays",
    "Saturdays",
    "Sundays",
)


def after_exercise(
    pain: Mapping[date, float], active: Collection[date], rules: PatternRules
) -> Pattern:
    """Pain on days after a day with exercise against other days."""
    after = {day + timedelta(days=1) for day in active}
    words = ("days after exercise", "other days")
    return compare(
        "after_exercise", "The day after exercise", pain, after, rules.group_needed, words
    )


def by_evening(
    name: str,
    title: str,
    mornings: Mapping[date, int],
    evenings: Mapping[date, int],
    chosen: Collection[date],
    words: str,
    rules: PatternRules,
) -> Pattern:
    """On how many of the chosen days pain was less in the evening than in the morning.

    ``words`` say which days: "days with exercise".
    """
    both = mornings.keys() & evenings.keys()
    ones = [day for day in both if day in chosen]
    others = [day for day in both if day not in chosen]
    if len(ones) < rules.group_needed:
        what = f"{words}, with pain noted in the morning and in the evening"
        return not_yet(name, title, len(ones), rules.group_needed, what)
    sentence = (
        f"On {_less(ones, mornings, evenings)} of {len(ones)} {words} you noted less pain in the "
        "evening than in the morning"
    )
    if len(others) >= rules.group_needed:
        sentence += f", and on {_less(others, mornings, evenings)} of {len(others)} other days"
    return told(name, title, f"{sentence}. {NOT_WHY}", len(ones), rules.group_needed)


def after_sleep(
    lines: Iterable[DiaryEntry], pain: Mapping[date, float], rules: PatternRules
) -> Pattern:
    """Pain on the days after a person's shorter nights against the others.

    Where hours were noted too seldom, how good the sleep was takes their place.
    """
    name, title = "sleep", "Sleep and pain"
    hours: dict[date, list[float]] = {}
    quality: dict[date, list[float]] = {}
    for line in lines:
        if line.sleep_h is not None:
            hours.setdefault(line.day, []).append(line.sleep_h)
        if line.sleep_quality is not None:
            quality.setdefault(line.day, []).append(line.sleep_quality)
    by_hours = _nights(hours, pain)
    by_quality = _nights(quality, pain)
    use_hours = len(by_hours) >= 2 * rules.group_needed or len(by_hours) >= len(by_quality)
    nights = by_hours if use_hours else by_quality
    if len(nights) < 2 * rules.group_needed:
        what = "days with sleep and pain noted"
        return not_yet(name, title, len(nights), 2 * rules.group_needed, what)
    middle = median(nights.values())
    less = {day for day, slept in nights.items() if slept < middle}
    if use_hours:
        words = (f"days after less than {number(middle)} hours of sleep", "days after more")
    else:
        words = (f"days after sleep below {number(middle)} of 10", "days after better sleep")
    if len(less) < rules.group_needed:
        sentence = "Your nights were too much alike to compare."
        return Pattern(name, title, sentence, False, len(less), rules.group_needed)
    noted = {day: pain[day] for day in nights}
    why = "That does not say why: pain can disturb sleep as well."
    return compare(name, title, noted, less, rules.group_needed, words, why)


def by_weekday(pain: Mapping[date, float], rules: PatternRules) -> Pattern:
    """The days of the week with the most and the least pain."""
    name, title = "weekday", "Days of the week"
    found: dict[int, list[float]] = {}
    for day, figure in pain.items():
        found.setdefault(day.weekday(), []).append(figure)
    enough = {
        weekday: figures
        for weekday, figures in found.items()
        if len(figures) >= rules.weekday_needed
    }
    if len(enough) < rules.weekdays_needed:
        what = f"days of the week that were noted {rules.weekday_needed} times"
        return not_yet(name, title, len(enough), rules.weekdays_needed, what)
    means = {weekday: fmean(figures) for weekday, figures in sorted(enough.items())}
    most = max(means, key=lambda weekday: means[weekday])
    least = min(means, key=lambda weekday: means[weekday])
    if means[most] - means[least] < rules.weekday_points:
        sentence = "Pain was about the same on every day of the week."
    else:
        sentence = (
            f"{_WEEKDAYS[most]} had the most pain, {number(means[most])} of 10 on average over "
            f"{len(enough[most])} {_WEEKDAYS[most]}; {_WEEKDAYS[least]} the least, "
            f"{number(means[least])} over {len(enough[least])}. {NOT_WHY}"
        )
    return told(name, title, sentence, len(enough), rules.weekdays_needed)


def _less(days: Iterable[date], mornings: Mapping[date, int], evenings: Mapping[date, int]) -> int:
    return sum(evenings[day] < mornings[day] for day in days)


def _nights(slept: Mapping[date, list[float]], pain: Mapping[date, float]) -> dict[date, float]:
    return {day: fmean(slept[day]) for day in sorted(slept) if day in pain}
