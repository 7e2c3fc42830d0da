"""What the browser needs for a live set, served by the app itself."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coach.web.live.pinned_response import respond
from coach.web.live.scripts import Scripts
from coach.web.live.vision import Vision
from poses.fetch import Progress

_VISION: Final = "vision"
_SCRIPTS: Final = "live-assets"

_vision: Final = Vision()
_scripts: Final = Scripts()


def asset_routes(vision: Vision = _vision, scripts: Scripts = _scripts) -> list[Route]:
    """The pose library and its models, and the program's own scripts, for ``st.App``."""

    async def send_vision(request: Request) -> Response:
        path: str = request.path_params["path"]
        return respond(request, await run_in_threadpool(vision.find, path))

    async def send_script(request: Request) -> Response:
        digest, name = request.path_params["digest"], request.path_params["name"]
        return respond(request, await run_in_threadpool(scripts.find, digest, name))

    return [
        Route(f"/{_VISION}/{{path:path}}", send_vision),
        Route(f"/{_SCRIPTS}/{{digest}}/{{name}}", send_script),
    ]


def live_assets_base() -> str:
    """Where the scripts are now, relative to the app, with ``/`` at the end."""
    return f"{_SCRIPTS}/{_scripts.edition().digest}/"


def vision_data() -> dict[str, object]:
    """Where library, wasm and models are, relative to the app; prepares them if nobody has.

    Raises:
        UserFacingError: they can't be had; the message says what to do.
    """
    return _vision.data(f"{_VISION}/")


def ready() -> bool:
    """Whether a live set can begin without fetching or preparing anything."""
    return _vision.ready


def prepare(progress: Progress | None = None) -> None:
    """Fetch and prepare what is not there yet, telling bytes done and in total.

    Whoever calls it waits: it is for the thread of a page, not for the event loop.

    Raises:
        UserFacingError: something can't be had; the message says what to do.
    """
    _vision.prepare(progress)
