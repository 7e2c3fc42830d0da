"""Signing in, joining, one's account, a therapist's patients, an administrator's people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import streamlit as st
from accounts_stand_in import (
    RIGHT,
    Screen,
    cookie_of,
    fill,
    member,
    patient_of,
    press,
    words,
)
from streamlit.testing.v1 import AppTest

from coach import clock
from coach.accounts.tickets import Admission, tickets
from coach.engine.catalogue import catalogue
from coach.live.plan import Plan
from coach.records import NotFoundError, Person, Role, default_person, find_person
from coach.records.access import open_care
from coach.records.accounts import account_of, find_account, set_state
from coach.records.auditing import Deed, audit_of
from coach.records.care_entries import AccountState
from coach.records.care_links import carers_of, patients_of
from coach.records.entering import check_password
from coach.records.invitations import invite, look_up, new_link
from coach.records.sign_ins import devices, end_sign_in, visitor_of
from coach.web import browser, store
from coach.web.account import outside, signing_in
from coach.web.account.outside import Proof, read_proof
from coach.web.account.roles import address_after_signing_in, pages_for
from coach.web.live.component import token_for
from coach.web.live.hub import hub
from coach.web.pages import PAGES
from coach.web.patient import exercising
from coach.web.store import (
    NobodyChosenError,
    SignedOutError,
    my_database,
    patient_care,
)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """Where the page sends the browser, instead of sending it."""
    gone: list[dict[str, str]] = []

    def send(action: str, **fields: str) -> None:
        gone.append({"action": action, **fields})

    monkeypatch.setattr(signing_in, "send", send)
    monkeypatch.setattr("coach.web.account.account_page.send", send)
    return gone


def admission(sent: list[dict[str, str]]) -> Admission:
    (gone,) = sent
    assert gone["action"] == "account/enter"
    admitted = tickets.redeem(gone["ticket"])
    assert admitted is not None
    return admitted


def pages(app: AppTest) -> set[str]:
    """What the bar and the menu lead to."""
    return {link.proto.page.strip("/") for link in app.get("page_link")}


# --- Without accounts


def test_without_accounts_nobody_signs_in_and_everything_is_there(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert not app.text_input
    assert {"plan", "patients", "account"} <= pages(app) | {spec.url for spec in pages_for(None)}
    assert "people" not in pages(app)


def test_the_account_page_of_a_single_computer_says_where_everything_stays(app: AppTest) -> None:
    app.run().switch_page("account/account.py").run()
    said = words(app)
    assert "stays on this computer" in said
    assert "BACK_COACH_ACCOUNTS=local" in said
    assert "Sign out" not in [button.label for button in app.button]
    app.selectbox(key="zone").set_value("Asia/Tokyo").run()
    assert default_person(my_database()).zone == "Asia/Tokyo"
    assert "Asia / Tokyo" in words(app)


def test_the_list_of_patients_is_oneself_where_nobody_signs_in(app: AppTest) -> None:
    app.run().switch_page("therapist/patients.py").run()
    assert "You are the one person here" in words(app)


# --- Days


def test_the_browsers_zone_is_kept_and_a_change_is_told_once(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = ["Europe/Berlin"]
    monkeypatch.setattr(browser, "zone", lambda: told[0])
    app.run()
    assert default_person(my_database()).zone == "Europe/Berlin"
    assert "time zone" not in words(app)
    told[0] = "America/New_York"
    app.run()
    assert default_person(my_database()).zone == "America/New_York"
    assert "no longer Europe / Berlin" in words(app)
    press(app, "Good to know")
    assert "no longer" not in words(app)


def test_a_zone_that_the_person_chose_stays(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    app.run().switch_page("account/account.py").run()
    app.selectbox(key="zone").set_value("Asia/Tokyo").run()
    monkeypatch.setattr(browser, "zone", lambda: "Europe/Berlin")
    app.run()
    assert default_person(my_database()).zone == "Asia/Tokyo"
    app.selectbox(key="zone").set_value("As my device says").run()
    assert default_person(my_database()).zone == "Europe/Berlin"


# --- Signing in


def test_nobody_sees_a_page_without_signing_in(app: AppTest, screen: Screen) -> None:
    for asked in ("account/account.py", None):
        if asked:
            app.run()
        app.run()
        assert app.title[0].value == "Welcome to Back Coach"
        assert pages(app) == set()
    for ask in (store.my_log, store.my_care, store.me, store.my_exercises, store.viewer):
        with pytest.raises(SignedOutError):
            ask()


def test_a_clinic_that_begins_is_told_how(app: AppTest, screen: Screen) -> None:
    app.run()
    assert "coach user add" in app.info[0].value
    member("Ada", Role.ADMIN)
    app.run()
    assert not app.info


def test_name_and_password_lead_in_and_a_mistake_is_said_kindly(
    app: AppTest, therapist: Person, sent: list[dict[str, str]]
) -> None:
    app.run()
    press(app, "Sign in")
    assert "fill in both" in app.error[0].value
    fill(app, "Your name here, or e-mail address", "thea")
    fill(app, "Password", "another password")
    press(app, "Sign in")
    assert "don't go together" in app.error[0].value
    assert sent == []
    fill(app, "Password", RIGHT)
    press(app, "Sign in")
    assert not app.error
    assert admission(sent).person == therapist.id


def test_guessing_is_told_how_long_to_wait(
    app: AppTest, therapist: Person, screen: Screen, sent: list[dict[str, str]]
) -> None:
    for _ in range(5):
        with pytest.raises(Exception, match="don't go together"):
            check_password(my_database(), "thea", "another password", screen.address)
    app.run()
    fill(app, "Your name here, or e-mail address", "thea")
    fill(app, "Password", RIGHT)
    press(app, "Sign in")
    assert "Please wait 30 seconds" in app.error[0].value
    assert sent == []


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_its_own_pages_and_no_others(
    app: AppTest, screen: Screen, role: Role
) -> None:
    screen.secret = cookie_of(member("Anna", role))
    app.run()
    own = {spec.url for spec in PAGES if spec.audience in (role.value, "everybody")}
    others = {spec.script for spec in PAGES if spec.url not in own}
    assert others
    for script in others:  # they are not known to the server at all
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app.switch_page(script)


@pytest.mark.parametrize(
    "wished",
    ["https://elsewhere.example", "//elsewhere.example", "../..", "plan?x=//a", "edit-plan", ""],
)
def test_signing_in_leads_nowhere_but_to_ones_own_pages(wished: str) -> None:
    assert address_after_signing_in(Role.PATIENT, wished) == ""
    assert address_after_signing_in(Role.PATIENT, "plan") == "plan"


def test_a_sign_in_that_was_ended_elsewhere_ends_at_the_next_press(
    app: AppTest, screen: Screen, therapist: Person
) -> None:
    screen.secret = cookie_of(therapist)
    app.run()
    assert app.title[0].value == "Patients"
    app.session_state["something"] = "of Thea"
    (device,) = devices(my_database(), therapist.id)
    end_sign_in(my_database(), therapist.id, device.id)
    app.run()
    assert app.title[0].value == "Welcome to Back Coach"
    assert "something" not in app.session_state


def test_an_account_that_is_switched_off_is_out_at_the_next_press(
    app: AppTest, screen: Screen, therapist: Person
) -> None:
    screen.secret = cookie_of(therapist)
    app.run()
    set_state(my_database(), therapist.id, AccountState.DISABLED, by=None)
    app.run()
    assert app.title[0].value == "Welcome to Back Coach"


def test_a_page_that_stayed_open_keeps_nothing_for_the_next_person(
    app: AppTest, screen: Screen, therapist: Person, patient: Person
) -> None:
    screen.secret = cookie_of(therapist)
    app.session_state["patient"] = patient.id
    app.run()
    screen.secret = cookie_of(member("Theo", Role.THERAPIST))
    app.run()
    assert "patient" not in app.session_state


# --- Joining


def test_a_patient_joins_by_the_link_and_agrees(
    app: AppTest, therapist: Person, sent: list[dict[str, str]]
) -> None:
    invited = invite(my_database(), "Paula", Role.PATIENT, by=therapist)
    app.query_params["invite"] = invited.secret
    app.run()
    assert app.title[0].value == "Welcome, Paula"
    assert "Thea has invited you" in words(app)
    fill(app, "Name to sign in with", "paula@home.example")
    fill(app, "Password", RIGHT)
    fill(app, "The same once more", "another password")
    press(app, "Join")
    assert "tick the box" in app.error[0].value
    app.checkbox(key="agree").check()
    press(app, "Join")
    assert "not the same yet" in app.error[0].value
    fill(app, "Password", "short")
    fill(app, "The same once more", "short")
    press(app, "Join")
    assert "at least 10" in app.error[0].value
    assert account_of(my_database(), invited.person) is None
    fill(app, "Password", RIGHT)
    fill(app, "The same once more", RIGHT)
    press(app, "Join")
    assert not app.error
    assert admission(sent).person == invited.person
    assert find_account(my_database(), "paula@home.example").person.id == invited.person
    assert open_care(my_database(), therapist, invited.person)


def test_a_link_that_is_no_link_is_said_kindly(app: AppTest, screen: Screen) -> None:
    app.query_params["invite"] = "x" * 43
    app.run()
    assert app.title[0].value == "This link has done its work"
    press(app, "Sign in")
    assert app.title[0].value == "Welcome to Back Coach"


def test_a_new_password_is_chosen_by_a_link(
    app: AppTest, therapist: Person, patient: Person, sent: list[dict[str, str]]
) -> None:
    app.query_params["invite"] = new_link(my_database(), patient.id, by=therapist).secret
    app.run()
    assert app.title[0].value == "Choose a new password"
    fill(app, "Password", "my new password")
    fill(app, "The same once more", "my new password")
    press(app, "Keep it and sign in")
    assert admission(sent).person == patient.id
    assert check_password(my_database(), "paula", "my new password", "") == patient.id


# --- One's own account


def test_ones_own_account(
    app: AppTest, screen: Screen, therapist: Person, patient: Person, sent: list[dict[str, str]]
) -> None:
    screen.secret = cookie_of(patient)
    other = cookie_of(patient, "Safari on iPhone")
    app.run().switch_page("account/account.py").run()
    said = words(app)
    assert "You sign in as **paula**" in said
    assert "Safari on iPhone" in said
    assert "**Thea**, since" in said
    press(app, "Sign it out")
    assert visitor_of(my_database(), other) is None
    assert "signed out" in app.success[0].value

    other = cookie_of(patient, "Safari on iPhone")
    fill(app, "Your password up to now", RIGHT)
    fill(app, "The new one", "my new password")
    fill(app, "The new one once more", "my new password")
    press(app, "Change the password")
    assert "new password is kept" in words(app)
    assert visitor_of(my_database(), other) is None
    assert visitor_of(my_database(), screen.secret) is not None

    press(app, "End this")
    assert carers_of(my_database(), patient.id) == []
    fill(app, "What shall we call you?", "Paula P.")
    press(app, "Keep this name")
    assert find_person(my_database(), patient.id).display_name == "Paula P."
    press(app, "Sign out")
    assert [gone["action"] for gone in sent] == ["account/leave"]


# --- The therapist's patients


def test_a_therapist_invites_opens_and_lets_go(
    app: AppTest, screen: Screen, therapist: Person
) -> None:
    screen.secret = cookie_of(therapist)
    app.run()
    assert "nobody yet" in words(app)
    fill(app, "What is your patient called?", "Paula *P*")
    press(app, "Make the link")
    link = app.get("code")[0].value
    assert "/?invite=" in link
    secret = link.partition("invite=")[2]
    paula = look_up(my_database(), secret).person
    assert paula.display_name == "Paula *P*"
    assert "has not come yet" in words(app)
    press(app, "I have copied it")
    assert not app.get("code")

    press(app, "Open")  # to prepare the plan
    assert app.session_state["patient"] == paula.id
    press(app, "Make a new link")
    with pytest.raises(NotFoundError):
        look_up(my_database(), secret)
    press(app, "Withdraw the invitation")
    assert patients_of(my_database(), therapist.id)
    press(app, "Yes, withdraw the invitation")
    assert patients_of(my_database(), therapist.id) == []
    assert "patient" not in app.session_state


def test_a_therapist_gives_a_patient_a_link_for_a_new_password(
    app: AppTest, screen: Screen, therapist: Person, patient: Person
) -> None:
    screen.secret = cookie_of(therapist)
    app.run()
    press(app, "Link for a new password")
    secret = app.get("code")[0].value.partition("invite=")[2]
    assert look_up(my_database(), secret).person.id == patient.id


def test_the_chosen_patient_is_looked_at_anew_at_each_rerun(
    screen: Screen, therapist: Person, patient: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    state: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", state)
    screen.secret = cookie_of(therapist)
    with pytest.raises(NobodyChosenError, match="Choose somebody"):
        patient_care()
    state["patient"] = patient.id
    care = patient_care()
    assert (care.patient.id, care.author) == (patient.id, therapist.id)
    assert audit_of(my_database(), patient.id)[0].deed == Deed.VIEWED

    said = set()
    for not_mine in (uuid4(), member("Pia", Role.PATIENT).id, patient_of_another()):
        state["patient"] = not_mine
        with pytest.raises(NotFoundError) as told:
            patient_care()
        said.add(str(told.value))
        assert "patient" not in state
    assert len(said) == 1
    for not_chosen in ("me", str(patient.id), None):
        state["patient"] = not_chosen
        with pytest.raises(NobodyChosenError):
            patient_care()


def patient_of_another() -> object:
    return patient_of(member("Theo", Role.THERAPIST), "Pit").id


def test_a_therapists_list_shows_nobody_elses_patients(
    app: AppTest, screen: Screen, patient: Person
) -> None:
    screen.secret = cookie_of(member("Theo", Role.THERAPIST))
    app.run()
    assert "Paula" not in words(app)


# --- The administrator's people


def test_an_administrator_invites_therapists_and_switches_accounts_off_and_on(
    app: AppTest, screen: Screen, therapist: Person
) -> None:
    screen.secret = cookie_of(member("Ada", Role.ADMIN))
    app.run()
    assert app.title[0].value == "People"
    assert "This is you." in words(app)
    fill(app, "Name", "Theo")
    press(app, "Make the link")
    secret = app.get("code")[0].value.partition("invite=")[2]
    assert look_up(my_database(), secret).person.role is Role.THERAPIST
    theas = cookie_of(therapist)
    press(app, "Switch off")
    assert visitor_of(my_database(), theas) is None
    assert "switched off" in words(app)
    press(app, "Switch on")
    account = account_of(my_database(), therapist.id)
    assert account is not None
    assert account.state is AccountState.ACTIVE


# --- The clinic's own service


@pytest.mark.parametrize(
    "changed",
    [{"is_logged_in": False}, {"iss": None}, {"sub": ""}, {"iat": None}, {"iat": "now"}],
)
def test_the_service_must_say_who_it_is_and_when(changed: dict[str, Any]) -> None:
    now = clock.now().timestamp()
    told = {"is_logged_in": True, "iss": "https://id", "sub": "7", "iat": now, "email": "a@b.c"}
    assert read_proof(told) == Proof("https://id|7", "a@b.c", "a@b.c")
    assert read_proof(told | changed) is None
    assert read_proof(told | {"iat": now - timedelta(minutes=11).total_seconds()}) is None
    assert read_proof(told | {"iat": now + 3600}) is None


def test_whoever_the_service_vouches_for_joins_by_link_and_comes_back(
    app: AppTest,
    screen: Screen,
    therapist: Person,
    sent: list[dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BACK_COACH_ACCOUNTS", "oidc")
    said: list[Proof | None] = [None]
    monkeypatch.setattr(outside, "proof", lambda: said[0])
    invited = invite(my_database(), "Paula", Role.PATIENT, by=therapist)
    app.query_params["invite"] = invited.secret
    app.run()
    assert "First sign in" in words(app)
    said[0] = Proof("https://id|7", "paula@clinic.example", "Paula")
    app.run()
    app.checkbox(key="agree").check()
    press(app, "Join")
    assert admission(sent).person == invited.person
    sent.clear()

    app.query_params.clear()
    app.run()
    press(app, "Go on as Paula")
    assert admission(sent).person == invited.person
    sent.clear()
    said[0] = Proof("https://id|8", "paula@clinic.example", "Paula")  # another account of that name
    app.run()
    press(app, "Go on as Paula")
    assert "not known here yet" in app.error[0].value
    assert sent == []


def test_a_service_that_is_not_set_up_is_said_in_words(
    app: AppTest, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACK_COACH_ACCOUNTS", "oidc")
    app.run()
    press(app, "Sign in")
    assert "not set up yet" in app.error[0].value


# --- Targets, and a phone that films


def test_targets_are_those_of_the_chosen_patient(
    app: AppTest, screen: Screen, therapist: Person, patient: Person
) -> None:
    screen.secret = cookie_of(therapist)
    app.run()
    app.switch_page("patient/targets.py").run()
    assert "Choose somebody under Patients" in app.error[0].value
    app.session_state["patient"] = patient.id
    app.run()
    assert "These are the values of **Paula**" in words(app)
    assert "Patients: Paula" in [link.proto.label for link in app.get("page_link")]


def test_a_phone_films_without_signing_in_as_long_as_the_sign_in_lasts(
    app: AppTest, screen: Screen, patient: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str | None]] = []
    monkeypatch.setattr(
        exercising,
        "show_live",
        lambda _room, role, *, key, token: shown.append((role, token)),
    )
    screen.secret = cookie_of(patient)
    sign_in = store.my_sign_in()
    assert sign_in is not None
    room = hub.open(store.me(), catalogue()["squat"], Plan())
    token = token_for(room, "camera")
    screen.secret = None  # the phone has no cookie
    app.query_params["pair"] = token
    app.run()
    assert not app.exception
    assert shown == [("camera", token)]
    assert pages(app) == set()
    end_sign_in(my_database(), patient.id, sign_in)
    app.run()
    assert app.title[0].value == "Welcome to Back Coach"
    assert len(shown) == 1


def test_whoever_is_signed_in_is_told_whose_link_this_is(
    app: AppTest, screen: Screen, therapist: Person
) -> None:
    screen.secret = cookie_of(therapist)
    invited = invite(my_database(), "Paula", Role.PATIENT, by=therapist)
    app.query_params["invite"] = invited.secret
    app.run()
    assert "Thea is signed in on this device" in words(app)


# --- What the browser tells


@pytest.mark.parametrize(
    ("near", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),  # it could name anybody
        (None, "", ""),
        (None, "made.up, 198.51.100.1", "198.51.100.1"),  # by a proxy on this computer
    ],
)
def test_where_a_try_comes_from(near: str | None, forwarded: str, address: str) -> None:
    assert browser.address_of(near, forwarded) == address


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
            "like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox on Linux",
        ),
        ("", "A device"),
        ("curl/8.0", "A device"),
    ],
)
def test_a_device_has_a_name_that_people_know(agent: str, words: str) -> None:
    assert browser.device_words(agent) == words
