"""Where each number comes from: measured by the program, told by a person, or judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from coach.fhir.codes import Json
from coach.fhir.facts import Facts
from coach.fhir.measured import Answered, Measured, Origin, outside_id
from coach.fhir.pieces import moment, reference, resource, tag

_TYPES: Final = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"

_MEASURED: Final = "Measured by the program from points seen by a camera; not checked by a person."
_WORKED_OUT: Final = "Worked out by the program; not checked by a person."
_TOLD: Final = "Told by the person, or entered for them."
_JUDGED: Final = "Seen or judged by a therapist; what the program found stays beside it."
_PLANNED: Final = "Planned, or agreed to as the program proposed it."
_UNKNOWN: Final = {"display": "Somebody of whom no name was kept"}

Source = tuple[Origin, str | None, UUID | None]


def provenance(
    facts: Facts,
    measured: Sequence[Measured],
    answered: Sequence[Answered],
    planned: Sequence[Json],
    devices: Mapping[str | None, UUID],
) -> Iterator[Json]:
    """One record for each source, which names all that comes from it."""
    groups: dict[Source, list[Measured | Answered]] = defaultdict(list)
    for one in measured:
        engine = one.engine if one.origin is Origin.MACHINE else None
        groups[one.origin, engine, one.author].append(one)
    for response in answered:
        groups[Origin.TOLD, None, response.author].append(response)
    for (origin, engine, author), found in sorted(groups.items(), key=lambda one: str(one[0])):
        yield _record(
            facts,
            f"{origin}/{engine}/{author}",
            [_target(one) for one in found],
            max(_known_at(facts, one) for one in found),
            _agent(facts, origin, author, devices[engine]),
            origin,
            _words(origin, engine),
        )
    if facts.plan is not None:
        yield _record(
            facts,
            f"plan/{facts.plan.number}",
            [reference(UUID(one["id"]), one["resourceType"]) for one in planned],
            facts.plan.made_at,
            _agent(facts, Origin.JUDGED, facts.author(facts.plan.made_by), devices[None]),
            Origin.JUDGED,
            _PLANNED,
        )


def _record(
    facts: Facts,
    name: str,
    targets: list[Json],
    recorded: datetime,
    agent: Json,
    origin: Origin,
    words: str,
) -> Json:
    return resource(
        "Provenance",
        outside_id("provenance", f"{facts.patient.id}/{name}"),
        meta=tag(origin),
        target=targets,
        recorded=moment(recorded.astimezone(facts.zone)),
        activity={"text": words},
        agent=[agent],
    )


def _agent(facts: Facts, origin: Origin, author: UUID | None, device: UUID) -> Json:
    if origin is Origin.MACHINE:
        kind, who = "assembler", reference(device, "Device")
    elif author is None:
        kind, who = ("informant" if origin is Origin.TOLD else "author"), _UNKNOWN
    elif author == facts.patient_id:
        kind, who = (
            ("informant" if origin is Origin.TOLD else "author"),
            reference(author, "Patient"),
        )
    else:
        kind, who = (
            ("enterer" if origin is Origin.TOLD else "author"),
            reference(author, "Practitioner"),
        )
    return {"type": {"coding": [{"system": _TYPES, "code": kind}]}, "who": who}


def _words(origin: Origin, engine: str | None) -> str:
    if origin is Origin.MACHINE:
        return _MEASURED if engine is not None else _WORKED_OUT
    return _TOLD if origin is Origin.TOLD else _JUDGED


def _target(one: Measured | Answered) -> Json:
    kind = "Observation" if isinstance(one, Measured) else "QuestionnaireResponse"
    return reference(one.id, kind)


def _known_at(facts: Facts, one: Measured | Answered) -> datetime:
    if isinstance(one, Answered):
        return one.at
    at: datetime | date = one.issued or one.until or one.at
    return at if isinstance(at, datetime) else datetime.combine(at, time(), facts.zone)
