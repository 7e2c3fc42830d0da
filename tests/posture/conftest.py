"""A log of its own for each test of the desk page."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

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
