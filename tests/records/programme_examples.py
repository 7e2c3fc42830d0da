"""A small programme to be kept."""

from __future__ import annotations

from datetime import date

from coach.programme.model import Irritability, Phase, Prescription, Programme, Week

MONDAY = date(2026, 3, 2)


def week(number: int, repetitions: int = 8) -> Week:
    squat = Prescription(exercise="squat", sets=2, repetitions=repetitions, days_per_week=3)
    walk = Prescription(exercise="walking", minutes=10, days_per_week=7)
    return Week(
        number=number,
        phase=Phase.CALM,
        title="Begin",
        aim="Move a little every day",
        sessions=4,
        minutes=15,
        effort=(2, 4),
        prescriptions=(squat, walk),
    )


def programme(starts_on: date = MONDAY, *, repetitions: int = 8) -> Programme:
    return Programme(
        template="six_weeks",
        starts_on=starts_on,
        irritability=Irritability.MEDIUM,
        usual_pain=3,
        weeks=tuple(week(number, repetitions) for number in range(1, 7)),
        maintenance=week(7, repetitions),
    )
