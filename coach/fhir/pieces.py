"""Parts that all resources are made of."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Final
from uuid import UUID

from coach.fhir.codes import Json, system

URN: Final = "urn:uuid:"


def resource(kind: str, known: UUID, **fields: object) -> Json:
    """A resource with its id; fields that are None or empty are left out, as FHIR wants it."""
    filled = {name: value for name, value in fields.items() if value not in (None, "", [], ())}
    return {"resourceType": kind, "id": str(known), **filled}


def reference(known: UUID, kind: str | None = None) -> Json:
    """Where another resource of the bundle is."""
    found = {"reference": f"{URN}{known}"}
    return {**found, "type": kind} if kind else found


def maybe(known: UUID | None, kind: str | None = None) -> Json | None:
    """The same of what may not be there."""
    return None if known is None else reference(known, kind)


def entry(known: Json) -> Json:
    """A resource as an entry of the bundle."""
    return {"fullUrl": f"{URN}{known['id']}", "resource": known}


@cache
def tag(origin: str) -> Json:
    """Whether a machine, the person or a therapist says so: a mark that is quick to look for."""
    return {"tag": [{"system": system("origin"), "code": origin}]}


def words(text: str) -> str:
    """Somebody's own words, without the characters that FHIR does not want in a text."""
    return "".join(one if one.isprintable() or one in "\n\t" else " " for one in text).strip()


def moment(at: datetime | date) -> str:
    """A moment with its zone, or a day."""
    return at.isoformat()


def maybe_moment(at: datetime | date | None) -> str | None:
    """The same of what may not be known."""
    return None if at is None else moment(at)


def identifier(known: UUID) -> list[Json]:
    """What somebody or something is called outside."""
    return [{"system": "urn:ietf:rfc:3986", "value": f"{URN}{known}"}]
