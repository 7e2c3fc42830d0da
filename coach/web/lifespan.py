"""What happens while the server runs, once a day, and when it stops: clips are deleted."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from coach.logs import configure
from coach.web.desk import desk
from coach.web.housekeeping import keeping_house
from coach.web.shelf import shelf

HAND_OVER_S: Final = 0.0005
"""How long the thread of a page may go on while the one that answers live pictures waits.

That one waits anew for every line that it reads or writes: with Python's usual 5 ms, a page that
computes for a second would leave time for some two hundred of these.
"""


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """For ``st.App``: a server that is told to stop runs no ``atexit``, but this."""
    configure()  # again, since the server has given its own loggers their handlers by now
    sys.setswitchinterval(HAND_OVER_S)
    try:
        async with keeping_house():
            yield
    finally:
        if desk.cache_info().currsize:
            desk().close()
        shelf.close()
