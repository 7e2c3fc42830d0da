"""Changing a programme from the week of a day on; what lies before is never touched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from coach.engine.catalogue import catalogue
from coach.engine.exercise import Exercise
from coach.programme.dose import catalogue_dose, prescribed, with_dose
from coach.programme.model import Change, Easing, Prescription, Programme, Week

DOSE_FIELDS: Final = (
    "sets",
    "repetitions",
    "hold_s",
    "minutes",
    "load_kg",
    "target_deg",
    "days_per_week",
)
_WHOLE: Final = ("sets", "repetitions", "days_per_week")
_REST_S: Final = 60.0


def apply_change(
    programme: Programme,
    change: Change,
    day: date,
    exercises: Mapping[str, Exercise] | None = None,
) -> Programme:
    """The programme with one thing changed in the week of ``day`` and all later ones.

    A step up lifts later weeks to the new value at least, a step down holds them there at most.
    An exercise that takes another's place comes with the catalogue's dose of that week. A share
    becomes an easing of the days until ``until``, or until the end of the week. What the therapist
    has fixed stays, except that they may take an exercise away.

    Raises:
        ValueError: the field is unknown, or the new value is out of its bounds.
    """
    if change.share is not None:
        return _eased(programme, change.share, day, change.until)
    first = max(1, programme.week_number(day))
    known = catalogue() if exercises is None else exercises
    touched = [week for week in programme.weeks if week.number >= first]
    # How often is another matter after the six weeks.
    if change.field != "days_per_week" or not touched:
        touched.append(programme.maintenance)
    change = _with_old(change, touched)

    def changed(week: Week) -> Week:
        return _changed(week, change, known) if week in touched else week

    return programme.model_copy(
        update={
            "weeks": tuple(changed(week) for week in programme.weeks),
            "maintenance": changed(programme.maintenance),
        }
    )


def _eased(programme: Programme, share: float, day: date, until: date | None) -> Programme:
    week_end = day + timedelta(days=6 - (day - programme.starts_on).days % 7)
    easing = Easing(since=day, until=until or week_end, share=share)
    return programme.model_copy(update={"easings": (*programme.easings, easing)})


def _with_old(change: Change, weeks: list[Week]) -> Change:
    """The value that really holds first is the one that a change starts from."""
    if change.field not in DOSE_FIELDS or change.exercise is None:
        return change
    for week in weeks:
        held = week.of(change.exercise)
        if held is not None:
            return change.model_copy(update={"old": getattr(held, change.field)})
    return change


def _changed(week: Week, change: Change, exercises: Mapping[str, Exercise]) -> Week:
    if change.field == "exercise":
        return _exchanged(week, change, exercises)
    if change.field not in DOSE_FIELDS:
        raise ValueError(f"a programme has no {change.field!r} to change")
    lines = tuple(
        _valued(one, change) if one.exercise == change.exercise and not one.fixed else one
        for one in week.prescriptions
    )
    return week.model_copy(update={"prescriptions": lines})


def _valued(one: Prescription, change: Change) -> Prescription:
    if isinstance(change.new, str):
        raise ValueError(f"{change.field} must be a number, not {change.new!r}")
    held, new, old = getattr(one, change.field), change.new, change.old
    if isinstance(old, int | float) and new is not None:
        if held is None:
            return one
        new = max(held, new) if new > old else min(held, new)
    value = round(new) if new is not None and change.field in _WHOLE else new
    return Prescription.model_validate({**one.model_dump(), change.field: value})


def _exchanged(week: Week, change: Change, exercises: Mapping[str, Exercise]) -> Week:
    old, new = change.exercise, change.new
    if new is not None and not isinstance(new, str):
        raise ValueError(f"an exercise has a name, got {new!r}")
    lines = list(week.prescriptions)
    if old is None:
        if new is not None and week.of(new) is None:
            lines.append(_added(new, week, exercises))
    elif (held := week.of(old)) is not None and (new is None or not held.fixed):
        place = lines.index(held)
        twice = new is not None and new != old and week.of(new) is not None
        lines[place : place + 1] = (
            [] if new is None or twice else [_swap(held, new, week, exercises)]
        )
    return week.model_copy(update={"prescriptions": tuple(lines)})


def _added(new: str, week: Week, exercises: Mapping[str, Exercise]) -> Prescription:
    exercise = exercises.get(new)
    if exercise is None:
        raise ValueError(f"there is no exercise {new!r}")
    dose = catalogue_dose(exercise, week.number)
    line = prescribed(new, dose, days_per_week=week.sessions, rest_s=_REST_S)
    return line.model_copy(update={"why": f"{exercise.goal}."})


def _swap(
    held: Prescription, new: str, week: Week, exercises: Mapping[str, Exercise]
) -> Prescription:
    exercise = exercises.get(new)
    if exercise is None:
        return held.model_copy(update={"exercise": new})
    line = with_dose(held, new, catalogue_dose(exercise, week.number))
    return line.model_copy(update={"why": f"{exercise.goal}."})
