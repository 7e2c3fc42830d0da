"""A bundle that FHIR does not allow is told, with the place in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from coach.fhir.checking import NoBundleError, check
from tests.fhir.fhir_examples import Taken

Change = Callable[[dict[str, Any]], None]


def first(bundle: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind
    )
    return found


def no_code(bundle: dict[str, Any]) -> None:
    del first(bundle, "Observation")["code"]


def strange_field(bundle: dict[str, Any]) -> None:
    first(bundle, "Patient")["favouriteColour"] = "green"


def strange_status(bundle: dict[str, Any]) -> None:
    first(bundle, "Observation")["status"] = "nearly"


def strange_plan(bundle: dict[str, Any]) -> None:
    first(bundle, "CarePlan")["status"] = "nearly"


def lost_patient(bundle: dict[str, Any]) -> None:
    bundle["entry"] = bundle["entry"][1:]


def another_type(bundle: dict[str, Any]) -> None:
    first(bundle, "Observation")["subject"]["type"] = "Group"


def twice(bundle: dict[str, Any]) -> None:
    bundle["entry"].append(bundle["entry"][0])


def backwards(bundle: dict[str, Any]) -> None:
    first(bundle, "Procedure")["performedPeriod"] = {"start": "2026-03-02", "end": "2026-03-01"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (no_code, "code"),
        (strange_field, "favouriteColour"),
        (strange_status, "nearly"),
        (strange_plan, "nearly"),
        (lost_patient, "is not in the bundle"),
        (another_type, "not a Group"),
        (twice, "2 times"),
        (backwards, "per-1"),
    ],
)
def test_what_is_wrong_is_told(taken: Taken, change: Change, told: str) -> None:
    bundle = json.loads(taken.text)
    change(bundle)
    found = check(json.dumps(bundle))
    assert not found.valid
    assert any(told in problem for problem in found.problems), found.problems


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"resourceType": "Patient"}', b"\xff\xfe"])
def test_what_is_no_bundle_at_all(text: str | bytes) -> None:
    with pytest.raises(NoBundleError):
        check(text)
