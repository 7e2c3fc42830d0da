"""One patient's records, filled once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.records import open_database
from coach.settings import DATABASE_FILE, Settings
from tests.fhir.fhir_examples import Known, Taken, filled, known_in


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one patient's records, to be copied or read."""
    folder = tmp_path_factory.mktemp("filled")
    with open_database(Settings(data_dir=folder)) as database:
        filled(database)
    return folder


@pytest.fixture(scope="session")
def taken(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """What the patient takes along, made once: only to be read."""
    folder = tmp_path_factory.mktemp("taken")
    shutil.copy(filled_folder / DATABASE_FILE, folder)
    with open_database(Settings(data_dir=folder)) as database:
        return Taken.of(known_in(database))


@pytest.fixture
def folder(filled_folder: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copy(filled_folder / DATABASE_FILE, tmp_path)
    return tmp_path


@pytest.fixture
def known(folder: Path) -> Iterator[Known]:
    with open_database(Settings(data_dir=folder)) as database:
        yield known_in(database)
