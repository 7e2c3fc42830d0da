"""Which step of the lifting ladder comes next, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import takewhile

from coach.lifting.ladder import Ladder, Rules, Step, ladder
from coach.safety import pain_limit


class Move(StrEnum):
    """Up one step, the same again, or back one."""

    UP = "up"
    SAME = "same"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Session:
    """A day's lifting on one step of the ladder.

    ``pain`` and ``effort`` are 0..10 as the person said, ``form`` 0..100 where the camera saw it;
    None is not known. ``stopped`` for pain.
    """

    day: date
    step: int
    repetitions: int
    pain: int | None = None
    effort: int | None = None
    form: float | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """Where somebody is on the ladder, and what went before, the earliest first.

    ``pain_now`` is 0..10 before today's lifting, ``flared_on`` the last day on which the person
    had a flare; None is not asked or none.
    """

    step: int
    today: date
    sessions: Sequence[Session] = ()
    pain_now: int | None = None
    flared_on: date | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The step to do next, in which direction it lies, and the reason in one sentence."""

    step: Step
    move: Move
    reason: str


def next_step(history: History, known: Ladder | None = None) -> Next:
    """What comes next.

    One step up at most, and every step changes one thing only. Never up with more pain than the
    stop rules allow, on the day of a flare or the day after, or while something is not known.
    """
    known = known or ladder()
    here = known.step(history.step)
    if history.pain_now is not None and history.pain_now > pain_limit():
        reason = f"Your pain is above {pain_limit()} now: rest, and come back to this step later."
        return Next(here, Move.SAME, reason)
    ours = _since_arriving(history.sessions, here)
    hard = ours[-known.rules.hard_sessions :]
    if len(hard) == known.rules.hard_sessions and all(_hard(one, known.rules) for one in hard):
        if here.number == 1:
            reason = "This was too much twice: please talk with your therapist before you go on."
            return Next(here, Move.SAME, reason)
        reason = "This step was too much twice: a smaller one lets you build up again."
        return Next(known.step(here.number - 1), Move.BACK, reason)
    flare = _last_flare(history)
    if flare is not None and (history.today - flare).days <= known.rules.rest_after_flare_days:
        reason = "Your back was sore lately: give it a day before anything is added."
        return Next(here, Move.SAME, reason)
    missing = _missing(ours, here, known.rules)
    if missing is not None:
        return Next(here, Move.SAME, missing)
    if here.number == len(known.steps):
        return Next(here, Move.SAME, "You are at the top: keep it up, twice a week is plenty.")
    if history.pain_now is None:
        reason = "Please say how much it hurts now: then we know whether the next step may come."
        return Next(here, Move.SAME, reason)
    above = known.step(here.number + 1)
    return Next(above, Move.UP, _why_up(here, above, known.rules))


def _since_arriving(sessions: Sequence[Session], here: Step) -> list[Session]:
    """The sessions on this step since the person came to it last."""
    latest = takewhile(lambda session: session.step == here.number, reversed(sessions))
    return list(latest)[::-1]


def _last_flare(history: History) -> date | None:
    """The last day that the person named, or on which lifting hurt too much."""
    days = [one.day for one in history.sessions if _hurt(one)]
    if history.flared_on is not None:
        days.append(history.flared_on)
    return max(days, default=None)


def _hurt(session: Session) -> bool:
    return session.stopped or (session.pain or 0) > pain_limit()


def _hard(session: Session, rules: Rules) -> bool:
    return (
        _hurt(session)
        or (session.effort or 0) >= rules.too_much_effort
        or (session.form is not None and session.form < rules.too_low_form)
    )


def _missing(sessions: Sequence[Session], here: Step, rules: Rules) -> str | None:
    """What is not yet there for the next step; None when all is."""
    if not sessions:
        return "Start here: it is a good step to begin with."
    last = sessions[-1]
    why = _not_good(last, here, rules)
    if why is not None:
        return why
    good = 0
    days = set()
    for session in reversed(sessions):
        if _not_good(session, here, rules) is not None:
            break
        if session.day not in days:
            days.add(session.day)
            good += 1
    if good >= rules.good_sessions:
        return None
    more = rules.good_sessions - good
    days_words = "one more good day" if more == 1 else f"{more} more good days"
    return f"That went well: {days_words} on this step, then the next one."


def _not_good(session: Session, here: Step, rules: Rules) -> str | None:
    """Why a session does not count towards the next step."""
    if _hurt(session):
        return "It hurt a good deal last time: stay here, do less, and see how it feels."
    if session.pain is None or session.effort is None:
        return "Please say after your next lifts how it felt, so that we know when to go on."
    if session.repetitions < rules.done_at_least * here.total:
        return f"Last time you did {session.repetitions} of {here.total} lifts: finish them first."
    if session.pain > rules.pain_at_most:
        limit = rules.pain_at_most
        return f"Your pain was {session.pain} last time: stay here until it is {limit} or less."
    if session.effort > rules.effort_at_most:
        return "It was hard work last time: stay here until it feels easier."
    if session.form is not None and session.form < rules.form_at_least:
        return "Make your lifts a little smoother first; then comes the next step."
    return None


def _why_up(here: Step, above: Step, rules: Rules) -> str:
    done = f"You did this step well on {rules.good_sessions} days"
    if above.load_kg > here.load_kg:
        return f"{done}: next is {above.load_words}, once your therapist has agreed to the weight."
    if above.place != here.place:
        return f"{done}: next you lift {above.where}."
    if above.sets > here.sets:
        return f"{done}: next you do {above.sets} sets."
    return f"{done}: next you do {above.repetitions} lifts."
