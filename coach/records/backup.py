"""A backup of everything in one file; see ``backup_file`` for its form."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from coach import clock
from coach.records.backup_file import FOLDERS, FORMAT, MANIFEST, VERSION, Backup, settle, sha256
from coach.records.copying import copy_rows
from coach.records.database import open_database
from coach.records.resealing import keys_in_use
from coach.records.sealed_file import key_of_file
from coach.records.whole_file import whole_file
from coach.settings import DATABASE_FILE, Settings


def back_up(settings: Settings, target: Path) -> Backup:
    """Write everything into one file; the app may go on meanwhile.

    What is encrypted stays so, and the keys are not in it.

    Raises:
        StorageError: the log can't be read or the file can't be written; no half of it is left.
    """
    with (
        whole_file(target, "The backup", "Your log was not touched.") as part,
        tempfile.TemporaryDirectory(prefix="back-coach-") as folder,
    ):
        copy = Settings(data_dir=Path(folder))
        with open_database(settings) as source, open_database(copy) as aside:
            rows = copy_rows(source, aside)
            key_ids = set(keys_in_use(aside))
        settle(copy.data_dir / DATABASE_FILE)
        made = clock.now()
        sums: dict[str, str] = {}
        with ZipFile(part, "w", ZIP_DEFLATED) as archive:
            _add(archive, sums, DATABASE_FILE, copy.data_dir / DATABASE_FILE)
            for name, path in _beside(settings.data_dir):
                _add(archive, sums, name, path)
                key_ids.update(filter(None, [key_of_file(path)]))
            manifest = {
                "format": FORMAT,
                "version": VERSION,
                "made_at": made.isoformat(),
                "rows": rows,
                "sha256": sums,
                "key_ids": sorted(key_ids),
            }
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return Backup(made, rows, len(sums) - 1, tuple(sorted(key_ids)))


def _beside(data_dir: Path) -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((data_dir / folder).rglob("*")):
            if path.is_file():
                yield path.relative_to(data_dir).as_posix(), path


def _add(archive: ZipFile, sums: dict[str, str], name: str, path: Path) -> None:
    packed = ZIP_STORED if name.startswith("videos/") else ZIP_DEFLATED
    archive.write(path, name, packed)
    with archive.open(name) as file:
        sums[name] = sha256(file)
