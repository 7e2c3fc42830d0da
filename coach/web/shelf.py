"""Clips for the browser: kept for as long as somebody looks at them, never longer."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import tempfile
import time
import weakref
from pathlib import Path
from typing import Final

_PREFIX: Final = "back-coach-clips-"
_ABANDONED_S: Final = 24 * 3600.0


class Clip:
    """One file on the shelf; it is deleted when the last reference to this object goes."""

    def __init__(self, path: Path, token: str) -> None:
        self.path = path
        self.token = token
        # In a folder of its own, so that half-written neighbours go with it.
        self._finalizer = weakref.finalize(self, shutil.rmtree, path.parent, ignore_errors=True)

    def remove(self) -> None:
        """Delete the file now."""
        self._finalizer()


class Shelf:
    """A private folder whose files are known by names that can't be guessed."""

    def __init__(self) -> None:
        _sweep()
        self._folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
        self._clips: weakref.WeakValueDictionary[str, Clip] = weakref.WeakValueDictionary()

    @property
    def folder(self) -> Path:
        """Where the files lie; for this user only."""
        folder = Path(self._folder.name)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def new_clip(self) -> Clip:
        """A place for one more video, which does not exist yet and can be served."""
        clip = self.new_file("clip.mp4")
        self._clips[clip.token] = clip
        return clip

    def new_file(self, name: str) -> Clip:
        """A place for a file of this name, which is never served."""
        token = secrets.token_urlsafe(24)
        folder = self.folder / token
        folder.mkdir(mode=0o700)
        return Clip(folder / name, token)

    def find(self, token: str) -> Path | None:
        """The file of this name, if it is still there."""
        clip = self._clips.get(token)
        return clip.path if clip is not None and clip.path.is_file() else None

    def close(self) -> None:
        """Delete everything."""
        self._folder.cleanup()


def _sweep() -> None:
    """Remove what a server left behind that was killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            newest = max(entry.stat().st_mtime for entry in (folder, *folder.iterdir()))
            if time.time() - newest > _ABANDONED_S:
                shutil.rmtree(folder, ignore_errors=True)


shelf = Shelf()
"""The one shelf of this process: pages put clips there, the route serves them."""
