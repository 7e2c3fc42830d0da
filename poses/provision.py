"""What all fetched files have in common: pinned bytes, places to look, sources in turn."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Literal, Protocol

import platformdirs

from poses.fetch import FetchError

MODEL_DIR_VARIABLE: Final = "BACK_COACH_MODEL_DIR"
"""Environment variable naming a directory (or one file) that is looked at first."""

State = Literal["ready", "missing", "damaged"]

Source = Callable[[Path], None]
"""Writes the file to the path it is given, or raises ``FetchError``."""


class Pinned(Protocol):
    """Something whose bytes are known: ``sha256`` in hex, ``size`` in bytes if it is known."""

    @property
    def sha256(self) -> str:
        """The checksum of its bytes."""

    @property
    def size(self) -> int | None:
        """How many bytes it has."""


def cache_folder() -> Path:
    """The per-user directory under which all fetched files are kept."""
    return platformdirs.user_cache_path("back-coach")


def named_place() -> Path | None:
    """What the user named in ``BACK_COACH_MODEL_DIR``, if anything."""
    place = os.environ.get(MODEL_DIR_VARIABLE, "").strip()
    return Path(place).expanduser() if place else None


def matches(path: Path, pinned: Pinned) -> bool:
    """Whether the file is there with exactly the pinned bytes."""
    if not path.is_file():
        return False
    if pinned.size is not None and path.stat().st_size != pinned.size:
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == pinned.sha256


def obtain(target: Path, pinned: Pinned, sources: Iterable[Source]) -> bool:
    """See to it that ``target`` holds the pinned bytes, from the first source that has them.

    To be called while ``poses.fetch.exclusive`` is held: another process may have fetched the file
    while this one waited.

    Raises:
        OSError: the file can't be written.
    """
    return matches(target, pinned) or any(_try(source, pinned, target) for source in sources)


def _try(source: Source, pinned: Pinned, target: Path) -> bool:
    """Fetch into a part file next to the target and move it into place once it is verified."""
    part = target.with_name(target.name + ".part")
    resumes = part.is_file()
    try:
        source(part)
    except FetchError:
        return False  # what came so far stays, the next attempt resumes from it
    if matches(part, pinned):
        part.replace(target)
        return True
    part.unlink(missing_ok=True)
    # The left-over beginning may have been the bad half.
    return resumes and _try(source, pinned, target)
