"""Who and what takes part: the patient, therapists, and the program itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from coach.fhir.codes import Json
from coach.fhir.facts import Facts, person_id
from coach.fhir.measured import outside_id
from coach.fhir.pieces import identifier, reference, resource, words
from coach.records import Person


def patient(facts: Facts) -> Json:
    """The patient: a name made of numbers, unless names were asked for."""
    return resource(
        "Patient",
        facts.patient_id,
        identifier=identifier(facts.patient_id),
        active=True,
        name=_name(facts, facts.patient),
    )


def therapists(facts: Facts) -> Iterator[Json]:
    """Everybody else who wrote something or cares for the patient."""
    for known, person in facts.people.items():
        yield resource(
            "Practitioner",
            person_id(known),
            identifier=identifier(person_id(known)),
            name=_name(facts, person),
        )


def team_id(facts: Facts) -> UUID:
    """What the patient's therapists are called together."""
    return outside_id("team", facts.patient.id)


def team(facts: Facts) -> Json:
    """The therapists whom the patient lets see the records."""
    return resource(
        "CareTeam",
        team_id(facts),
        status="active",
        subject=reference(facts.patient_id, "Patient"),
        participant=[{"member": reference(person_id(one), "Practitioner")} for one in facts.carers],
    )


def devices(facts: Facts) -> Mapping[str | None, UUID]:
    """The engine by each version that measured something, and under None the app of today."""
    versions = sorted({one.engine_version for one in facts.sets})
    engines: dict[str | None, UUID] = {
        version: outside_id("device", f"engine/{version}") for version in versions
    }
    return {None: outside_id("device", f"app/{facts.app_version}"), **engines}


def device(facts: Facts, version: str | None, known: UUID) -> Json:
    """One of them."""
    what = "app" if version is None else "engine"
    return resource(
        "Device",
        known,
        status="active",
        deviceName=[{"name": f"Back Coach ({what})", "type": "user-friendly-name"}],
        version=[{"type": {"text": what}, "value": version or facts.app_version}],
    )


def _name(facts: Facts, person: Person) -> list[Json] | None:
    return [{"text": words(person.display_name)}] if facts.names else None
