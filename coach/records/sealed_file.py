"""A video that is sealed in pieces, so that one can jump in it and add to it.

Behind the header lie pieces: the length of the sealed piece in four bytes, then the piece. Each is
sealed for the place in the video where it begins.
"""

from __future__ import annotations

import io
import os
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import IO, Final

from coach.keyring import Keyring
from coach.records.encrypting import (
    HEADER_BYTES,
    OVERHEAD_BYTES,
    SealBrokenError,
    Sealer,
    is_sealed,
    key_id_of,
    new_sealer,
    sealer_of,
)

PIECE_BYTES: Final = 256 * 1024
"""How much lies in a piece at most: what must be opened to read one byte."""

_LENGTH: Final = 4


class SealedReader(io.RawIOBase):
    """The video as it was before it was sealed, to be read anywhere."""

    def __init__(self, path: Path, keys: Keyring, context: bytes) -> None:
        """Open a sealed video.

        Raises:
            KeyMissingError: its key is not here.
            SealBrokenError: it is not whole.
            OSError: it can't be read.
        """
        super().__init__()
        self._file = path.open("rb")
        try:
            self._sealer = sealer_of(self._file.read(HEADER_BYTES), keys, context)
            self._places, self._lengths = _pieces(self._file)
        except BaseException:
            self._file.close()
            raise
        self._starts = [0, *accumulate(length - OVERHEAD_BYTES for length in self._lengths)]
        self._at = 0
        self._open: tuple[int, bytes] | None = None

    @property
    def size(self) -> int:
        """The length of the video in bytes."""
        return self._starts[-1]

    def read_from(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes from ``start`` up to ``end``, in parts.

        Raises:
            SealBrokenError: a piece is not what it was.
            OSError: it can't be read.
        """
        while start < min(end, self.size):
            number = bisect_right(self._starts, start) - 1
            content = self._piece(number)
            first = self._starts[number]
            part = content[start - first : end - first]
            yield part
            start += len(part)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        super().close()

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place; see ``io.RawIOBase``."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self._at

    def readinto(self, buffer: object) -> int:
        """Fill a buffer as far as one piece reaches; see ``io.RawIOBase``."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        part = next(self.read_from(self._at, self._at + len(view)), b"")
        view[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _piece(self, number: int) -> bytes:
        if self._open is None or self._open[0] != number:
            self._file.seek(self._places[number])
            sealed = self._file.read(self._lengths[number])
            self._open = (number, self._sealer.open(sealed, self._starts[number]))
        return self._open[1]


def sealed_pieces(sealer: Sealer, content: bytes, at: int) -> bytes:
    """Content for a sealed video whose length so far is ``at`` bytes, ready to be appended."""
    out = bytearray()
    for start in range(0, len(content), PIECE_BYTES):
        piece = sealer.seal(content[start : start + PIECE_BYTES], at + start)
        out += len(piece).to_bytes(_LENGTH, "big") + piece
    return bytes(out)


def seal_file(source: IO[bytes], target: Path, keys: Keyring, context: bytes) -> int:
    """Write a video sealed with today's key, or, without one, as it is; its length unsealed.

    Raises:
        OSError: there is no room; nothing is left of the target.
    """
    size = 0
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            sealer = None if keys.current is None else new_sealer(keys.current, context)
            if sealer is not None:
                file.write(sealer.header)
            while content := source.read(PIECE_BYTES):
                file.write(content if sealer is None else sealed_pieces(sealer, content, size))
                size += len(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return size


def key_of_file(path: Path) -> str | None:
    """The id of the key with which a video is sealed, or None if it is not.

    Raises:
        OSError: it can't be read.
    """
    with path.open("rb") as file:
        header = file.read(HEADER_BYTES)
    return key_id_of(header) if is_sealed(header) else None


def open_video(path: Path, keys: Keyring, context: bytes) -> IO[bytes]:
    """A video as it was recorded, sealed or not.

    Raises:
        KeyMissingError: its key is not here.
        SealBrokenError: it is not whole.
        OSError: it can't be read.
    """
    if key_of_file(path) is None:
        return path.open("rb")
    return io.BufferedReader(SealedReader(path, keys, context), PIECE_BYTES)


def _pieces(file: IO[bytes]) -> tuple[list[int], list[int]]:
    """Where the sealed pieces lie, and how long they are."""
    end = file.seek(0, os.SEEK_END)
    at = HEADER_BYTES
    places: list[int] = []
    lengths: list[int] = []
    while at < end:
        file.seek(at)
        length = int.from_bytes(file.read(_LENGTH), "big")
        at += _LENGTH
        if length <= OVERHEAD_BYTES or length > PIECE_BYTES + OVERHEAD_BYTES or at + length > end:
            raise SealBrokenError
        places.append(at)
        lengths.append(length)
        at += length
    return places, lengths
