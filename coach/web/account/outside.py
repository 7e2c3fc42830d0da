"""Signing in with the clinic's own service: the one place that asks Streamlit for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import streamlit as st
from streamlit.errors import StreamlitAuthError

from coach import clock
from poses.errors import UserFacingError

FRESH: Final = timedelta(minutes=10)
"""How long the service's word holds: whoever was signed out here must ask it again."""


class NotSetUpError(UserFacingError):
    """The service is not described in Streamlit's secrets."""

    def __init__(self) -> None:
        super().__init__(
            "Signing in with your clinic's service is not set up yet: whoever looks after this "
            "app finds how in its guide, under “Accounts”."
        )


@dataclass(frozen=True, slots=True)
class Proof:
    """The service says who is at the screen: ``subject`` names one account there for ever."""

    subject: str
    login: str
    name: str


def proof() -> Proof | None:
    """What the service said just now; None if it said nothing, or too long ago."""
    return read_proof(_told())


def read_proof(told: dict[str, Any]) -> Proof | None:
    """The same out of what the service told."""
    issuer, subject, at = told.get("iss"), told.get("sub"), told.get("iat")
    if not told.get("is_logged_in") or not issuer or not subject:
        return None
    if not isinstance(at, int | float):
        return None
    age = clock.now() - datetime.fromtimestamp(at, UTC)
    if not timedelta(minutes=-5) < age < FRESH:  # two clocks are never quite alike
        return None
    login = str(told.get("email") or told.get("preferred_username") or subject)
    return Proof(f"{issuer}|{subject}", login, str(told.get("name") or login))


def ask() -> None:
    """Send the browser to the service.

    Raises:
        NotSetUpError: it is not described in Streamlit's secrets.
    """
    try:
        st.login()
    except StreamlitAuthError as error:
        raise NotSetUpError from error


def leave() -> None:
    """Sign out there as well."""
    st.logout()


def _told() -> dict[str, Any]:
    return dict(st.user.to_dict())
