import shutil
import sqlite3
import stat
import sys
from pathlib import Path

import pytest
from record_examples import run_beside
from sqlalchemy import event

from coach.records import Database, Log, Role, StorageError, default_person, open_database
from coach.records.errors import NotFoundError
from coach.records.people import add_person, find_person
from coach.settings import DATABASE_FILE, Settings


def test_the_first_run_makes_a_log_and_me(settings: Settings) -> None:
    with open_database(settings) as database:
        me = default_person(database)
        assert (me.display_name, me.role) == ("Me", Role.PATIENT)
        assert default_person(database) == me
        assert Log(database, me.id).sets() == []
    with open_database(settings) as again:
        assert default_person(again) == me
        assert find_person(again, me.id) == me


def test_people_have_names(database: Database) -> None:
    other = add_person(database, "  Ada\0 ", Role.THERAPIST)
    assert (other.display_name, other.role) == ("Ada\ufffd", Role.THERAPIST)
    with pytest.raises(ValueError, match="name"):
        add_person(database, "  ")
    with pytest.raises(NotFoundError, match="no such person"):
        find_person(database, type(other.id)(int=0))  # type: ignore[call-overload]


def test_sqlite_is_set_up_to_lose_nothing(file_settings: Settings) -> None:
    with open_database(file_settings) as database, database.reading() as session:
        connection = session.connection()

        def pragma(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

        assert pragma("journal_mode") == "wal"
        assert pragma("foreign_keys") == 1
        assert pragma("synchronous") == 2  # FULL
        assert pragma("busy_timeout") == 30_000


def test_a_folder_that_is_made_is_for_its_user_alone(file_settings: Settings) -> None:
    open_database(file_settings).close()
    assert stat.S_IMODE(file_settings.data_dir.stat().st_mode) == 0o700


def test_the_path_may_hold_any_sign(tmp_path: Path) -> None:
    with open_database(Settings(data_dir=tmp_path / "50% of it; über ?#")) as database:
        assert default_person(database).display_name == "Me"
    assert (tmp_path / "50% of it; über ?#" / DATABASE_FILE).is_file()


def test_a_reader_does_not_wait_for_a_writer(file_settings: Settings) -> None:
    with open_database(file_settings) as database:
        me = default_person(database)
        with database.writing() as session:
            session.connection().exec_driver_sql("DELETE FROM person")
            assert find_person(database, me.id) == me


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("I am no folder")
    for folder in (tmp_path / "file" / "data", Path("/proc/back-coach")):
        with pytest.raises(StorageError, match="set BACK_COACH_DATA_DIR"):
            open_database(Settings(data_dir=folder))


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / DATABASE_FILE).mkdir()
    with pytest.raises(StorageError, match="can't be written"):
        open_database(Settings(data_dir=tmp_path))


def test_a_log_that_became_read_only(file_settings: Settings) -> None:
    with open_database(file_settings) as database:
        event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA query_only=1"))
        database.engine.dispose()
        with pytest.raises(StorageError, match="can't be written"):
            default_person(database)


@pytest.mark.parametrize("content", [b"no database at all " * 500, b"SQLite format 3\0" * 500])
def test_a_file_that_is_no_database_is_left_as_it_is(
    file_settings: Settings, content: bytes
) -> None:
    file_settings.data_dir.mkdir()
    file = file_settings.data_dir / DATABASE_FILE
    file.write_bytes(content)
    with pytest.raises(StorageError, match="damaged or is not a log"):
        open_database(file_settings)
    assert file.read_bytes() == content


def test_a_file_with_a_damaged_middle(file_settings: Settings) -> None:
    with open_database(file_settings) as database:
        default_person(database)
    file = file_settings.data_dir / DATABASE_FILE
    healthy = file.read_bytes()
    file.write_bytes(healthy[:4096] + b"\xff" * (len(healthy) - 4096))

    def use() -> None:
        with open_database(file_settings) as database:
            default_person(database)

    with pytest.raises(StorageError, match="damaged"):
        use()


def test_another_programs_database_is_left_as_it_is(file_settings: Settings) -> None:
    file_settings.data_dir.mkdir()
    file = file_settings.data_dir / DATABASE_FILE
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    content = file.read_bytes()
    with pytest.raises(StorageError, match="belongs to another program"):
        open_database(file_settings)
    assert file.read_bytes() == content


def test_a_log_of_a_newer_version(settings: Settings) -> None:
    with open_database(settings) as database, database.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="newer version of Back Coach: update"):
        open_database(settings)


def test_a_missing_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StorageError, match="back-coach\\[postgres\\]"):
        open_database(Settings(database_url="postgresql://a:b@localhost/log"))


NO_ROOM_AT_THE_START = """
import resource
from coach.records import StorageError, open_database
from coach.settings import Settings

resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))
try:
    open_database(Settings.from_environment())
except StorageError as error:
    print(error)
"""


def test_no_room_for_a_new_log_leaves_no_half_of_one(file_settings: Settings) -> None:
    with run_beside(NO_ROOM_AT_THE_START, file_settings) as program:
        said, errors = program.communicate()
    assert "free" in said, errors
    assert said.count("\n") == 1
    with open_database(file_settings) as database:
        assert default_person(database).display_name == "Me"


def test_a_log_can_move(file_settings: Settings, tmp_path: Path) -> None:
    with open_database(file_settings) as database:
        me = default_person(database)
    shutil.copytree(file_settings.data_dir, tmp_path / "elsewhere")
    with open_database(Settings(data_dir=tmp_path / "elsewhere")) as moved:
        assert default_person(moved) == me
