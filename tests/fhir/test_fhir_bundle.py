"""What is taken along: valid, complete, the same each time, and nobody's name unless asked for."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from coach.fhir import Origin, bundle_of, read, text_of
from coach.fhir.bundle import NoFhirError
from coach.fhir.checking import check
from coach.records.alerts import Alerts
from coach.records.auditing import Deed, audit_of
from coach.records.care_entries import AlertLevel, ConsentKind
from coach.records.consents import ConsentMissingError, Consents
from tests.fhir.fhir_examples import NAME, THERAPIST, Known, Taken

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
SURE = {
    LOINC: {
        *("72514-3", "55758-7", "44250-9", "44255-8", "69725-0", "68509-9", "91350-9", "91351-7"),
        *("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9", "55411-3"),
    },
    SNOMED: {"229065009", "129006008"},
}
"""The codes of which the clinical reference is sure."""


def test_everything_is_valid(taken: Taken) -> None:
    found = check(taken.text)
    assert found.problems == ()
    assert sum(found.resources.values()) == len(json.loads(taken.text)["entry"])


def test_the_same_records_give_the_same_bundle(known: Known, taken: Taken) -> None:
    assert text_of(known.own) == taken.text


def test_each_kind_of_record_has_its_resource(taken: Taken) -> None:
    found = check(taken.text).resources
    assert found["Patient"] == found["CarePlan"] == found["CareTeam"] == 1
    assert found["Practitioner"] == found["Flag"] == found["Communication"] == 1
    assert found["ServiceRequest"] == 7 * 2
    assert found["Goal"] == 1 + 3
    assert found["Procedure"] == 2
    assert found["QuestionnaireResponse"] == 3
    assert found["Questionnaire"] == 4
    assert found["Device"] == 2


class TestNames:
    """Pseudonymous unless names are asked for."""

    def test_nobody_is_named(self, taken: Taken) -> None:
        assert NAME not in taken.text
        assert THERAPIST not in taken.text

    def test_ids_are_not_those_of_the_records(self, known: Known, taken: Taken) -> None:
        assert str(known.own.patient.id) not in taken.text
        assert str(known.done) not in taken.text

    def test_names_on_wish(self, known: Known) -> None:
        text = text_of(known.own, names=True)
        assert NAME in text
        assert THERAPIST in text

    def test_what_the_diary_says_in_words_stays_home(self, taken: Taken) -> None:
        assert "Secret" not in taken.text


class TestNumbers:
    """They are those that the app shows."""

    def test_a_set(self, taken: Taken) -> None:
        (one,) = taken.measured("set")
        kept = taken.done
        assert one.at == kept.performed_at
        assert one.number("repetitions") == len(kept.result.repetitions) == 3
        assert one.number("repetitions-left") == 2
        assert one.number("score") == kept.result.score.value
        assert one.number("hold") == kept.result.hold_s
        assert one.number("duration") == kept.result.duration_s
        assert one.number("range-most") == 84.25
        assert one.number("knees_in") == 2

    def test_how_it_felt(self, taken: Taken) -> None:
        (one,) = taken.measured("set-felt")
        assert (one.number("pain"), one.number("effort")) == (3, 4)
        assert one.derived_from == (taken.measured("set")[0].id,)

    def test_a_day(self, taken: Taken) -> None:
        (felt,) = taken.measured("day-felt")
        assert (felt.number("pain-before"), felt.number("pain-after")) == (3, 2)
        (day,) = taken.measured("day")
        assert day.number("walking") == 50
        assert day.part_of == felt.part_of == taken.measured("set")[0].part_of is not None

    def test_a_line_of_the_diary(self, taken: Taken) -> None:
        (one,) = taken.measured("diary")
        assert one.at == taken.diary_day
        assert (one.number("pain"), one.number("sleep")) == (4, 6.5)

    def test_a_check_up_with_its_error(self, taken: Taken) -> None:
        (one,) = taken.measured("check-up")
        assert (one.number("side_bend"), one.number("error")) == (23.75, 4)

    def test_questionnaires(self, taken: Taken) -> None:
        totals = {one.what.code: one for one in taken.measured("questionnaire")}
        assert {name: one.number(name) for name, one in totals.items()} == {
            "phq2": 3,
            "rmdq": 1,
            "psfs": 5.1666,
            "odi": 22,
        }
        answered = {one.instrument: one for one in taken.numbers.answered}
        assert answered["phq2"].answers == {"1": 1, "2": 2}
        assert answered["rmdq"].answers == {"1": True, "4": False}
        assert answered["psfs"].answers["Sitting"] == 5.5
        assert totals["phq2"].derived_from == (answered["phq2"].id,)
        assert totals["odi"].derived_from == ()

    def test_the_plans_doses(self, taken: Taken) -> None:
        doses = taken.numbers.doses
        squats = [one for one in doses if one.exercise.code == "squat"]
        assert {one.week for one in squats} == {1, 2, 3, 4, 5, 6, None}
        figures = {value.measure.code: value.amount for value in squats[0].values}
        assert (figures["sets"], figures["repetitions"], figures["days-per-week"]) == (2, 8, 3)

    def test_only_since_a_day(self, known: Known) -> None:
        found = read(bundle_of(known.own, since=date(2026, 3, 10)))
        assert not [one for one in found.measured if one.kind in {"set", "check-up"}]
        assert [one for one in found.measured if one.kind == "diary"]


class TestWhereItComesFrom:
    """Machine, person and therapist are told apart."""

    def test_each_observation_says_it(self, taken: Taken) -> None:
        origins = {one.kind: one.origin for one in taken.numbers.measured}
        assert origins["set"] is origins["check-up"] is Origin.MACHINE
        assert origins["set-felt"] is origins["diary"] is Origin.TOLD
        assert origins["judged-count"] is Origin.JUDGED

    def test_the_machine_is_a_device_with_its_version(self, taken: Taken) -> None:
        (one,) = taken.measured("set")
        assert one.engine == taken.done.engine_version

    def test_each_number_has_one_record_of_provenance(self, taken: Taken) -> None:
        named = Counter(
            target["reference"] for one in taken.resources("Provenance") for target in one["target"]
        )
        counted = [
            *taken.resources("Observation"),
            *taken.resources("QuestionnaireResponse"),
            *taken.resources("ServiceRequest"),
            *taken.resources("Goal"),
            *taken.resources("CarePlan"),
        ]
        assert named == {f"urn:uuid:{one['id']}": 1 for one in counted}

    def test_a_therapists_judgement_stands_beside_the_machines_value(self, taken: Taken) -> None:
        (judged,) = taken.measured("judged-count")
        (found,) = taken.measured("set")
        assert judged.derived_from == (found.id,)
        assert judged.number("judged-count") == 4
        assert judged.number("machine") == found.number("repetitions") == 3
        assert judged.note == "The last one was half hidden."

    def test_what_a_therapist_entered_names_the_therapist(self, taken: Taken) -> None:
        totals = {one.what.code: one for one in taken.measured("questionnaire")}
        assert totals["odi"].author != totals["phq2"].author


class TestCodes:
    """Only those that are sure; the rest is the product's own."""

    def test_standard_codes_are_those_of_the_reference(self, taken: Taken) -> None:
        for system, code in _codings(json.loads(taken.text)):
            if system in SURE:
                assert code in SURE[system], (system, code)

    def test_pain_is_found_by_its_loinc_code(self, taken: Taken) -> None:
        found = [
            one["valueQuantity"]["value"]
            for one in taken.resources("Observation")
            if {"system": LOINC, "code": "72514-3"} in one["code"]["coding"]
        ]
        assert sorted(found) == [2, 3, 4]

    def test_an_own_code_comes_with_words(self, taken: Taken) -> None:
        for one in taken.resources("Observation"):
            assert one["code"]["coding"][0]["display"]
            assert all(part["code"]["text"] for part in one.get("component", ()))

    def test_units_are_ucum(self, taken: Taken) -> None:
        (check_up,) = (
            one
            for one in taken.resources("Observation")
            if one["code"]["text"] != ""
            and any(part.get("code") == "side_bend" for part in one["code"]["coding"])
        )
        assert check_up["valueQuantity"] == {
            "value": 23.75,
            "unit": "°",
            "system": "http://unitsofmeasure.org",
            "code": "deg",
        }

    def test_a_questionnaire_names_its_licence(self, taken: Taken) -> None:
        asked = {one["title"]: one for one in taken.resources("Questionnaire")}
        assert all(one["copyright"] for one in asked.values())
        typed = [one for one in asked.values() if "Mapi" in one["copyright"]]
        assert "item" not in typed[0]


