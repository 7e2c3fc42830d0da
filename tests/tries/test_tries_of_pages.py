"""Every page, opened by everybody who has no business with the patient's records.

The table is made from the list of pages. Wherever a page looks for what it is to show, in the
address or in what it remembers, the patient's own keys are put.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from coach.records import Role
from coach.records.sign_ins import begin_sign_in
from coach.web import browser, visitors
from coach.web.account.roles import pages_for
from coach.web.pages import PAGES
from coach.web.routes import MAIN_SCRIPT
from coach.web.store import PATIENT
from tests.tries.tries_clinic import INTRUDERS, MARKER, NAME, WITH_A_PERSON, Clinic, gives_away

SCRIPTS: Final = tuple(spec.script for spec in PAGES)
ROLES: Final = {
    "another patient": Role.PATIENT,
    "therapist of others": Role.THERAPIST,
    "therapist whose care was ended": Role.THERAPIST,
    "therapist who only asked": Role.THERAPIST,
    "administrator": Role.ADMIN,
}
NOBODY: Final = tuple(who for who in INTRUDERS if who not in WITH_A_PERSON)
OPENED: Final = tuple((who, spec.script) for who, role in ROLES.items() for spec in pages_for(role))
BY_NAME: Final = {
    # Whom one asks to agree one may call by name.
    ("therapist who only asked", "therapist/patients.py"),
    # The list of who signs in.
    ("administrator", "account/people.py"),
}

ADDRESSES: Final = ("set", "go_on", "session", "exercise", "patient", "sitting", "day", "alert")
"""What pages look for in their address."""


@pytest.fixture
def cookie(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str | None]]:
    """What the browser of the test sends."""
    here: dict[str, str | None] = {"secret": None}
    monkeypatch.setattr(browser, "secret", lambda: here["secret"])
    monkeypatch.setattr(browser, "zone", lambda: None)
    monkeypatch.setattr(browser, "address", lambda: "192.0.2.1")
    yield here
    visitors.database_of.cache_clear()


def guess(app: AppTest, clinic: Clinic) -> None:
    """Put the patient's keys wherever a page may look."""
    app.session_state[PATIENT] = UUID(str(clinic.patient.id))
    app.session_state["review-set"] = clinic.keys["exercise_set"]
    for name in ADDRESSES:
        app.query_params[name] = str(
            clinic.patient.id if name == "patient" else clinic.keys["exercise_set"]
        )


def everything(app: AppTest) -> str:
    """All that reaches the browser."""
    return repr(app) + "".join(_spoken(block) for block in app)


def _spoken(block: Any) -> str:
    return str(getattr(block, "proto", "")) + "".join(
        _spoken(child) for child in getattr(block, "children", {}).values()
    )


@pytest.mark.parametrize("who", NOBODY)
def test_who_is_not_signed_in_finds_only_the_door(
    clinic: Clinic, cookie: dict[str, str | None], who: str
) -> None:
    before = clinic.rows()
    cookie["secret"] = clinic.intruders[who].cookie
    app = AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
    guess(app, clinic)
    app.run()
    assert [field.label for field in app.text_input][-1:] == ["Password"]
    assert not gives_away(everything(app))
    for script in SCRIPTS:
        refused(app, script)
    assert clinic.rows() == before


@pytest.mark.parametrize("who", ROLES)
def test_pages_of_other_roles_are_not_there(
    clinic: Clinic, cookie: dict[str, str | None], who: str
) -> None:
    own = {spec.script for spec in PAGES if spec.audience in (ROLES[who], "everybody")}
    assert {script for name, script in OPENED if name == who} == own
    cookie["secret"] = clinic.intruders[who].cookie
    app = AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
    app.run()
    for script in set(SCRIPTS) - own:
        refused(app, script)


def refused(app: AppTest, script: str) -> None:
    """Streamlit knows no such page for whoever is here."""
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app.switch_page(script)


@pytest.mark.parametrize(("who", "script"), OPENED)
def test_a_page_shows_others_nothing_of_the_patient(
    clinic: Clinic, cookie: dict[str, str | None], who: str, script: str
) -> None:
    before = clinic.rows()
    cookie["secret"] = clinic.intruders[who].cookie
    app = AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
    app.run()
    guess(app, clinic)
    app.switch_page(script).run()
    assert not app.exception
    said = everything(app)
    assert MARKER not in said
    assert NAME not in said or (who, script) in BY_NAME
    assert clinic.rows() == before


def test_the_therapist_sees_whom_these_tries_are_about(
    clinic: Clinic, cookie: dict[str, str | None]
) -> None:
    """Or else the tries above would prove nothing."""
    cookie["secret"] = begin_sign_in(clinic.database, clinic.therapist.id, "Phone").secret
    app = AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
    app.run()
    assert gives_away(everything(app))
    guess(app, clinic)
    app.switch_page("therapist/noting.py").run()
    assert gives_away(everything(app))
