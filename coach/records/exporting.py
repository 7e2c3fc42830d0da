"""Everything that is kept of one person, in one file for that person: JSON, CSV, recordings."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import Table, inspect, select
from sqlalchemy.orm import Session

from coach import clock
from coach.keyring import Keyring
from coach.records.belonging import of_person, tables
from coach.records.database import Database
from coach.records.encrypting import unseal
from coach.records.entries import PersonId
from coach.records.models import PersonRow
from coach.records.people import require_person
from coach.records.sealed_file import key_of_file, open_video
from coach.records.tracks import context_of as track_context
from coach.records.video_files import context_of as video_context
from coach.records.video_files import video_folder
from coach.records.whole_file import whole_file

FORMAT: Final = "back-coach-export"
VERSION: Final = 1

_SECRET: Final = frozenset({"password_hash", "token_hash", "oidc_subject"})
_INSIDE: Final = "_json"
_ABOUT: Final = """\
This is everything that Back Coach keeps of you.

data.json       all of it, as one JSON document
csv/            the same as tables, one file each, for a spreadsheet
recordings/     the movement of your sets as points, as Back Coach reads them (NumPy .npz)
videos/         the videos that you agreed to

Nothing in this file is encrypted, whether or not your clinic keeps it so: keep it to yourself.
Times are in UTC; a "day" is the calendar day where you were.
"""


def export_person(database: Database, person: PersonId, target: Path) -> None:
    """Write the person's whole record to a zip file; passwords and keys are left out.

    What is encrypted here is open in the file, so that it can be used elsewhere.

    Raises:
        NotFoundError: there is no such person.
        KeyMissingError: the key of something encrypted is not here.
        StorageError: the log can't be read, or the file can't be written; no half of it is left.
    """
    with (
        whole_file(target, "The file", "Nothing of your record was changed.") as part,
        ZipFile(part, "w", ZIP_DEFLATED) as archive,
        database.reading() as session,
    ):
        require_person(session, person)
        _write(archive, session, database, person)


def _write(archive: ZipFile, session: Session, database: Database, person: PersonId) -> None:
    archive.writestr("README.txt", _ABOUT)
    people = inspect(PersonRow).local_table
    assert isinstance(people, Table)
    owner = next(_rows(session, people, people.c.id == person))
    whole: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": clock.now().isoformat(),
        "person": owner,
        "tables": {},
    }
    for table in tables():
        if table.name == "landmark_track":
            continue
        rows = list(_rows(session, table, of_person(table, person)))
        whole["tables"][table.name] = rows
        archive.writestr(f"csv/{table.name}.csv", _csv(table, rows))
    archive.writestr("data.json", json.dumps(whole, indent=1, ensure_ascii=False))
    _write_recordings(archive, session, database.keys, person)
    for row in whole["tables"]["recording"]:
        folder = video_folder(database.videos, row["set_id"])
        for file in sorted(folder.iterdir()) if folder.is_dir() else []:
            name = f"videos/{row['set_id']}/{file.name}"
            if key_of_file(file) is None:
                archive.write(file, name, ZIP_STORED)
                continue
            entry = _entry(name)
            entry.compress_type = ZIP_STORED
            with (
                open_video(file, database.keys, video_context(folder)) as video,
                archive.open(entry, "w") as copy,
            ):
                shutil.copyfileobj(video, copy)


def _write_recordings(archive: ZipFile, session: Session, keys: Keyring, person: PersonId) -> None:
    tracks = next(table for table in tables() if table.name == "landmark_track")
    query = select(tracks.c.set_id, tracks.c.data).where(of_person(tracks, person))
    for set_id, data in session.execute(query.execution_options(yield_per=20)):
        with archive.open(_entry(f"recordings/{set_id}.npz"), "w") as file:
            shutil.copyfileobj(io.BytesIO(unseal(data, keys, track_context(set_id))), file)


def _entry(name: str) -> ZipInfo:
    return ZipInfo(name, clock.now().timetuple()[:6])


def _rows(session: Session, table: Table, of: Any) -> Iterator[dict[str, Any]]:
    columns = [column for column in table.columns if column.name not in _SECRET]
    for row in session.execute(select(*columns).where(of).order_by(*table.primary_key)):
        yield {name: _plain(name, value) for name, value in row._mapping.items()}


def _plain(name: str, value: Any) -> Any:
    """A value as JSON has it; what is JSON in the table is not quoted once more."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str) and name.endswith(_INSIDE):
        return json.loads(value)
    return value


def _csv(table: Table, rows: list[dict[str, Any]]) -> str:
    names = [column.name for column in table.columns if column.name not in _SECRET]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, Mapping | list):
        value = json.dumps(value, ensure_ascii=False)
    # A spreadsheet would take such a text for a formula.
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{value}"
    return value
