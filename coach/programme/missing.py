"""Exercises of a plan that the catalogue no longer has, and what could take their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.engine.exercise import Exercise
from coach.programme.model import Prescription, Programme, Week

NO_LONGER: Final = "no longer available"


def name_of(exercise: str, exercises: Mapping[str, Exercise]) -> str:
    """The name, or for one that is gone its id in words and that it is no longer available."""
    known = exercises.get(exercise)
    return known.name if known else f"{_in_words(exercise)} ({NO_LONGER})"


def missing_from(week: Week, exercises: Mapping[str, Exercise]) -> tuple[Prescription, ...]:
    """The prescriptions of a week whose exercise is gone."""
    return tuple(one for one in week.prescriptions if one.exercise not in exercises)


def replacements(
    exercise: str, programme: Programme, exercises: Mapping[str, Exercise]
) -> tuple[str, ...]:
    """Exercises that could take its place, the nearest first, none that the week has already.

    The neighbours of one that is known; of one that is gone those that name it as their own
    neighbour, which remains when only its file went. After them what the plan has of other weeks.
    """
    known = exercises.get(exercise)
    near = (
        (*known.easier, *known.harder)
        if known is not None
        else tuple(
            name
            for name, other in exercises.items()
            if exercise in other.harder or exercise in other.easier
        )
    )
    weeks = [
        week for week in (*programme.weeks, programme.maintenance) if week.of(exercise) is not None
    ]
    elsewhere = (
        one.exercise
        for week in (*programme.weeks, programme.maintenance)
        for one in week.prescriptions
        if one.minutes is None
    )
    taken = {one.exercise for week in weeks for one in week.prescriptions}
    return tuple(
        name
        for name in dict.fromkeys((*near, *elsewhere))
        if name in exercises and name not in taken
    )


def _in_words(exercise: str) -> str:
    return exercise.replace("_", " ").capitalize()
