"""The records of whoever sits at the screen."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache
from typing import Final
from uuid import UUID

import streamlit as st

from coach.engine.exercise import Exercise
from coach.library import Library, library_for
from coach.live.livecoach import Owner, journal_folder
from coach.records import Log, NotFoundError, Person, PersonId, find_person
from coach.records.access import open_care
from coach.records.accounts import account_of
from coach.records.auditing import note_view
from coach.records.care import Care
from coach.records.care_entries import AccountState
from coach.records.entries import NO_SUCH_PERSON
from coach.settings import Settings
from coach.web.visitors import (
    SignedOutError,
    database_of,
    may_see,
    my_database,
    my_sign_in,
    single_user,
    still_signed_in,
    viewer,
    visitor,
)
from poses.errors import UserFacingError

__all__ = [
    "PATIENT",
    "NobodyChosenError",
    "SignedOutError",
    "chosen_patient",
    "library_of",
    "log_of",
    "may_see",
    "me",
    "my_care",
    "my_database",
    "my_exercises",
    "my_library",
    "my_log",
    "my_sign_in",
    "owner_of",
    "patient_care",
    "single_user",
    "still_signed_in",
    "viewer",
    "visitor",
]

PATIENT: Final = "patient"
"""Where the page of patients keeps, in the session, whose records the therapist wants to see."""

_log = logging.getLogger(__name__)


class NobodyChosenError(UserFacingError):
    """The therapist has not said yet whose records they want to see."""

    def __init__(self) -> None:
        super().__init__("Whose records would you like to see? Choose somebody under Patients.")


def my_log() -> Log:
    """The log of the person at the screen.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: it can't be opened; the text says what to do.
        SettingsError: a setting can't be used.
    """
    return Log(my_database(), viewer().id)


def my_care() -> Care:
    """All records of the person at the screen, who is the patient.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: they can't be opened; the text says what to do.
        SettingsError: a setting can't be used.
    """
    person = viewer()
    return Care(my_database(), person, person.id)


def patient_care() -> Care:
    """All records of the patient whom the therapist at the screen has chosen.

    Looking is written down. Where one person is patient and therapist at once, it is their own.

    Raises:
        SignedOutError: nobody is signed in.
        NobodyChosenError: no patient is chosen.
        NotFoundError: the therapist may not, or not any more, see this patient's records.
        StorageError: they can't be opened; the text says what to do.
        SettingsError: a setting can't be used.
    """
    if single_user():
        return my_care()
    person = viewer()
    chosen = st.session_state.get(PATIENT)
    if not isinstance(chosen, UUID):
        raise NobodyChosenError
    database = my_database()
    try:
        care = open_care(database, person, PersonId(chosen))
    except NotFoundError:
        del st.session_state[PATIENT]
        raise
    note_view(database, person.id, care.patient.id)
    return care


def chosen_patient() -> Person | None:
    """Whom the therapist at the screen has chosen and may see, without looking at the records.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: the database can't be read.
        SettingsError: a setting can't be used.
    """
    chosen = st.session_state.get(PATIENT)
    if not isinstance(chosen, UUID):
        return None
    try:
        return open_care(my_database(), viewer(), PersonId(chosen)).patient
    except NotFoundError:
        return None


def my_library() -> Library:
    """All exercises as they are for the person at the screen, and what had to be left out.

    The latter goes to the server's log too, once.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: the log can't be read; the text says what to do.
        SettingsError: a setting can't be used.
    """
    return library_of(my_log())


def library_of(log: Log) -> Library:
    """The same for the person whose log it is.

    Raises:
        StorageError: the log can't be read; the text says what to do.
    """
    library = library_for(log)
    for problem in library.problems:
        _note(problem)
    return library


@cache
def _note(problem: str) -> None:
    _log.warning(problem)


def my_exercises() -> Mapping[str, Exercise]:
    """Catalogue and taught exercises by id, with the own values of the person at the screen.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: the log can't be read; the text says what to do.
        SettingsError: a setting can't be used.
    """
    return my_library().own


def me() -> Owner:
    """The person at the screen, as the owner of a live sitting.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: the log can't be opened; the text says what to do.
        SettingsError: a setting can't be used.
    """
    return _owner(Settings.from_environment(), viewer().id)


def owner_of(person: PersonId) -> Owner:
    """The person whom a signed token names.

    Raises:
        NotFoundError: there is no such person, or they may not sign in any more.
        StorageError: the log can't be opened.
    """
    settings = Settings.from_environment()
    database = database_of(settings)
    if settings.accounts != "off":
        account = account_of(database, person)
        if account is None or account.state is not AccountState.ACTIVE:
            raise NotFoundError(NO_SUCH_PERSON)
    return _owner(settings, find_person(database, person).id)


def log_of(person: PersonId) -> Log:
    """The log of a person, for whoever has been found to be allowed.

    Raises:
        NotFoundError: there is no such person.
        StorageError: the log can't be opened.
    """
    database = my_database()
    return Log(database, find_person(database, person).id)


def _owner(settings: Settings, person: PersonId) -> Owner:
    return Owner(person, Log(database_of(settings), person), journal_folder(settings))
