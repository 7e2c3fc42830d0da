"""The activity budget: how much of something is planned for a day, and in which pieces.

The budget follows sessions or the calendar and neither good nor bad days, so that good days don't
run away with it; only pain above the limit holds it back.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import Final, Literal

from coach.mind.forms import PacingPlan

START_SHARE: Final = 0.8
"""Of the baseline: begin somewhat below what is known to go well (default of the reference)."""

FLARE_SHARES: Final = (0.5, 0.5, 0.5, 0.75)
"""Of the budget on the day of a flare and the days after it; then all of it (default)."""

_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class DayDone:
    """What was done on a day, in the plan's unit; pain 0..10, None if nobody said."""

    day: date
    amount: float
    pain: int | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """What is planned for a day, in the plan's unit: after how many rises, and why in a sentence.

    ``eased``: it is less than usual for some days, because of a flare.
    """

    amount: float
    rises: int
    eased: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a day's activity in the plan's unit, or a rest in minutes."""

    kind: Literal["do", "rest"]
    amount: float


def baseline(trials: Sequence[float]) -> float:
    """The mean of what was comfortable on the days of trying out.

    Raises:
        ValueError: nothing was tried out.
    """
    if not trials:
        raise ValueError("a baseline needs at least one day")
    return fmean(trials)


def starting_amount(plan: PacingPlan) -> float:
    """What the budget begins with, exact; no more than what the person wants in the end."""
    start = START_SHARE * baseline(plan.trials)
    return start if plan.goal is None else min(start, plan.goal)


def budget(plan: PacingPlan, done: Sequence[DayDone], today: date, pain_limit: int) -> Budget:
    """How much is planned for today; ``pain_limit`` is 0..10.

    Each session without pain above the limit, or each week with a session and without such pain,
    raises it by the plan's share. After a flare it is less for some days.
    """
    ours = [one for one in done if plan.started_on <= one.day <= today]
    rises = _rises(plan, ours, today, pain_limit)
    exact = starting_amount(plan) * (1.0 + plan.share) ** rises
    there = plan.goal is not None and exact >= plan.goal
    if plan.goal is not None:
        exact = min(exact, plan.goal)
    share = flare_share(_last_flare(ours, pain_limit), today)
    amount = rounded_down(exact * share, plan.unit)
    return Budget(amount, rises, share < 1.0, _sentence(plan, share, rises, there))


def flare_share(flared_on: date | None, today: date) -> float:
    """The share of a budget that holds today after a flare on a day; 1 without one."""
    if flared_on is None:
        return 1.0
    days = (today - flared_on).days
    return FLARE_SHARES[days] if 0 <= days < len(FLARE_SHARES) else 1.0


def rounded_down(amount: float, unit: str) -> float:
    """An amount as people plan it, never more than it was: half minutes below ten, else whole."""
    if unit == "minutes" and amount < 10:
        return math.floor(2 * amount + _ROUNDING) / 2
    return float(math.floor(amount + _ROUNDING))


def pieces(amount: float, longest: float | None, rest_min: float) -> tuple[Piece, ...]:
    """The amount in pieces of ``longest`` and what is left, with a rest between each two.

    Raises:
        ValueError: ``longest`` is not above zero.
    """
    if longest is not None and longest <= 0:
        raise ValueError(f"the longest piece must be above zero, got {longest}")
    if amount <= 0:
        return ()
    whole = 0 if longest is None else int((amount + _ROUNDING) // longest)
    left = amount if longest is None else amount - whole * longest
    doing = [Piece("do", longest or amount)] * whole
    if left > _ROUNDING or not doing:
        doing.append(Piece("do", left))
    rest = Piece("rest", rest_min)
    return (doing[0], *(one for later in doing[1:] for one in (rest, later)))


def _rises(plan: PacingPlan, done: Sequence[DayDone], today: date, limit: int) -> int:
    if plan.per == "session":
        days = {one.day for one in done if one.amount > 0 and one.day < today}
        return len(days - {one.day for one in done if _above(one, limit)})
    weeks = max(0, (today - plan.started_on).days // 7)
    return sum(_good_week(done, plan.started_on + timedelta(7 * n), limit) for n in range(weeks))


def _good_week(done: Sequence[DayDone], first: date, limit: int) -> bool:
    week = [one for one in done if 0 <= (one.day - first).days < 7]
    return any(one.amount > 0 for one in week) and not any(_above(one, limit) for one in week)


def _above(one: DayDone, limit: int) -> bool:
    return one.pain is not None and one.pain > limit


def _last_flare(done: Sequence[DayDone], limit: int) -> date | None:
    return max((one.day for one in done if _above(one, limit)), default=None)


def _sentence(plan: PacingPlan, share: float, rises: int, there: bool) -> str:
    if share < 1.0:
        return "Your back was sore: do less for a few days. The plan then goes on where it was."
    if there:
        return "You have reached what you wanted: keep it there."
    if not rises:
        return f"You begin with {START_SHARE:.0%} of what was comfortable: that leaves room."
    return f"It rises by {plan.share:.0%} a {plan.per}. Good day or bad day: do just this much."
