"""Signed tokens: who may speak for which sitting. They outlive a restart of the server."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, cast, get_args
from uuid import UUID

from itsdangerous import BadData, URLSafeTimedSerializer

from coach.records import PersonId, StorageError
from coach.settings import Settings

Role = Literal["both", "camera", "screen"]

VALID_S: Final = 12 * 3600
_KEY_FILE: Final = "secret.key"
_KEY_BYTES: Final = 32
_SALT: Final = "live sitting"


@dataclass(frozen=True, slots=True)
class Claim:
    """Whoever holds this token acts for this person, in this sitting only.

    ``both`` films and shows on one device; ``camera`` films only; ``screen`` shows only.
    ``sign_in`` is the one by which the person acts, where people sign in.
    """

    person: PersonId
    sitting: UUID
    role: Role
    sign_in: UUID | None = None


def issue(claim: Claim, key: bytes) -> str:
    """A token that can't be guessed or changed."""
    facts = [str(claim.person), str(claim.sitting), claim.role, str(claim.sign_in or "")]
    return _serializer(key).dumps(facts)


def read(token: str, key: bytes) -> Claim | None:
    """What the token says, or None if it is not one of ours or too old."""
    try:
        person, sitting, role, sign_in = _serializer(key).loads(token, max_age=VALID_S)
        if role not in get_args(Role):
            return None
        acting = UUID(sign_in) if sign_in else None
        return Claim(PersonId(UUID(person)), UUID(sitting), cast(Role, role), acting)
    except (BadData, ValueError, TypeError):
        return None


def secret_key(settings: Settings | None = None) -> bytes:
    """The key of this installation, made at the first call and kept for its user only.

    Raises:
        StorageError: it can't be read or made.
    """
    return _key((settings or Settings.from_environment()).data_dir / _KEY_FILE)


@cache
def _key(path: Path) -> bytes:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
        try:
            # Whoever is first wins, also among several processes.
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
        key = path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"The key in {path} can't be read or made ({error.strerror}): set "
            "BACK_COACH_DATA_DIR to a folder where you may write."
        ) from error
    if len(key) != _KEY_BYTES:
        raise StorageError(f"The key in {path} is damaged: delete it, and a new one is made.")
    return key


def _serializer(key: bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt=_SALT)
