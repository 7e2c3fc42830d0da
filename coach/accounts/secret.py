"""Secrets that can't be guessed, of which only a fingerprint is kept."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

_BYTES: Final = 32


def new_secret() -> str:
    """256 random bits as text that may stand in an address or a cookie."""
    return secrets.token_urlsafe(_BYTES)


def fingerprint(secret: str) -> str:
    """SHA-256 in hexadecimal: enough for a secret that is random in itself."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
