"""Whatever is kept, the numbers that are read back are those that were written."""

from __future__ import annotations

import json

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import HealthCheck, given, settings

from coach.fhir import NotOursError, read
from coach.fhir.bundle import document, numbers_of
from coach.fhir.checking import check, problems_of
from coach.fhir.facts import Facts
from coach.fhir.validating import validated
from tests.fhir.fhir_examples import facts


@given(facts())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_exported_and_imported_gives_the_same_numbers(known: Facts) -> None:
    made = document(known)
    bundle = Bundle.model_validate_json(json.dumps(made))
    assert bundle == validated(made)
    assert read(bundle) == numbers_of(known)
    assert problems_of(bundle) == ()


def test_a_bundle_of_others_is_told_apart() -> None:
    theirs = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {
                "fullUrl": "urn:uuid:0b0e1c9c-8a5f-4c47-9d51-6a3c7d1f2a11",
                "resource": {
                    "resourceType": "Observation",
                    "id": "0b0e1c9c-8a5f-4c47-9d51-6a3c7d1f2a11",
                    "status": "final",
                    "code": {"text": "Blood pressure"},
                },
            }
        ],
    }
    found = check(json.dumps(theirs))
    assert found.valid
    assert found.bundle is not None
    with pytest.raises(NotOursError):
        read(found.bundle)
