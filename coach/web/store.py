"""The log of whoever sits at the screen."""

from __future__ import annotations

from functools import cache

from coach.records import Database, Log, default_person, open_database
from coach.settings import Settings


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
