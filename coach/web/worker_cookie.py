"""The cookie by which a proxy brings a browser back to the process that it began with.

A page's session and a live sitting are in the memory of one process. Where several run behind one
proxy, each names itself in a cookie; the proxy sends whoever has it there. It holds no secret.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.settings import ALONE, Settings

WORKER_COOKIE: Final = "back_coach_worker"

BY_NAME: Final = "/w/"
"""Addresses that begin so name their process themselves: asking there moves nobody."""

_APART: Final = (BY_NAME, "/health", "/ready")


class WorkerCookie:
    """Tells a browser that came here for the first time, or from elsewhere, to stay."""

    def __init__(self, app: ASGIApp, worker: str | None = None) -> None:
        self._app = app
        self._worker = worker or Settings.from_environment().worker

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, with the cookie where it is needed."""
        if scope["type"] != "http" or not self._is_needed(scope):
            await self._app(scope, receive, send)
            return

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("set-cookie", self._cookie(scope))
            await send(message)

        await self._app(scope, receive, with_cookie)

    def _is_needed(self, scope: Scope) -> bool:
        if self._worker == ALONE or str(scope["path"]).startswith(_APART):
            return False
        return HTTPConnection(scope).cookies.get(WORKER_COOKIE) != self._worker

    def _cookie(self, scope: Scope) -> str:
        answer = Response()
        answer.set_cookie(
            WORKER_COOKIE,
            self._worker,
            path="/",
            secure=scope.get("scheme") == "https",
            httponly=True,
            samesite="lax",
        )
        return answer.headers["set-cookie"]
