"""Open alerts and messages as FHIR has them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from coach.fhir.codes import Coded, Json, concept
from coach.fhir.facts import Facts
from coach.fhir.measured import outside_id
from coach.fhir.pieces import maybe, maybe_moment, moment, reference, resource, tag, words


def flags(facts: Facts, app: UUID) -> Iterator[Json]:
    """What a therapist should know and nobody has seen yet."""
    for one in facts.alerts:
        code = concept(Coded("alerts", one.kind, one.kind.replace("_", " ").capitalize()))
        yield resource(
            "Flag",
            outside_id("alert", one.id),
            meta=tag("machine"),
            status="active",
            category=[concept(Coded("alert-levels", one.level.value, _LEVELS[one.level.value]))],
            code={**code, "text": words(one.sentence)},
            subject=reference(facts.patient_id, "Patient"),
            period={"start": moment(one.at.astimezone(facts.zone))},
            author=reference(app, "Device"),
        )


_LEVELS = {"now": "To know at once", "day": "To know today", "week": "To know this week"}


def messages(facts: Facts) -> Iterator[Json]:
    """What was written to the patient; ``received`` is when it was read."""
    for one in facts.messages:
        read = facts.read.get(one.id)
        author = facts.author(one.author)
        kind = "Patient" if author == facts.patient_id else "Practitioner"
        yield resource(
            "Communication",
            outside_id("message", one.id),
            meta=tag("told"),
            status="completed",
            subject=reference(facts.patient_id, "Patient"),
            sender=maybe(author, kind),
            recipient=[reference(facts.patient_id, "Patient")],
            sent=moment(one.at.astimezone(facts.zone)),
            received=maybe_moment(read and read.astimezone(facts.zone)),
            payload=[{"contentString": words(one.body.text) or "-"}],
        )
