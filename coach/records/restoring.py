"""The way back from a backup."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from coach import clock
from coach.records.backup_file import FOLDERS, Backup, check, manifest, opened, settle
from coach.records.copying import copy_rows, is_empty
from coach.records.database import Database, open_database
from coach.records.errors import StorageError
from coach.settings import DATABASE_FILE, Settings


def restore(
    settings: Settings, source: Path, *, replace: bool = False
) -> tuple[Backup, Path | None]:
    """Put a backup in the place of the log; an older one is brought to this version.

    With ``replace`` a log that has something in it is moved aside, never deleted; the second
    value is where to. Nothing of today's log is touched before the backup was checked and opened.

    Raises:
        StorageError: the backup can't be used, there is a log already and ``replace`` is not
            given, the app is running, or the files can't be written.
    """
    backup = check(source)
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.data_dir) as folder:
        fresh = Settings(data_dir=Path(folder))
        with opened(source) as archive:
            for name in manifest(archive, source)["sha256"]:
                archive.extract(name, folder)
        with open_database(
            fresh
        ) as fresh_log:  # brings its tables to this version, or says why not
            if settings.url.get_backend_name() != "sqlite":
                _into_server(settings, fresh_log)
                aside = _bring_files(settings, fresh.data_dir, None)
                return backup, aside
        settle(fresh.data_dir / DATABASE_FILE)
        aside = _move_aside(settings, replace=replace)
        place = Path(str(settings.url.database))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(fresh.data_dir / DATABASE_FILE, place)
        _bring_files(settings, fresh.data_dir, aside)
        return backup, aside


def _into_server(settings: Settings, opened: Database) -> None:
    with open_database(settings) as server:
        if not is_empty(server):
            raise StorageError(
                f"The database at {server.where} has a log already: name an empty one in "
                "BACK_COACH_DATABASE_URL, and restore into that."
            )
        copy_rows(opened, server)


def _move_aside(settings: Settings, *, replace: bool) -> Path | None:
    """Where today's log was moved to, or None if there was none worth keeping."""
    place = Path(str(settings.url.database))
    if not place.exists():
        return None
    _refuse_while_running(place)
    if not replace and not _says_it_is_empty(settings):
        raise StorageError(
            f"There is a log at {place} already. To put the backup in its place, add --replace: "
            "today's log is moved aside, not deleted."
        )
    aside = settings.data_dir / f"before-restore-{clock.now():%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for path in (place, *(place.with_name(place.name + end) for end in ("-wal", "-shm"))):
        if path.exists():
            shutil.move(path, aside / path.name)
    return aside


def _bring_files(settings: Settings, fresh: Path, aside: Path | None) -> Path | None:
    for name in FOLDERS:
        here, new = settings.data_dir / name, fresh / name
        if here.exists():
            if aside is None:
                aside = settings.data_dir / f"before-restore-{clock.now():%Y%m%d-%H%M%S}"
                aside.mkdir(mode=0o700)
            shutil.move(here, aside / name)
        if new.exists():
            shutil.move(new, here)
    return aside


def _says_it_is_empty(settings: Settings) -> bool:
    """A damaged log is not empty: it is kept aside, and replacing it has to be said."""
    try:
        with open_database(settings) as database:
            return is_empty(database)
    except StorageError:
        return False


def _refuse_while_running(place: Path) -> None:
    """SQLite gives up its write-ahead log only when nobody else has the file open."""
    try:
        with closing(sqlite3.connect(place, timeout=2.0)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StorageError(
                "Back Coach is running on this log: stop it, restore, and start it again."
            ) from error
    except sqlite3.DatabaseError:
        return  # damaged: nobody works with it
