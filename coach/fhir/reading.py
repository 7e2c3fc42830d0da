"""A bundle read back to plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fhir.resources.R4B.bundle import Bundle

from coach.fhir.codes import Coded, own_system, system, word
from coach.fhir.dosing import DOSE, dose_values
from coach.fhir.measured import Answered, Dose, Measured, Numbers, Origin, Value
from coach.fhir.pieces import URN
from coach.fhir.questionnaire import ORDINAL, instrument_of
from poses.errors import UserFacingError


class NotOursError(UserFacingError):
    """A bundle does not hold what this product writes."""


def read(bundle: Bundle) -> Numbers:
    """The numbers of a bundle that this product wrote.

    Raises:
        NotOursError: something in it was not written by this product, or was changed.
    """
    resources = [entry.resource for entry in bundle.entry or ()]
    try:
        engines = {
            UUID(one.id): version for one in _of(resources, "Device") for version in _engine(one)
        }
        return Numbers(
            _in_order(_measured(one, engines) for one in _of(resources, "Observation")),
            _in_order(_dose(one) for one in _of(resources, "ServiceRequest")),
            _in_order(_answered(one) for one in _of(resources, "QuestionnaireResponse")),
        )
    except (AttributeError, KeyError, TypeError, ValueError, StopIteration) as error:
        raise NotOursError(
            "This bundle holds something that Back Coach did not write, so its numbers can't be "
            "read back: choose the file that Back Coach made."
        ) from error


def _in_order(found: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(found, key=lambda one: str(one.id)))


def _of(resources: Iterable[Any], kind: str) -> list[Any]:
    return [one for one in resources if one.get_resource_type() == kind]


def _engine(device: Any) -> list[str | None]:
    versions = [one.value for one in device.version or () if one.type.text == "engine"]
    return versions or [None]


def _measured(found: Any, engines: Mapping[UUID, str | None]) -> Measured:
    kinds = [word(one) for one in found.category if own_system(one.coding[0].system)]
    what = word(found.code)
    period = found.effectivePeriod
    main = _amount(found)
    values = [] if main is None and found.dataAbsentReason is None else [_value(what, found)]
    values += [_value(word(part.code), part) for part in found.component or ()]
    tags = {one.system: one.code for one in found.meta.tag}
    return Measured(
        id=UUID(found.id),
        kind=kinds[0].code,
        what=what,
        at=_moment(period.start if period else found.effectiveDateTime),
        until=_moment(period.end) if period else None,
        issued=found.issued,
        origin=Origin(tags[system("origin")]),
        values=tuple(values),
        part_of=_named(found.partOf[0]) if found.partOf else None,
        derived_from=tuple(_named(one) for one in found.derivedFrom or ()),
        engine=engines[_named(found.device)] if found.device else None,
        author=_named(found.performer[0]) if found.performer else None,
        note=found.note[0].text if found.note else "",
    )


def _moment(found: Any) -> Any:
    if isinstance(found, datetime) or not isinstance(found, date):
        return found
    return date(found.year, found.month, found.day)


def _value(of: Coded, found: Any) -> Value:
    unit = found.valueQuantity.unit if found.valueQuantity else ""
    return Value(of, _amount(found), "" if unit == "1" else unit)


def _amount(found: Any) -> float | bool | Coded | None:
    if found.valueQuantity is not None:
        return float(found.valueQuantity.value)
    if found.valueCodeableConcept is not None:
        return word(found.valueCodeableConcept)
    return None if found.valueBoolean is None else bool(found.valueBoolean)


def _named(found: Any) -> UUID:
    return UUID(found.reference.removeprefix(URN))


def _dose(found: Any) -> Dose:
    (extension,) = (one for one in found.extension if one.url == DOSE)
    week, values = dose_values(extension)
    return Dose(UUID(found.id), week, word(found.code), values)


def _answered(found: Any) -> Answered:
    return Answered(
        id=UUID(found.id),
        instrument=instrument_of(found.questionnaire),
        at=found.authored,
        answers={item.linkId: _answer(item.answer) for item in found.item or ()},
        author=_named(found.author) if found.author else None,
    )


def _answer(given: Any) -> float | bool | None:
    if not given:
        return None
    one = given[0]
    if one.valueBoolean is not None:
        return bool(one.valueBoolean)
    if one.valueCoding is not None:
        (worth,) = (part for part in one.valueCoding.extension if part.url == ORDINAL)
        return float(worth.valueDecimal)
    return float(one.valueDecimal)
