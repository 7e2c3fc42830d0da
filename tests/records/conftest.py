"""A log for each test, on SQLite and on PostgreSQL; every test has a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from record_examples import save

from coach.records import (
    Database,
    Log,
    Person,
    Role,
    SetId,
    add_person,
    default_person,
    open_database,
)
from coach.settings import DATABASE_FILE, Settings

if TYPE_CHECKING:
    from tests.postgres import Postgres


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("tests.postgres")


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """A database without tables; whatever asks for ``database`` as well finds it open."""
    if request.param == "sqlite":
        yield Settings(data_dir=tmp_path / "data")
        return
    server: Postgres = request.getfixturevalue("postgres")
    # Copying a database is faster than migrating one, so it is made as it will be needed.
    with server.database(with_tables="database" in request.fixturenames) as url:
        yield Settings(data_dir=tmp_path / "data", database_url=url)


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


@pytest.fixture
def patient(database: Database) -> Person:
    return add_person(database, "Ada")


@pytest.fixture
def therapist(database: Database) -> Person:
    return add_person(database, "Physio", Role.THERAPIST)


@pytest.fixture
def set_id(database: Database, patient: Person) -> SetId:
    """A set of the patient."""
    return save(Log(database, patient.id))
