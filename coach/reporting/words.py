"""Days, doses and changes as they are written in notes and reports: short, and about somebody."""

from __future__ import annotations

from datetime import date
from typing import Final

from coach.instruments.comparing import figure
from coach.programme.model import Prescription
from coach.progress.changes import Changed
from coach.records.judgements import Judgement

_QUOTED: Final = 240
"""Characters of somebody's own words that are told: an engineering default."""

_SIDES: Final = {"left": "left side only", "right": "right side only"}


def day_words(day: date) -> str:
    """As in "3 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def short_day(day: date) -> str:
    """As in "3 Nov"."""
    return f"{day.day} {day:%b}"


def span_words(since: date, until: date) -> str:
    """As in "3 to 20 November 2026", or over months and years."""
    if since == until:
        return day_words(until)
    if since.year != until.year:
        return f"{day_words(since)} to {day_words(until)}"
    if since.month != until.month:
        return f"{since.day} {since:%B} to {day_words(until)}"
    return f"{since.day} to {day_words(until)}"


def count(number: int, one: str, many: str | None = None) -> str:
    """As in "1 day" and "2 days"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def dose_words(line: Prescription) -> str:
    """As in "2 × 8 on each side, 3 kg, 4 days a week"."""
    amount = []
    if line.repetitions is not None:
        amount.append(f"{line.repetitions}")
    if line.hold_s is not None:
        amount.append(f"{line.hold_s:g} s")
    if line.minutes is not None:
        amount.append(f"{line.minutes:g} min")
    text = f"{line.sets} × {' × '.join(amount)}"
    if line.each_side:
        text += " on each side"
    more = [_SIDES[line.side]] if line.side != "both" else []
    if line.load_kg:
        more.append(f"{line.load_kg:g} kg")
    if line.target_deg is not None:
        more.append(f"up to {line.target_deg:g}°")
    more.append("every day" if line.days_per_week == 7 else f"{line.days_per_week} days a week")
    return ", ".join((text, *more))


def compared_words(course: Changed) -> str:
    """The values that were held against each other, as in "56° → 74°"; the last one if alone."""
    unit = "°" if course.unit == "°" else ""
    if course.compared is None:
        return f"{figure(course.points[-1][1])}{unit}"
    first, last = (round(value, 0 if course.unit else 1) for value in course.compared)
    return f"{figure(first)}{unit} → {figure(last)}{unit}"


def verdict_words(course: Changed) -> str:
    """Whether the difference is more than measuring and everyday ups and downs."""
    unit = "°" if course.unit == "°" else ""
    if course.compared is None:
        return "not enough yet to speak of a change"
    if course.needed is None:
        return "what counts as a change is not settled for this"
    needed = f"{figure(course.needed)}{unit}"
    if course.direction == "same":
        return f"no change ({needed} would be one)"
    how = "better" if course.direction == "better" else "less well"
    return f"{how}, by more than the {needed} that count as a change"


def change_words(course: Changed) -> str:
    """Both of them."""
    return f"{compared_words(course)}; {verdict_words(course)}"


def judged_words(one: Judgement, exercise: str) -> str:
    """What a therapist said of the machine's value, with both values and the reason."""
    where = f", repetition {one.repetition}" if one.repetition is not None else ""
    check = f" {one.check.replace('_', ' ')}" if one.check else ""
    reason = f" ({quoted(one.reason)})" if one.reason.strip() else ""
    what = f"{exercise}{where}, {one.subject}{check}"
    return f"{what}: {one.verdict}, {_said(one.machine)} → {_said(one.value)}{reason}."


def quoted(text: str) -> str:
    """Somebody's own words in one line, shortened where they are long."""
    even = " ".join(text.split())
    return even if len(even) <= _QUOTED else f"{even[: _QUOTED - 1].rstrip()}…"


def _said(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else str(value)
