"""When the first visit is looked back on, and when the safety questions come again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from coach import clock
from coach.records.answers import Answer
from coach.records.entries import Screening
from coach.visit.rules import again

State = Literal["done", "due", "coming", "passed"]

CLOSING: Final = "global_change"
"""The last question of a look back; with its answer the look back is done."""

_TITLES: Final = {3: "Half-way", 6: "After six weeks", 13: "After three months"}


@dataclass(frozen=True, slots=True)
class Reassessment:
    """A look back: its week from the start, its day, and what has become of it.

    It can be done from the day on which it ``opens``, and camera tests from then on belong to it.

    One that is ``passed`` was not done before the next one came.
    """

    week: int
    occasion: str
    title: str
    day: date
    opens: date
    state: State


def reassessments_due(
    first: date, answers: Iterable[Answer], today: date
) -> tuple[Reassessment, ...]:
    """All look backs of a programme that began on ``first``, in order.

    Raises:
        DataFileError: the rule's file can't be used.
    """
    rule = again()
    done = {one.occasion for one in answers if one.instrument == CLOSING and one.day >= first}
    days = [first + timedelta(weeks=week) for week in rule.weeks]
    opens = [day - timedelta(days=rule.early_days) for day in days]
    found = []
    for place, (week, day) in enumerate(zip(rule.weeks, days, strict=True)):
        later = opens[place + 1] if place + 1 < len(opens) else None
        state: State = "coming"
        if occasion_of(week) in done:
            state = "done"
        elif later is not None and today >= later:
            state = "passed"
        elif today >= opens[place]:
            state = "due"
        title = _TITLES.get(week, f"After {week} weeks")
        found.append(Reassessment(week, occasion_of(week), title, day, opens[place], state))
    return tuple(found)


def occasion_of(week: int) -> str:
    """Under which name answers of this look back are kept."""
    return f"week_{week}"


def safety_due(
    last_screening: Screening | None,
    today: date,
    flare: date | None = None,
    zone: str | None = None,
) -> bool:
    """Whether the short safety questions are to be asked: weekly, and on a day that flares up.

    ``flare`` is the day of the last flare-up, ``zone`` where the patient's days begin.

    Raises:
        DataFileError: the rule's file can't be used.
    """
    if last_screening is None:
        return True
    answered = clock.day_of(last_screening.answered_at, zone)
    if flare is not None and answered < flare <= today:
        return True
    return today >= answered + timedelta(days=again().safety_days)
