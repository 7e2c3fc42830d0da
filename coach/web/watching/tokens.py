"""Signed tokens with which a therapist's page may ask to watch one sitting, for a minute.

They are worth nothing without the cookie of the sign-in that they name, and let nobody see
anything: that is the patient's to allow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from itsdangerous import BadData, URLSafeTimedSerializer

from coach.records import PersonId

VALID_S: Final = 60
_SALT: Final = "watching a sitting"


@dataclass(frozen=True, slots=True)
class WatchClaim:
    """This therapist, by this sign-in, would like to watch this sitting."""

    therapist: PersonId
    sitting: UUID
    sign_in: UUID


def issue(claim: WatchClaim, key: bytes) -> str:
    """A token that can't be guessed or changed."""
    facts = [str(claim.therapist), str(claim.sitting), str(claim.sign_in)]
    return _serializer(key).dumps(facts)


def read(token: str, key: bytes) -> WatchClaim | None:
    """What the token says, or None if it is not one of ours or too old."""
    try:
        therapist, sitting, sign_in = _serializer(key).loads(token, max_age=VALID_S)
        return WatchClaim(PersonId(UUID(therapist)), UUID(sitting), UUID(sign_in))
    except (BadData, ValueError, TypeError, AttributeError):
        return None


def _serializer(key: bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt=_SALT)
