"""Whether a bundle is valid: its form, the words that FHIR prescribes, and what it points to."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

from fhir.resources.R4B.bundle import Bundle
from pydantic import BaseModel, ValidationError

from coach.fhir.pieces import URN
from poses.errors import UserFacingError

_MOST: Final = 50
_OPEN: Final = "+"
"""With this among its words, the library does not know all of a list."""


class NoBundleError(UserFacingError):
    """What was given is no bundle of FHIR at all."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many resources there are of each type, and what is not as FHIR wants it."""

    resources: Mapping[str, int]
    problems: tuple[str, ...]
    bundle: Bundle | None

    @property
    def valid(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def check(text: str | bytes) -> Checked:
    """Check a bundle, whoever wrote it.

    Raises:
        NoBundleError: it is no JSON, or another resource than a bundle.
    """
    try:
        given = json.loads(text)
    except ValueError as error:
        raise NoBundleError("This file is no JSON: choose a FHIR bundle in JSON.") from error
    if not isinstance(given, dict) or given.get("resourceType") != "Bundle":
        raise NoBundleError("This file is no FHIR bundle: its resourceType must be 'Bundle'.")
    try:
        bundle = Bundle.model_validate(given)
    except ValidationError as error:
        return Checked({}, tuple(_form(error)), None)
    return Checked(_count(bundle), problems_of(bundle), bundle)


def problems_of(bundle: Bundle) -> tuple[str, ...]:
    """What of a bundle in the right form is still not as FHIR wants it; empty if nothing."""
    found = chain(
        _words(bundle, "Bundle"), _addresses(bundle), _references(bundle), _rules(bundle, "Bundle")
    )
    return tuple(islice(found, _MOST))


def _form(error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_url=False, include_input=False)[:_MOST]:
        yield f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"


def _count(bundle: Bundle) -> Mapping[str, int]:
    kinds = (entry.resource.get_resource_type() for entry in bundle.entry or () if entry.resource)
    return dict(sorted(Counter(kinds).items()))


def _words(part: BaseModel, where: str) -> Iterator[str]:
    """Words out of FHIR's own closed lists, such as the status of a resource."""
    allowed = _ALLOWED.get(type(part))
    if allowed is None:
        allowed = _ALLOWED[type(part)] = _lists(type(part))
    for name, value in part.__dict__.items():
        if value is None:
            continue
        if name in allowed and isinstance(value, str) and value not in allowed[name]:
            yield f"{where}.{name}: '{value}' is none of {', '.join(sorted(allowed[name]))}"
        for inner in value if isinstance(value, list) else (value,):
            if isinstance(inner, BaseModel):
                yield from _words(inner, f"{where}.{name}")


_WHOLE: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    ("Observation", "status"): frozenset(
        {"registered", "preliminary", "final", "amended"}
        | {"corrected", "cancelled", "entered-in-error", "unknown"}
    ),
    ("QuestionnaireItem", "type"): frozenset(
        {"group", "display", "question", "boolean", "decimal", "integer", "date", "dateTime"}
        | {"time", "string", "text", "url", "choice", "open-choice", "attachment", "reference"}
        | {"quantity"}
    ),
}
"""Lists of which the library knows only the beginning."""

_ALLOWED: Final[dict[type[BaseModel], Mapping[str, frozenset[str]]]] = {}


def _lists(kind: type[BaseModel]) -> Mapping[str, frozenset[str]]:
    found = {}
    for name, field in kind.model_fields.items():
        extra: Any = field.json_schema_extra
        words = extra.get("enum_values") if isinstance(extra, dict) else None
        if words and _OPEN not in words:
            found[name] = frozenset(words)
        elif words and (kind.__name__, name) in _WHOLE:
            found[name] = _WHOLE[kind.__name__, name]
    return found


def _addresses(bundle: Bundle) -> Iterator[str]:
    counted = Counter(entry.fullUrl for entry in bundle.entry or ())
    for address, count in counted.items():
        if count > 1:
            yield f"Bundle.entry: {address} is there {count} times"
    for entry in bundle.entry or ():
        own = entry.fullUrl or ""
        if own.startswith(URN) and entry.resource and entry.resource.id != own.removeprefix(URN):
            yield f"Bundle.entry: {own} holds a resource of another id, {entry.resource.id}"


def _references(bundle: Bundle) -> Iterator[str]:
    """References into the bundle lead to something, of the type that they say."""
    known = {
        entry.fullUrl: entry.resource.get_resource_type()
        for entry in bundle.entry or ()
        if entry.resource
    }
    for where, found in _named(bundle, "Bundle"):
        target = found.reference
        if not target or not target.startswith("urn:"):
            continue
        if target not in known:
            yield f"{where}: {target} is not in the bundle"
        elif found.type and found.type != known[target]:
            yield f"{where}: {target} is a {known[target]}, not a {found.type}"


def _rules(part: BaseModel, where: str) -> Iterator[str]:
    """Rules of FHIR between fields, of those that are easily broken here."""
    kind = type(part).__name__
    fields: Any = part
    if kind == "Observation":
        if fields.dataAbsentReason and any(getattr(fields, name) is not None for name in _ANSWERS):
            yield f"{where}: a value and the reason for having none exclude each other (obs-6)"
        own = _codes(fields.code)
        shared = any(own & _codes(one.code) for one in fields.component or ())
        if shared and any(getattr(fields, name) is not None for name in _ANSWERS):
            yield f"{where}: a component has the code of the whole, which has a value (obs-7)"
    elif kind == "Period" and fields.start and fields.end and fields.end < fields.start:
        yield f"{where}: it ends before it begins (per-1)"
    for name, value in part.__dict__.items():
        for inner in value if isinstance(value, list) else (value,):
            if isinstance(inner, BaseModel):
                yield from _rules(inner, f"{where}.{name}")


_ANSWERS: Final = ("valueQuantity", "valueCodeableConcept", "valueBoolean", "valueString")


def _codes(concept: Any) -> set[tuple[str | None, str | None]]:
    return {(one.system, one.code) for one in concept.coding or ()}


def _named(part: BaseModel, where: str) -> Iterator[tuple[str, Any]]:
    for name, value in part.__dict__.items():
        for inner in value if isinstance(value, list) else (value,):
            if not isinstance(inner, BaseModel):
                continue
            if type(inner).__name__ == "Reference":
                yield f"{where}.{name}", inner
            yield from _named(inner, f"{where}.{name}")
