"""Who may sign in, stay signed in, invite, and see whose records: on every kind of database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from coach.accounts import password as passwords
from coach.accounts.password import PasswordError
from coach.accounts.waiting import WaitError
from coach.records import (
    Database,
    Log,
    NotFoundError,
    Person,
    PersonId,
    Role,
    add_person,
    default_person,
    find_person,
)
from coach.records.access import open_care
from coach.records.account_models import AccountRow, InvitationRow, SignInAttemptRow, SignInRow
from coach.records.accounts import (
    LoginTakenError,
    Outside,
    Password,
    account_of,
    accounts,
    add_account,
    find_account,
    set_state,
)
from coach.records.auditing import Deed, audit_of, note_view
from coach.records.care_entries import AccountState, InvitationPurpose
from coach.records.care_links import (
    agree,
    ask_for,
    carers_of,
    colleagues,
    end_care,
    patients_of,
)
from coach.records.entering import NotLetInError, change_password, check_outside, check_password
from coach.records.invitations import (
    NewInvitation,
    invite,
    look_up,
    new_link,
    open_invitations,
    withdraw_invitation,
)
from coach.records.joining import join, take_new_password
from coach.records.sign_ins import (
    SignInId,
    begin_sign_in,
    devices,
    end_other_sign_ins,
    end_sign_in,
    holds,
    visitor_of,
)

RIGHT = "a long password"
HOME = "192.0.2.1"
Later = Callable[[timedelta], None]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """How slow hashing is has tests of its own."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64))
    passwords._nobodys.cache_clear()


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    """Time goes on by so much."""
    file = tmp_path / "ahead"
    monkeypatch.setenv("BACK_COACH_CLOCK", str(file))
    ahead = timedelta()

    def move(by: timedelta) -> None:
        nonlocal ahead
        ahead += by
        file.write_text(str(ahead.total_seconds()))

    return move


def member(database: Database, name: str, role: Role = Role.PATIENT) -> Person:
    person = add_person(database, name, role)
    add_account(database, person.id, Password(name, RIGHT))
    return person


@pytest.fixture
def therapist(database: Database) -> Person:
    return member(database, "Thea", Role.THERAPIST)


@pytest.fixture
def other_therapist(database: Database) -> Person:
    return member(database, "Theo", Role.THERAPIST)


@pytest.fixture
def patient(database: Database, therapist: Person) -> Person:
    """Has taken the therapist's invitation."""
    invited = invite(database, "Paula", Role.PATIENT, by=therapist)
    join(database, invited.secret, Password("Paula", RIGHT), name="Paula")
    return find_person(database, invited.person)


def sign_in(database: Database, login: str, password: str = RIGHT, address: str = HOME) -> str:
    person = check_password(database, login, password, address)
    return begin_sign_in(database, person, "A device").secret


def who(database: Database, secret: str | None) -> str | None:
    found = visitor_of(database, secret)
    return None if found is None else found.person.display_name


def deeds(database: Database, person: Person) -> list[str]:
    return [event.deed for event in audit_of(database, person.id)]


# --- Accounts


def test_an_account_is_found_by_its_name_however_it_is_typed(database: Database) -> None:
    person = member(database, "Anna@Clinic.example")
    assert find_account(database, " ANNA@clinic.EXAMPLE").person == person
    assert [each.login for each in accounts(database)] == ["anna@clinic.example"]
    assert account_of(database, default_person(database).id) is None


def test_nobody_takes_the_name_of_another_or_a_second_account(database: Database) -> None:
    person = member(database, "anna")
    other = add_person(database, "Anna B.")
    with pytest.raises(LoginTakenError, match="choose another"):
        add_account(database, other.id, Password("ANNA", RIGHT))
    with pytest.raises(LoginTakenError, match="already"):
        add_account(database, person.id, Password("anna2", RIGHT))
    add_account(database, other.id, Outside("anna2", "https://id|7"))
    with pytest.raises(LoginTakenError, match="belongs to another"):
        add_account(database, add_person(database, "C").id, Outside("anna3", "https://id|7"))
    with pytest.raises(NotFoundError):
        add_account(database, PersonId(uuid4()), Password("nobody", RIGHT))


