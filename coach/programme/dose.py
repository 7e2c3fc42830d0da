"""Doses: what the catalogue says for a week, how long it takes, and a share of it."""

from __future__ import annotations

import math
from typing import Final

from coach.engine.exercise import Dose, Exercise
from coach.programme.model import Prescription

SETTLE_S: Final = 30.0
"""To get into place for an exercise, in seconds; an engineering default."""

_ROUNDING: Final = 1e-9
_FIRST_OF_PAIR: Final = (3, 5)

_REPETITION_S: Final = 4.0
"""A repetition of an exercise that the catalogue no longer has."""


def catalogue_dose(exercise: Exercise, week: int) -> Dose:
    """The dose of a week of the programme, from 1; later weeks keep that of the sixth."""
    dosage = exercise.dosage
    return (dosage.weeks_1_2, dosage.weeks_3_4, dosage.weeks_5_6)[_period(week)]


def stepped_dose(exercise: Exercise, week: int) -> Dose:
    """The same in smaller steps: a new pair of weeks begins with one thing more, or half of it.

    More sets come before more in each set; where only one thing rises, the first week has the
    middle between the old and the new.
    """
    new = catalogue_dose(exercise, week)
    if week not in _FIRST_OF_PAIR:
        return new
    old = catalogue_dose(exercise, week - 1)
    if new.sets > old.sets:
        return old.model_copy(update={"sets": new.sets})
    more_each = _rises(old.repetitions, new.repetitions)
    more_held = _rises(old.hold_s, new.hold_s)
    if more_each and more_held:
        return new.model_copy(update={"hold_s": old.hold_s})
    if more_each and old.repetitions and new.repetitions:
        return new.model_copy(update={"repetitions": (old.repetitions + new.repetitions) // 2})
    if more_held and old.hold_s and new.hold_s:
        return new.model_copy(update={"hold_s": float((old.hold_s + new.hold_s) // 2)})
    return new


def _rises(old: float | None, new: float | None) -> bool:
    return old is not None and new is not None and new > old


def prescribed(exercise: str, dose: Dose, *, days_per_week: int, rest_s: float) -> Prescription:
    """A dose as it is prescribed."""
    return Prescription(
        exercise=exercise, **dose.model_dump(), days_per_week=days_per_week, rest_s=rest_s
    )


def with_dose(prescription: Prescription, exercise: str, dose: Dose) -> Prescription:
    """The prescription with another exercise and its dose; own range and load don't go with it."""
    change = {**dose.model_dump(), "exercise": exercise, "target_deg": None, "load_kg": None}
    return prescription.model_copy(update=change)


def scaled(prescription: Prescription, share: float) -> Prescription:
    """At most this share of the dose, and never less than one repetition, second or minute."""
    if share >= 1:
        return prescription
    one = prescription
    sets = math.ceil(one.sets * share - _ROUNDING)
    within = one.sets * share / sets
    if one.minutes is not None:
        return one.model_copy(
            update={
                "sets": sets,
                "minutes": float(max(1, math.floor(one.minutes * within + _ROUNDING))),
            }
        )
    if one.repetitions is not None:
        return one.model_copy(
            update={
                "sets": sets,
                "repetitions": max(1, math.floor(one.repetitions * within + _ROUNDING)),
            }
        )
    assert one.hold_s is not None
    return one.model_copy(
        update={"sets": sets, "hold_s": float(max(1, math.floor(one.hold_s * within + _ROUNDING)))}
    )


def amount(prescription: Prescription) -> float:
    """All of a day in its own unit: repetitions, seconds held, or minutes."""
    one = prescription
    sides = 2 if one.each_side else 1
    if one.minutes is not None:
        return one.sets * one.minutes
    if one.repetitions is not None:
        return float(one.sets * one.repetitions * sides)
    return one.sets * (one.hold_s or 0.0) * sides


def seconds(prescription: Prescription, exercise: Exercise | None) -> float:
    """About how long it takes, with getting into place and the rests."""
    one = prescription
    rests = (one.sets - 1) * one.rest_s
    if one.minutes is not None:
        return 60.0 * amount(one) + rests
    if one.repetitions is None:
        return SETTLE_S + amount(one) + rests
    return SETTLE_S + amount(one) * _repetition_s(one, exercise) + rests


def _repetition_s(one: Prescription, exercise: Exercise | None) -> float:
    if exercise is not None and exercise.guide is not None:
        return sum(step.seconds for step in exercise.guide.steps)
    tempo = exercise.repetitions.tempo_s if exercise and exercise.repetitions else None
    if one.hold_s is not None:
        return one.hold_s + (tempo[0] if tempo else _REPETITION_S)
    return sum(tempo) / 2 if tempo else _REPETITION_S


def _period(week: int) -> int:
    return min((max(week, 1) - 1) // 2, 2)
