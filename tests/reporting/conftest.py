"""A patient whose records two therapists may write in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.records import Database, Role, add_person, default_person, open_database
from coach.records.care import Care
from coach.settings import DATABASE_FILE, Settings
from coach.web.routes import MAIN_SCRIPT


@pytest.fixture(scope="session")
def empty_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a log that was just made: copying is faster than making."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("new"))
    open_database(settings).close()
    return settings.data_dir / DATABASE_FILE


@pytest.fixture
def database(tmp_path: Path, empty_log: Path) -> Iterator[Database]:
    settings = Settings(data_dir=tmp_path / "data")
    settings.data_dir.mkdir()
    shutil.copy(empty_log, settings.data_dir)
    with open_database(settings) as opened:
        yield opened


@pytest.fixture
def own(database: Database) -> Care:
    """The patient's records, in their own hands."""
    person = default_person(database)
    return Care(database, person, person.id)


@pytest.fixture
def ada(own: Care) -> Care:
    """The same records in the hands of a therapist."""
    return replace(own, author=add_person(own.database, "Ada", Role.THERAPIST).id)


@pytest.fixture
def ben(own: Care) -> Care:
    """In the hands of another therapist."""
    return replace(own, author=add_person(own.database, "Ben", Role.THERAPIST).id)


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("BACK_COACH_DATABASE_URL", raising=False)
    return AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
