"""How much of what is planned is good for today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from coach.programme.doing import ItemStatus
from coach.programme.dose import scaled
from coach.programme.model import Prescription
from coach.programme.progression.flare import current_flare, day_after, in_flare
from coach.programme.progression.history import Doing, History
from coach.programme.progression.pain import (
    above_limit,
    needs_rest,
    repeats_last,
    sore_today,
    stopped,
)
from coach.programme.progression.rules import rules

_LEAST_SHARE: Final = 0.1
"""What was hardly begun counts as so much: an engineering default."""

_FIELDS: Final = ("sets", "repetitions", "hold_s", "minutes", "load_kg", "target_deg")


class DayKind(StrEnum):
    """What a day is like."""

    USUAL = "usual"
    REPEAT = "repeat"
    GENTLE = "gentle"
    FLARE = "flare"


@dataclass(frozen=True, slots=True)
class DayDoses:
    """The exercises of a day as they are good for it, and those that wait for a better one."""

    kind: DayKind
    prescriptions: tuple[Prescription, ...]
    waiting: tuple[str, ...] = ()


def doses_for(planned: Sequence[Prescription], history: History, today: date) -> DayDoses:
    """What of the plan is good for today.

    With pain above the limit today, or after a morning that asks for rest, only gentle movement
    and walking. While the pain told last is above the limit, in a flare plan, or after a session
    that was too much, nothing above what was tolerated last: a new week's larger dose and its new
    exercises wait.
    """
    flare = in_flare(history, today)
    if needs_rest(history, today) or sore_today(history, today):
        kind = DayKind.GENTLE
    elif flare or day_after(history, today):
        kind = DayKind.FLARE
    elif above_limit(history, today) or repeats_last(history, today):
        kind = DayKind.REPEAT
    else:
        return DayDoses(DayKind.USUAL, tuple(planned))
    strict = above_limit(history, today) or day_after(history, today)
    doses, waiting = [], []
    for one in planned:
        rung = history.rung(one.exercise)
        known = tolerated(history, one.exercise, today, before_flare=flare and not strict)
        if kind is DayKind.GENTLE and not rung.gentle:
            waiting.append(one.exercise)
        elif known is not None:
            doses.append(at_most(one, known))
        elif rung.gentle:
            doses.append(one)
        else:
            waiting.append(one.exercise)
    return DayDoses(kind, tuple(doses), tuple(waiting))


def tolerated(
    history: History, exercise: str, today: date, *, before_flare: bool = False
) -> Prescription | None:
    """The last dose of an exercise that went well, that night and the morning after included."""
    flare = current_flare(history, today) if before_flare else None
    for doing in history.doings(exercise, today):
        if flare is not None and doing.session.day >= flare.day:
            continue
        if doing.session.day < today and _went_well(history, doing, today):
            share = doing.item.done_share or 0.0
            partly = doing.item.status is ItemStatus.PARTLY and share < 1
            prescription = doing.item.prescription
            return scaled(prescription, max(share, _LEAST_SHARE)) if partly else prescription
    return None


def at_most(one: Prescription, known: Prescription) -> Prescription:
    """The prescription with nothing above what is known to go well."""
    smaller = {}
    for name in _FIELDS:
        now, then = getattr(one, name), getattr(known, name)
        if now is not None and then is not None:
            smaller[name] = min(now, then)
    return one.model_copy(update=smaller)


def _went_well(history: History, doing: Doing, today: date) -> bool:
    numbers = rules()
    after = history.next_day(doing.session, today)
    effort = doing.item.effort
    return (
        not stopped(doing.item, doing.session, history.programme.pain_limit)
        and (effort is None or effort < numbers.hard_effort)
        and (after is None or after < numbers.rest_next_day)
    )