def test_a_stolen_log_helps_nobody_to_sign_in(database: Database, therapist: Person) -> None:
    secret = sign_in(database, "thea")
    link = invite(database, "Paula", Role.PATIENT, by=therapist).secret
    with database.reading() as session:
        account = session.scalars(select(AccountRow)).one()
        kept = [account.password_hash, *session.scalars(select(SignInRow.token_hash))]
        kept += session.scalars(select(InvitationRow.token_hash))
    assert account.password_hash is not None
    assert account.password_hash.startswith("$argon2id$")
    assert not {RIGHT, secret, link} & set(kept)
    for stolen in kept:
        assert visitor_of(database, stolen) is None


# --- Signing in


def test_name_and_password_let_in_and_nothing_else_does(database: Database) -> None:
    person = member(database, "anna")
    secret = sign_in(database, "Anna")
    assert who(database, secret) == "anna"
    assert audit_of(database, person.id)[0].deed == Deed.SIGNED_IN
    for not_secret in (None, "", secret[:-1], secret.upper(), "x" * 43):
        assert visitor_of(database, not_secret) is None


def test_an_unknown_name_sounds_like_a_mistyped_password(database: Database) -> None:
    member(database, "anna")
    without_password = add_person(database, "Ben")
    add_account(database, without_password.id, Outside("ben", "https://id|1"))
    said = set()
    for login in ("anna", "nobody", "ben", "", "a b", "x" * 5000):
        with pytest.raises(NotLetInError) as told:
            check_password(database, login, "another password", HOME)
        said.add(str(told.value))
    assert len(said) == 1


def test_a_hash_that_has_aged_is_renewed_at_the_next_sign_in(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = member(database, "anna")

    def kept() -> str | None:
        with database.reading() as session:
            return session.get_one(AccountRow, person.id).password_hash

    before = kept()
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=64))
    with pytest.raises(NotLetInError):
        check_password(database, "anna", "another password", HOME)
    assert kept() == before
    check_password(database, "anna", RIGHT, HOME)
    after = kept()
    assert after != before
    check_password(database, "anna", RIGHT, HOME)
    assert kept() == after


def test_an_account_that_is_switched_off_lets_nobody_in_and_ends_what_there_is(
    database: Database,
) -> None:
    person = member(database, "anna")
    secret = sign_in(database, "anna")
    set_state(database, person.id, AccountState.DISABLED, by=None)
    assert visitor_of(database, secret) is None
    with pytest.raises(NotLetInError, match="switched off"):
        check_password(database, "anna", RIGHT, HOME)
    with pytest.raises(NotLetInError, match="don't go together"):
        check_password(database, "anna", "another password", HOME)
    with pytest.raises(NotFoundError):
        begin_sign_in(database, person.id, "A device")
    set_state(database, person.id, AccountState.ACTIVE, by=None)
    assert visitor_of(database, secret) is None  # it stays ended
    assert who(database, sign_in(database, "anna")) == "anna"
    assert Deed.DISABLED in deeds(database, person)


def test_whoever_the_clinic_vouches_for_is_known_by_the_account_there(database: Database) -> None:
    person = add_person(database, "Ben")
    add_account(database, person.id, Outside("ben", "https://id|1"))
    assert check_outside(database, "https://id|1") == person.id
    with pytest.raises(NotLetInError, match="invitation"):
        check_outside(database, "https://id|2")
    set_state(database, person.id, AccountState.DISABLED, by=None)
    with pytest.raises(NotLetInError, match="switched off"):
        check_outside(database, "https://id|1")


# --- Guessing


def fail(database: Database, login: str, address: str = HOME) -> None:
    with pytest.raises(NotLetInError):
        check_password(database, login, "another password", address)


def test_guessing_has_to_wait_longer_and_longer(database: Database, later: Later) -> None:
    member(database, "anna")
    for _ in range(5):
        fail(database, "anna")
    with pytest.raises(WaitError, match="wait 30 seconds") as told:
        check_password(database, "anna", RIGHT, HOME)  # even the right one
    assert told.value.wait <= timedelta(seconds=30)
    later(timedelta(seconds=31))
    fail(database, "ANNA", "192.0.2.77")  # from wherever
    with pytest.raises(WaitError, match="wait a minute"):
        check_password(database, "anna", RIGHT, HOME)
    later(timedelta(seconds=61))
    sign_in(database, "anna")
    for _ in range(5):
        fail(database, "anna")  # being right begins anew


