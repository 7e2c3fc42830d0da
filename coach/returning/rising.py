"""Whether the next step of a ladder may come, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from coach.returning.forms import Morning
from coach.returning.ladders import Rules, rules
from coach.safety import pain_limit


class Move(StrEnum):
    """Up one step, the same again, or back one."""

    UP = "up"
    STAY = "stay"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Try:
    """A step done on a day: all of it or not, pain 0..10, the next morning if it is known."""

    day: date
    step: int
    whole: bool
    pain: int
    morning: Morning | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody is on one ladder of ``last`` steps; ``tries`` the earliest first.

    ``since`` is the day of arriving on the step. ``pain_now`` is 0..10 before doing it, None if
    nobody said; ``usual_pain`` that of ordinary days; ``flared_on`` the last day on which the
    person had a flare, None without one. ``came_back``: a flare led back to this step. ``resting``:
    the programme is on its lighter days. ``other_up_on`` is the last step up elsewhere.
    """

    step: int
    last: int
    since: date
    today: date
    tries: Sequence[Try] = ()
    pain_now: int | None = None
    usual_pain: int = 0
    flared_on: date | None = None
    came_back: bool = False
    resting: bool = False
    other_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """The step to do next, in which direction it lies, and the reason in one sentence."""

    step: int
    move: Move
    sentence: str


def advise(standing: Standing, known: Rules | None = None) -> Advice:
    """What comes next: one step up at most, and only when all criteria hold.

    Never up with pain above the limit, on the day of a flare or the day after, or while something
    is not known.
    """
    known = known or rules()
    limit = pain_limit()
    here = standing.step
    ours = _since_arriving(standing)
    if ours and _flared(ours[-1], limit):
        return _back(here)
    if here > 1 and _newly_named(standing, known):
        return _back(here)
    if standing.pain_now is not None and standing.pain_now > limit:
        return _stay(here, f"Your pain is above {limit} now: rest, and come back to it later.")
    if any(_lately(flare, standing, known) for flare in _flares(standing, limit)):
        return _stay(here, "Your back was sore lately: give it a day before anything is added.")
    if standing.resting:
        return _stay(here, "Your plan is lighter these days: keep to what feels easy for now.")
    missing = _missing(ours, standing, known, limit)
    if missing is not None:
        return _stay(here, missing)
    if here >= standing.last:
        return _stay(here, "You are at the top of this ladder: enjoy it, and keep it up.")
    other = standing.other_up_on
    if other is not None and 0 <= (standing.today - other).days < known.days_between_rises:
        return _stay(here, "Something else went up lately: one new thing at a time, this one next.")
    if standing.pain_now is None:
        return _stay(here, "Say how much it hurts now: then we know if the next step may come.")
    times = "twice" if known.good_days == 2 else f"on {known.good_days} days"
    return Advice(here + 1, Move.UP, f"You did this step {times}, and it went well: the next one.")


def allowed_pain(usual_pain: int, known: Rules | None = None) -> int:
    """Up to which pain, 0..10, a step counts as done well by somebody with this usual pain."""
    known = known or rules()
    return min(pain_limit(), max(known.pain_at_most, usual_pain + known.pain_above_usual))


def _stay(here: int, sentence: str) -> Advice:
    return Advice(here, Move.STAY, sentence)


def _back(here: int) -> Advice:
    if here == 1:
        return _stay(
            1, "This was a lot for now: make it smaller with a hint below, or ask your therapist."
        )
    return Advice(
        here - 1, Move.BACK, "This was a lot for now: one step back lets you build up again."
    )


def _since_arriving(standing: Standing) -> list[Try]:
    """The tries of this step since the person came to it last."""
    arrived = [one for one in standing.tries if one.day >= standing.since]
    latest = takewhile(lambda one: one.step == standing.step, reversed(arrived))
    return list(latest)[::-1]


def _flared(one: Try, limit: int) -> bool:
    return one.pain > limit or one.morning == "worse"


def _newly_named(standing: Standing, known: Rules) -> bool:
    """Whether the person named a flare on this step that no step back has answered yet."""
    flare = standing.flared_on
    if flare is None or not _lately(flare, standing, known):
        return False
    stepped_back = known.flare_lasts_days if standing.came_back else 0
    return (flare - standing.since).days > stepped_back


def _lately(flare: date, standing: Standing, known: Rules) -> bool:
    return 0 <= (standing.today - flare).days <= known.rest_after_flare_days


def _flares(standing: Standing, limit: int) -> list[date]:
    """The days of flares: with the activity, the morning after it, or as the person says."""
    days = [one.day for one in standing.tries if one.pain > limit]
    mornings = [one.day for one in standing.tries if one.morning == "worse"]
    named = [] if standing.flared_on is None else [standing.flared_on]
    return [*days, *(day + timedelta(days=1) for day in mornings), *named]


def _missing(tries: Sequence[Try], standing: Standing, known: Rules, limit: int) -> str | None:
    """What is not yet there for the next step; None when all is."""
    if not tries:
        return "This is your step. Do it on two days, and tell here how it went."
    allowed = allowed_pain(standing.usual_pain, known)
    good: set[date] = set()
    for one in reversed(tries):
        why = _not_good(one, allowed)
        if why is not None:
            if not good:
                return why
            break
        good.add(one.day)
    more = known.good_days - len(good)
    if more <= 0:
        return None
    days = "one more good day" if more == 1 else f"{more} more good days"
    return f"That went well: {days} on this step, then the next one."


def _not_good(one: Try, allowed: int) -> str | None:
    """Why a try does not count towards the next step."""
    if not one.whole:
        return "You did a part of it: do the whole step first, or make it smaller."
    if one.pain > allowed:
        return f"Your pain was {one.pain} with it: stay here until it is {allowed} or less."
    if one.morning is None:
        return "Tell how the next morning was: then we know whether it had settled."
    if one.morning != "settled":
        return "The next morning was sorer: stay here until it settles overnight."
    return None
