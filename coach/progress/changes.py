"""What may be called a change: only what is more than measuring and everyday ups and downs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median, pstdev
from typing import Final, Literal

from coach.instruments import compare, find_instrument
from coach.progress.rules import ProgressRules, progress_rules
from coach.records.answers import Answer
from coach.records.figures import SetFigures

Direction = Literal["better", "worse", "same"]

OUTCOMES: Final = ("pain_nrs", "psfs", "rmdq", "confidence")
"""The questionnaires whose course is shown, in this order."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing over time: its points, and whether the last differs from the first.

    ``compared`` are the two values that were held against each other, None where there are not
    enough yet; ``needed`` is what their difference must reach to be called a change, where known.
    """

    name: str
    title: str
    unit: str
    points: tuple[tuple[date, float], ...]
    direction: Direction
    sentence: str
    goal: float | None = None
    compared: tuple[float, float] | None = None
    needed: float | None = None


def answered(answers: Iterable[Answer]) -> list[Changed]:
    """The course of each questionnaire that has been answered; ``answers`` in any order.

    Raises:
        UnknownInstrumentError: an instrument's file is gone.
    """
    known = sorted(answers, key=lambda one: one.answered_at)
    found = []
    for name in OUTCOMES:
        points = tuple(
            (one.day, one.total)
            for one in known
            if one.instrument == name and one.total is not None
        )
        if not points:
            continue
        verdict = compare(name, points[0][1], points[-1][1] if len(points) > 1 else None)
        sentence = (
            verdict.sentence
            if len(points) > 1
            else "Asked once so far: the next time shows whether it changed."
        )
        title = find_instrument(name).name
        found.append(
            Changed(
                name,
                title,
                "",
                points,
                verdict.direction,
                sentence,
                compared=(points[0][1], points[-1][1]) if len(points) > 1 else None,
                needed=verdict.needed,
            )
        )
    return found


def trained(
    sets: Sequence[SetFigures],
    start: date,
    what: Literal["range", "score"],
    rules: ProgressRules | None = None,
) -> list[Changed]:
    """The course of the range, or of the score, of each exercise: the median of each week.

    ``start`` is the first day of week 1. More range or a higher score is "better"; less is told
    as it is and never blamed on anybody.
    """
    limits = (rules or progress_rules()).change
    least = limits.range_deg if what == "range" else limits.score
    unit = "°" if what == "range" else "of 100"
    found = []
    for exercise in sorted({one.exercise for one in sets}):
        own = [one for one in sets if one.exercise == exercise and _value(one, what) is not None]
        weeks: dict[int, list[float]] = {}
        for one in own:
            value = _value(one, what)
            assert value is not None
            weeks.setdefault((one.day - start).days // 7, []).append(value)
        points = tuple(
            (max(one.day for one in own if (one.day - start).days // 7 == number), median(values))
            for number, values in sorted(weeks.items())
        )
        full = [values for _, values in sorted(weeks.items()) if len(values) >= limits.sets_needed]
        if not points:
            continue
        name = own[-1].name
        if len(full) < 2:
            sentence = (
                f"Not enough yet to speak of a change: {limits.sets_needed} sets in each of two "
                "weeks are needed."
            )
            found.append(Changed(exercise, name, unit, points, "same", sentence))
            continue
        first, last = median(full[0]), median(full[-1])
        needed = max(least, limits.spreads * max(pstdev(full[0]), pstdev(full[-1])))
        told = _told(first, last, needed, what)
        found.append(
            Changed(exercise, name, unit, points, *told, compared=(first, last), needed=needed)
        )
    return found


def _told(first: float, last: float, needed: float, what: str) -> tuple[Direction, str]:
    unit = "°" if what == "range" else ""
    words = f"{first:.0f}{unit} at first, {last:.0f}{unit} now"
    if abs(last - first) < needed:
        return "same", f"About the same: {words}."
    if last > first:
        return "better", f"{'Further' if what == 'range' else 'Better form'}: {words}."
    less = "Less far" if what == "range" else "A lower score"
    return "worse", f"{less}: {words}. Days differ; show it to your therapist if it stays so."


def _value(one: SetFigures, what: str) -> float | None:
    return one.range_deg if what == "range" else one.score
