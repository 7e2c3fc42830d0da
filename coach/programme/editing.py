"""A therapist's changes to a draft of a programme: exact values, in one week or from it on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

from coach.engine.exercise import Exercise
from coach.programme.dose import catalogue_dose, prescribed, with_dose
from coach.programme.model import Prescription, Programme, Week

Scope = Literal["only", "onwards"]

_REST_S: Final = 60.0


def week_at(programme: Programme, number: int) -> Week:
    """The week of a number, from 1; beyond the last it is the routine after it."""
    return programme.weeks[number - 1] if number <= len(programme.weeks) else programme.maintenance


def set_line(
    programme: Programme, number: int, scope: Scope, old: Prescription, new: Prescription
) -> Programme:
    """Put what was changed of a prescription into the week, and into later ones that have it.

    Later weeks keep what was not changed, such as their own dose when only a note is new.
    """
    before, after = old.model_dump(), new.model_dump()
    changed = {field: value for field, value in after.items() if before[field] != value}

    def edit(week: Week) -> Week:
        lines = tuple(
            Prescription.model_validate({**one.model_dump(), **changed})
            if one.exercise == old.exercise
            else one
            for one in week.prescriptions
        )
        return week.model_copy(update={"prescriptions": lines})

    return _edited(programme, number, scope, edit)


def remove(programme: Programme, number: int, scope: Scope, exercise: str) -> Programme:
    """Take an exercise out."""

    def edit(week: Week) -> Week:
        kept = tuple(one for one in week.prescriptions if one.exercise != exercise)
        return week.model_copy(update={"prescriptions": kept})

    return _edited(programme, number, scope, edit)


def add(programme: Programme, number: int, scope: Scope, exercise: Exercise) -> Programme:
    """Add an exercise at the end of the day, with the catalogue's dose of each week."""

    def edit(week: Week) -> Week:
        if week.of(exercise.id) is not None:
            return week
        dose = catalogue_dose(exercise, week.number)
        line = prescribed(exercise.id, dose, days_per_week=week.sessions, rest_s=_REST_S)
        line = line.model_copy(update={"why": f"{exercise.goal}."})
        return week.model_copy(update={"prescriptions": (*week.prescriptions, line)})

    return _edited(programme, number, scope, edit)


def swap(
    programme: Programme, number: int, scope: Scope, old: str, exercise: Exercise
) -> Programme:
    """Put another exercise in the place of one, with the catalogue's dose of each week."""

    def edit(week: Week) -> Week:
        if week.of(exercise.id) is not None:
            return week
        dose = catalogue_dose(exercise, week.number)
        lines = tuple(
            with_dose(one, exercise.id, dose).model_copy(update={"why": f"{exercise.goal}."})
            if one.exercise == old
            else one
            for one in week.prescriptions
        )
        return week.model_copy(update={"prescriptions": lines})

    return _edited(programme, number, scope, edit)


def move(programme: Programme, number: int, scope: Scope, exercise: str, places: int) -> Programme:
    """Move an exercise up (negative) or down in the order of the day."""

    def edit(week: Week) -> Week:
        held = week.of(exercise)
        if held is None:
            return week
        lines = [one for one in week.prescriptions if one is not held]
        place = week.prescriptions.index(held) + places
        lines.insert(min(max(place, 0), len(lines)), held)
        return week.model_copy(update={"prescriptions": tuple(lines)})

    return _edited(programme, number, scope, edit)


def reorder(programme: Programme, number: int, scope: Scope, names: Sequence[str]) -> Programme:
    """Put the exercises of these names into this order; others stay where they are."""
    places = {name: place for place, name in enumerate(names)}

    def edit(week: Week) -> Week:
        held = [one for one in week.prescriptions if one.exercise in places]
        named = iter(sorted(held, key=lambda one: places[one.exercise]))
        lines = tuple(next(named) if one.exercise in places else one for one in week.prescriptions)
        return week.model_copy(update={"prescriptions": lines})

    return _edited(programme, number, scope, edit)


def retitle(programme: Programme, number: int, values: Mapping[str, object]) -> Programme:
    """Change title, aim, sessions, minutes or effort of one week.

    Raises:
        ValueError: a value is out of its bounds.
    """

    def edit(week: Week) -> Week:
        return Week.model_validate({**week.model_dump(), **values})

    return _edited(programme, number, "only", edit)


def _edited(
    programme: Programme, number: int, scope: Scope, edit: Callable[[Week], Week]
) -> Programme:
    last = len(programme.weeks)

    def touched(week: int) -> bool:
        return week == number or (scope == "onwards" and week > number)

    return programme.model_copy(
        update={
            "weeks": tuple(
                edit(week) if touched(week.number) else week for week in programme.weeks
            ),
            "maintenance": (
                edit(programme.maintenance)
                if touched(last + 1) or number > last
                else programme.maintenance
            ),
        }
    )
