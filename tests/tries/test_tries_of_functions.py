"""Every function that asks the database for somebody: those that say who asks are tried as others.

All that do not say so are named here with the reason why they need not: a new one must be, too.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any, Final, get_type_hints

import pytest

import coach.records
from coach.records import Database, Person, PersonId, Role
from poses.errors import UserFacingError
from tests.tries.tries_arguments import arguments
from tests.tries.tries_clinic import WITH_A_PERSON, Clinic, gives_away

ACTORS: Final = ("by", "viewer", "therapist")
"""What the one who asks is called."""

DATABASE: Final = "database"

OWN: Final = "acts for the very person it is given, who comes from the sign-in"
SECRET: Final = "asks for a secret that only the right person has"
BEFORE: Final = "part of signing in, before anybody is known"
INSTALLATION: Final = "for whoever runs the installation, from the command line or at its start"
EVERYBODYS: Final = "about what belongs to nobody"
INSIDE: Final = "called by what has asked already whether it may be"

NEED_NOT: Final = {
    "accounts.account_of": OWN,
    "accounts.accounts": "the administrator's list: logins, no records",
    "accounts.add_account": INSTALLATION,
    "caseload_facts.facts_of": INSIDE,
    "accounts.find_account": INSTALLATION,
    "accounts.is_empty": INSTALLATION,
    "attempts.begin_attempt": BEFORE,
    "auditing.audit_of": OWN,
    "auditing.names_of": "what the people in one's own trail are called",
    "auditing.note_export": INSIDE,
    "auditing.note_listed": INSIDE,
    "auditing.note_view": INSIDE,
    "care_links.agree": OWN,
    "care_links.carers_of": OWN,
    "copying.copy_rows": INSTALLATION,
    "copying.is_empty": INSTALLATION,
    "entering.change_password": SECRET,
    "entering.check_outside": BEFORE,
    "entering.check_password": SECRET,
    "erasing.erase_due": INSTALLATION,
    "erasing.leave": OWN,
    "exporting.export_person": OWN,
    "invitations.look_up": SECRET,
    "invitations.open_invitations": "who was invited and until when, no secret and no record",
    "joining.join": SECRET,
    "joining.take_new_password": SECRET,
    "people.add_person": INSTALLATION,
    "people.default_person": INSTALLATION,
    "people.everybody": INSTALLATION,
    "people.find_person": INSIDE,
    "people.follow_device": OWN,
    "people.keep_zone": OWN,
    "people.rename": OWN,
    "people.zone_is_chosen": OWN,
    "sittings.end_sitting": OWN,
    "sittings.note_sitting": OWN,
    "resealing.keys_in_use": INSTALLATION,
    "resealing.reseal_tracks": INSTALLATION,
    "retention.expire": INSTALLATION,
    "sign_ins.begin_sign_in": BEFORE,
    "sign_ins.devices": OWN,
    "sign_ins.end_other_sign_ins": OWN,
    "sign_ins.end_sign_in": OWN,
    "sign_ins.holds": SECRET,
    "sign_ins.visitor_of": SECRET,
    "stored_sets.sets_with_movement": INSTALLATION,
    "taught.add_taught_exercise": EVERYBODYS,
    "taught.retire_taught_exercise": EVERYBODYS,
    "taught.taught_exercises": EVERYBODYS,
    "watches.note_allowed": OWN,
    "watching.unwatched": INSIDE,
    "watching.watching": INSIDE,
    "watches.watches_of": OWN,
}

MEANT: Final = {
    ("invitations.invite", "therapist of others"),
    ("invitations.invite", "therapist whose care was ended"),
    ("invitations.invite", "therapist who only asked"),
    ("invitations.invite", "administrator"),
    # Somebody has to help who forgot the password; the patient can read that it was done.
    ("invitations.new_link", "administrator"),
    ("invitations.withdraw_invitation", "administrator"),
    ("accounts.set_state", "administrator"),
    # Whom one asks to agree one may call by name.
    ("care_links.patients_of", "therapist who only asked"),
    ("caseload.caseload", "therapist who only asked"),
}
"""What these people may do."""


def _functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in pkgutil.walk_packages(coach.records.__path__, "coach.records."):
        if ".migrations" in module.name:
            continue
        loaded = importlib.import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ != module.name or name.startswith("_"):
                continue
            first = next(iter(inspect.signature(function).parameters), "")
            if get_type_hints(function).get(first) is Database:
                yield f"{module.name.rsplit('.', 1)[-1]}.{name}", function


FUNCTIONS: Final = dict(_functions())
SAY_WHO: Final = sorted(
    name
    for name, function in FUNCTIONS.items()
    if set(inspect.signature(function).parameters) & set(ACTORS) and name not in NEED_NOT
)


def test_each_says_who_asks_or_is_named_with_its_reason() -> None:
    assert set(FUNCTIONS) - set(SAY_WHO) == set(NEED_NOT)


@pytest.mark.parametrize("who", WITH_A_PERSON)
@pytest.mark.parametrize("name", SAY_WHO)
def test_others_get_nothing_and_change_nothing(clinic: Clinic, name: str, who: str) -> None:
    if (name, who) in MEANT:
        return
    before = clinic.rows()
    function = FUNCTIONS[name]
    person = clinic.intruders[who].person
    assert person is not None
    given = _given(function, clinic, person)
    refused: Exception | None = None
    answer: object = None
    try:
        answer = function(clinic.database, **given)
    except (UserFacingError, ValueError) as error:
        refused = error
    assert not gives_away(answer, refused)
    assert clinic.rows() == before


def _given(function: Callable[..., Any], clinic: Clinic, actor: Person) -> dict[str, Any]:
    hints = get_type_hints(function)
    names = [name for name in inspect.signature(function).parameters if name != DATABASE]
    asks = next(name for name in ACTORS if name in names)
    given: dict[str, Any] = {}
    for name in names:
        if name == asks:
            given[name] = (
                actor if hints[name] is not PersonId and not _of_id(hints[name]) else actor.id
            )
        elif hints[name] is PersonId or _of_id(hints[name]):
            mine = {"therapist": clinic.therapist.id, "colleague": actor.id}
            given[name] = mine.get(name, clinic.patient.id)
        elif hints[name] is Person:
            given[name] = clinic.patient
        elif hints[name] is Role:
            given[name] = Role.THERAPIST
    rest, _ = arguments(function, clinic.keys, known=frozenset({*given, DATABASE}))
    return rest | given


def _of_id(hint: Any) -> bool:
    return PersonId in getattr(hint, "__args__", ())
