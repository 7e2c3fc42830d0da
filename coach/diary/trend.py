"""Pain over two and over four weeks: average, highest, and whether it changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from statistics import fmean
from typing import Final

from coach.diary.pattern import Pattern, day_words, not_yet, number, times, told
from coach.diary.rules import PatternRules

_EACH: Final = {
    2: "days with pain noted in each week",
    4: "days with pain noted in each two weeks",
}


def overview(
    pain: Mapping[date, float],
    worst: Mapping[date, int],
    today: date,
    weeks: int,
    rules: PatternRules,
) -> Pattern:
    """The average and the highest pain of the last ``weeks``, today among them.

    ``pain`` is the mean of each day, ``worst`` the highest of each.
    """
    name, title = f"average_{weeks}", f"Pain in the last {weeks} weeks"
    lately = {day: figure for day, figure in pain.items() if _back(day, today) < 7 * weeks}
    if len(lately) < rules.average_needed:
        return not_yet(name, title, len(lately), rules.average_needed, "days with pain noted")
    most = max(worst[day] for day in lately)
    when = max(day for day in lately if worst[day] == most)
    sentence = (
        f"You noted pain on {times(len(lately))}: {number(fmean(lately.values()))} of 10 on "
        f"average, {most} at the most (last on {day_words(when)})."
    )
    return told(name, title, sentence, len(lately), rules.average_needed)


def trend(pain: Mapping[date, float], today: date, weeks: int, rules: PatternRules) -> Pattern:
    """The later half of the last ``weeks`` (2 or 4) against the earlier half."""
    name, title = f"trend_{weeks}", f"Change over {weeks} weeks"
    needed = rules.two_weeks_needed if weeks == 2 else rules.four_weeks_needed
    half = 7 * weeks // 2
    now = [figure for day, figure in pain.items() if _back(day, today) < half]
    before = [figure for day, figure in pain.items() if half <= _back(day, today) < 2 * half]
    fewer = min(len(now), len(before))
    if fewer < needed:
        return not_yet(name, title, fewer, needed, _EACH[weeks])
    difference = fmean(now) - fmean(before)
    if abs(difference) < rules.change_points:
        verdict = "About the same"
    else:
        verdict = "Less pain" if difference < 0 else "More pain"
    sentence = (
        f"{verdict}: {number(fmean(now))} of 10 on average over the last {half} days "
        f"({times(len(now))} noted), {number(fmean(before))} over the {half} days before "
        f"({times(len(before))} noted)."
    )
    return told(name, title, sentence, fewer, needed)


def _back(day: date, today: date) -> int:
    """How many days ago; a day of the future counts as very long ago, so that it is left out."""
    days = (today - day).days
    return days if days >= 0 else 10**6
