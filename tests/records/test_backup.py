"""Backup, damage, restore: what was there is there again, on either database."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from alembic import command
from filled import count, fill
from record_examples import result, save, track

from coach.records import Database, Log, StorageError, add_person, default_person, open_database
from coach.records.backup import back_up
from coach.records.backup_file import check
from coach.records.migrate import alembic_config, migrating
from coach.records.restoring import restore
from coach.records.video_files import video_folder
from coach.settings import DATABASE_FILE, Settings


@pytest.fixture
def made(database: Database, settings: Settings, tmp_path: Path) -> Path:
    """A backup of a log with a row in every table, a real set and a video."""
    fill(database, add_person(database, "Anna").id)
    log = Log(database, default_person(database).id)
    folder = video_folder(database.videos, save(log, with_track=track()))
    folder.mkdir(parents=True)
    (folder / "video.webm").write_bytes(b"a film")
    told = back_up(settings, tmp_path / "backup.zip")
    assert told.rows == sum(count(database).values())
    assert told.files == 1
    return tmp_path / "backup.zip"


@pytest.fixture
def new_settings(
    request: pytest.FixtureRequest, settings: Settings, tmp_path: Path
) -> Iterator[Settings]:
    """Another place of the same kind, where nothing is yet."""
    if settings.database_url is None:
        yield elsewhere(tmp_path)
        return
    with request.getfixturevalue("postgres").database(with_tables=False) as url:
        yield Settings(data_dir=tmp_path / "elsewhere", database_url=url)


def elsewhere(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "elsewhere")


def test_on_another_computer_everything_is_there(
    database: Database, made: Path, tmp_path: Path
) -> None:
    assert check(made).rows > 20
    restore(elsewhere(tmp_path), made)
    with open_database(elsewhere(tmp_path)) as back:
        assert count(back) == count(database)
        log = Log(back, default_person(back).id)
        (line,) = log.sets()
        assert log.load(line.id).result == result()
        points = log.track(line.id)
        assert points is not None
        assert np.array_equal(points.image, track().image)
        assert (log.video_folder(line.id) / "video.webm").read_bytes() == b"a film"
        save(log)  # and it can be gone on with
        add_person(back, "Somebody new")


def test_into_the_same_kind_of_database_again(
    database: Database, settings: Settings, made: Path, new_settings: Settings
) -> None:
    restore(new_settings, made)
    with open_database(new_settings) as back:
        assert count(back) == count(database)
        before = count(back)
        fill(back, add_person(back, "Ben").id)  # rows are numbered on from where they were
        assert all(more >= before[name] for name, more in count(back).items())


def test_a_damaged_log_is_moved_aside_and_the_backup_takes_its_place(
    file_settings: Settings, tmp_path: Path
) -> None:
    with open_database(file_settings) as database:
        save(Log(database, default_person(database).id))
    back_up(file_settings, tmp_path / "backup.zip")
    place = file_settings.data_dir / DATABASE_FILE
    place.write_bytes(b"lightning has struck" * 300)
    with pytest.raises(StorageError, match="damaged"):
        open_database(file_settings)
    with pytest.raises(StorageError, match="--replace"):
        restore(file_settings, tmp_path / "backup.zip")
    _, aside = restore(file_settings, tmp_path / "backup.zip", replace=True)
    assert aside is not None
    assert (aside / DATABASE_FILE).read_bytes().startswith(b"lightning")
    with open_database(file_settings) as database:
        assert len(Log(database, default_person(database).id).sets()) == 1


def test_an_old_backup_is_brought_to_this_version(tmp_path: Path) -> None:
    old = Settings(data_dir=tmp_path / "old")
    with open_database(old) as database:
        save(Log(database, default_person(database).id))
    back_up(old, tmp_path / "backup.zip")
    with ZipFile(tmp_path / "backup.zip") as archive:
        archive.extractall(tmp_path / "opened")
    earlier = Settings(data_dir=tmp_path / "opened")
    with migrating(earlier.url) as connection, alembic_config(connection) as config:
        command.downgrade(config, "0002")
    repacked = repack(tmp_path / "opened", tmp_path / "old.zip")
    restore(elsewhere(tmp_path), repacked)
    with open_database(elsewhere(tmp_path)) as back:
        assert len(Log(back, default_person(back).id).sets()) == 1


def test_a_backup_of_a_newer_version_says_so_and_changes_nothing(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")
    open_database(settings).close()
    back_up(settings, tmp_path / "backup.zip")
    with ZipFile(tmp_path / "backup.zip") as archive:
        archive.extractall(tmp_path / "opened")
    with migrating(Settings(data_dir=tmp_path / "opened").url) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer version"):
        restore(elsewhere(tmp_path), repack(tmp_path / "opened", tmp_path / "newer.zip"))
    assert not (tmp_path / "elsewhere" / DATABASE_FILE).exists()


@pytest.mark.parametrize("harm", ["cut", "flipped", "text", "missing", "other"])
def test_a_backup_that_can_not_be_used_is_told_and_nothing_is_touched(
    file_settings: Settings, tmp_path: Path, harm: str
) -> None:
    with open_database(file_settings) as database:
        save(Log(database, default_person(database).id))
    backup = tmp_path / "backup.zip"
    back_up(file_settings, backup)
    content = bytearray(backup.read_bytes())
    if harm == "cut":
        backup.write_bytes(content[: len(content) // 2])
    elif harm == "flipped":
        content[len(content) // 3] ^= 0xFF
        backup.write_bytes(content)
    elif harm == "text":
        backup.write_text("This is no backup.")
    elif harm == "missing":
        backup.unlink()
    else:
        with ZipFile(backup, "w") as archive:
            archive.writestr("holiday.txt", "sun")
    before = (file_settings.data_dir / DATABASE_FILE).read_bytes()
    with pytest.raises(StorageError):
        restore(file_settings, backup, replace=True)
    assert (file_settings.data_dir / DATABASE_FILE).read_bytes() == before


def test_no_name_in_a_backup_leads_out_of_the_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    open_database(settings).close()
    back_up(settings, tmp_path / "backup.zip")
    with ZipFile(tmp_path / "backup.zip") as archive:
        facts = json.loads(archive.read("manifest.json"))
        content = archive.read(DATABASE_FILE)
    with ZipFile(tmp_path / "evil.zip", "w") as archive:
        facts["sha256"]["videos/../../evil.txt"] = ""
        archive.writestr("manifest.json", json.dumps(facts))
        archive.writestr(DATABASE_FILE, content)
        archive.writestr("videos/../../evil.txt", "evil")
    with pytest.raises(StorageError, match="damaged"):
        restore(elsewhere(tmp_path), tmp_path / "evil.zip")
    assert not (tmp_path / "evil.txt").exists()


def test_while_the_app_runs_nothing_is_put_in_its_place(
    file_settings: Settings, tmp_path: Path
) -> None:
    with open_database(file_settings) as database:
        log = Log(database, default_person(database).id)
        save(log)
        back_up(file_settings, tmp_path / "backup.zip")
        assert log.sets()
        with pytest.raises(StorageError, match="running"):
            restore(file_settings, tmp_path / "backup.zip", replace=True)
        assert len(log.sets()) == 1


def test_a_backup_that_can_not_be_written_leaves_nothing_half(
    file_settings: Settings, tmp_path: Path
) -> None:
    open_database(file_settings).close()
    with pytest.raises(StorageError, match="choose another folder"):
        back_up(file_settings, tmp_path / "no such folder" / "backup.zip")


def repack(folder: Path, target: Path) -> Path:
    """The folder as a backup again, with right checksums."""
    from hashlib import sha256

    facts = json.loads((folder / "manifest.json").read_text())
    with ZipFile(target, "w") as archive:
        for name in facts["sha256"]:
            facts["sha256"][name] = sha256((folder / name).read_bytes()).hexdigest()
            archive.write(folder / name, name)
        archive.writestr("manifest.json", json.dumps(facts))
    shutil.rmtree(folder)
    return target
