"""A patient of their own for each test, in one database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.records import Database, add_person, open_database
from coach.records.care import Care
from coach.settings import Settings


@pytest.fixture(scope="session")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with open_database(Settings(data_dir=tmp_path_factory.mktemp("clinic"))) as opened:
        yield opened


def patient(database: Database, name: str) -> Care:
    person = add_person(database, name)
    return Care(database, person, person.id)


@pytest.fixture
def care(clinic: Database) -> Care:
    return patient(clinic, "Anna")


@pytest.fixture
def other_care(clinic: Database) -> Care:
    return patient(clinic, "Ben")


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(folder))
    monkeypatch.delenv("BACK_COACH_DATABASE_URL", raising=False)
    return folder
