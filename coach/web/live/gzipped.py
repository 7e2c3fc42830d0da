"""Compressed copies of files, made once and kept beside the cache."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import logging
import shutil
import tempfile
import zlib
from pathlib import Path

from poses.provision import cache_folder

_log = logging.getLogger(__name__)


def gzipped_copy(path: Path, sha256: str) -> Path | None:
    """The compressed copy of a file with this checksum; None if it can't be kept anywhere."""
    copy = cache_folder() / "gzip" / f"{sha256}.gz"
    if _is_intact(copy, sha256):
        return copy
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        _compress(path, copy)
    except OSError as error:
        _log.info("%s is sent uncompressed: %s", path.name, error)
        return None
    return copy


def _is_intact(copy: Path, sha256: str) -> bool:
    try:
        with gzip.open(copy, "rb") as stream:
            digest = hashlib.sha256()
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except (OSError, EOFError, zlib.error):
        return False
    return digest.hexdigest() == sha256


def _compress(path: Path, copy: Path) -> None:
    with tempfile.NamedTemporaryFile(dir=copy.parent, suffix=".part", delete=False) as part:
        try:
            with (
                path.open("rb") as source,
                gzip.GzipFile(filename="", mode="wb", fileobj=part, mtime=0) as target,
            ):
                shutil.copyfileobj(source, target, 1 << 20)
        except BaseException:
            part.close()
            with contextlib.suppress(OSError):
                Path(part.name).unlink()
            raise
    Path(part.name).replace(copy)
