"""A plan in words: how much, how often, how hard, on which days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from coach.engine.exercise import Dose, Exercise
from coach.engine.thresholds import TARGET, thresholds
from coach.programme.days import planned_days
from coach.programme.model import Prescription, Programme
from coach.web.exercise_words import dose_words
from coach.web.words import count_words, degrees

_DAILY: Final = 7
_SIDES: Final = {"left": "the left side only", "right": "the right side only"}


def prescribed_words(one: Prescription) -> str:
    """How much, as in "2 sets of 8 repetitions on each side, 3 kg"."""
    if one.minutes is not None and one.sets > 1:
        text = f"{count_words(one.sets, 'time')} {one.minutes:g} minutes"
    else:
        text = dose_words(
            Dose(
                sets=one.sets,
                repetitions=one.repetitions,
                hold_s=one.hold_s,
                minutes=one.minutes,
                per_side=one.each_side,
            )
        )
    if text == "1 minutes":
        text = "1 minute"
    more = [_SIDES[one.side]] if one.side != "both" else []
    if one.load_kg is not None:
        more.append(f"{one.load_kg:g} kg" if one.load_kg else "without weight")
    return ", ".join((text, *more))


def range_words(one: Prescription, exercise: Exercise | None) -> str:
    """The range to aim at, as in "90° of knee bend"; empty where none is prescribed."""
    if one.target_deg is None:
        return ""
    known = thresholds(exercise) if exercise is not None else ()
    title = next((each.title for each in known if each.key == TARGET), "")
    what = title.split(" (")[0].removesuffix(" of a full repetition")
    return degrees(one.target_deg) + (f" of {what}" if what else "")


def often_words(days_per_week: int) -> str:
    """How often."""
    return "every day" if days_per_week == _DAILY else f"{count_words(days_per_week, 'day')} a week"


def weekdays_words(programme: Programme, days_per_week: int) -> str:
    """The days as planned, as in "Monday, Wednesday, Friday"; empty for every day."""
    if days_per_week == _DAILY:
        return ""
    days = [programme.starts_on + timedelta(days=ahead) for ahead in planned_days(days_per_week)]
    return ", ".join(f"{day:%A}" for day in days)


def effort_words(effort: tuple[int, int]) -> str:
    """The band to aim at, with a word for it."""
    low, high = effort
    middle = (low + high) / 2
    word = "easy" if middle < 3 else "light" if middle < 4.5 else "a little hard"
    return f"{low} to {high} out of 10, {word}"


def day_words(day: date) -> str:
    """A day, as in "Monday, 2 March"."""
    return f"{day:%A}, {day.day} {day:%B}"


def span_words(first: date, last: date) -> str:
    """Two days, as in "2 March to 8 March"."""
    return f"{first.day} {first:%B} to {last.day} {last:%B}"
