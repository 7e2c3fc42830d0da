"""What can go wrong with the log, in words for the person who uses it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from poses.errors import UserFacingError


class StorageError(UserFacingError):
    """The log can't be opened, read or written; the text says what to do."""


class NotFoundError(UserFacingError):
    """This log holds no such entry, whether or not another person's does."""


class SetFinishedError(UserFacingError):
    """The set is finished already, and the new facts differ from what it holds."""


# What SQLite says → what to tell people. ``{where}`` is the file.
_SQLITE: Final = (
    (
        ("unable to open database file", "readonly database", "read-only"),
        "The log at {where} can't be written: check the folder and its permissions, or set "
        "BACK_COACH_DATA_DIR to a folder of your own.",
    ),
    (
        ("database or disk is full",),
        "There is no room left for the log at {where}: free some disk space and try again; "
        "what was saved before is safe.",
    ),
    (
        ("disk i/o error",),
        "The disk refused to keep the log at {where}: check its free space and health, then try "
        "again; what was saved before is safe.",
    ),
    (
        ("not a database", "malformed", "unsupported file format"),
        "The log at {where} is damaged or is not a log: put a backup in its place, or move it "
        "away to begin a new one.",
    ),
    (
        ("locked",),
        "Another program keeps the log at {where} busy: close it and try again.",
    ),
)

_DISK_FULL: Final = "53100"


def _sentence(error: DBAPIError, where: str) -> str:
    said = str(error.orig).lower()
    if type(error.orig).__module__.startswith("sqlite3"):
        for signs, sentence in _SQLITE:
            if any(sign in said for sign in signs):
                return sentence.format(where=where)
    else:
        state = getattr(error.orig, "sqlstate", None)
        if state == _DISK_FULL:
            return (
                f"The database server at {where} has no room left: free some disk space there "
                "and try again; what was saved before is safe."
            )
        if state is None or state.startswith(("08", "28", "3D", "57")):
            return (
                f"The database server at {where} can't be reached or refuses the login: check "
                "that it runs and that BACK_COACH_DATABASE_URL is right."
            )
    if isinstance(error, IntegrityError):
        return (
            "This entry contradicts itself or the log and was not saved; nothing else changed: "
            "please report it."
        )
    return f"The log at {where} could not do that; nothing was changed: try again, or report it."


@contextmanager
def told_clearly(where: str) -> Iterator[None]:
    """Turn a database's errors inside the block into ``StorageError``.

    Raises:
        StorageError: with the database's own error as its cause.
    """
    try:
        yield
    except DBAPIError as error:
        raise StorageError(_sentence(error, where)) from error
    except PoolTimeoutError as error:
        raise StorageError(
            f"The log at {where} is too busy right now: try again in a moment."
        ) from error
