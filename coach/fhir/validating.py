"""A bundle validated whole, in a good half of the time that years of records would take.

The same words, units and references come again and again. Each is validated once and then shared;
everything else is validated where it stands.
"""

from __future__ import annotations

from typing import Any

from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.codeableconcept import CodeableConcept
from fhir.resources.R4B.meta import Meta
from fhir.resources.R4B.quantity import Quantity
from fhir.resources.R4B.reference import Reference

from coach.fhir.codes import Json

_Key = tuple[object, ...]


def validated(document: Json) -> Bundle:
    """The bundle of a document; the document stays as it is.

    Raises:
        pydantic.ValidationError: it is not in the form that FHIR wants.
    """
    return Bundle.model_validate(_shared(document, {}))


def _shared(part: Any, known: dict[_Key, Any]) -> Any:
    if isinstance(part, list):
        return [_shared(one, known) for one in part]
    if not isinstance(part, dict):
        return part
    found = _key(part)
    if found is None:
        return {name: _shared(value, known) for name, value in part.items()}
    kind, key = found
    if key not in known:
        known[key] = kind.model_validate(part)
    return known[key]


def _key(part: Json) -> tuple[type[Any], _Key] | None:
    if "coding" in part:
        # Words are made once each (see codes.py), so the same one is the same object.
        return CodeableConcept, ("coding", id(part))
    if "tag" in part:
        return Meta, ("tag", id(part))
    if "reference" in part:
        return Reference, (part["reference"], part.get("type"))
    if "unit" in part:
        return Quantity, ("unit", part["value"], part["unit"])
    return None
