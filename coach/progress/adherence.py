"""How much of the plan was done, and for how long without a break."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coach.programme.days import planned_days
from coach.programme.doing import TrainingSession
from coach.programme.model import Week
from coach.progress.rules import ProgressRules, progress_rules


class Level(StrEnum):
    """How well a week went along with the plan."""

    GOOD = "good"
    PARTLY = "partly"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Adherence:
    """Days done of days planned so far, sets likewise, and the weighted share of all, 0..1.

    ``share`` is None while nothing was planned yet: nothing can have been missed then.
    """

    days_done: int
    days_planned: int
    sets_done: float
    sets_planned: float
    share: float | None

    def level(self, rules: ProgressRules | None = None) -> Level | None:
        """In a word; None while nothing was planned."""
        limits = (rules or progress_rules()).adherence
        if self.share is None:
            return None
        if self.share >= limits.good:
            return Level.GOOD
        return Level.PARTLY if self.share >= limits.low else Level.LOW


def adherence(
    week: Week,
    first_day: date,
    today: date,
    sessions: Sequence[TrainingSession],
    practice: Collection[date] = (),
    rules: ProgressRules | None = None,
) -> Adherence:
    """How one week of the plan, which begins on ``first_day``, has gone until ``today``.

    A day counts when anything was done on it; exercise beyond the plan is not held against
    missed sets of another day. ``practice`` are the days on which something was done for oneself.
    """
    limits = (rules or progress_rules()).adherence
    days = [first_day + timedelta(days=place) for place in range(7)]
    of_week = [one for one in sessions if one.day in days]
    done = {one.day for one in of_week if one.was_done}
    elapsed = [day for day in days if day < today or (day == today and day in done)]
    places = planned_days(week.sessions)
    planned = sum(place < len(elapsed) for place in places)
    planned = max(planned, min(len(done), week.sessions))
    sets_planned = sum(float(item.prescription.sets) for one in of_week for item in one.items) * (
        max(planned, len(of_week)) / len(of_week) if of_week else 0.0
    )
    sets_done = sum(
        item.prescription.sets * min(1.0, item.done_share or 0.0)
        for one in of_week
        for item in one.items
        if item.was_done
    )
    if not planned:
        return Adherence(len(done), 0, sets_done, sets_planned, None)
    practised = len({day for day in practice if day in days})
    expected = limits.practice_days * len(elapsed) / 7.0
    share = (
        limits.sessions * min(1.0, len(done) / planned)
        + limits.sets * (min(1.0, sets_done / sets_planned) if sets_planned else 0.0)
        + limits.practice * (min(1.0, practised / expected) if expected else 1.0)
    )
    return Adherence(len(done), planned, sets_done, sets_planned, share)


def streak(active: Collection[date], today: date, rules: ProgressRules | None = None) -> int:
    """On how many days somebody exercised without a longer break; rest days are forgiven.

    It lives on until more than the grace days have passed since the last of them.
    """
    most = (rules or progress_rules()).streak.grace_days + 1
    count, later = 0, today
    for day in sorted({day for day in active if day <= today}, reverse=True):
        if (later - day).days > most:
            break
        count, later = count + 1, day
    return count
