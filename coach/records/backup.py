"""A backup in one file, and the way back.

A backup is a zip file: the log as an SQLite database, whatever database it came from; the videos,
sets under way and the clinic's own files beside it; and a manifest with a checksum for each of
them. So a backup of PostgreSQL can be opened on a laptop, and the other way round.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from coach import clock
from coach.records.copying import copy_rows, is_empty
from coach.records.database import Database, open_database
from coach.records.errors import StorageError
from coach.settings import DATABASE_FILE, Settings

FORMAT: Final = "back-coach-backup"
VERSION: Final = 1
FOLDERS: Final = ("videos", "live", "instruments", "templates")
"""Folders beside the database that belong to the record."""
KEY_FILE: Final = "secret.key"

_MANIFEST: Final = "manifest.json"
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: when it was made, how many rows and files."""

    made_at: datetime
    rows: int
    files: int


def back_up(settings: Settings, target: Path) -> Backup:
    """Write everything into one file; the app may go on meanwhile.

    Raises:
        StorageError: the log can't be read or the file can't be written; no half of it is left.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix="back-coach-") as folder:
            copy = Settings(data_dir=Path(folder))
            with open_database(settings) as source, open_database(copy) as aside:
                rows = copy_rows(source, aside)
            _settle(copy.data_dir / DATABASE_FILE)
            made = clock.now()
            sums: dict[str, str] = {}
            with ZipFile(part, "w", ZIP_DEFLATED) as archive:
                _add(archive, sums, DATABASE_FILE, copy.data_dir / DATABASE_FILE)
                for name, path in _beside(settings.data_dir):
                    _add(archive, sums, name, path)
                manifest = {
                    "format": FORMAT,
                    "version": VERSION,
                    "made_at": made.isoformat(),
                    "rows": rows,
                    "sha256": sums,
                }
                archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(
            f"The backup {target} can't be written ({error.strerror or error}): choose another "
            "folder, or free some disk space. Your log was not touched."
        ) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return Backup(made, rows, len(sums) - 1)


def check(source: Path) -> Backup:
    """Read a backup whole and compare every checksum.

    Raises:
        StorageError: it is no backup, or damaged, or of a newer version.
    """
    with _opened(source) as archive:
        manifest = _manifest(archive, source)
        for name, expected in manifest["sha256"].items():
            try:
                with archive.open(name) as file:
                    found = _sha256(file)
            except (KeyError, BadZipFile, OSError, EOFError) as error:
                raise _damaged(source) from error
            if found != expected:
                raise _damaged(source)
        return Backup(
            datetime.fromisoformat(manifest["made_at"]),
            int(manifest["rows"]),
            len(manifest["sha256"]) - 1,
        )


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
        with _opened(source) as archive:
            for name in _manifest(archive, source)["sha256"]:
                archive.extract(name, folder)
        with open_database(fresh) as opened:  # brings its tables to this version, or says why not
            if settings.url.get_backend_name() != "sqlite":
                _into_server(settings, opened)
                aside = _bring_files(settings, fresh.data_dir, None)
                return backup, aside
        _settle(fresh.data_dir / DATABASE_FILE)
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


def _settle(place: Path) -> None:
    """Everything into the one file, so that it can be copied."""
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()


def _beside(data_dir: Path) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((data_dir / folder).rglob("*")):
            if path.is_file():
                yield path.relative_to(data_dir).as_posix(), path


def _add(archive: ZipFile, sums: dict[str, str], name: str, path: Path) -> None:
    packed = ZIP_STORED if name.startswith("videos/") else ZIP_DEFLATED
    archive.write(path, name, packed)
    with archive.open(name) as file:
        sums[name] = _sha256(file)


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _opened(source: Path) -> ZipFile:
    try:
        return ZipFile(source)
    except FileNotFoundError as error:
        raise StorageError(f"There is no file {source}: check its name.") from error
    except (BadZipFile, OSError) as error:
        raise StorageError(
            f"{source} is no backup of Back Coach, or it is damaged: choose another one. Nothing "
            "was changed."
        ) from error


def _manifest(archive: ZipFile, source: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read(_MANIFEST))
        if manifest["format"] != FORMAT:
            raise ValueError(manifest["format"])
        version = int(manifest["version"])
        names = set(manifest["sha256"])
    except (KeyError, ValueError, TypeError, BadZipFile, EOFError) as error:
        raise _damaged(source) from error
    if version > VERSION:
        raise StorageError(
            f"{source} was made by a newer version of Back Coach: update Back Coach, then restore."
        )
    if DATABASE_FILE not in names or not all(_is_ours(name) for name in names):
        raise _damaged(source)
    return manifest


def _is_ours(name: str) -> bool:
    """Whether a file may be written there: no name of an archive leads out of the data folder."""
    parts = name.split("/")
    inside = not any(part in {"", ".", ".."} or "\\" in part or ":" in part for part in parts)
    return name == DATABASE_FILE or (inside and len(parts) > 1 and parts[0] in FOLDERS)


def _damaged(source: Path) -> StorageError:
    return StorageError(
        f"The backup {source} is damaged or incomplete: choose another one. Nothing was changed."
    )
