"""Exit codes, and one clear sentence for whatever goes wrong."""

from __future__ import annotations

import sys
from typing import Final

from poses.errors import UserFacingError

OK: Final = 0
SOME_FAILED: Final = 1
FAILED: Final = 2
INTERRUPTED: Final = 130


class CommandError(UserFacingError):
    """What was asked for can't be done; the message says what to do instead."""


def tell(sentence: str) -> None:
    """Say something to the person at the terminal, apart from the output."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def unexpected(error: BaseException) -> str:
    """What to say about an error that nobody foresaw."""
    return (
        f"Something went wrong that should not ({type(error).__name__}: "
        f"{' '.join(str(error).split()) or 'no details'}): put --debug right after 'coach' to see "
        "where, and please report it."
    )
