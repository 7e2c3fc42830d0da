"""The name with which somebody signs in: an e-mail address, or any short name."""

from __future__ import annotations

import unicodedata
from typing import Final

from poses.errors import UserFacingError

SHORTEST: Final = 3
LONGEST: Final = 100


class LoginError(UserFacingError):
    """Nobody can sign in by this name; the text says what one can be."""


def clean_login(text: str) -> str:
    """The name as it is kept: large and small letters are the same, and so are two ways to type ä.

    Raises:
        LoginError: it is too short or too long, or has a blank or an unprintable sign in it.
    """
    login = same_login(text)
    if not SHORTEST <= len(login) <= LONGEST:
        raise LoginError(
            f"Please choose a name of {SHORTEST} to {LONGEST} signs to sign in with, such as your "
            "e-mail address."
        )
    if any(sign.isspace() or not sign.isprintable() for sign in login):
        raise LoginError("Please choose a name without blanks, such as anna.berg.")
    return login


def same_login(text: str) -> str:
    """What was typed, in the form in which names are kept, whether or not it can be one."""
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    return unicodedata.normalize("NFKC", folded)[: LONGEST + 1]
