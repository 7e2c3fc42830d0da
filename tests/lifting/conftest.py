"""A log of its own for each test of the page, with nothing to fetch."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.web.routes import MAIN_SCRIPT


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("BACK_COACH_DATABASE_URL", raising=False)
    return AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
