"""The clinic, anew for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import sessionmaker

from coach.records import open_database
from coach.records.engine import make_engine
from coach.settings import DATABASE_FILE, Settings
from tests.tries.tries_clinic import Clinic, make_clinic


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Clinic]:
    """The clinic in a file, and who is in it: copying is faster than making."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("tries"), accounts="local")
    with open_database(settings) as database:
        clinic = make_clinic(database)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return settings.data_dir / DATABASE_FILE, clinic


@pytest.fixture
def clinic(
    made: tuple[Path, Clinic], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Clinic]:
    """A copy of it, which pages and routes open as well."""
    file, clinic = made
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(file, folder)
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(folder))
    monkeypatch.setenv("BACK_COACH_ACCOUNTS", "local")
    monkeypatch.delenv("BACK_COACH_DATABASE_URL", raising=False)
    engine = make_engine(Settings.from_environment().url)
    sessions = sessionmaker(engine, expire_on_commit=False)
    opened = replace(clinic.database, engine=engine, sessions=sessions, videos=folder / "videos")
    with opened as database:
        yield replace(clinic, database=database)
