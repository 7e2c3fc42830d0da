"""A line of the log for each request: what kind of address, how it went, how long it took.

Never the address itself: tokens of videos and invitations stand in it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any, Final

import structlog
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from coach.settings import Settings
from coach.web.pages import PAGES

_STREAMLIT: Final = ("_stcore", "media", "component", "static", "app", "auth")
_QUIET: Final = frozenset({"health", "ready", "static", "live-assets", "vision"})
"""Asked all the time, or files of the program: told only when something is amiss."""

OTHER: Final = "other"


class RequestLog:
    """Writes them."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute] = ()) -> None:
        self._app = app
        self._log: Any = structlog.get_logger("coach.requests")
        self._worker = Settings.from_environment().worker
        firsts = (str(getattr(route, "path", "")).split("/")[1:2] for route in routes)
        self._known = {
            *_STREAMLIT,
            *(first for named in firsts for first in named if first and "{" not in first),
            *(spec.url for spec in PAGES if spec.url),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, and tell."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 0

        async def noticed(message: Message) -> None:
            nonlocal status
            if message["type"].endswith("response.start"):
                status = int(message["status"])
            elif message["type"] == "websocket.accept":
                status = 101
            elif message["type"] == "websocket.close":
                status = status or 403  # it was never let in
            await send(message)

        try:
            await self._app(scope, receive, noticed)
        except BaseException:
            status = status or 500
            raise
        finally:
            self._tell(scope, status, 1000.0 * (time.perf_counter() - begun))

    def _tell(self, scope: Scope, status: int, took_ms: float) -> None:
        place = self._place(str(scope["path"]))
        if place in _QUIET and status < 400:
            return
        tell = self._log.warning if status >= 500 else self._log.info
        tell(
            "request",
            method=scope.get("method", "WS"),
            place=place,
            status=status,
            ms=round(took_ms, 1),
            worker=self._worker,
        )

    def _place(self, path: str) -> str:
        """The first part of an address, if it is one of ours; "" is the first page."""
        first = path.strip("/").split("/", 1)[0]
        return first if not first or first in self._known else OTHER
