"""Is this process alive, and can it do its work? For proxies, containers and whoever watches."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from coach.records.migrate import is_newest
from coach.web.store import my_database
from poses.browser_assets import check_browser_assets
from poses.errors import UserFacingError
from poses.models import check_model

Check = Callable[[], bool]

_NO_STORE: Final = {"Cache-Control": "no-store"}

_log = logging.getLogger(__name__)


def database_is_ready() -> bool:
    """Whether the database answers, and its tables are this version's."""
    database = my_database()
    with database.reading() as session:
        return is_newest(session.connection())


class _Model:
    """Reading all of it takes a moment: what was whole once is looked at no more."""

    def __init__(self) -> None:
        self._was_ready = False

    def __call__(self) -> bool:
        if not self._was_ready:
            self._was_ready = check_model("full").state == "ready" == check_browser_assets().state
        return self._was_ready


model_is_ready: Final = _Model()
"""Whether what finds the pose, here and in the browser, is on this machine and whole."""


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {"database": database_is_ready, "model": model_is_ready}
)


def health_routes(checks: Mapping[str, Check] = CHECKS) -> list[Route]:
    """``/health``: alive. ``/ready``: 200, or 503 with what is missing; both tell no details."""

    async def ready(_request: Request) -> Response:
        found = {
            name: await asyncio.to_thread(_holds, name, check) for name, check in checks.items()
        }
        fine = all(found.values())
        content = {
            "status": "ready" if fine else "not ready",
            "checks": {name: "ok" if held else "missing" for name, held in found.items()},
        }
        return JSONResponse(content, 200 if fine else 503, headers=_NO_STORE)

    return [Route("/health", _alive), Route("/ready", ready)]


async def _alive(_request: Request) -> Response:
    return JSONResponse({"status": "ok"}, headers=_NO_STORE)


def _holds(name: str, check: Check) -> bool:
    try:
        return check()
    except UserFacingError as error:
        _log.warning("not ready: %s", name, exc_info=error)
        return False
