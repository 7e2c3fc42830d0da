"""A log of its own for each test of the pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from accounts_stand_in import Screen, member, patient_of, with_accounts
from streamlit.testing.v1 import AppTest

from coach.records import Person, Role
from coach.web.routes import MAIN_SCRIPT


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(folder))
    monkeypatch.delenv("BACK_COACH_DATABASE_URL", raising=False)
    return folder


@pytest.fixture
def app(data_dir: Path) -> AppTest:
    return AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)


@pytest.fixture
def screen(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The browser of somebody in a clinic with accounts."""
    return with_accounts(monkeypatch)


@pytest.fixture
def therapist(screen: Screen) -> Person:
    return member("Thea", Role.THERAPIST)


@pytest.fixture
def patient(therapist: Person) -> Person:
    """Who took the therapist's invitation."""
    return patient_of(therapist, "Paula")
