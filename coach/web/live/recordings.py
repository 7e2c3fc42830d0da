"""The addresses under which videos of sets are played: good for a while, for one person's set."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from itsdangerous import BadData, URLSafeTimedSerializer

from coach.records import PersonId, SetId
from coach.web.live.tokens import secret_key

RECORDINGS: Final = "live/recordings"
VALID_S: Final = 4 * 3600
_SALT: Final = "recording"


def recording_url(person: PersonId, set_id: SetId, key: bytes | None = None) -> str:
    """Where the video of this person's set can be played for the next hours.

    Raises:
        StorageError: the key of this installation can't be read or made.
    """
    return f"{RECORDINGS}/{_serializer(key).dumps([str(person), str(set_id)])}"


def read_recording(token: str, key: bytes | None = None) -> tuple[PersonId, SetId] | None:
    """Whose set it is, or None if the address is none of ours or too old.

    Raises:
        StorageError: the key of this installation can't be read or made.
    """
    try:
        person, set_id = _serializer(key).loads(token, max_age=VALID_S)
        return PersonId(UUID(person)), SetId(UUID(set_id))
    except (BadData, ValueError, TypeError, AttributeError):
        return None


def _serializer(key: bytes | None) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key() if key is None else key, salt=_SALT)
