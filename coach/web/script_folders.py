"""Scripts and styles of several folders beside each other, under one address.

The address names the content of all, and the folders lie in it as they do on the disk, so that the
scripts of one find those of another.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from coach.web.live.pinned_response import PinnedContent, respond
from coach.web.live.scripts import Scripts


class ScriptFolders:
    """The editions of some folders as one; a change in any makes a new address."""

    def __init__(self, **folders: Path) -> None:
        """Take the folders by the names that they have in the address."""
        self._parts = {name: Scripts(folder) for name, folder in folders.items()}

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

    def route(self, address: str) -> Route:
        """The route, for ``st.App``."""

        async def send(request: Request) -> Response:
            wanted = (request.path_params[key] for key in ("digest", "folder", "name"))
            return respond(request, await run_in_threadpool(self.find, *wanted))

        return Route(f"/{address}/{{digest}}/{{folder}}/{{name}}", send)

    def base(self, address: str, folder: str) -> str:
        """Where one folder is now, relative to the app, with ``/`` at the end."""
        return f"{address}/{self.digest}/{folder}/"
