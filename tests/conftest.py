"""What all tests share."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from poses.browser_assets import BrowserAssets, ensure_browser_assets
from poses.models import ensure_model


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
