"""Sending what never changes under its address: cached for good, compressed beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

MEDIA_TYPES: Final = MappingProxyType(
    {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".css": "text/css",
        ".wasm": "application/wasm",
        ".task": "application/octet-stream",
    }
)
"""What may be sent, by the ending of its name."""

_HEADERS: Final = MappingProxyType(
    {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        # Holds for workers begun from one of these: they can reach nobody but this server.
        "Content-Security-Policy": "connect-src 'self' data: blob:",
    }
)


@dataclass(frozen=True, slots=True)
class PinnedContent:
    """Bytes of this checksum, in a file or at hand, with their compressed form if there is one."""

    name: str
    sha256: str
    plain: Path | bytes
    gzipped: Path | bytes | None

    @property
    def is_lost(self) -> bool:
        """Whether somebody has deleted a file of it."""
        return any(isinstance(f, Path) and not f.is_file() for f in (self.plain, self.gzipped))


def respond(request: Request, content: PinnedContent | None) -> Response:
    """The content, in the form that the browser takes; ``None`` is not found."""
    if content is None:
        return not_found()
    body, etag = content.plain, f'"{content.sha256}"'
    headers = dict(_HEADERS)
    if content.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body, etag = content.gzipped, f'"{content.sha256}-gzip"'
        headers["Content-Encoding"] = "gzip"
    headers["ETag"] = etag
    if _has(request, etag):
        headers.pop("Content-Encoding", None)
        return Response(status_code=304, headers=headers)
    media_type = MEDIA_TYPES[PurePosixPath(content.name).suffix]
    if isinstance(body, bytes):
        return Response(body, media_type=media_type, headers=headers)
    return FileResponse(body, media_type=media_type, headers=headers)


def not_found() -> Response:
    """There is nothing under this address now, which need not stay so."""
    return PlainTextResponse(
        "This file is not here: please load the page again.",
        status_code=404,
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
    )


def _has(request: Request, etag: str) -> bool:
    tags = ",".join(request.headers.getlist("if-none-match")).split(",")
    # A proxy may have weakened the tag; the bytes are the same.
    return not {tag.strip().removeprefix("W/") for tag in tags}.isdisjoint({etag, "*"})
