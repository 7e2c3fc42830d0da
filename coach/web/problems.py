"""What people read when something goes wrong; the details go to the server's log."""

from __future__ import annotations

import logging
from typing import Final

import streamlit as st

from poses.errors import UserFacingError

UNEXPECTED: Final = (
    "Sorry, something went wrong here. What you saved is safe: load this page again and try once "
    "more."
)

_log = logging.getLogger(__name__)


def sentence(error: BaseException) -> str:
    """What to tell people about an error; one that nobody foresaw goes to the server's log."""
    if isinstance(error, UserFacingError):
        return str(error)
    _log.error("unexpected error", exc_info=error)
    return UNEXPECTED


def show_problem(error: Exception) -> bool:
    """Say it on the page in a box of its own; True tells Streamlit to say nothing more."""
    if isinstance(error, UserFacingError):
        say_problem(str(error))
    else:
        # Streamlit has written it to the server's log already.
        say_problem(UNEXPECTED)
    return True


def say_problem(text: str) -> None:
    """One error box with exactly these words: file names in them are no markup."""
    st.error(plain(text), icon=":material/error:")


def plain(text: str) -> str:
    """The text so that Markdown shows every sign of it."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#$~|" else sign for sign in text)
