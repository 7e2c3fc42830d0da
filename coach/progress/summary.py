"""A week in words: plain sentences, each of them a fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from coach.progress.adherence import Adherence, Level
from coach.progress.changes import Changed
from coach.progress.week import ExerciseWeek, WeekFigures

_PAIN_STEP: Final = 0.5
"""A weekly mean that differs by less is told as about the same; an engineering default."""

_LEVELS: Final = {
    Level.GOOD: "That is what the plan asks for.",
    Level.PARTLY: "Something is always better than nothing. What would make one more day easy?",
    Level.LOW: "It was a week with little room for exercise. If something stood in the way, tell "
    "your therapist: the plan can be made to fit.",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences of a week under their titles; a title without sentences is not shown."""

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    def text(self) -> str:
        """All of it as plain text."""
        lines = [self.title]
        for title, sentences in self.parts:
            lines += ["", title, *sentences]
        return "\n".join(lines)


def summarise_week(
    week: WeekFigures,
    before: WeekFigures | None,
    kept: Adherence,
    *,
    decisions: Iterable[str] = (),
    changes: Iterable[Changed] = (),
    lessons: Sequence[str] = (),
    coming: Iterable[str] = (),
) -> Summary:
    """One week; ``decisions``, ``lessons`` and ``coming`` are told as they are given."""
    parts = (
        ("What you did", _done(week, kept)),
        ("How it felt", _felt(week, before)),
        ("How you moved", _moved(week.exercises)),
        ("What changed", tuple(_changed(changes))),
        ("What the coach decided, and why", tuple(dict.fromkeys(decisions))),
        ("What you learned", tuple(f"You read: {title}." for title in lessons)),
        ("Next", tuple(coming)),
    )
    title = f"Week {week.number}: {_day(week.since)} to {_day(week.until)}"
    return Summary(title, tuple((name, lines) for name, lines in parts if lines))


def _done(week: WeekFigures, kept: Adherence) -> tuple[str, ...]:
    if not kept.days_planned and not week.active_days:
        return ("The week has just begun.",)
    planned = f" of {kept.days_planned} planned so far" if kept.days_planned else ""
    lines = [f"You exercised on {_count(kept.days_done or week.active_days, 'day')}{planned}."]
    if week.repetitions:
        lines.append(f"The coach counted {_count(week.repetitions, 'repetition')}.")
    if week.hold_s >= 1:
        lines.append(f"You held positions for {_seconds(week.hold_s)} in all.")
    level = kept.level()
    if level is not None:
        lines.append(_LEVELS[level])
    return tuple(lines)


def _felt(week: WeekFigures, before: WeekFigures | None) -> tuple[str, ...]:
    lines = []
    if week.pain is not None:
        told = f"Your pain was {_number(week.pain)} of 10 on average, {week.worst_pain} at most."
        if before is not None and before.pain is not None:
            step = week.pain - before.pain
            if abs(step) < _PAIN_STEP:
                told += " About the same as the week before."
            else:
                told += f" The week before it was {_number(before.pain)}."
        lines.append(told)
    if week.effort is not None:
        lines.append(f"Your exercises felt like an effort of {_number(week.effort)} of 10.")
    if week.sleep_h is not None:
        lines.append(f"You slept {_number(week.sleep_h)} hours a night on average.")
    return tuple(lines)


def _moved(exercises: Iterable[ExerciseWeek]) -> tuple[str, ...]:
    lines = []
    for one in exercises:
        if one.median is None or one.best is None:
            continue
        line = f"{one.name}: usually {one.median:.0f} of 100, at best {one.best:.0f}."
        if one.looks:
            looks = " and ".join(title.lower() for title, _ in one.looks)
            line += f" Worth a look: {looks}."
        lines.append(line)
    return tuple(lines)


def _changed(changes: Iterable[Changed]) -> list[str]:
    return [f"{one.title}: {one.sentence}" for one in changes if one.direction != "same"]


def _day(day: object) -> str:
    return f"{day:%d %B}".lstrip("0")


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _seconds(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes"
