"""The video of one set as it comes in, piece by piece; a killed server loses no piece.

Beside the video lies a note of how much of it is certain. Whatever the video holds beyond that was
being written when the server stopped, and is cut off.

With a key, each piece is encrypted as it comes. To give the video its index, it lies open in its
folder for the moment that this takes; what a killed server leaves of that goes the next time.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import av

from coach.keyring import NO_KEYS, Keyring
from coach.records.encrypting import HEADER_BYTES, new_sealer, sealer_of
from coach.records.errors import StorageError
from coach.records.sealed_file import key_of_file, open_video, seal_file, sealed_pieces
from coach.records.video_files import context_of
from coach.web.live.remux import remux

MOST_BYTES: Final = 500 * 1024 * 1024
IDLE_S: Final = 120.0
"""Nothing more comes of a video whose last piece is this old."""

_NOTE: Final = "pieces.json"
_PLAIN: Final = "open"
_SEALED: Final = "sealed"
_ENDINGS: Final = {"video/webm": ".webm", "video/mp4": ".mp4"}

_log = logging.getLogger(__name__)
# A video is written by one thread at a time; two that share a lock wait for no reason, briefly.
_locks: Final = tuple(threading.Lock() for _ in range(64))


class OrderError(Exception):
    """This is not the piece whose turn it is; ``next`` is."""

    def __init__(self, turn: int) -> None:
        super().__init__(turn)
        self.next = turn


class TooLargeError(Exception):
    """With this piece the video would be larger than it may be."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What is certain of a video.

    ``next`` is the piece to come, ``whole`` means that none does, ``indexed`` that one can jump in
    it. ``size_bytes`` is the length of the video, ``stored_bytes`` that of its file, which is
    longer for one that is encrypted; None is the same.
    """

    name: str
    mime: str
    next: int = 0
    size_bytes: int = 0
    whole: bool = False
    indexed: bool = False
    stored_bytes: int | None = None

    @property
    def stored(self) -> int:
        """The length of the file."""
        return self.size_bytes if self.stored_bytes is None else self.stored_bytes


def kind_of(content_type: str) -> str | None:
    """The kind of video that a recorder's type means, or None if it is not for us."""
    kind = content_type.split(";")[0].strip().lower()
    return kind if kind in _ENDINGS else None


def name_of(kind: str) -> str:
    """What the file of a video of this kind is called."""
    return f"clip{_ENDINGS[kind]}"


