"""All rules at once: what a person's history comes to today."""

from __future__ import annotations

from datetime import date
from typing import Final

from coach.programme.dose import amount
from coach.programme.progression.decision import Decision, ProposalKind
from coach.programme.progression.flare import day_after, decide_flare, in_flare
from coach.programme.progression.history import History, PastDecision
from coach.programme.progression.judging import Case, cases, hold, judge
from coach.programme.progression.pain import (
    above_limit,
    needs_rest,
    repeats_last,
    sore_today,
    worst_today,
)

_NOT_NOW: Final = {
    "flare": "Your back is having a flare-up",
    "rest_day": "Today is an easy day",
    "pain": "Your back hurts more than usual",
    "repeat": "Your back wants the dose that went well once more",
    "waits": "One thing at a time: another step is waiting",
    "one_at_a_time": "One thing at a time: the last step gets its session first",
    "new_week": "This week brings something new already",
}


def decide(history: History, today: date) -> tuple[Decision, ...]:
    """What the rules come to, in the order in which it should be told.

    The same history and day give the same decisions. At most one of them raises the load, and
    none does while ``why_not_now`` has a reason.

    Raises:
        ProgrammeDataError: the file of the numbers can't be used.
    """
    found = []
    flare = decide_flare(history, today)
    if flare is not None:
        found.append(flare)
    day = _day(history, today, flare=flare is not None)
    if day is not None:
        found.append(day)
    found += _exercises(history, today, flare)
    return tuple(found)


def why_not_now(history: History, today: date) -> str | None:
    """Why nothing may be added today, as the name of a reason; None when a step may come."""
    if in_flare(history, today) or day_after(history, today):
        return "flare"
    if needs_rest(history, today):
        return "rest_day"
    if above_limit(history, today):
        return "pain"
    if repeats_last(history, today):
        return "repeat"
    if _step_has_no_session_yet(history, today):
        return "one_at_a_time"
    if _new_week(history, today):
        return "new_week"
    return None


def not_now_words(reason: str) -> str:
    """The reason as the beginning of a sentence."""
    return _NOT_NOW[reason]


def _exercises(history: History, today: date, flare: Decision | None) -> list[Decision]:
    judged = [(case, judge(case)) for case in cases(history, today)]
    reason = "flare" if flare is not None else why_not_now(history, today)
    if reason is None and any(past.waits for past in history.decisions):
        reason = "waits"
    ready = [pair for pair in judged if pair[1].raises_load]
    chosen = None if reason else _first(history, ready)
    found = []
    for case, decision in judged:
        if not decision.raises_load or case is chosen:
            found.append(decision)
        else:
            found.append(_later(case, reason or "waits"))
    return found


def _first(history: History, ready: list[tuple[Case, Decision]]) -> Case | None:
    """The exercise whose last step up is the longest ago; among those the first of the day."""

    def last_raise(case: Case) -> date:
        steps = history.decided(ProposalKind.STEP_UP, case.exercise)
        return max((_raised_on(past) for past in steps if past.raised), default=date.min)

    return min((case for case, _ in ready), key=last_raise, default=None)


def _later(case: Case, reason: str) -> Decision:
    name = case.history.name(case.exercise)
    sentence = f"{_NOT_NOW[reason]}. You are ready for more of {name}; it comes later."
    return hold(case, f"later_{reason}", sentence)


def _day(history: History, today: date, *, flare: bool) -> Decision | None:
    """What kind of day it is, where it is not a usual one; see ``doses_for``."""
    if needs_rest(history, today):
        return _rest_day(history, today)
    if sore_today(history, today):
        pain = worst_today(history, today)
        sentence = (
            f"You told a pain of {pain} today: gentle movement and short walks are right for the "
            "rest of the day."
        )
        return _of_day("pain_today", ProposalKind.REST_DAY, today, sentence, {"pain": pain})
    if flare or in_flare(history, today):
        return None
    if above_limit(history, today):
        sentence = (
            "Your back hurt more than usual the last time that you told me: today it is the dose "
            "that went well before."
        )
        return _of_day("pain_before", ProposalKind.HOLD, today, sentence, {"above_limit": True})
    last = history.latest(today)
    if last is not None and repeats_last(history, today):
        rise = history.next_day(last, today)
        sentence = (
            f"The morning after your last session was {rise:.0f} above the usual: today it is the "
            "dose that went well before."
        )
        return _of_day("repeat", ProposalKind.HOLD, today, sentence, {"next_day": rise})
    return None


def _of_day(
    rule: str, kind: ProposalKind, today: date, sentence: str, evidence: dict[str, object]
) -> Decision:
    mark = f"{kind.value}/{today.isoformat()}/{rule}"
    return Decision(rule, kind, today, None, sentence, mark, evidence=evidence)


def _rest_day(history: History, today: date) -> Decision:
    pain, usual = history.mornings[today], history.usual_pain(today)
    return Decision(
        rule="next_day",
        kind=ProposalKind.REST_DAY,
        day=today,
        exercise=None,
        sentence=(
            f"Your back is at {pain} this morning, and {usual:.0f} is usual: today only gentle "
            "movement and a walk, then again the dose that went well."
        ),
        mark=f"rest_day/{today.isoformat()}",
        evidence={"morning": pain, "usual": usual},
    )


def _raised_on(past: PastDecision) -> date:
    return past.answered_on or past.decision.day


def _step_has_no_session_yet(history: History, today: date) -> bool:
    raised = [_raised_on(past) for past in history.decisions if past.raised]
    if not raised:
        return False
    last = history.latest(today)
    return last is None or last.day <= max(raised)


def _new_week(history: History, today: date) -> bool:
    """Whether the week asks for more of anything than that of the last session did."""
    last = history.latest(today)
    if last is None:
        return False
    before = {
        one.exercise: amount(one) for one in history.programme.week_on(last.day).prescriptions
    }
    now = history.programme.week_on(today).prescriptions
    if history.programme.week_number(last.day) == history.programme.week_number(today):
        return False
    return any(amount(one) > before.get(one.exercise, 0.0) for one in now)
