"""How much may be sent here, and by whom, before anybody reads it.

A page takes files of some hundred megabytes into memory: only from those who are signed in, and
only a few at once. Whatever else is sent is small.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.web.browser import COOKIE
from coach.web.coming_in import may_come_in
from coach.web.live.videos import MOST_PIECE_BYTES, UPLOAD

FILES: Final = "/_stcore/upload_file/"
"""Where Streamlit takes files; it checks their size itself (``server.maxUploadSize``)."""

VIDEO: Final = f"/{UPLOAD}"
MOST_BYTES: Final = 256 * 1024
"""Of anything that is neither a file nor a piece of video."""

FILES_AT_ONCE: Final = 4

_TOO_LARGE: Final = "This is more than can be sent here."
_NOT_YOU: Final = "You are signed out. Load this page again to sign in."
_BUSY: Final = "Several files are being sent just now. Please try again in a minute."


class _TooLargeError(Exception):
    """More came than was allowed."""


class UploadLimits:
    """Refuses what is too large, comes from strangers, or is too much at once."""

    def __init__(self, app: ASGIApp, may_send: Callable[[str | None], bool] = may_come_in) -> None:
        self._app = app
        self._may_send = may_send
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, within the limits."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif str(scope["path"]).startswith(FILES) and scope["method"] not in ("GET", "OPTIONS"):
            await self._file(scope, receive, send)
        else:
            await self._small(scope, receive, send)

    async def _file(self, scope: Scope, receive: Receive, send: Send) -> None:
        cookie = HTTPConnection(scope).cookies.get(COOKIE)
        if not await asyncio.to_thread(self._may_send, cookie):
            await _refusal(403, _NOT_YOU)(scope, receive, send)
            return
        if self._under_way >= FILES_AT_ONCE:
            await _refusal(503, _BUSY)(scope, receive, send)
            return
        self._under_way += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way -= 1

    async def _small(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = MOST_PIECE_BYTES if scope["path"] == VIDEO else MOST_BYTES
        told = Headers(scope=scope).get("content-length", "")
        if told.isdecimal() and int(told) > most:
            await _refusal(413, _TOO_LARGE)(scope, receive, send)
            return
        came, begun = 0, False

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise _TooLargeError
            return message

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, counted, noticed)
        except _TooLargeError:
            if not begun:
                await _refusal(413, _TOO_LARGE)(scope, receive, send)


def _refusal(status: int, text: str) -> Response:
    headers = {"Cache-Control": "no-store", "Connection": "close"}
    return PlainTextResponse(text, status, headers=headers)
