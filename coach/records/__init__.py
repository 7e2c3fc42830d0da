"""The log: every set that was done, kept for the patient and the therapist.

>>> from coach.records import Log, default_person, open_database
>>> from coach.settings import Settings
>>> with open_database(Settings.from_environment()) as database:  # doctest: +SKIP
...     log = Log(database, default_person(database).id)
...     log.sets(limit=10)
"""

from coach.records.database import Database, open_database
from coach.records.entries import (
    Assessment,
    AssessmentId,
    Ending,
    Person,
    PersonId,
    PostureSession,
    PostureSessionId,
    Recording,
    Role,
    SavedSet,
    Screening,
    SetId,
    SetSummary,
    Source,
    Status,
    Target,
    TargetSource,
    TaughtExercise,
    parse_set_id,
)
from coach.records.errors import NotFoundError, SetFinishedError, StorageError
from coach.records.people import add_person, default_person, find_person
from coach.records.reading import ReadOnlyLog
from coach.records.repository import Log
from coach.records.taught import add_taught_exercise, retire_taught_exercise, taught_exercises
from coach.safety.outcome import ScreeningOutcome

__all__ = [
    "Assessment",
    "AssessmentId",
    "Database",
    "Ending",
    "Log",
    "NotFoundError",
    "Person",
    "PersonId",
    "PostureSession",
    "PostureSessionId",
    "ReadOnlyLog",
    "Recording",
    "Role",
    "SavedSet",
    "Screening",
    "ScreeningOutcome",
    "SetFinishedError",
    "SetId",
    "SetSummary",
    "Source",
    "Status",
    "StorageError",
    "Target",
    "TargetSource",
    "TaughtExercise",
    "add_person",
    "add_taught_exercise",
    "default_person",
    "find_person",
    "open_database",
    "parse_set_id",
    "retire_taught_exercise",
    "taught_exercises",
]
