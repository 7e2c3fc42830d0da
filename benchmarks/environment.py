"""On what the figures were seen: versions and machine."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version


def environment() -> dict[str, str]:
    """Date, versions and number of cores, for the record next to the figures."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "mediapipe": version("mediapipe"),
        "numpy": version("numpy"),
        "pyav": version("av"),
        "system": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }


def environment_line() -> str:
    """The same in one line."""
    return " · ".join(f"{name} {value}" for name, value in environment().items())
