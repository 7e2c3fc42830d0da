"""Who sees what: agreeing, taking back, and who did what, in plain words."""

from __future__ import annotations

import pytest
from accounts_stand_in import (
    Screen,
    cookie_of,
    fill,
    member,
    patient_of,
    press,
    words,
)
from streamlit.testing.v1 import AppTest

from coach.records import Person, Role
from coach.records.access import open_care
from coach.records.auditing import note_view
from coach.records.care_entries import ConsentKind
from coach.records.care_links import ask_for
from coach.records.consents import Consents
from coach.records.invitations import invite
from coach.trust.words import words as trust_words
from coach.web.store import my_database

PAGE = "patient/trust.py"


@pytest.fixture
def patient(therapist: Person, screen: Screen) -> Person:
    made = patient_of(therapist, "Paula")
    screen.secret = cookie_of(made)
    return made


def test_one_person_alone_is_asked_nothing(app: AppTest) -> None:
    app.run().switch_page(PAGE).run()
    assert "Nobody but you" in words(app)
    assert not app.checkbox
    assert "I agree" not in [button.label for button in app.button]


def test_a_patient_agrees_takes_back_and_reads_what_others_did(
    app: AppTest, therapist: Person, patient: Person
) -> None:
    care = open_care(my_database(), therapist, patient.id)
    note_view(my_database(), therapist.id, patient.id)
    care.note_export("a progress report (PDF)")
    app.run().switch_page(PAGE).run()
    said = words(app)
    assert "**Thea** can see" in said
    assert said.count("You have not agreed") == 3
    assert "Thea looked at your records." in said
    assert "Thea took out of the app: a progress report" in said
    assert "You joined" not in said

    app.button(key="give-video").click().run()
    book = Consents(my_database(), patient.id)
    assert book.holds(ConsentKind.VIDEO)
    assert not book.holds(ConsentKind.MOVEMENT)
    (one,) = book.current()
    assert one.until is not None
    assert "You agreed on" in words(app)

    app.button(key="withdraw-video").click().run()
    assert not Consents(my_database(), patient.id).holds(ConsentKind.VIDEO)
    assert "your videos are deleted" in words(app)

    app.toggle(key="trail-mine").set_value(True).run()
    assert "You took back that videos may be seen." in words(app)


def test_joining_asks_for_each_kind_and_takes_no_for_an_answer(
    app: AppTest, therapist: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.web.account.signing_in.send", lambda action, **fields: None)
    invited = invite(my_database(), "Pia", Role.PATIENT, by=therapist)
    app.query_params["invite"] = invited.secret
    app.run()
    boxes = {kind: app.checkbox(key=f"consent-{kind}") for kind in ConsentKind}
    assert not any(box.value for box in boxes.values())
    boxes[ConsentKind.MOVEMENT].check()
    fill(app, "Name to sign in with", "pia")
    fill(app, "Password", "four quiet words here")
    fill(app, "The same once more", "four quiet words here")
    app.checkbox(key="agree").check()
    press(app, "Join")
    assert [one.kind for one in Consents(my_database(), invited.person).current()] == [
        ConsentKind.MOVEMENT
    ]


def test_a_second_therapist_is_agreed_to_with_what_is_missing(
    app: AppTest, therapist: Person, patient: Person
) -> None:
    colleague = member("Theo", Role.THERAPIST)
    Consents(my_database(), patient.id).give(ConsentKind.VIDEO)
    ask_for(my_database(), patient.id, colleague.id, by=therapist)
    app.run().switch_page("account/account.py").run()
    asked = {box.key for box in app.checkbox}
    key = f"consent-{colleague.id}"
    assert {f"{key}-movement", f"{key}-sharing"} <= asked
    assert f"{key}-video" not in asked
    app.checkbox(key=f"{key}-sharing").check()
    press(app, "I agree")
    assert open_care(my_database(), colleague, patient.id)
    held = {kind for kind in ConsentKind if Consents(my_database(), patient.id).holds(kind)}
    assert held == {ConsentKind.VIDEO, ConsentKind.SHARING}


def test_every_kind_says_what_taking_it_back_does() -> None:
    for told in trust_words().kind:
        assert told.back
        assert told.asks
