"""A log for each test: SQLite always, PostgreSQL too where a server is named.

BACK_COACH_TEST_POSTGRES_URL is the address of a database whose user may create databases; every
test gets a database of its own, which is dropped after it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine

from coach.records import Database, Log, add_person, default_person, open_database
from coach.settings import DATABASE_FILE, Settings

POSTGRES_URL = os.environ.get("BACK_COACH_TEST_POSTGRES_URL")

collect_ignore = [] if POSTGRES_URL else ["test_postgresql.py"]


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES_URL else ["sqlite"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    if request.param == "sqlite":
        yield Settings(data_dir=tmp_path / "data")
        return
    assert POSTGRES_URL is not None
    server = create_engine(
        Settings(database_url=POSTGRES_URL).url, isolation_level="AUTOCOMMIT", pool_size=1
    )
    name = f"back_coach_test_{uuid4().hex}"
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    url = Settings(database_url=POSTGRES_URL).url.set(database=name)
    try:
        yield Settings(
            data_dir=tmp_path / "data", database_url=url.render_as_string(hide_password=False)
        )
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        server.dispose()


@pytest.fixture
def file_settings(tmp_path: Path) -> Settings:
    """Settings for what only a file can do."""
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture(scope="session")
def new_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a log that was just made: copying is faster than making."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("new"))
    open_database(settings).close()
    return settings.data_dir / DATABASE_FILE


@pytest.fixture
def database(settings: Settings, new_log: Path) -> Iterator[Database]:
    if settings.database_url is None:
        settings.data_dir.mkdir()
        shutil.copy(new_log, settings.data_dir)
    with open_database(settings) as opened:
        yield opened


@pytest.fixture
def log(database: Database) -> Log:
    return Log(database, default_person(database).id)


@pytest.fixture
def other_log(database: Database) -> Log:
    return Log(database, add_person(database, "Somebody else").id)
