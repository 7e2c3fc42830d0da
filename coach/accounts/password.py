"""Passwords: what a new one must be, and whether one is right."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from coach.accounts.login import same_login
from coach.accounts.secret import new_secret
from poses.errors import UserFacingError

SHORTEST: Final = 10
LONGEST: Final = 200

_hasher: Final = PasswordHasher()


class PasswordError(UserFacingError):
    """This can't be a password; the text says what can."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password is right; ``renewed`` is its new hash where the kept one has aged."""

    right: bool
    renewed: str | None = None


def check_new_password(password: str, login: str) -> None:
    """Only length and being no common one count: any signs will do.

    Raises:
        PasswordError: it is too short, too long, very common, or the name itself.
    """
    plain = _normal(password)
    if len(plain) < SHORTEST:
        raise PasswordError(
            f"Please take at least {SHORTEST} signs. A few words in a row are easy to remember."
        )
    if len(plain) > LONGEST:
        raise PasswordError(f"Please take at most {LONGEST} signs.")
    folded = plain.casefold()
    if folded in _common() or len(set(folded)) < 3:
        raise PasswordError(
            "Very many people use this password, so it is easy to guess: please choose one of "
            "your own. A few words in a row are easy to remember."
        )
    if same_login(plain) == same_login(login):
        raise PasswordError("Please choose a password that is not your name here.")


def hash_password(password: str) -> str:
    """What is kept of a password: Argon2id with a salt of its own, and its settings."""
    return _hasher.hash(_normal(password))


def verify(kept: str | None, password: str) -> Verdict:
    """Hold a password against what is kept.

    Without anything kept it is as much work, so that the time tells nobody whether a name exists.
    """
    plain = _normal(password)[: LONGEST + 1]
    nobodys = _nobodys()  # made before it is known to be needed: its first time is slow
    try:
        _hasher.verify(kept or nobodys, plain)
    except (VerificationError, InvalidHashError):
        return Verdict(right=False)
    if kept is None:
        return Verdict(right=False)
    aged = _hasher.check_needs_rehash(kept)
    return Verdict(right=True, renewed=_hasher.hash(plain) if aged else None)


@cache
def _nobodys() -> str:
    return _hasher.hash(new_secret())


@cache
def _common() -> frozenset[str]:
    text = resources.files("coach.accounts").joinpath("common.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line.casefold() for line in lines if line and not line.startswith("#"))


def _normal(password: str) -> str:
    # The same sign can be typed in two ways, by two keyboards.
    printable = password.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFKC", printable)
