"""An observation of FHIR from plain numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from coach.fhir.codes import Coded, Json, category, concept, kind, quantity
from coach.fhir.measured import Measured, Value
from coach.fhir.pieces import maybe, maybe_moment, moment, reference, resource, tag

_ABSENT: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_NOT_ASSESSED: Final = {"coding": [{"system": _ABSENT, "code": "unknown"}], "text": "Not assessed"}


def observation(
    one: Measured, patient: UUID, devices: Mapping[str | None, UUID], kinds: Mapping[UUID, str]
) -> Json:
    """The resource; ``devices`` are the engines by version, ``kinds`` the types of what is named.

    Raises:
        KeyError: an engine of this version is not among the devices.
    """
    main = next((value for value in one.values if value.measure == one.what), None)
    parts = [value for value in one.values if value is not main]
    answered: Json = {} if main is None else _value(main)
    return resource(
        "Observation",
        one.id,
        meta=tag(one.origin),
        status="final",
        category=[category(one.kind), concept(kind(one.kind))],
        code=concept(one.what),
        subject=reference(patient, "Patient"),
        **_when(one),
        issued=maybe_moment(one.issued),
        performer=None if one.author is None else [reference(one.author, kinds.get(one.author))],
        device=maybe(_device(one, devices), "Device"),
        partOf=None if one.part_of is None else [reference(one.part_of, "Procedure")],
        derivedFrom=[reference(found, kinds.get(found)) for found in one.derived_from],
        note=[{"text": one.note}] if one.note else None,
        component=[{"code": concept(value.measure), **_value(value)} for value in parts],
        **answered,
    )


def _device(one: Measured, devices: Mapping[str | None, UUID]) -> UUID | None:
    return devices[one.engine] if one.origin == "machine" else None


def _when(one: Measured) -> Json:
    if one.until is not None:
        return {"effectivePeriod": {"start": moment(one.at), "end": moment(one.until)}}
    return {"effectiveDateTime": moment(one.at)}


def _value(value: Value) -> Json:
    amount = value.amount
    if amount is None:
        return {"dataAbsentReason": _NOT_ASSESSED}
    if isinstance(amount, Coded):
        return {"valueCodeableConcept": concept(amount)}
    if isinstance(amount, bool):
        return {"valueBoolean": amount}
    return {"valueQuantity": quantity(amount, value.unit)}
