"""``coach serve``: the pages, by Streamlit."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import coach
from coach.cli.guard import INTERRUPTED, CommandError


def serve(port: int, address: str | None, phone: bool = False) -> int:
    """Run the pages until they are stopped; the exit code of the server.

    Raises:
        UserFacingError: Streamlit or the pages are not installed, or a phone can't be served.
    """
    pages = server_command()
    if not phone:
        place = ["--server.port", str(port), "--server.address", address or "localhost"]
        return _run([*pages, *place], {})
    from coach.cli.phone import phone_server

    options, variables = phone_server(port, address)
    return _run([*pages, *options], variables)


def server_command() -> list[str]:
    """What to run, without its options.

    Raises:
        CommandError: Streamlit or the pages are not installed.
    """
    if find_spec("streamlit") is None:
        raise CommandError("The pages need Streamlit: install Back Coach with all it needs.")
    app = Path(coach.__file__).parent.parent / "app.py"
    if not app.is_file():
        raise CommandError(f"The pages are not installed (no {app}): install Back Coach again.")
    return [sys.executable, "-m", "streamlit", "run", str(app)]


def _run(command: Sequence[str], variables: Mapping[str, str]) -> int:
    environment = os.environ | variables
    if os.name == "posix":
        # Taking this process's place, the server gets its signals first-hand.
        os.execve(command[0], list(command), environment)
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:
        return INTERRUPTED
