"""The form of a backup.

A zip file: the log as an SQLite database, whatever database it came from; the videos, sets under
way and the clinic's own files beside it; and a manifest with a checksum for each of them. So a
backup of PostgreSQL can be opened on a laptop, and the other way round.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final
from zipfile import BadZipFile, ZipFile

from coach.records.errors import StorageError
from coach.settings import DATABASE_FILE

FORMAT: Final = "back-coach-backup"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
FOLDERS: Final = ("videos", "live", "instruments", "templates")
"""Folders beside the database that belong to the record."""

_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: when it was made, how many rows and files.

    ``key_ids`` are the keys with which movements or videos in it are encrypted; a backup does not
    hold the keys themselves.
    """

    made_at: datetime
    rows: int
    files: int
    key_ids: tuple[str, ...] = ()


def check(source: Path) -> Backup:
    """Read a backup whole and compare every checksum.

    Raises:
        StorageError: it is no backup, or damaged, or of a newer version.
    """
    with opened(source) as archive:
        facts = manifest(archive, source)
        for name, expected in facts["sha256"].items():
            try:
                with archive.open(name) as file:
                    found = sha256(file)
            except (KeyError, BadZipFile, OSError, EOFError) as error:
                raise _damaged(source) from error
            if found != expected:
                raise _damaged(source)
        return Backup(
            datetime.fromisoformat(facts["made_at"]),
            int(facts["rows"]),
            len(facts["sha256"]) - 1,
            tuple(facts.get("key_ids", ())),
        )


def sha256(file: IO[bytes]) -> str:
    """The checksum of what is left in a file, in hexadecimal."""
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def opened(source: Path) -> ZipFile:
    """The archive, to read.

    Raises:
        StorageError: there is no such file, or it is no archive.
    """
    try:
        return ZipFile(source)
    except FileNotFoundError as error:
        raise StorageError(f"There is no file {source}: check its name.") from error
    except (BadZipFile, OSError) as error:
        raise StorageError(
            f"{source} is no backup of Back Coach, or it is damaged: choose another one. Nothing "
            "was changed."
        ) from error


def manifest(archive: ZipFile, source: Path) -> dict[str, Any]:
    """What the backup says of itself.

    Raises:
        StorageError: it is no backup, damaged, or of a newer version.
    """
    try:
        facts: dict[str, Any] = json.loads(archive.read(MANIFEST))
        if facts["format"] != FORMAT:
            raise ValueError(facts["format"])
        version = int(facts["version"])
        names = set(facts["sha256"])
    except (KeyError, ValueError, TypeError, BadZipFile, EOFError) as error:
        raise _damaged(source) from error
    if version > VERSION:
        raise StorageError(
            f"{source} was made by a newer version of Back Coach: update Back Coach, then restore."
        )
    if DATABASE_FILE not in names or not all(_is_ours(name) for name in names):
        raise _damaged(source)
    return facts


def _is_ours(name: str) -> bool:
    """Whether a file may be written there: no name of an archive leads out of the data folder."""
    parts = name.split("/")
    inside = not any(part in {"", ".", ".."} or "\\" in part or ":" in part for part in parts)
    return name == DATABASE_FILE or (inside and len(parts) > 1 and parts[0] in FOLDERS)


def _damaged(source: Path) -> StorageError:
    return StorageError(
        f"The backup {source} is damaged or incomplete: choose another one. Nothing was changed."
    )


def settle(place: Path) -> None:
    """Everything into the one file, so that it can be copied."""
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
