"""The video of one set as it comes in, piece by piece; a killed server loses no piece.

Beside the video lies a note of how much of it is certain. Whatever the video holds beyond that was
being written when the server stopped, and is cut off.
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

from coach.web.live.remux import remux

MOST_BYTES: Final = 500 * 1024 * 1024
IDLE_S: Final = 120.0
"""Nothing more comes of a video whose last piece is this old."""

_NOTE: Final = "pieces.json"
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
    it.
    """

    name: str
    mime: str
    next: int = 0
    size_bytes: int = 0
    whole: bool = False
    indexed: bool = False


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


def begin(folder: Path, kind: str) -> Progress:
    """Make a place for a video, for this user only; one that was begun stays.

    Raises:
        OSError: it can't be made.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(folder):
        return read_progress(folder) or _begin(folder, kind)


def _begin(folder: Path, kind: str) -> Progress:
    folder.mkdir(mode=0o700, exist_ok=True)
    begun = Progress(name_of(kind), kind)
    _write(folder / begun.name, b"", at=0, make=True)
    _write_note(folder, begun)
    return begun


def append(
    folder: Path, piece: int, content: bytes, *, last: bool, most: int = MOST_BYTES
) -> Progress:
    """Add a piece; on return it is safe on disk, after any error nothing of it is there.

    Raises:
        OrderError: another piece must come first, or this one came already.
        TooLargeError: the video would be too large.
        FileNotFoundError: there is no such video, or it was deleted.
        OSError: there is no room.
    """
    with _locked(folder):
        return _append(folder, piece, content, last=last, most=most)


def settle(folder: Path, *, now: float | None = None) -> Progress | None:
    """Give a video to which nothing more comes its index; None while more may come.

    A video that can't be understood stays as it came.

    Raises:
        OSError: there is no room for the note; it can be done again.
    """
    with _locked(folder):
        return _settle(folder, time.time() if now is None else now)


def _locked(folder: Path) -> threading.Lock:
    return _locks[hash(folder.name) % len(_locks)]


def _append(folder: Path, piece: int, content: bytes, *, last: bool, most: int) -> Progress:
    before = read_progress(folder)
    if before is None:
        raise FileNotFoundError(folder)
    if before.whole or piece != before.next:
        raise OrderError(before.next)
    size = before.size_bytes + len(content)
    if size > most:
        raise TooLargeError
    _write(folder / before.name, content, at=before.size_bytes)
    after = Progress(before.name, before.mime, piece + 1, size, whole=last)
    _write_note(folder, after)
    return after


def _settle(folder: Path, now: float) -> Progress | None:
    progress = read_progress(folder)
    if progress is None or progress.indexed:
        return progress
    path = folder / progress.name
    try:
        if not progress.whole and now - (folder / _NOTE).stat().st_mtime < IDLE_S:
            return None
        if not progress.whole:
            os.truncate(path, progress.size_bytes)
            progress = replace(progress, whole=True)
            _write_note(folder, progress)
        if progress.size_bytes:
            _index(path)
        done = replace(progress, size_bytes=path.stat().st_size, indexed=True)
        _write_note(folder, done)
    except FileNotFoundError:
        return None  # deleted meanwhile
    return done


def _index(path: Path) -> None:
    try:
        remux(path)
    except (av.FFmpegError, OSError, ValueError) as error:
        _log.warning("the video of a set got no index", exc_info=error)


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
