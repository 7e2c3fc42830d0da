"""One patient's records as one bundle of FHIR."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Final
from uuid import UUID

from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

from coach.fhir import people, planning, telling
from coach.fhir.codes import Json
from coach.fhir.dosing import doses
from coach.fhir.facts import Facts, gather, person_id
from coach.fhir.from_days import answers, check_ups, days, diary, totals
from coach.fhir.from_sets import judgements, sets
from coach.fhir.measured import Answered, Numbers, outside_id
from coach.fhir.observation import observation
from coach.fhir.pieces import entry, identifier, resource, tag
from coach.fhir.provenance import provenance
from coach.fhir.questionnaire import questionnaires, response
from coach.fhir.validating import validated
from coach.instruments.model import Instrument
from coach.records.care import Care
from coach.records.care_entries import ConsentKind
from poses.errors import UserFacingError

EXPORT: Final = "health records (FHIR)"
"""How the audit trail calls it."""


class NoFhirError(UserFacingError):
    """Something in the records has no place in FHIR."""


def bundle_of(care: Care, *, since: date | None = None, names: bool = False) -> Bundle:
    """Everything that is taken along of one patient, of the days from ``since`` on, or all.

    Without ``names`` people are called by ids that stay the same and tell nobody who they are.
    The same records give the same bundle. It is written down that they left the app.

    Raises:
        ConsentMissingError: somebody else asks, and the patient has not agreed to sharing.
        NoFhirError: something in the records has no place in FHIR.
        StorageError: the records can't be read, or something in them is damaged.
    """
    return _taken(care, since, names)[1]


def text_of(care: Care, *, since: date | None = None, names: bool = False) -> str:
    """The same as JSON, which was validated before it is given away.

    Raises:
        ConsentMissingError: somebody else asks, and the patient has not agreed to sharing.
        NoFhirError: something in the records has no place in FHIR.
        StorageError: the records can't be read, or something in them is damaged.
    """
    made, _ = _taken(care, since, names)
    return json.dumps(made, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def numbers_of(facts: Facts) -> Numbers:
    """Everything in these records that can be counted."""
    measured = chain(
        sets(facts),
        days(facts),
        diary(facts),
        totals(facts),
        check_ups(facts),
        judgements(facts),
    )
    return Numbers(
        tuple(sorted(measured, key=lambda one: str(one.id))),
        tuple(sorted(doses(facts), key=lambda one: str(one.id))),
        tuple(sorted(answers(facts), key=lambda one: str(one.id))),
    )


def document(facts: Facts) -> Json:
    """The bundle as plain data, not validated yet."""
    numbers = numbers_of(facts)
    devices = people.devices(facts)
    kinds = _kinds(facts, numbers)
    planned = _planned(facts, numbers)
    resources = [
        people.patient(facts),
        *people.therapists(facts),
        *([people.team(facts)] if facts.carers else ()),
        *(people.device(facts, version, known) for version, known in devices.items()),
        *planned,
        *planning.sessions(facts),
        *planning.treatments(facts),
        *questionnaires(_asked(facts), numbers.answered, facts.patient_id),
        *(_response(facts, one, kinds) for one in numbers.answered),
        *(observation(one, facts.patient_id, devices, kinds) for one in numbers.measured),
        *telling.flags(facts, devices[None]),
        *telling.messages(facts),
        *provenance(facts, numbers.measured, numbers.answered, planned, devices),
    ]
    known = outside_id("bundle", f"{facts.patient.id}/{facts.since}/{facts.names}")
    return resource(
        "Bundle",
        known,
        meta=tag("named" if facts.names else "pseudonymous"),
        identifier=identifier(known)[0],
        type="collection",
        entry=[entry(one) for one in resources],
    )


def _taken(care: Care, since: date | None, names: bool) -> tuple[Json, Bundle]:
    care.require(ConsentKind.SHARING)
    made = document(gather(care, since=since, names=names))
    try:
        bundle = validated(made)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise NoFhirError(
            "These records can't be written as FHIR "
            f"({'.'.join(str(part) for part in first['loc'])}: {first['msg']}): please report it. "
            "Nothing left the app; 'My data' has everything in a file of its own."
        ) from error
    care.note_export(EXPORT)
    return made, bundle


def _planned(facts: Facts, numbers: Numbers) -> list[Json]:
    goals = list(planning.goals(facts))
    if facts.plan is None:
        return goals
    plan = planning.plan(facts, facts.plan, goals, people.team_id(facts))
    return [*goals, plan, *planning.requests(facts, facts.plan, numbers.doses)]


def _asked(facts: Facts) -> list[Instrument]:
    used = {one.instrument for one in facts.answers}
    return [one for name, one in facts.instruments.items() if name in used]


def _response(facts: Facts, one: Answered, kinds: Mapping[UUID, str]) -> Json:
    return response(one, facts.instruments[one.instrument], facts.patient_id, kinds)


def _kinds(facts: Facts, numbers: Numbers) -> Mapping[UUID, str]:
    """Of which type everything is that a resource may name."""
    found: dict[UUID, str] = {facts.patient_id: "Patient"}
    found |= {person_id(known): "Practitioner" for known in facts.people}
    found |= {one.id: "Observation" for one in numbers.measured}
    found |= {one.id: "QuestionnaireResponse" for one in numbers.answered}
    return found
