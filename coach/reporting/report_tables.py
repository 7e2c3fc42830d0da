"""The tables of a report: heads, rows, and shares of the width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.instruments.comparing import figure
from coach.programme.doing import SessionEnding, TrainingSession
from coach.programme.model import Week
from coach.progress.changes import Changed
from coach.reporting.facts import Facts
from coach.reporting.words import (
    compared_words,
    day_words,
    dose_words,
    short_day,
)

Table = tuple[Sequence[str], Sequence[Sequence[str]], Sequence[int]]

_VERDICTS: Final = {"better": "better", "worse": "less well", "same": "no change"}
_ENDINGS: Final = {
    SessionEnding.DONE: "",
    SessionEnding.STOPPED: "ended early",
    SessionEnding.PAIN: "ended early for pain",
    SessionEnding.LEFT: "",
}


def course_rows(courses: Sequence[Changed]) -> Table:
    """One line for each course: first and last value, and whether that is a change."""
    rows = []
    for one in courses:
        unit = "°" if one.unit == "°" else ""
        needed = "–" if one.needed is None else f"{figure(one.needed)}{unit}"
        verdict = _VERDICTS[one.direction] if one.needed is not None else "not settled"
        if one.compared is None:
            verdict = "not enough yet"
        rows.append((one.title, compared_words(one), str(len(one.points)), needed, verdict))
    heads = ("What", "First, last", "Values", "Needed for a change", "Verdict")
    return heads, rows, (38, 16, 9, 19, 18)


def session_rows(facts: Facts, sessions: Sequence[TrainingSession]) -> Table:
    """One line for each day of exercise."""
    rows = []
    for one in sessions:
        done = [item for item in one.items if item.was_done]
        names = ", ".join(facts.name(item.exercise) for item in done)
        ending = _ENDINGS[one.ended] if one.ended is not None else ""
        rows.append(
            (
                short_day(one.day),
                f"{names} ({ending})" if ending else names,
                f"{len(done)} of {len(one.items)}",
                f"{_or_dash(one.pain_before)} → {_or_dash(one.pain_after)}",
                _or_dash(one.effort),
            )
        )
    heads = ("Day", "What was done", "Exercises", "Pain before, after", "Effort")
    return heads, rows, (12, 52, 13, 15, 8)


def goal_rows(facts: Facts) -> Table:
    """One line for each goal."""
    rows = []
    for goal in facts.goals:
        text = f"{goal.text} ({goal.how_much})" if goal.how_much else goal.text
        if goal.reached_on is not None:
            state = f"★ reached on {day_words(goal.reached_on)}"
        elif goal.by is not None:
            state = f"☆ until {day_words(goal.by)}"
        else:
            state = "☆ on the way"
        rows.append((text, goal.first_step or "–", state, f"{goal.confidence} of 10"))
    return ("Goal", "First step", "State", "Confidence"), rows, (40, 26, 22, 12)


def plan_rows(facts: Facts, week: Week) -> Table:
    """One line for each exercise of a week."""
    rows = [(facts.name(one.exercise), dose_words(one), one.note) for one in week.prescriptions]
    return ("Exercise", "How much", "Note"), rows, (34, 42, 24)


def _or_dash(value: int | None) -> str:
    return "–" if value is None else str(value)
