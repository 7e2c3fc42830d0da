"""What happens while the server runs, once a day, and when it stops: clips are deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from coach.logs import configure
from coach.web.desk import desk
from coach.web.housekeeping import keeping_house
from coach.web.shelf import shelf


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """For ``st.App``: a server that is told to stop runs no ``atexit``, but this."""
    configure()  # again, since the server has given its own loggers their handlers by now
    try:
        async with keeping_house():
            yield
    finally:
        if desk.cache_info().currsize:
            desk().close()
        shelf.close()
