"""When the next check-in is due, and where to start again after one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.keeping.data import DueRule, keeping
from coach.keeping.forms import Monthly
from coach.programme.model import WEEKS
from coach.records.journal import JournalEntry


@dataclass(frozen=True, slots=True)
class Due:
    """The next check-in: from which day on, and whether that has come.

    ``week`` is the week of the programme that it belongs to, 0 for one in between.
    """

    on: date
    week: int
    now: bool

    @property
    def sentence(self) -> str:
        """What to tell the person."""
        if not self.now:
            return f"Your next check-in is on {self.on.day} {self.on:%B %Y}."
        if self.week:
            return f"Your check-in of week {self.week} is here: five short questions."
        return "It is time for your monthly check-in: five short questions."


@dataclass(frozen=True, slots=True)
class Reentry:
    """Where to go on: a week of the programme, 0 for the routine; whether to talk first."""

    week: int
    talk: bool
    sentence: str


def due(programme_start: date, entries: Sequence[JournalEntry[Monthly]], today: date) -> Due | None:
    """The next check-in; None before the six weeks are over."""
    return next_check_in(programme_start, [entry.day for entry in entries], today)


def next_check_in(
    programme_start: date, checked: Sequence[date], today: date, rule: DueRule | None = None
) -> Due | None:
    """As ``due``, from the days of the check-ins so far."""
    rule = rule or keeping().due
    over = programme_start + timedelta(weeks=WEEKS)
    if today < over:
        return None
    past = [day for day in checked if over <= day <= today]
    monthly = max(past, default=over) + timedelta(days=rule.every_days)
    near = timedelta(days=rule.near_days)
    firsts = [(week, programme_start + timedelta(weeks=week - 1)) for week in rule.check_in_weeks]
    ahead = [(week, on) for week, on in firsts if not past or max(past) < on - near]
    come = [(week, on) for week, on in ahead if on <= today]
    if come:  # several may have been missed: the last of them is asked
        return Due(come[-1][1], come[-1][0], now=True)
    if ahead and ahead[0][1] - near <= monthly:
        return Due(ahead[0][1], ahead[0][0], now=False)
    return Due(monthly, 0, today >= monthly)


def reentry(pain: int, function: int) -> Reentry:
    """Where to go on with this pain and function, 0..10 (10: all as before)."""
    choices = keeping().reentry.choice
    found = next(one for one in choices if pain >= one.pain_from and function < one.function_below)
    return Reentry(found.week, found.talk, found.sentence)
