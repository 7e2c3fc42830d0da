"""The log of whoever sits at the screen."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache

from coach.engine.exercise import Exercise
from coach.library import Library, library_for
from coach.live.livecoach import Owner, journal_folder
from coach.records import Database, Log, PersonId, default_person, find_person, open_database
from coach.records.care import Care
from coach.settings import Settings

_log = logging.getLogger(__name__)


@cache
def _database(settings: Settings) -> Database:
    return open_database(settings)


def my_log() -> Log:
    """The log of the person at the screen.

    Raises:
        StorageError: it can't be opened; the text says what to do.
        SettingsError: a setting can't be used.
    """
    database = _database(Settings.from_environment())
    return Log(database, default_person(database).id)


def my_database() -> Database:
    """The database, for what belongs to nobody in particular.

    Raises:
        StorageError: it can't be opened; the text says what to do.
        SettingsError: a setting can't be used.
    """
    return _database(Settings.from_environment())


def my_care() -> Care:
    """All records of the person at the screen, who is the patient.

    Raises:
        StorageError: they can't be opened; the text says what to do.
        SettingsError: a setting can't be used.
    """
    database = my_database()
    person = default_person(database)
    return Care(database, person, person.id)


def my_library() -> Library:
    """All exercises as they are for the person at the screen, and what had to be left out.

    The latter goes to the server's log too, once.

    Raises:
        StorageError: the log can't be read; the text says what to do.
        SettingsError: a setting can't be used.
    """
    library = library_for(my_log())
    for problem in library.problems:
        _note(problem)
    return library


@cache
def _note(problem: str) -> None:
    _log.warning(problem)


def my_exercises() -> Mapping[str, Exercise]:
    """Catalogue and taught exercises by id, with the own values of the person at the screen.

    Raises:
        StorageError: the log can't be read; the text says what to do.
        SettingsError: a setting can't be used.
    """
    return my_library().own


def me() -> Owner:
    """The person at the screen, as the owner of a live sitting.

    Raises:
        StorageError: the log can't be opened; the text says what to do.
        SettingsError: a setting can't be used.
    """
    settings = Settings.from_environment()
    return _owner(settings, default_person(_database(settings)).id)


def owner_of(person: PersonId) -> Owner:
    """The person whom a signed token names.

    Raises:
        NotFoundError: there is no such person.
        StorageError: the log can't be opened.
    """
    settings = Settings.from_environment()
    return _owner(settings, find_person(_database(settings), person).id)


def _owner(settings: Settings, person: PersonId) -> Owner:
    return Owner(person, Log(_database(settings), person), journal_folder(settings))
