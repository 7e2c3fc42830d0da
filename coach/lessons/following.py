"""Which lessons are for now, and how far somebody has come."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coach.lessons.model import Lesson


@dataclass(frozen=True, slots=True)
class Progress:
    """How many lessons of the weeks so far were finished, of how many.

    ``all_done`` and ``all_there`` count every lesson, later ones and those of no week too.
    """

    done: int
    planned: int
    all_done: int
    all_there: int


def due(lessons: Sequence[Lesson], week: int, finished: Collection[str]) -> tuple[Lesson, ...]:
    """What to read now: the week's lessons that are not finished, then those of earlier weeks.

    Earlier weeks come latest first. Before the programme begins (week 0) the first week's are
    due; lessons of no week never are.
    """
    now = max(week, 1)
    open_ones = [
        one
        for one in lessons
        if one.week is not None and one.week <= now and one.id not in finished
    ]
    return tuple(sorted(open_ones, key=lambda one: (-(one.week or 0), one.head.place)))


def of_week(lessons: Sequence[Lesson], week: int | None) -> tuple[Lesson, ...]:
    """The lessons of one week; None: those of no week."""
    return tuple(one for one in lessons if one.week == week)


def progress(lessons: Sequence[Lesson], week: int, finished: Collection[str]) -> Progress:
    """How far somebody is who is in this week of the programme."""
    now = max(week, 1)
    planned = [one for one in lessons if one.week is not None and one.week <= now]
    return Progress(
        done=sum(one.id in finished for one in planned),
        planned=len(planned),
        all_done=sum(one.id in finished for one in lessons),
        all_there=len(lessons),
    )
