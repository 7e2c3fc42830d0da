"""What differs between two programmes, in sentences for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Final

from coach.engine.exercise import Exercise
from coach.programme.missing import name_of
from coach.programme.model import Prescription, Programme, Week
from coach.programme.template import templates

_FIELDS: Final = {
    "sets": "sets",
    "repetitions": "repetitions",
    "hold_s": "seconds held",
    "minutes": "minutes",
    "side": "side",
    "per_side": "on each side",
    "days_per_week": "days a week",
    "rest_s": "seconds of rest",
    "target_deg": "range in degrees",
    "load_kg": "load in kg",
    "note": "note",
    "why": "why it is there",
    "fixed": "only your therapist changes it",
}
_WEEK: Final = {
    "title": "title",
    "aim": "aim",
    "phase": "phase",
    "sessions": "days with exercises",
    "minutes": "minutes of a day",
    "effort": "effort",
}
_WHOLE: Final = {
    "starts_on": "First day",
    "pain_limit": "Pain limit",
    "usual_pain": "Usual pain",
    "irritability": "Irritability",
}


def differences(
    old: Programme, new: Programme, exercises: Mapping[str, Exercise]
) -> tuple[str, ...]:
    """Each thing that differs as one sentence, weeks with the same change together."""
    found = [
        f"{title}: {_say(getattr(old, field))} → {_say(getattr(new, field))}"
        for field, title in _WHOLE.items()
        if getattr(old, field) != getattr(new, field)
    ]
    if old.template != new.template:
        found.append(f"Template: {_template(old.template)} → {_template(new.template)}")
    by_text: dict[str, list[int]] = {}
    for before, after in _pairs(old, new):
        for text in _of_week(before, after, exercises):
            by_text.setdefault(text, []).append(after.number)
    last = len(new.weeks)
    found += [f"{_weeks(numbers, last)}: {text}" for text, numbers in by_text.items()]
    for easing in new.easings:
        if easing not in old.easings:
            share = f"{easing.share:.0%}"
            found.append(f"{_say(easing.since)} to {_say(easing.until)}: {share} of every dose")
    if old.goals != new.goals:
        found.append("Goals were changed")
    return tuple(found)


def _pairs(old: Programme, new: Programme) -> Iterable[tuple[Week, Week]]:
    for number, after in enumerate(new.weeks, 1):
        before = old.weeks[number - 1] if number <= len(old.weeks) else old.maintenance
        yield before, after
    last = len(new.weeks) + 1
    # Maintenance has a number of its own, whatever a file says.
    yield old.maintenance, new.maintenance.model_copy(update={"number": last})


def _of_week(before: Week, after: Week, exercises: Mapping[str, Exercise]) -> Iterable[str]:
    for field, title in _WEEK.items():
        if getattr(before, field) != getattr(after, field):
            yield f"{title}: {_say(getattr(before, field))} → {_say(getattr(after, field))}"
    for one in before.prescriptions:
        if after.of(one.exercise) is None:
            yield f"{name_of(one.exercise, exercises)} is taken out"
    for one in after.prescriptions:
        held = before.of(one.exercise)
        if held is None:
            yield f"{name_of(one.exercise, exercises)} is new"
        else:
            yield from _of_line(held, one, name_of(one.exercise, exercises))
    kept = [one.exercise for one in before.prescriptions if after.of(one.exercise)]
    if kept != [one.exercise for one in after.prescriptions if before.of(one.exercise)]:
        yield "another order"


def _of_line(before: Prescription, after: Prescription, name: str) -> Iterable[str]:
    for field, title in _FIELDS.items():
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            yield f"{name}, {title}: {_say(old)} → {_say(new)}"


def _template(name: str) -> str:
    known = templates().get(name)
    return known.name if known else name


def _say(value: object) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return " to ".join(str(each) for each in value)
    return str(value)


def _weeks(numbers: list[int], last: int) -> str:
    """As in "Weeks 2-4 and after": numbers are in order."""
    weeks = [number for number in numbers if number <= last]
    after = len(weeks) < len(numbers)
    runs: list[str] = []
    for _, run in groupby(enumerate(weeks), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        runs.append(str(found[0]) if len(found) == 1 else f"{found[0]}-{found[-1]}")
    if not runs:
        return "After the weeks"
    text = f"Week{'s' if len(weeks) > 1 else ''} {', '.join(runs)}"
    return f"{text} and after" if after else text
