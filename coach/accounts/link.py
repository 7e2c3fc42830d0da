"""The address that opens an invitation."""

from __future__ import annotations

from typing import Final

INVITE: Final = "invite"
"""The part of the app's address that holds a link's secret."""


def link_to(secret: str, base: str) -> str:
    """What opens the page of an invitation, at the address of the app."""
    return f"{base.rstrip('/')}/?{INVITE}={secret}"
