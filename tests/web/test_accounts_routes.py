"""The addresses that give and take the cookie, and what a live token is worth without a sign-in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from accounts_stand_in import Screen, cookie_of, member, patient_of
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.accounts.tickets import Admission, Tickets, tickets
from coach.records import NotFoundError, Person, Role
from coach.records.accounts import set_state
from coach.records.care_entries import AccountState
from coach.records.sign_ins import devices, end_sign_in, visitor_of
from coach.web.account.routes import account_routes
from coach.web.live.admitting import admit
from coach.web.live.tokens import Claim, issue, secret_key
from coach.web.live.uploads import may_upload
from coach.web.routes import routes
from coach.web.shelf import shelf
from coach.web.store import may_see, my_database, my_sign_in, owner_of

HOST = "http://coach.example"
OWN = {"origin": HOST}


@pytest.fixture
def person(screen: Screen) -> Person:
    return member("Anna", Role.PATIENT)


@pytest.fixture
def client(screen: Screen) -> TestClient:
    app = Starlette(routes=account_routes())
    return TestClient(app, base_url=HOST, follow_redirects=False)


def ticket_for(person: Person, page: str = "") -> str:
    return tickets.issue(Admission(person.id, "Chrome on Linux", page))


def enter(client: TestClient, ticket: str, headers: dict[str, str] | None = None) -> Any:
    return client.post("/account/enter", data={"ticket": ticket}, headers=headers or OWN)


def who(client: TestClient) -> str | None:
    found = visitor_of(my_database(), client.cookies.get("back_coach"))
    return None if found is None else found.person.display_name


def test_a_ticket_becomes_a_cookie_once(client: TestClient, person: Person) -> None:
    ticket = ticket_for(person, "plan")
    answer = enter(client, ticket)
    assert (answer.status_code, answer.headers["location"]) == (303, "../plan")
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=lax" in said
    assert "path=/" in said
    assert "secure" not in said  # without https a browser would not keep it
    assert answer.headers["cache-control"] == "no-store"
    assert who(client) == "Anna"
    (device,) = devices(my_database(), person.id)
    assert device.device == "Chrome on Linux"

    thief = TestClient(client.app, base_url=HOST, follow_redirects=False)
    answer = enter(thief, ticket)
    assert (answer.status_code, answer.headers["location"]) == (303, "../")
    assert "set-cookie" not in answer.headers


def test_by_https_the_cookie_goes_by_https_only(screen: Screen, person: Person) -> None:
    app = Starlette(routes=account_routes())
    # A proxy in between takes the https off: what the browser says of its page counts.
    proxied = TestClient(app, base_url=HOST, follow_redirects=False)
    answer = enter(proxied, ticket_for(person), {"origin": "https://coach.example"})
    assert "secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"origin": "http://coach.example.elsewhere.example"},
        {"user-agent": "no browser"},
    ],
)
def test_other_peoples_pages_sign_nobody_in_or_out(
    client: TestClient, person: Person, headers: dict[str, str]
) -> None:
    assert enter(client, ticket_for(person), headers).status_code == 403
    assert devices(my_database(), person.id) == []
    enter(client, ticket_for(person))
    assert client.post("/account/leave", headers=headers).status_code == 403
    assert who(client) == "Anna"


@pytest.mark.parametrize(
    "body", ["", "ticket=", "ticket=" + "x" * 43, "x" * 9000, "%ff=%00&ticket"]
)
def test_what_is_no_ticket_leads_to_signing_in(client: TestClient, body: str) -> None:
    headers = OWN | {"content-type": "application/x-www-form-urlencoded"}
    answer = client.post("/account/enter", content=body, headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, "../")
    assert "set-cookie" not in answer.headers


def test_a_ticket_is_good_for_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = tmp_path / "ahead"
    monkeypatch.setenv("BACK_COACH_CLOCK", str(ahead))
    ahead.write_text("0")
    kept = Tickets()
    ticket = kept.issue(Admission(uuid4(), "", ""))
    ahead.write_text(str(timedelta(seconds=61).total_seconds()))
    assert kept.redeem(ticket) is None


def test_a_ticket_of_somebody_who_was_switched_off_is_worth_nothing(
    client: TestClient, person: Person
) -> None:
    ticket = ticket_for(person)
    set_state(my_database(), person.id, AccountState.DISABLED, by=None)
    assert "set-cookie" not in enter(client, ticket).headers


def test_signing_in_ends_what_was_there_before_on_this_device(
    client: TestClient, person: Person
) -> None:
    enter(client, ticket_for(person))
    before = client.cookies.get("back_coach")
    enter(client, ticket_for(member("Ben", Role.PATIENT)))
    assert who(client) == "Ben"
    assert visitor_of(my_database(), before) is None


def test_signing_out_ends_the_sign_in_and_takes_the_cookie(
    client: TestClient, person: Person
) -> None:
    enter(client, ticket_for(person))
    secret = client.cookies.get("back_coach")
    answer = client.post("/account/leave", headers=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "../")
    assert client.cookies.get("back_coach") is None
    assert visitor_of(my_database(), secret) is None
    assert client.post("/account/leave", headers=OWN).status_code == 303  # twice is harmless


@pytest.mark.parametrize("path", ["/account/enter", "/account/leave"])
def test_no_link_or_picture_signs_anybody_in_or_out(client: TestClient, path: str) -> None:
    assert client.get(path, headers=OWN).status_code == 405


def test_without_accounts_nobody_gets_a_cookie(
    client: TestClient, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACK_COACH_ACCOUNTS", "off")
    assert enter(client, ticket_for(person)).status_code == 403


# --- Live tokens and videos


def token_of(person: Person, sign_in: UUID | None) -> str:
    return issue(Claim(person.id, uuid4(), "both", sign_in), secret_key())


def test_a_live_token_holds_as_long_as_the_sign_in_that_it_came_from(
    screen: Screen, person: Person
) -> None:
    screen.secret = cookie_of(person)
    sign_in = my_sign_in()
    assert sign_in is not None
    token = token_of(person, sign_in)
    assert admit(token) is not None
    assert may_upload(token) is not None
    assert admit(token_of(person, None)) is None  # from before accounts were on
    assert admit(token_of(member("Ben", Role.PATIENT), sign_in)) is None
    end_sign_in(my_database(), person.id, sign_in)
    assert admit(token) is None
    assert may_upload(token) is None


def test_whoever_is_switched_off_begins_nothing_new(screen: Screen, person: Person) -> None:
    screen.secret = cookie_of(person)
    token = token_of(person, my_sign_in())
    assert owner_of(person.id).person == person.id
    set_state(my_database(), person.id, AccountState.DISABLED, by=None)
    assert admit(token) is None
    with pytest.raises(NotFoundError):
        owner_of(person.id)


def test_a_video_is_played_to_the_patient_and_the_own_therapist_only(screen: Screen) -> None:
    therapist = member("Thea", Role.THERAPIST)
    patient = patient_of(therapist, "Paula")
    assert may_see(cookie_of(patient), patient.id)
    assert may_see(cookie_of(therapist), patient.id)
    for other in (member("Theo", Role.THERAPIST), member("Pia", Role.PATIENT)):
        assert not may_see(cookie_of(other), patient.id)
    assert not may_see(None, patient.id)
    assert not may_see("x" * 43, patient.id)


def test_a_clip_is_played_to_whoever_is_signed_in(
    screen: Screen, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"pictures")
    monkeypatch.setattr(shelf, "find", lambda _token: clip)
    client = TestClient(Starlette(routes=routes()), base_url=HOST)
    assert client.get("/clips/one").status_code == 404
    client.cookies.set("back_coach", cookie_of(person))
    assert client.get("/clips/one").content == b"pictures"
    set_state(my_database(), person.id, AccountState.DISABLED, by=None)
    assert client.get("/clips/one").status_code == 404
