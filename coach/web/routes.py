"""Addresses of the app beside its pages."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from coach.records.sign_ins import visitor_of
from coach.web.account.routes import account_routes
from coach.web.browser import COOKIE
from coach.web.deskwatch.scripts import desk_script_route
from coach.web.deskwatch.socket import desk_socket_route
from coach.web.live.assets import asset_routes
from coach.web.live.phone import routes as phone_routes
from coach.web.live.socket import socket_route
from coach.web.live.uploads import may_upload
from coach.web.live.videos import video_routes
from coach.web.reviewing.scripts import review_script_route
from coach.web.shelf import shelf
from coach.web.store import my_database, single_user
from poses.errors import UserFacingError

MAIN_SCRIPT: Final = Path(__file__).with_name("main.py")
CLIPS: Final = "clips"


def routes() -> list[BaseRoute]:
    """All of them, for ``st.App``."""
    return [
        Route("/health", _health),
        Route(f"/{CLIPS}/{{token}}", _clip),
        *asset_routes(),
        socket_route(),
        desk_script_route(),
        review_script_route(),
        desk_socket_route(),
        *video_routes(may_upload),
        *phone_routes(),
        *account_routes(),
    ]


def _may_come_in(cookie: str | None) -> bool:
    try:
        return single_user() or visitor_of(my_database(), cookie) is not None
    except UserFacingError:
        return False


async def _health(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _clip(request: Request) -> Response:
    """A clip for the player, with range requests, which phones need in order to seek."""
    path = None
    if await asyncio.to_thread(_may_come_in, request.cookies.get(COOKIE)):
        path = shelf.find(request.path_params["token"])
    if path is None:
        return PlainTextResponse("This clip is no longer here.", status_code=404)
    return FileResponse(
        path,
        media_type="video/mp4",
        headers={"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"},
    )
