"""Whether a proposed step may come now; one that may not keeps waiting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from coach.programme.progression.deciding import not_now_words, why_not_now
from coach.programme.progression.decision import Decision, ProposalKind
from coach.programme.progression.history import History, PastDecision
from coach.programme.progression.stepping import EXERCISE

STALE: Final = "The plan has changed since this was proposed."


def obstacle(history: History, decision: Decision, today: date) -> str | None:
    """Why a step that raises the load can't be accepted today, in a sentence; None if it can."""
    if outdated(history, decision, today):
        return STALE
    reason = why_not_now(history, today)
    if reason is None:
        return None
    return f"{not_now_words(reason)}: this step can wait for a calmer day."


def outdated(history: History, decision: Decision, today: date) -> bool:
    """Whether the programme no longer has what the step begins from."""
    change = decision.change
    if change is None or change.exercise is None:
        return False
    line = history.line(change.exercise, today)
    if line is None or line.fixed:
        return True
    if change.field == EXERCISE:
        return history.line(str(change.new), today) is not None
    return bool(getattr(line, change.field) != change.old)


def withdrawn(
    waiting: Iterable[PastDecision], decisions: Iterable[Decision]
) -> tuple[PastDecision, ...]:
    """Which waiting steps no longer hold after these decisions.

    A flare-up takes back all of them, a step down those of its exercise.
    """
    found = tuple(decisions)
    flare = any(one.kind is ProposalKind.FLARE for one in found)
    easier = {one.exercise for one in found if one.kind is ProposalKind.STEP_DOWN}
    return tuple(
        past for past in waiting if past.waits and (flare or past.decision.exercise in easier)
    )
