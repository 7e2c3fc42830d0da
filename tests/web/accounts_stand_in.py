"""People with accounts, and the cookie of whoever is at the screen: a page under test has none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from argon2 import PasswordHasher
from streamlit.testing.v1 import AppTest

from coach.accounts import password as passwords
from coach.records import Person, Role, add_person, find_person
from coach.records.accounts import Password, add_account
from coach.records.invitations import invite
from coach.records.joining import join
from coach.records.sign_ins import begin_sign_in
from coach.web import browser
from coach.web.store import my_database

RIGHT = "a long password"


@dataclass
class Screen:
    """The browser at the other end."""

    secret: str | None = None
    zone: str | None = None
    address: str = "192.0.2.1"


def with_accounts(monkeypatch: pytest.MonkeyPatch, kind: str = "local") -> Screen:
    """Accounts are on, and hashing is quick; what the browser tells is said by the test."""
    monkeypatch.setenv("BACK_COACH_ACCOUNTS", kind)
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64))
    passwords._nobodys.cache_clear()
    screen = Screen()
    monkeypatch.setattr(browser, "secret", lambda: screen.secret)
    monkeypatch.setattr(browser, "zone", lambda: screen.zone)
    monkeypatch.setattr(browser, "address", lambda: screen.address)
    return screen


def member(name: str, role: Role) -> Person:
    """Somebody with an account of this name in small letters."""
    person = add_person(my_database(), name, role)
    add_account(my_database(), person.id, Password(name, RIGHT))
    return person


def patient_of(therapist: Person, name: str) -> Person:
    """Somebody who took this therapist's invitation."""
    invited = invite(my_database(), name, Role.PATIENT, by=therapist)
    join(my_database(), invited.secret, Password(name, RIGHT), name=name)
    return find_person(my_database(), invited.person)


def cookie_of(person: Person, device: str = "Chrome on Linux") -> str:
    """What the browser of this person sends once it is signed in."""
    return begin_sign_in(my_database(), person.id, device).secret


@contextmanager
def signed_in(screen: Screen, person: Person) -> Iterator[None]:
    """For as long as the block lasts."""
    before, screen.secret = screen.secret, cookie_of(person)
    try:
        yield
    finally:
        screen.secret = before


def words(page: AppTest) -> str:
    """All that the page says."""
    assert not page.exception
    kinds = ("title", "subheader", "markdown", "caption", "success", "warning", "error", "info")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def press(page: AppTest, label: str) -> AppTest:
    """The first button of this label."""
    return next(each for each in page.button if each.label == label).click().run()


def fill(page: AppTest, label: str, text: str) -> None:
    """The first field of this label."""
    next(each for each in page.text_input if each.label == label).set_value(text)
