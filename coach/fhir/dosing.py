"""The plan's doses: as plain numbers, and as the extension that carries them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from coach.fhir.codes import Coded, Json, base, concept, quantity, word
from coach.fhir.facts import Facts
from coach.fhir.measured import Dose, Value, chosen, number, outside_id
from coach.programme.model import Prescription, Week
from coach.records.programmes import SavedProgramme

DOSE: Final = f"{base()}:StructureDefinition:dose"
"""FHIR has no place for sets, seconds held and rest: they are an extension of a ServiceRequest."""

_WEEK: Final = "week"


def weeks(plan: SavedProgramme) -> list[Week]:
    """The weeks of a plan, maintenance last."""
    return [*plan.programme.weeks, plan.programme.maintenance]


def week_number(plan: SavedProgramme, week: Week) -> int | None:
    """Which week it is; None for maintenance."""
    return None if week is plan.programme.maintenance else week.number


def dose_id(plan: SavedProgramme, facts: Facts, week: Week, one: Prescription) -> UUID:
    """What a prescription is called outside."""
    where = week_number(plan, week) or "maintenance"
    return outside_id("dose", f"{facts.patient.id}/{plan.number}/{where}/{one.exercise}")


def doses(facts: Facts) -> Iterator[Dose]:
    """Every prescription of the plan that holds."""
    plan = facts.plan
    for week in weeks(plan) if plan else ():
        assert plan is not None
        for one in week.prescriptions:
            yield Dose(
                dose_id(plan, facts, week, one),
                week_number(plan, week),
                Coded("exercises", one.exercise, facts.exercise_name(one.exercise)),
                tuple(_values(one)),
            )


def dose_extension(dose: Dose) -> Json:
    """The numbers of a dose, for a ServiceRequest."""
    parts: list[Json] = []
    if dose.week is not None:
        parts.append({"url": _WEEK, "valueInteger": dose.week})
    parts += [
        {
            "extension": [{"url": "of", "valueCodeableConcept": concept(one.measure)}, _worth(one)],
            "url": "value",
        }
        for one in dose.values
    ]
    return {"url": DOSE, "extension": parts}


def dose_values(extension: Any) -> tuple[int | None, tuple[Value, ...]]:
    """The week and the numbers, as they were read."""
    week, values = None, []
    for part in extension.extension:
        if part.url == _WEEK:
            week = int(part.valueInteger)
            continue
        of, worth = part.extension
        values.append(_read(word(of.valueCodeableConcept), worth))
    return week, tuple(values)


def dose_text(dose: Dose) -> str:
    """The same for people, in one line."""
    said = [
        f"{value.measure.display}: {value.amount:g} {value.unit}"
        for value in dose.values
        if isinstance(value.amount, float)
    ]
    sides = [one.amount for one in dose.values if isinstance(one.amount, Coded)]
    return "; ".join([*said, *(f"Side: {one.display}" for one in sides)])


def _values(one: Prescription) -> Iterator[Value]:
    figures = (
        ("sets", one.sets),
        ("repetitions", one.repetitions),
        ("hold", one.hold_s),
        ("minutes", one.minutes),
        ("days-per-week", one.days_per_week),
        ("rest", one.rest_s),
        ("target", one.target_deg),
        ("load", one.load_kg),
    )
    for code, figure in figures:
        if figure is not None:
            yield number(code, figure)
    yield chosen("side", "sides", one.side, one.side.capitalize())
    yield Value(number("each-side", None).measure, one.each_side)


def _worth(one: Value) -> Json:
    if isinstance(one.amount, bool):
        return {"url": "is", "valueBoolean": one.amount}
    if isinstance(one.amount, Coded):
        return {"url": "is", "valueCodeableConcept": concept(one.amount)}
    assert one.amount is not None
    return {"url": "is", "valueQuantity": quantity(one.amount, one.unit)}


def _read(of: Coded, worth: Any) -> Value:
    if worth.valueQuantity is not None:
        return Value(of, float(worth.valueQuantity.value), worth.valueQuantity.unit)
    if worth.valueCodeableConcept is not None:
        return Value(of, word(worth.valueCodeableConcept))
    return Value(of, bool(worth.valueBoolean))
