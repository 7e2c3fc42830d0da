"""Making a day fit: into its minutes, into what the week before was, into a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coach.engine.exercise import Exercise
from coach.programme.dose import seconds
from coach.programme.model import Prescription

_SETS_KEPT = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A prescription, and how long it stays when there is too much: 1 stays longest."""

    line: Prescription
    priority: int


@dataclass(frozen=True, slots=True)
class Room:
    """What a week has room for: minutes of a day, minutes of the whole week, exercises.

    ``week_minutes`` of None is no limit; ``fewest`` exercises stay however little room there is.
    """

    minutes: float
    week_minutes: float | None
    most: int
    fewest: int


def is_walk(line: Prescription) -> bool:
    """Whether it is done by the minute, on top of the exercises of a day."""
    return line.minutes is not None


def day_minutes(lines: Iterable[Prescription], exercises: Mapping[str, Exercise]) -> float:
    """About how long the exercises of a full day take, walks not counted."""
    return sum(seconds(one, exercises.get(one.exercise)) for one in lines if not is_walk(one)) / 60


def week_minutes(lines: Iterable[Prescription], exercises: Mapping[str, Exercise]) -> float:
    """About how long the exercises of a whole week take, walks not counted."""
    taken = (
        seconds(one, exercises.get(one.exercise)) * one.days_per_week
        for one in lines
        if not is_walk(one)
    )
    return sum(taken) / 60


def fit(
    candidates: Iterable[Candidate], room: Room, exercises: Mapping[str, Exercise]
) -> tuple[Prescription, ...]:
    """What there is room for, in the same order; walks always stay.

    First third and fourth sets go, then exercises, the last sets of the fewest at the very end.
    """
    kept = list(candidates)
    while (_moving(kept) > room.most) and (least := _least(kept)) is not None:
        kept.remove(least)
    while _too_much(kept, room, exercises):
        smaller = _one_set_less(kept, above=_SETS_KEPT)
        least = _least(kept)
        if smaller is None and _moving(kept) > room.fewest and least is not None:
            kept.remove(least)
            continue
        smaller = smaller or _one_set_less(kept, above=1)
        if smaller is None:
            break
        kept = smaller
    return tuple(one.line for one in kept)


def _too_much(kept: list[Candidate], room: Room, exercises: Mapping[str, Exercise]) -> bool:
    lines = [one.line for one in kept]
    if day_minutes(lines, exercises) > room.minutes:
        return True
    limit = room.week_minutes
    return limit is not None and week_minutes(lines, exercises) > limit


def _moving(kept: list[Candidate]) -> int:
    return sum(not is_walk(one.line) for one in kept)


def _least(kept: list[Candidate]) -> Candidate | None:
    """The one that goes first: of the same priority the last."""
    moving = [one for one in kept if not is_walk(one.line)]
    return max(reversed(moving), key=lambda one: one.priority, default=None)


def _one_set_less(kept: list[Candidate], *, above: int) -> list[Candidate] | None:
    """The same with one set less where there are most; of several the least important."""
    rich = [one for one in kept if not is_walk(one.line) and one.line.sets > above]
    if not rich:
        return None
    given = max(reversed(rich), key=lambda one: (one.line.sets, one.priority))
    line = given.line.model_copy(update={"sets": given.line.sets - 1})
    return [replace(one, line=line) if one is given else one for one in kept]
