"""What all tests share."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from poses.browser_assets import BrowserAssets, ensure_browser_assets
from poses.models import ensure_model


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """``.ci/run`` looks for browser tests in one folder: nobody's may lie elsewhere, unseen."""
    pages = Path(__file__).parent / "web"
    lost = [
        item.nodeid
        for item in items
        if item.get_closest_marker("browser") and pages not in item.path.parents
    ]
    if lost:
        raise pytest.UsageError(f"browser tests belong into tests/web: {', '.join(lost)}")


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """A page that is run for a test takes the place of ``__main__``, which new processes load."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def pose_model() -> Path:
    """The verified pose model, fetched on first use as a user's machine does."""
    return ensure_model()


@pytest.fixture(scope="session")
def browser_assets() -> BrowserAssets:
    """What finds the body in the browser, fetched on first use as a user's machine does."""
    return ensure_browser_assets()
