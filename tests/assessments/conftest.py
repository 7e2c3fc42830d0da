"""A home of one's own for the tests of the page and the command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.web.live import assets
from coach.web.routes import MAIN_SCRIPT
from tests.live.performing import Home


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(folder))
    monkeypatch.delenv("BACK_COACH_DATABASE_URL", raising=False)
    return folder


@pytest.fixture
def home(data_dir: Path) -> Iterator[Home]:
    opened = Home(data_dir)
    yield opened
    opened.database.close()


def _page() -> None:
    from coach.web.patient.assessing import show

    show()


@pytest.fixture
def page(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page alone, without the bar of the others."""
    monkeypatch.setattr(assets, "ready", lambda: True)
    monkeypatch.setattr(assets, "prepare", lambda *_: None)
    return AppTest.from_function(_page, default_timeout=60)


@pytest.fixture
def app(data_dir: Path) -> AppTest:
    return AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
