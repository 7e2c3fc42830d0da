"""``coach serve``: the pages, by Streamlit."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import coach
from coach.cli.guard import INTERRUPTED, CommandError


def serve(port: int, address: str) -> int:
    """Run the pages until they are stopped; the exit code of the server.

    Raises:
        CommandError: Streamlit or the pages are not installed.
    """
    command = server_command(port, address)
    if os.name == "posix":
        # Taking this process's place, the server gets its signals first-hand.
        os.execv(command[0], command)
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return INTERRUPTED


def server_command(port: int, address: str) -> list[str]:
    """What to run.

    Raises:
        CommandError: Streamlit or the pages are not installed.
    """
    if find_spec("streamlit") is None:
        raise CommandError("The pages need Streamlit: install Back Coach with all it needs.")
    app = Path(coach.__file__).parent.parent / "app.py"
    if not app.is_file():
        raise CommandError(f"The pages are not installed (no {app}): install Back Coach again.")
    place = ["--server.port", str(port), "--server.address", address]
    return [sys.executable, "-m", "streamlit", "run", str(app), *place]
