"""An encrypted video as an answer that a player can jump in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from starlette.responses import PlainTextResponse, Response, StreamingResponse

from coach.keyring import Keyring
from coach.records.sealed_file import SealedReader

# Several parts at once, or anything else, is answered with the whole, as the standard lets one do.
_RANGE: Final = re.compile(r"bytes=(?=[0-9]|-[0-9])(?P<first>[0-9]{0,15})-(?P<last>[0-9]{0,15})")


def sealed_response(
    path: Path,
    keys: Keyring,
    context: bytes,
    *,
    mime: str,
    asked: str | None,
    headers: Mapping[str, str],
) -> Response:
    """The whole video, or the part that the header ``Range`` asks for.

    Raises:
        KeyMissingError: the key of the video is not here.
        SealBrokenError: it is not whole.
        OSError: it can't be read.
    """
    reader = SealedReader(path, keys, context)
    asked = asked if asked and _RANGE.fullmatch(asked.strip()) else None
    part = _part(asked, reader.size)
    if part is None:
        size = reader.size
        reader.close()
        return PlainTextResponse(
            "This part of the video is not there.",
            416,
            headers={**headers, "Content-Range": f"bytes */{size}"},
        )
    start, end = part
    told = {**headers, "Accept-Ranges": "bytes", "Content-Length": str(end - start)}
    if asked is not None:
        told["Content-Range"] = f"bytes {start}-{end - 1}/{reader.size}"
    return StreamingResponse(
        _sent(reader, start, end), 200 if asked is None else 206, headers=told, media_type=mime
    )


def _sent(reader: SealedReader, start: int, end: int) -> Iterator[bytes]:
    with reader:
        yield from reader.read_from(start, end)


def _part(asked: str | None, size: int) -> tuple[int, int] | None:
    """From where up to where, None if there is nothing; no wish is the whole."""
    told = _RANGE.fullmatch(asked.strip()) if asked else None
    if told is None:
        return 0, size
    first, last = told["first"], told["last"]
    if not first:  # the last so many bytes
        return (max(0, size - int(last)), size) if int(last) and size else None
    start = int(first)
    end = min(size, int(last) + 1) if last else size
    return (start, end) if start < end else None
