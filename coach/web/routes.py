"""Addresses of the app beside its pages."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from coach.web.account.routes import account_routes
from coach.web.browser import COOKIE
from coach.web.coming_in import may_come_in
from coach.web.deskwatch.scripts import desk_script_route
from coach.web.deskwatch.socket import desk_socket_route
from coach.web.headers import SecurityHeaders
from coach.web.health import health_routes
from coach.web.limits import UploadLimits
from coach.web.live.assets import asset_routes
from coach.web.live.phone import routes as phone_routes
from coach.web.live.socket import socket_route
from coach.web.live.uploads import may_upload
from coach.web.live.videos import video_routes
from coach.web.request_log import RequestLog
from coach.web.reviewing.scripts import review_script_route
from coach.web.shelf import shelf
from coach.web.watching.scripts import watch_script_route
from coach.web.watching.socket import watch_routes
from coach.web.worker_cookie import WorkerCookie

MAIN_SCRIPT: Final = Path(__file__).with_name("main.py")
CLIPS: Final = "clips"


def routes() -> list[BaseRoute]:
    """All of them, for ``st.App``."""
    return [
        *health_routes(),
        Route(f"/{CLIPS}/{{token}}", _clip),
        *asset_routes(),
        socket_route(),
        *watch_routes(),
        watch_script_route(),
        desk_script_route(),
        review_script_route(),
        desk_socket_route(),
        *video_routes(may_upload),
        *phone_routes(),
        *account_routes(),
    ]


def middleware(served: Sequence[BaseRoute]) -> list[Middleware]:
    """What every request passes before it comes to a page or one of these routes."""
    return [
        Middleware(SecurityHeaders),
        Middleware(RequestLog, routes=served),
        Middleware(WorkerCookie),
        Middleware(UploadLimits),
    ]


async def _clip(request: Request) -> Response:
    """A clip for the player, with range requests, which phones need in order to seek."""
    path = None
    if await asyncio.to_thread(may_come_in, request.cookies.get(COOKIE)):
        path = shelf.find(request.path_params["token"])
    if path is None:
        return PlainTextResponse("This clip is no longer here.", status_code=404)
    return FileResponse(
        path,
        media_type="video/mp4",
        headers={"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"},
    )
