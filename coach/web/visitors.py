"""Who is at the screen, or at the other end of a line, and which database that is about."""

from __future__ import annotations

import threading
from functools import cache
from typing import Final
from uuid import UUID

from coach.records import (
    Database,
    Log,
    NotFoundError,
    Person,
    PersonId,
    default_person,
    find_person,
    open_database,
)
from coach.records.access import open_care
from coach.records.care import Care
from coach.records.sign_ins import SignInId, Visitor, holds, visitor_of
from coach.settings import Settings
from coach.web import browser
from poses.errors import UserFacingError


class SignedOutError(UserFacingError):
    """Nobody is signed in here, or not any more."""

    def __init__(self) -> None:
        super().__init__("You are signed out. Load this page again to sign in.")


# The migrations are no work for two threads at once.
_opening: Final = threading.Lock()


@cache
def database_of(settings: Settings) -> Database:
    """The database of these settings, opened once in a process.

    Raises:
        StorageError: it can't be opened; the text says what to do.
    """
    with _opening:
        return open_database(settings)


def my_database() -> Database:
    """The database, for what belongs to nobody in particular.

    Raises:
        StorageError: it can't be opened; the text says what to do.
        SettingsError: a setting can't be used.
    """
    return database_of(Settings.from_environment())


def single_user() -> bool:
    """Whether everything here is one person's, without signing in.

    Raises:
        SettingsError: a setting can't be used.
    """
    return Settings.from_environment().accounts == "off"


def visitor() -> Visitor | None:
    """Who is signed in at this page now, and by which sign-in; None is nobody.

    It is looked up anew at each call: a sign-in may be ended elsewhere at any time.

    Raises:
        StorageError: the database can't be read.
        SettingsError: a setting can't be used.
    """
    return visitor_of(my_database(), browser.secret())


def viewer() -> Person:
    """The person at the screen: whoever is signed in, or the one person of a single computer.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: the database can't be opened; the text says what to do.
        SettingsError: a setting can't be used.
    """
    if single_user():
        return default_person(my_database())
    found = visitor()
    if found is None:
        raise SignedOutError
    return found.person


def my_sign_in() -> SignInId | None:
    """The sign-in by which this page acts; None where nobody signs in.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: the database can't be read.
        SettingsError: a setting can't be used.
    """
    if single_user():
        return None
    found = visitor()
    if found is None:
        raise SignedOutError
    return found.sign_in


def still_signed_in(person: PersonId, sign_in: UUID | None) -> bool:
    """Whether a token that was given out under this sign-in still holds.

    Raises:
        StorageError: the database can't be read.
        SettingsError: a setting can't be used.
    """
    if single_user():
        return True
    return sign_in is not None and holds(my_database(), person, SignInId(sign_in))


def may_see(secret: str | None, patient: PersonId) -> bool:
    """Whether the holder of a cookie may see this patient's records; without accounts, anybody.

    Raises:
        StorageError: the database can't be read.
        SettingsError: a setting can't be used.
    """
    return single_user() or _care(secret, patient) is not None


def log_seen_by(secret: str | None, patient: PersonId) -> Log | None:
    """A patient's log for the holder of a cookie, or None if they may not see it.

    What it gives out to somebody else than the patient needs a consent; see ``SharedLog``.

    Raises:
        NotFoundError: there is no such person.
        StorageError: the database can't be read.
        SettingsError: a setting can't be used.
    """
    if single_user():
        return Log(my_database(), find_person(my_database(), patient).id)
    care = _care(secret, patient)
    return None if care is None else care.log


def _care(secret: str | None, patient: PersonId) -> Care | None:
    found = visitor_of(my_database(), secret)
    if found is None:
        return None
    try:
        return open_care(my_database(), found.person, patient)
    except NotFoundError:
        return None
