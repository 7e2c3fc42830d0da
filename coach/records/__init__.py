"""The log: every set that was done, kept for the patient and the therapist.

>>> from coach.records import Log, default_person, open_database
>>> from coach.settings import Settings
>>> with open_database(Settings.from_environment()) as database:  # doctest: +SKIP
...     log = Log(database, default_person(database).id)
...     log.sets(limit=10)
"""

from coach.records.database import Database, open_database
from coach.records.entries import (
    Person,
    PersonId,
    Role,
    SavedSet,
    SetId,
    SetSummary,
    Source,
    Status,
    parse_set_id,
)
from coach.records.errors import NotFoundError, SetFinishedError, StorageError
from coach.records.people import add_person, default_person, find_person
from coach.records.reading import ReadOnlyLog
from coach.records.repository import Log

__all__ = [
    "Database",
    "Log",
    "NotFoundError",
    "Person",
    "PersonId",
    "ReadOnlyLog",
    "Role",
    "SavedSet",
    "SetFinishedError",
    "SetId",
    "SetSummary",
    "Source",
    "Status",
    "StorageError",
    "add_person",
    "default_person",
    "find_person",
    "open_database",
    "parse_set_id",
]
