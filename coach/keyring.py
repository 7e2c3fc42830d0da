"""The keys with which movements and videos are encrypted at rest."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass, field, replace
from typing import Final, Self

KEY_BYTES: Final = 32
ID_LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class Key:
    """A secret of 32 bytes and the short name by which what it sealed knows it."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Its name, which tells nothing of the secret."""
        return hashlib.sha256(b"back-coach key " + self.secret).hexdigest()[:ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of an installation: the first seals, all of them open; without any, nothing is.

    With ``seals`` false none seals, and what was sealed is still opened.
    """

    keys: tuple[Key, ...] = ()
    seals: bool = True

    @classmethod
    def parse(cls, text: str) -> Self:
        """Keys in base64, today's first, with commas between them.

        Raises:
            ValueError: one of them is none; its text is not repeated.
        """
        return cls(tuple(Key(_secret(part)) for part in text.split(",") if part.strip()))

    @property
    def current(self) -> Key | None:
        """What seals today; None: nothing is sealed."""
        return self.keys[0] if self.keys and self.seals else None

    @property
    def only_opening(self) -> Keyring:
        """The same keys, with which nothing is sealed any more."""
        return replace(self, seals=False)

    def find(self, key_id: str) -> Key | None:
        """The key of this id, or None if it is not here."""
        return next((key for key in self.keys if key.id == key_id), None)


NO_KEYS: Final = Keyring()


def new_key() -> str:
    """A fresh key as it is written into the environment."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def _secret(text: str) -> bytes:
    try:
        secret = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("it is no base64") from None
    if len(secret) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(secret)}")
    return secret