def read_progress(folder: Path) -> Progress | None:
    """How far a video has come, or None if there is none."""
    try:
        return Progress(**json.loads((folder / _NOTE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def begin(folder: Path, kind: str, keys: Keyring = NO_KEYS) -> Progress:
    """Make a place for a video, for this user only; one that was begun stays.

    With a key of today it is encrypted.

    Raises:
        OSError: it can't be made.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(folder):
        return read_progress(folder) or _begin(folder, kind, keys)


def _begin(folder: Path, kind: str, keys: Keyring) -> Progress:
    folder.mkdir(mode=0o700, exist_ok=True)
    key = keys.current
    header = b"" if key is None else new_sealer(key, context_of(folder)).header
    begun = Progress(name_of(kind), kind, stored_bytes=len(header) or None)
    _write(folder / begun.name, header, at=0, make=True)
    _write_note(folder, begun)
    return begun


def append(
    folder: Path,
    piece: int,
    content: bytes,
    *,
    last: bool,
    most: int = MOST_BYTES,
    keys: Keyring = NO_KEYS,
) -> Progress:
    """Add a piece; on return it is safe on disk, after any error nothing of it is there.

    Raises:
        OrderError: another piece must come first, or this one came already.
        TooLargeError: the video would be too large.
        FileNotFoundError: there is no such video, or it was deleted.
        KeyMissingError: the key with which it was begun is not here.
        OSError: there is no room.
    """
    with _locked(folder):
        return _append(folder, piece, content, last=last, most=most, keys=keys)


def settle(folder: Path, *, now: float | None = None, keys: Keyring = NO_KEYS) -> Progress | None:
    """Give a video to which nothing more comes its index; None while more may come.

    A video that can't be understood stays as it came.

    Raises:
        OSError: there is no room for the note; it can be done again.
    """
    with _locked(folder):
        return _settle(folder, time.time() if now is None else now, keys)


def seal_again(folder: Path, keys: Keyring) -> bool:
    """Write a whole video anew with today's key, or open without one; whether it was another's.

    Raises:
        StorageError: it can't be opened.
        OSError: there is no room; it is as it was.
    """
    with _locked(folder):
        progress = read_progress(folder)
        if progress is None or not progress.whole:
            return False
        path = folder / progress.name
        key = keys.current
        if key_of_file(path) == (None if key is None else key.id):
            return False
        fresh = folder / f"{_SEALED}{path.suffix}"
        with open_video(path, keys, context_of(folder)) as source:
            size = seal_file(source, fresh, keys, context_of(folder))
        fresh.replace(path)
        _write_note(folder, replace(progress, size_bytes=size, stored_bytes=_stored(path)))
        return True


def _locked(folder: Path) -> threading.Lock:
    return _locks[hash(folder.name) % len(_locks)]


def _append(
    folder: Path, piece: int, content: bytes, *, last: bool, most: int, keys: Keyring
) -> Progress:
    before = read_progress(folder)
    if before is None:
        raise FileNotFoundError(folder)
    if before.whole or piece != before.next:
        raise OrderError(before.next)
    size = before.size_bytes + len(content)
    if size > most:
        raise TooLargeError
    path = folder / before.name
    stored = content
    if before.stored_bytes is not None:
        with path.open("rb") as file:
            sealer = sealer_of(file.read(HEADER_BYTES), keys, context_of(folder))
        stored = sealed_pieces(sealer, content, before.size_bytes)
    _write(path, stored, at=before.stored)
    after = Progress(
        before.name,
        before.mime,
        piece + 1,
        size,
        whole=last,
        stored_bytes=None if before.stored_bytes is None else before.stored + len(stored),
    )
    _write_note(folder, after)
    return after


def _settle(folder: Path, now: float, keys: Keyring) -> Progress | None:
    progress = read_progress(folder)
    if progress is None or progress.indexed:
        return progress
    path = folder / progress.name
    try:
        if not progress.whole and now - (folder / _NOTE).stat().st_mtime < IDLE_S:
            return None
        if not progress.whole:
            os.truncate(path, progress.stored)
            progress = replace(progress, whole=True)
            _write_note(folder, progress)
        size = progress.size_bytes
        if size:
            size = _index(path, size, keys)
        done = replace(progress, size_bytes=size, stored_bytes=_stored(path), indexed=True)
        _write_note(folder, done)
    except FileNotFoundError:
        return None  # deleted meanwhile
    return done


def _index(path: Path, size: int, keys: Keyring) -> int:
    """Give a video its index and, with a key of today, seal it; its length is returned."""
    plain, sealed = (path.with_name(f"{name}{path.suffix}") for name in (_PLAIN, _SEALED))
    try:
        if key_of_file(path) is None and keys.current is None:
            remux(path)
            return path.stat().st_size
        context = context_of(path.parent)
        with open_video(path, keys, context) as source:
            seal_file(source, plain, NO_KEYS, context)
        remux(plain)
        with plain.open("rb") as source:
            size = seal_file(source, sealed, keys, context)
        sealed.replace(path)
    except (av.FFmpegError, OSError, ValueError, StorageError) as error:
        _log.warning("the video of a set got no index", exc_info=error)
    finally:
        plain.unlink(missing_ok=True)
        sealed.unlink(missing_ok=True)
    return size


def _stored(path: Path) -> int | None:
    """The length of the file if it is sealed."""
    return None if key_of_file(path) is None else path.stat().st_size


def _write_note(folder: Path, progress: Progress) -> None:
    fresh = folder / f"{_NOTE}.fresh"
    _write(fresh, json.dumps(asdict(progress)).encode(), at=0, make=True)
    fresh.replace(folder / _NOTE)


def _write(path: Path, content: bytes, *, at: int, make: bool = False) -> None:
    """Let the file end with this content, for its user only; all of it or, after an error, none."""
    flags = os.O_WRONLY | (os.O_CREAT if make else 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        os.ftruncate(handle, at)
        os.lseek(handle, at, os.SEEK_SET)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, at)
            raise
    finally:
        os.close(handle)