def test_asking_in_between_does_not_make_the_wait_longer(database: Database, later: Later) -> None:
    member(database, "anna")
    for _ in range(5):
        fail(database, "anna")
    for _ in range(20):
        with pytest.raises(WaitError):
            check_password(database, "anna", RIGHT, HOME)
    later(timedelta(seconds=31))
    sign_in(database, "anna")


def test_names_that_nobody_has_are_slowed_down_as_well(database: Database) -> None:
    for _ in range(5):
        fail(database, "nobody")
    with pytest.raises(WaitError):
        check_password(database, "nobody", RIGHT, HOME)


def test_one_address_can_not_go_through_all_names(database: Database, later: Later) -> None:
    member(database, "anna")
    for number in range(30):
        fail(database, f"name{number}")
    with pytest.raises(WaitError):
        check_password(database, "anna", RIGHT, HOME)
    sign_in(database, "anna", address="192.0.2.2")
    sign_in(database, "anna", address="")  # on this computer
    later(timedelta(hours=2))
    sign_in(database, "anna")


def test_many_tries_in_one_moment_are_not_more_than_one_after_the_other(
    database: Database,
) -> None:
    member(database, "anna")
    outcomes: list[str] = []

    def guess() -> None:
        try:
            check_password(database, "anna", "another password", HOME)
        except NotLetInError:
            outcomes.append("looked at")
        except WaitError:
            outcomes.append("refused")

    guesses = [threading.Thread(target=guess) for _ in range(12)]
    for each in guesses:
        each.start()
    for each in guesses:
        each.join()
    assert (outcomes.count("looked at"), outcomes.count("refused")) == (5, 7)


def test_tries_are_forgotten_after_a_day(database: Database, later: Later) -> None:
    fail(database, "nobody")
    later(timedelta(days=2))
    fail(database, "somebody")
    with database.reading() as session:
        assert list(session.scalars(select(SignInAttemptRow.login))) == ["somebody"]


# --- Staying signed in


@pytest.mark.parametrize(
    ("role", "stays", "ends"),
    [
        (Role.PATIENT, timedelta(days=29), timedelta(days=31)),
        (Role.THERAPIST, timedelta(hours=7), timedelta(hours=9)),
        (Role.ADMIN, timedelta(hours=7), timedelta(hours=9)),
    ],
)
def test_a_device_that_nobody_uses_is_signed_out(
    database: Database, later: Later, role: Role, stays: timedelta, ends: timedelta
) -> None:
    person = member(database, "anna", role)
    secret = sign_in(database, "anna")
    later(stays)
    assert who(database, secret) == "anna"
    later(stays)  # counted from the last use
    assert who(database, secret) == "anna"
    later(ends)
    assert visitor_of(database, secret) is None
    assert devices(database, person.id) == []


def test_every_sign_in_ends_some_day(database: Database, later: Later) -> None:
    member(database, "anna", Role.THERAPIST)
    secret = sign_in(database, "anna")
    for _ in range(30 * 4):
        assert who(database, secret) == "anna"
        later(timedelta(hours=6))
    assert visitor_of(database, secret) is None


def test_devices_are_signed_out_one_by_one_or_all_but_this(database: Database) -> None:
    person, other = member(database, "anna"), member(database, "ben")
    secrets = [sign_in(database, "anna") for _ in range(3)]
    bens = sign_in(database, "ben")
    of_secret = [visitor_of(database, secret) for secret in secrets]
    ids = [each.sign_in for each in of_secret if each]
    assert {device.id for device in devices(database, person.id)} == set(ids)

    end_sign_in(database, person.id, ids[0])
    assert [who(database, secret) for secret in secrets] == [None, "anna", "anna"]
    assert not holds(database, person.id, ids[0])
    with pytest.raises(NotFoundError):
        end_sign_in(database, person.id, ids[0])

    end_other_sign_ins(database, person.id, ids[2])
    assert [who(database, secret) for secret in secrets] == [None, None, "anna"]
    assert who(database, bens) == "ben"
    assert holds(database, person.id, ids[2])
    assert not holds(database, other.id, ids[2])


