"""The desk page's scripts and styles, with those of the live page that they build on.

Both folders lie beside each other under one address that names the content of all, so that the
scripts of the one find those of the other as they do on the disk.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coach.web.live.pinned_response import PinnedContent, respond
from coach.web.live.scripts import FOLDER, Scripts

DESK_FOLDER: Final = Path(__file__).parents[1] / "assets" / "desk"
_ADDRESS: Final = "desk-assets"


class DeskScripts:
    """Both editions as one; a change in either makes a new address."""

    def __init__(self, desk: Path = DESK_FOLDER, live: Path = FOLDER) -> None:
        self._parts = {"desk": Scripts(desk), "live": Scripts(live)}

    @property
    def digest(self) -> str:
        """Names the content of all scripts as they are now."""
        editions = [scripts.edition().digest for scripts in self._parts.values()]
        return hashlib.sha256(" ".join(editions).encode()).hexdigest()[:16]

    def find(self, digest: str, folder: str, name: str) -> PinnedContent | None:
        """One of them, if these are the editions that were asked for."""
        scripts = self._parts.get(folder)
        if scripts is None or digest != self.digest:
            return None
        return scripts.edition().files.get(name)


_scripts: Final = DeskScripts()


def desk_script_route(scripts: DeskScripts = _scripts) -> Route:
    """The route, for ``st.App``."""

    async def send(request: Request) -> Response:
        wanted = (request.path_params[key] for key in ("digest", "folder", "name"))
        return respond(request, await run_in_threadpool(scripts.find, *wanted))

    return Route(f"/{_ADDRESS}/{{digest}}/{{folder}}/{{name}}", send)


def desk_assets_base() -> str:
    """Where they are now, relative to the app, with ``/`` at the end."""
    return f"{_ADDRESS}/{_scripts.digest}/desk/"
