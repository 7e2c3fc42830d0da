"""The live page's own scripts and styles, under an address that names their content."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coach.web.live.pinned_response import PinnedContent

FOLDER: Final = Path(__file__).parents[1] / "assets" / "live"

_ENDINGS: Final = (".css", ".js")


@dataclass(frozen=True, slots=True)
class Edition:
    """All scripts and styles as they were together, and the digest over them."""

    digest: str
    files: Mapping[str, PinnedContent]


class Scripts:
    """The scripts in a folder; what was changed on the disk makes a new edition."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._last: tuple[object, Edition] | None = None

    def edition(self) -> Edition:
        """The scripts as they are now."""
        paths = sorted(path for path in self._folder.glob("*") if path.suffix in _ENDINGS)
        facts = [(path.name, path.stat()) for path in paths]
        seen = [(name, stat.st_mtime_ns, stat.st_size) for name, stat in facts]
        last = self._last
        if last is None or last[0] != seen:
            last = self._last = (seen, _read(paths))
        return last[1]

    def find(self, digest: str, name: str) -> PinnedContent | None:
        """One of them, if this is the edition that was asked for."""
        edition = self.edition()
        return edition.files.get(name) if digest == edition.digest else None


def _read(paths: list[Path]) -> Edition:
    whole = hashlib.sha256()
    files = {}
    for path in paths:
        content = path.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        whole.update(f"{path.name} {sha256}\n".encode())
        packed = gzip.compress(content, mtime=0)
        files[path.name] = PinnedContent(path.name, sha256, content, packed)
    return Edition(whole.hexdigest()[:16], files)