def test_nobody_ends_or_sees_the_devices_of_another(database: Database) -> None:
    person, other = member(database, "anna"), member(database, "ben")
    secret = sign_in(database, "anna")
    (mine,) = devices(database, person.id)
    said = set()
    for not_mine in (mine.id, SignInId(uuid4())):
        with pytest.raises(NotFoundError) as told:
            end_sign_in(database, other.id, not_mine)
        said.add(str(told.value))
    assert len(said) == 1
    assert devices(database, other.id) == []
    assert who(database, secret) == "anna"


def test_another_password_signs_out_all_other_devices(database: Database) -> None:
    person = member(database, "anna")
    here, elsewhere = sign_in(database, "anna"), sign_in(database, "anna")
    keep = visitor_of(database, here)
    assert keep is not None

    def change(old: str, new: str) -> None:
        change_password(database, person.id, old, new, address=HOME, keep=keep.sign_in)

    with pytest.raises(NotLetInError, match="up to now"):
        change("another password", "my new password")
    with pytest.raises(PasswordError, match="at least 10"):
        change(RIGHT, "short")
    assert who(database, elsewhere) == "anna"
    change(RIGHT, "my new password")
    assert (who(database, here), who(database, elsewhere)) == ("anna", None)
    fail(database, "anna")
    with pytest.raises(NotLetInError):
        sign_in(database, "anna", RIGHT)
    sign_in(database, "anna", "my new password")
    assert Deed.PASSWORD_CHANGED in deeds(database, person)


def test_the_old_password_can_not_be_guessed_at_the_change_either(database: Database) -> None:
    person = member(database, "anna")
    for _ in range(5):
        with pytest.raises(NotLetInError):
            change_password(database, person.id, "guess", "my new password", address="", keep=None)
    with pytest.raises(WaitError):
        change_password(database, person.id, RIGHT, "my new password", address="", keep=None)


# --- Invitations


def test_an_invitation_works_once_and_makes_the_patient_the_therapists(
    database: Database, therapist: Person
) -> None:
    invited = invite(database, "  Paula ", Role.PATIENT, by=therapist)
    seen = look_up(database, invited.secret)
    assert (seen.purpose, seen.person.display_name) == (InvitationPurpose.JOIN, "Paula")
    assert seen.invited_by == therapist
    assert list(open_invitations(database)) == [invited.person]
    # The therapist prepares what there is to prepare.
    assert open_care(database, therapist, invited.person).author == therapist.id

    person = join(database, invited.secret, Password("paula", RIGHT), name="Paula P.")
    assert person == invited.person
    assert find_person(database, person).display_name == "Paula P."
    assert who(database, sign_in(database, "paula")) == "Paula P."
    (own,) = patients_of(database, therapist.id)
    assert (own.joined, own.agreed, own.active_at) == (True, True, None)
    assert open_invitations(database) == {}
    said = deeds(database, find_person(database, person))
    assert {Deed.INVITED, Deed.JOINED, Deed.CARE_AGREED} <= set(said)
    with pytest.raises(NotFoundError, match="not valid"):
        look_up(database, invited.secret)
    with pytest.raises(NotFoundError, match="not valid"):
        join(database, invited.secret, Password("paula2", RIGHT), name="P")


def test_whoever_mistypes_keeps_the_link(database: Database, therapist: Person) -> None:
    invited = invite(database, "Paula", Role.PATIENT, by=therapist)
    with pytest.raises(LoginTakenError):
        join(database, invited.secret, Password("thea", RIGHT), name="Paula")
    with pytest.raises(PasswordError):
        join(database, invited.secret, Password("paula", "short"), name="Paula")
    with pytest.raises(ValueError, match="name"):
        join(database, invited.secret, Password("paula", RIGHT), name=" ")
    assert join(database, invited.secret, Password("paula", RIGHT), name="Paula")


def test_a_link_gets_too_old_is_replaced_and_is_withdrawn(
    database: Database, therapist: Person, later: Later
) -> None:
    first = invite(database, "Paula", Role.PATIENT, by=therapist)
    later(timedelta(days=7, seconds=1))
    with pytest.raises(NotFoundError, match="too old"):
        look_up(database, first.secret)
    second = new_link(database, first.person, by=therapist)
    third = new_link(database, first.person, by=therapist)
    for gone in (first, second):
        with pytest.raises(NotFoundError):
            join(database, gone.secret, Password("paula", RIGHT), name="Paula")
    assert look_up(database, third.secret).person.id == first.person
    withdraw_invitation(database, first.person, by=therapist)
    with pytest.raises(NotFoundError):
        look_up(database, third.secret)
    assert patients_of(database, therapist.id) == []
    with pytest.raises(NotFoundError):
        open_care(database, therapist, first.person)


