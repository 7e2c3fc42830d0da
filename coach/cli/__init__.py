"""The ``coach`` command."""

from __future__ import annotations

import sys

from coach.cli.running import run


def main() -> None:
    """Run the command line of this process and exit with its code (see ``docs/cli.md``)."""
    sys.exit(run(sys.argv[1:]))


__all__ = ["main", "run"]
