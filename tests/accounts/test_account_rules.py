"""Names, passwords, secrets and waiting times, without any database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from coach.accounts import password as passwords
from coach.accounts.lasting import OTHERS_DATA, OWN_DATA
from coach.accounts.login import LoginError, clean_login
from coach.accounts.password import PasswordError, check_new_password, hash_password, verify
from coach.accounts.secret import fingerprint, new_secret
from coach.accounts.waiting import FOR_A_NAME, FOR_AN_ADDRESS, wait_words

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Anna@Clinic.example ", "anna@clinic.example"),
        ("ANNA", "anna"),
        ("Jo\u0308rg", "j\u00f6rg"),  # ö typed in two signs
        ("Straße", "strasse"),
    ],
)
def test_a_name_is_the_same_however_it_is_typed(typed: str, kept: str) -> None:
    assert clean_login(typed) == kept
    assert clean_login(kept) == kept


@pytest.mark.parametrize("typed", ["", "ab", "a" * 101, "two words", "tab\tbed", "nul\0nul"])
def test_what_can_not_be_a_name_is_refused_in_words(typed: str) -> None:
    with pytest.raises(LoginError, match="Please choose a name"):
        clean_login(typed)


@given(st.text())
def test_any_text_is_a_name_or_is_refused_in_words(typed: str) -> None:
    try:
        login = clean_login(typed)
    except LoginError:
        return
    assert clean_login(login) == login


@pytest.mark.parametrize(
    "password",
    [
        "ten signs!",
        "only letters are fine",
        "    x   y  ",
        "ключ от дома 7",
        "🙂🙃🙂🙃🙂🙃🙂🙃🙂🙃x",
        "x" * 99 + "yz",
    ],
)
def test_only_length_counts_and_any_signs_will_do(password: str) -> None:
    check_new_password(password, "anna")


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "at least 10"),
        ("nine sign", "at least 10"),
        ("x" * 201, "at most 200"),
        ("password123", "easy to guess"),
        ("PassWord123", "easy to guess"),
        ("aaaaaaaaaaaa", "easy to guess"),
        ("abababababab", "easy to guess"),
        ("Anna@Clinic.example", "not your name"),
    ],
)
def test_short_and_common_passwords_are_refused_kindly(password: str, says: str) -> None:
    with pytest.raises(PasswordError, match=says):
        check_new_password(password, "anna@clinic.example")


def test_the_list_of_common_passwords_holds_only_what_length_lets_through() -> None:
    assert len(passwords._common()) > 100
    assert all(len(each) >= 10 for each in passwords._common() if each != "back-coach")


def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own() -> None:
    one, other = hash_password("a long password"), hash_password("a long password")
    assert one.startswith("$argon2id$")
    assert one != other
    assert verify(one, "a long password").right
    assert not verify(one, "a long passwore").right
    assert not verify("not a hash", "a long password").right
    assert not verify(None, "a long password").right


def test_the_same_password_can_be_typed_on_two_keyboards() -> None:
    assert verify(hash_password("scho\u0308ner Tag"), "sch\u00f6ner Tag").right


def test_a_hash_that_has_aged_is_renewed() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192).hash("a long password")
    verdict = verify(old, "a long password")
    assert verdict.right
    assert verdict.renewed is not None
    assert verify(verdict.renewed, "a long password") == passwords.Verdict(right=True)
    assert verify(old, "another password").renewed is None


def test_a_name_that_nobody_has_is_as_much_work(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []

    class Counting:
        def verify(self, kept: str, _password: str) -> bool:
            hashed.append(kept.rsplit("$", 2)[0])  # the settings, without salt and hash
            return True

        def check_needs_rehash(self, _kept: str) -> bool:
            return False

    kept = hash_password("a long password")
    verify(None, "a long password")  # makes the hash that belongs to nobody
    monkeypatch.setattr(passwords, "_hasher", Counting())
    assert verify(kept, "a long password").right
    assert not verify(None, "a long password").right
    assert hashed[0] == hashed[1]


def test_secrets_are_long_and_kept_as_fingerprints() -> None:
    secrets = {new_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert all(len(secret) >= 43 for secret in secrets)  # 256 bits, 6 a sign
    assert all(len(fingerprint(secret)) == 64 for secret in secrets)
    assert not secrets & {fingerprint(secret) for secret in secrets}


@pytest.mark.parametrize(
    ("failures", "wait_s"),
    [(0, None), (4, None), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (40, 900)],
)
def test_the_wait_grows_with_each_try_that_fails(failures: int, wait_s: int | None) -> None:
    until = FOR_A_NAME.until([NOON] * failures)
    assert until == (None if wait_s is None else NOON + timedelta(seconds=wait_s))


def test_a_clinic_behind_one_address_may_mistype_more_often() -> None:
    assert FOR_AN_ADDRESS.until([NOON] * 29) is None
    assert FOR_AN_ADDRESS.until([NOON] * 30) is not None


@given(st.floats(min_value=0.001, max_value=900))
def test_nobody_is_told_to_come_too_early(seconds: float) -> None:
    words = wait_words(timedelta(seconds=seconds)).replace("a minute", "1 minutes").split()
    told = int(words[0]) * (60 if words[1].startswith("minute") else 1)
    assert told >= seconds
    assert told <= seconds + 60


def test_a_sign_in_ends_when_it_is_old_and_when_nobody_used_it() -> None:
    late = NOON + OTHERS_DATA.whole
    assert OTHERS_DATA.holds(NOON, late, NOON + timedelta(hours=7))
    assert not OTHERS_DATA.holds(NOON, late, NOON + timedelta(hours=8))
    assert not OTHERS_DATA.holds(late, late, late)
    assert OWN_DATA.holds(NOON, NOON + OWN_DATA.whole, NOON + timedelta(days=29))
    assert not OWN_DATA.holds(NOON, NOON + OWN_DATA.whole, NOON + timedelta(days=30))
