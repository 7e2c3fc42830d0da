"""Which exercises are for which day of a week."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from coach.programme.dose import scaled
from coach.programme.model import Prescription, Programme

_SPREAD: Final[dict[int, tuple[int, ...]]] = {
    1: (0,),
    2: (0, 4),
    3: (0, 2, 4),
    4: (0, 2, 4, 6),
    5: (0, 2, 3, 4, 6),
    6: (0, 1, 2, 3, 4, 6),
    7: (0, 1, 2, 3, 4, 5, 6),
}
"""Days of a week of the programme, from 0. Each row but the first two holds the one before it, so
that exercises of different frequency share their days and whole days of rest remain."""

REST_BETWEEN: Final = 3
"""What is done on so many days a week or fewer has a day of rest in between."""


def planned_days(days_per_week: int) -> tuple[int, ...]:
    """The days of a week, 0 is its first, on which something is planned."""
    return _SPREAD[days_per_week]


def day_plan(
    programme: Programme, day: date, done_days: Collection[date] = ()
) -> tuple[Prescription, ...]:
    """What is for this day, in the order of the week; nothing before the programme begins.

    ``done_days`` are days on which the person exercised. A missed day is caught up with on the
    next one, never twice on a day and never without the day of rest; what was done often enough
    this week is not asked again. During an easing the doses are the eased ones. The same programme
    and days give the same answer.
    """
    if day < programme.starts_on:
        return ()
    done = frozenset(done_days)
    due = tuple(
        one
        for one in programme.week_on(day).prescriptions
        if _is_due(programme, one.exercise, day, done)
    )
    share = eased_share(programme, day)
    return due if share is None else tuple(one if one.fixed else scaled(one, share) for one in due)


def eased_share(programme: Programme, day: date) -> float | None:
    """The share of every dose that holds on a day; None when nothing is eased."""
    shares = [easing.share for easing in programme.easings if easing.since <= day <= easing.until]
    return shares[-1] if shares else None


def done_this_week(
    programme: Programme, exercise: str, day: date, done_days: Collection[date]
) -> int:
    """On how many days of the week before ``day`` an exercise was due and done."""
    return len(_followed(programme, exercise, day, frozenset(done_days))[1])


def _is_due(programme: Programme, exercise: str, day: date, done: frozenset[date]) -> bool:
    return _followed(programme, exercise, day, done)[0]


def _followed(
    programme: Programme, exercise: str, day: date, done: frozenset[date]
) -> tuple[bool, list[date]]:
    """Whether it is due on ``day``, and on which days of that week before it was due and done.

    Only what was due counts: someone who walks every day has not done the squats every day. The
    week before is followed too, for the rest between its last day and the first of this one.
    """
    place = (day - programme.starts_on).days % 7
    week_start = day - timedelta(days=place)
    followed: list[date] = []
    due = False
    for ahead in range(-7, place + 1):
        now = week_start + timedelta(days=ahead)
        if now < programme.starts_on:
            continue
        of_its_week = [when for when in followed if (now - when).days <= ahead % 7]
        rested = now - timedelta(days=1) not in followed
        line = programme.week_on(now).of(exercise)
        due = line is not None and _due(line.days_per_week, ahead % 7, len(of_its_week), rested)
        if now < day and due and now in done:
            followed.append(now)
    return due, [when for when in followed if when >= week_start]


def _due(days_per_week: int, place: int, done: int, rested: bool) -> bool:
    if done >= days_per_week or (days_per_week <= REST_BETWEEN and not rested):
        return False
    plan = planned_days(days_per_week)
    missed = sum(planned < place for planned in plan) - done
    return place in plan or (missed > 0 and rested)
