"""``coach user``: the first accounts of a clinic."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from coach.accounts import password as passwords
from coach.cli import run
from coach.records import Database, Role, default_person, open_database
from coach.records.accounts import find_account
from coach.records.entering import check_password
from coach.records.invitations import look_up
from coach.records.sign_ins import begin_sign_in, visitor_of
from coach.settings import Settings
from tests.cli.command import is_one_sentence

Sound = pytest.CaptureFixture[str]
RIGHT = "a long password"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64))
    monkeypatch.setenv("BACK_COACH_ACCOUNTS", "local")


@pytest.fixture
def database(own_log: Path) -> Iterator[Database]:
    with open_database(Settings.from_environment()) as opened:
        yield opened


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{RIGHT}\n"))


def test_a_link_for_the_first_administrator(database: Database, capfd: Sound) -> None:
    arguments = ["Ada", "--role", "admin", "--address", "https://coach.example/"]
    assert run(["user", "add", *arguments]) == 0
    out = capfd.readouterr().out
    link = out.splitlines()[1]
    assert link.startswith("https://coach.example/?invite=")
    person = look_up(database, link.partition("invite=")[2]).person
    assert (person.display_name, person.role) == ("Ada", Role.ADMIN)
    assert run(["user", "list"]) == 0
    listed = capfd.readouterr().out
    assert "invited" in listed
    assert link.partition("invite=")[2] not in listed


@pytest.mark.usefixtures("typed")
def test_a_password_that_is_typed_here(database: Database, capfd: Sound) -> None:
    assert run(["user", "add", "Thea [T]", "--role", "therapist", "--login", "Thea"]) == 0
    seen = capfd.readouterr()
    assert RIGHT not in seen.out + seen.err
    person = check_password(database, "thea", RIGHT, "")
    assert find_account(database, "thea").person.id == person
    assert run(["user", "list"]) == 0
    out = capfd.readouterr().out
    assert "Thea [T]" in out
    assert "therapist" in out


@pytest.mark.usefixtures("typed")
def test_the_log_from_before_accounts_can_become_a_patients(database: Database) -> None:
    before = default_person(database).id
    assert run(["user", "add", "Paula", "--role", "patient", "--login", "paula", "--mine"]) == 0
    account = find_account(database, "paula")
    assert (account.person.id, account.person.display_name) == (before, "Paula")


@pytest.mark.usefixtures("typed")
def test_somebody_is_switched_off_and_on_and_gets_a_new_password(
    database: Database, capfd: Sound
) -> None:
    assert run(["user", "add", "Paula", "--role", "patient", "--login", "paula"]) == 0
    person = find_account(database, "paula").person.id
    secret = begin_sign_in(database, person, "").secret
    assert run(["user", "disable", "Paula"]) == 0
    assert visitor_of(database, secret) is None
    assert run(["user", "list"]) == 0
    assert "disabled" in capfd.readouterr().out
    assert run(["user", "reset", "paula"]) == 2
    assert "enable" in capfd.readouterr().err
    assert run(["user", "enable", "paula"]) == 0
    assert check_password(database, "paula", RIGHT, "") == person
    capfd.readouterr()
    assert run(["user", "reset", "paula"]) == 0
    link = capfd.readouterr().out.splitlines()[1]
    assert look_up(database, link.partition("invite=")[2]).person.id == person


def test_without_anybody_it_says_how_to_begin(database: Database, capfd: Sound) -> None:
    assert run(["user", "list"]) == 0
    assert "coach user add" in capfd.readouterr().out


def test_it_says_so_while_accounts_are_off(
    database: Database, capfd: Sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACK_COACH_ACCOUNTS")
    assert run(["user", "add", "Ada", "--role", "admin"]) == 0
    assert "BACK_COACH_ACCOUNTS=local" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["add", "Ada", "--role", "boss"], "--role"),
        (["add", "  ", "--role", "admin"], "name"),
        (["add", "Ada", "--role", "admin", "--login", "a b"], "name"),
        (["add", "Ada", "--role", "admin", "--login", "ada"], "at least 10"),
        (["add", "Ada", "--role", "admin", "--mine"], "--role patient"),
        (["disable", "nobody"], "Nobody signs in here by this name"),
        (["enable", "nobody"], "Nobody signs in here by this name"),
        (["reset", "nobody"], "Nobody signs in here by this name"),
    ],
)
def test_what_can_not_be_is_one_sentence_and_makes_nobody(
    database: Database,
    arguments: list[str],
    says: str,
    capfd: Sound,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert run(["user", *arguments]) == 2
    err = capfd.readouterr().err
    assert says in err
    assert "Traceback" not in err
    capfd.readouterr()
    run(["user", "list"])
    assert "Nobody signs in here yet" in capfd.readouterr().out


def test_a_wrong_setting_is_one_sentence(capfd: Sound, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACK_COACH_ACCOUNTS", "yes")
    assert run(["user", "list"]) == 2
    err = capfd.readouterr().err
    assert "BACK_COACH_ACCOUNTS" in err
    assert "off, local or oidc" in err
    assert is_one_sentence(err)
