"""Finding videos in a folder, and writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from coach.cli.guard import CommandError
from poses.errors import VideoError
from poses.video import probe

VIDEO_SUFFIXES: Final = (
    *(".3g2", ".3gp", ".asf", ".avi", ".flv", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg"),
    *(".mpg", ".mts", ".mxf", ".ogv", ".ts", ".webm", ".wmv"),
)


def videos_in(folder: Path) -> list[Path]:
    """The videos of a folder by name; what is not named like one is looked into.

    A file that is named like a video is listed even if it is none, so that it gets reported.

    Raises:
        CommandError: the folder can't be read or holds no video.
    """
    try:
        files = sorted(entry for entry in folder.iterdir() if entry.is_file())
    except OSError as error:
        raise CommandError(
            f"The folder {folder} can't be read ({error.strerror}): choose another one."
        ) from error
    found = [file for file in files if not file.name.startswith(".") and _is_video(file)]
    if not found:
        raise CommandError(f"There is no video in {folder}: choose another folder.")
    return found


def _is_video(file: Path) -> bool:
    if file.suffix.lower() in VIDEO_SUFFIXES:
        return True
    try:
        probe(file)
    except VideoError:
        return False
    return True


def require_place(target: Path, source: Path) -> None:
    """Make sure that a file can probably be written.

    Raises:
        CommandError: the target is a folder or the source itself, or its place is not writable.
    """
    if target.is_dir():
        raise CommandError(f"{target} is a folder: add the name of a file.")
    if target.exists() and source.exists() and target.samefile(source):
        raise CommandError(f"{target} is the video itself: choose another name.")
    folder = target.absolute().parent
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        raise CommandError(f"{target} can't be written: choose a place where you may write.")


def write_text(target: Path, text: str) -> None:
    """Write a text file (UTF-8); it appears whole or not at all.

    Raises:
        CommandError: the place can't be written or is full.
    """
    part: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        part.chmod(0o666 & ~_umask())
        part.replace(target)
    except OSError as error:
        raise CommandError(
            f"{target} can't be written ({error.strerror}): free some space or choose another "
            "place."
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