def test_two_who_take_one_link_at_once_make_one_account(
    database: Database, therapist: Person
) -> None:
    invited = invite(database, "Paula", Role.PATIENT, by=therapist)
    took: list[object] = []

    def take(login: str) -> None:
        try:
            took.append(join(database, invited.secret, Password(login, RIGHT), name="Paula"))
        except (NotFoundError, LoginTakenError):
            took.append(None)

    both = [threading.Thread(target=take, args=(name,)) for name in ("paula", "paulb")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(took, key=str) == sorted([invited.person, None], key=str)


@pytest.mark.parametrize(
    ("inviting", "invited", "may"),
    [
        (Role.THERAPIST, Role.PATIENT, True),
        (Role.THERAPIST, Role.THERAPIST, False),
        (Role.THERAPIST, Role.ADMIN, False),
        (Role.ADMIN, Role.THERAPIST, True),
        (Role.ADMIN, Role.ADMIN, True),
        (Role.ADMIN, Role.PATIENT, False),
        *((Role.PATIENT, role, False) for role in Role),
    ],
)
def test_who_may_invite_whom(database: Database, inviting: Role, invited: Role, may: bool) -> None:
    by = member(database, "anna", inviting)
    if may:
        assert (
            look_up(database, invite(database, "B", invited, by=by).secret).person.role == invited
        )
        return
    with pytest.raises(NotFoundError):
        invite(database, "B", invited, by=by)
    assert open_invitations(database) == {}


def test_the_clinic_gives_a_new_password_by_a_link(
    database: Database, therapist: Person, patient: Person
) -> None:
    secret = sign_in(database, "paula")
    link = new_link(database, patient.id, by=therapist)
    assert look_up(database, link.secret).purpose is InvitationPurpose.RESET
    assert who(database, secret) == "Paula"  # nothing happens until it is taken
    with pytest.raises(PasswordError):
        take_new_password(database, link.secret, "short")
    assert take_new_password(database, link.secret, "my new password") == patient.id
    assert visitor_of(database, secret) is None
    fail(database, "paula")
    sign_in(database, "paula", "my new password")
    with pytest.raises(NotFoundError):
        take_new_password(database, link.secret, "one more password")
    assert {Deed.RESET_OFFERED, Deed.PASSWORD_RESET} <= set(deeds(database, patient))


def test_a_link_to_join_gives_no_new_password_and_the_other_way_round(
    database: Database, therapist: Person, patient: Person
) -> None:
    reset = new_link(database, patient.id, by=therapist)
    with pytest.raises(NotFoundError):
        join(database, reset.secret, Password("paula2", RIGHT), name="Paula")
    joining = invite(database, "Pia", Role.PATIENT, by=therapist)
    with pytest.raises(NotFoundError):
        take_new_password(database, joining.secret, RIGHT)


def test_a_link_opens_no_account_that_is_switched_off(
    database: Database, therapist: Person, patient: Person
) -> None:
    link = new_link(database, patient.id, by=therapist)
    set_state(database, patient.id, AccountState.DISABLED, by=None)
    with pytest.raises(NotFoundError):
        take_new_password(database, link.secret, "my new password")


@pytest.mark.parametrize("who_asks", ["another therapist", "the patient", "another patient"])
def test_nobody_else_makes_or_withdraws_a_patients_link(
    database: Database, patient: Person, other_therapist: Person, who_asks: str
) -> None:
    by = {
        "another therapist": other_therapist,
        "the patient": patient,
        "another patient": member(database, "Pia"),
    }[who_asks]
    for whom in (patient.id, PersonId(uuid4())):
        with pytest.raises(NotFoundError) as told:
            new_link(database, whom, by=by)
        assert "no such person" in str(told.value)
        with pytest.raises(NotFoundError):
            withdraw_invitation(database, whom, by=by)


def test_no_therapist_gets_at_the_account_of_a_colleague(
    database: Database, therapist: Person, other_therapist: Person
) -> None:
    with pytest.raises(NotFoundError):
        new_link(database, other_therapist.id, by=therapist)
    admin = member(database, "Ada", Role.ADMIN)
    assert isinstance(new_link(database, other_therapist.id, by=admin), NewInvitation)


# --- The wall


def see(database: Database, viewer: Person, patient: UUID) -> str:
    try:
        return open_care(database, viewer, PersonId(patient)).patient.display_name
    except NotFoundError as error:
        return str(error)


def test_a_therapist_sees_own_patients_and_nobody_elses(
    database: Database, therapist: Person, other_therapist: Person, patient: Person
) -> None:
    nobody = see(database, therapist, uuid4())
    assert see(database, therapist, patient.id) == "Paula"
    assert see(database, patient, patient.id) == "Paula"
    stranger = member(database, "Pia")
    admin = member(database, "Ada", Role.ADMIN)
    for viewer in (other_therapist, stranger, admin):
        assert see(database, viewer, patient.id) == nobody
    assert see(database, therapist, stranger.id) == nobody
    assert see(database, therapist, other_therapist.id) == nobody
    assert see(database, patient, therapist.id) == nobody
    assert patients_of(database, other_therapist.id) == []


def test_without_accounts_the_one_person_is_patient_and_therapist_at_once(
    database: Database,
) -> None:
    me = default_person(database)
    care = open_care(database, me, me.id)
    assert (care.patient, care.author) == (me, me.id)


@pytest.mark.parametrize("ended_by", ["patient", "therapist"])
def test_either_of_them_ends_it_at_once(
    database: Database, therapist: Person, patient: Person, ended_by: str
) -> None:
    stranger = member(database, "Pia")
    with pytest.raises(NotFoundError):
        end_care(database, patient.id, therapist.id, by=stranger.id)
    by = patient if ended_by == "patient" else therapist
    end_care(database, patient.id, therapist.id, by=by.id)
    assert see(database, therapist, patient.id) == see(database, therapist, uuid4())
    assert patients_of(database, therapist.id) == []
    assert carers_of(database, patient.id) == []
    with pytest.raises(NotFoundError):
        new_link(database, patient.id, by=therapist)
    assert audit_of(database, patient.id)[0].deed == Deed.CARE_ENDED


def test_a_colleague_sees_a_patient_once_the_patient_agrees(
    database: Database, therapist: Person, other_therapist: Person, patient: Person
) -> None:
    nobody = see(database, other_therapist, uuid4())
    assert colleagues(database, therapist.id) == [other_therapist]
    with pytest.raises(NotFoundError):
        ask_for(database, patient.id, other_therapist.id, by=other_therapist)
    with pytest.raises(NotFoundError):
        agree(database, patient.id, other_therapist.id)
    ask_for(database, patient.id, other_therapist.id, by=therapist)
    ask_for(database, patient.id, other_therapist.id, by=therapist)  # twice is harmless
    assert see(database, other_therapist, patient.id) == nobody
    (asked,) = patients_of(database, other_therapist.id)
    assert (asked.agreed, asked.active_at) == (False, None)
    asking = [each.person.id for each in carers_of(database, patient.id) if not each.agreed_at]
    assert asking == [other_therapist.id]
    agree(database, patient.id, other_therapist.id)
    assert see(database, other_therapist, patient.id) == "Paula"


def test_when_a_patient_was_last_active(
    database: Database, therapist: Person, patient: Person
) -> None:
    from record_examples import MORNING, save

    save(Log(database, patient.id))
    save(Log(database, member(database, "Pia").id))
    (own,) = patients_of(database, therapist.id)
    assert own.active_at == MORNING


def test_a_look_at_records_is_written_down_once_an_hour(
    database: Database, therapist: Person, patient: Person, later: Later
) -> None:
    for _ in range(3):
        note_view(database, therapist.id, patient.id)
    assert deeds(database, patient).count(Deed.VIEWED) == 1
    assert audit_of(database, patient.id)[0].actor == therapist.id
    later(timedelta(hours=1, seconds=1))
    note_view(database, therapist.id, patient.id)
    assert deeds(database, patient).count(Deed.VIEWED) == 2