def test_what_has_no_place_in_fhir_is_told_and_nothing_leaves(known: Known) -> None:
    known.own.book(Alerts).tell("a kind  of its own", AlertLevel.NOW, "Look.", "mark-2")
    with pytest.raises(NoFhirError, match="report"):
        text_of(known.own)
    told = audit_of(known.own.database, known.own.patient.id)
    assert not [one for one in told if one.deed == Deed.EXPORTED]


class TestTrust:
    """A therapist needs the patient's word, and it is written down."""

    def test_without_consent_nothing_leaves(self, known: Known) -> None:
        with pytest.raises(ConsentMissingError):
            text_of(known.therapists)

    def test_with_consent_it_does_and_is_written_down(self, known: Known) -> None:
        known.own.book(Consents).give(ConsentKind.SHARING)
        assert text_of(known.therapists) == text_of(known.own)
        told = audit_of(known.own.database, known.own.patient.id)
        exports = [one for one in told if one.deed == Deed.EXPORTED]
        assert known.therapists.author in {one.actor for one in exports}

    def test_after_it_was_taken_back_nothing_leaves(self, known: Known) -> None:
        known.own.book(Consents).give(ConsentKind.SHARING)
        known.own.book(Consents).withdraw(ConsentKind.SHARING)
        with pytest.raises(ConsentMissingError):
            bundle_of(known.therapists)


def _codings(part: Any) -> list[tuple[str, str]]:
    if isinstance(part, list):
        return [found for one in part for found in _codings(one)]
    if not isinstance(part, dict):
        return []
    own = [(part["system"], part["code"])] if {"system", "code"} <= part.keys() else []
    return own + [found for one in part.values() for found in _codings(one)]


def test_ids_tell_nobody_who_it_is(taken: Taken) -> None:
    assert all(
        UUID(one["id"]).version == 5
        for one in (entry["resource"] for entry in json.loads(taken.text)["entry"])
    )
