"""Encryption at rest of movements and videos: AES-256-GCM, with keys that can be changed.

What is sealed begins with a mark, the id of its key and a salt; from key and salt comes a key of
its own, so that no two tracks or videos share one. A track is sealed whole. A video is sealed in
pieces, each with the place where it belongs, so that one can jump in it and nothing can be
exchanged, moved or taken from another set; see ``sealed_file`` for that.
"""

from __future__ import annotations

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coach.keyring import ID_LENGTH, KEY_BYTES, Key, Keyring
from coach.records.errors import StorageError

MARK: Final = b"BCSEAL1\n"

_SALT: Final = 16
_NONCE: Final = 12
HEADER_BYTES: Final = len(MARK) + ID_LENGTH + _SALT
OVERHEAD_BYTES: Final = _NONCE + 16
"""How much longer a sealed piece is than what is in it: a nonce before, a tag behind."""


class KeyMissingError(StorageError):
    """Something was sealed with a key that this server does not have."""

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"This recording is encrypted with the key {key_id}, which this server does not have: "
            "add that key to BACK_COACH_ENCRYPTION_KEY, behind today's. The figures are not "
            "touched."
        )


class SealBrokenError(StorageError):
    """What was sealed is not what is there now."""

    def __init__(self) -> None:
        super().__init__(
            "This recording is damaged and can't be opened; its repetitions and score are safe: "
            "restore a backup to see it again."
        )


class Sealer:
    """Seals and opens what belongs to one header; ``context`` says whose it is."""

    def __init__(self, key: Key, header: bytes, context: bytes) -> None:
        own = HKDF(SHA256(), KEY_BYTES, salt=header[-_SALT:], info=b"back-coach recording")
        self.header = header
        self._cipher = AESGCM(own.derive(key.secret))
        self._bound = header + context

    def seal(self, content: bytes, place: int = 0) -> bytes:
        """Nonce, sealed content and tag; it opens at this ``place`` only."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, content, self._bound + _at(place))

    def open(self, sealed: bytes, place: int = 0) -> bytes:
        """What was sealed for this place.

        Raises:
            SealBrokenError: it was not, or is not whole.
        """
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound + _at(place))
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError from error


def new_sealer(key: Key, context: bytes) -> Sealer:
    """A sealer with a header of its own."""
    return Sealer(key, MARK + key.id.encode() + os.urandom(_SALT), context)


def sealer_of(header: bytes, keys: Keyring, context: bytes) -> Sealer:
    """The sealer that belongs to a header.

    Raises:
        KeyMissingError: its key is not here.
        SealBrokenError: it is not whole.
    """
    if len(header) < HEADER_BYTES or not is_sealed(header):
        raise SealBrokenError
    key = keys.find(key_id_of(header))
    if key is None:
        raise KeyMissingError(key_id_of(header))
    return Sealer(key, header[:HEADER_BYTES], context)


def is_sealed(content: bytes) -> bool:
    """Whether something begins as what is sealed does."""
    return content.startswith(MARK)


def key_id_of(header: bytes) -> str:
    """The id of the key of something sealed."""
    return header[len(MARK) : len(MARK) + ID_LENGTH].decode("ascii", "replace")


def seal(content: bytes, keys: Keyring, context: bytes) -> bytes:
    """The content sealed with today's key, or, without one, as it is."""
    key = keys.current
    if key is None:
        return content
    sealer = new_sealer(key, context)
    return sealer.header + sealer.seal(content)


def unseal(content: bytes, keys: Keyring, context: bytes) -> bytes:
    """What was sealed, or, if it was not, as it is.

    Raises:
        KeyMissingError: its key is not here.
        SealBrokenError: it was sealed for something else, or is damaged.
    """
    if not is_sealed(content):
        return content
    return sealer_of(content[:HEADER_BYTES], keys, context).open(content[HEADER_BYTES:])


def _at(place: int) -> bytes:
    return place.to_bytes(8, "big")
