"""Who may speak with a live token: its word holds only as long as the sign-in that it came from."""

from __future__ import annotations

from coach.web.live.tokens import Claim, read, secret_key
from coach.web.store import still_signed_in


def admit(token: str) -> Claim | None:
    """What the token says, or None if it is not one of ours, too old, or its person has left.

    Raises:
        StorageError: the key or the database can't be read.
    """
    claim = read(token, secret_key())
    if claim is None or not still_signed_in(claim.person, claim.sign_in):
        return None
    return claim
