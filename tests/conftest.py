"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from poses.browser_assets import BrowserAssets, ensure_browser_assets
from poses.models import ensure_model


@pytest.fixture(scope="session")
def pose_model() -> Path:
    """The verified pose model, fetched on first use as a user's machine does."""
    return ensure_model()


@pytest.fixture(scope="session")
def browser_assets() -> BrowserAssets:
    """What finds the body in the browser, fetched on first use as a user's machine does."""
    return ensure_browser_assets()
