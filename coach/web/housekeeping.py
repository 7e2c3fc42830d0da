"""The daily job inside the server; several processes that do it are harmless."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from coach.settings import Settings
from coach.trust.housekeeping import keep_house
from coach.trust.words import words
from coach.web.visitors import database_of
from poses.errors import UserFacingError

_log = logging.getLogger(__name__)


@asynccontextmanager
async def keeping_house(
    first: timedelta | None = None,
    every: timedelta | None = None,
    once: Callable[[], object] | None = None,
) -> AsyncIterator[None]:
    """For as long as the block lasts, delete once a day what has had its time.

    ``first`` is how long after the start it begins, ``every`` how often it comes, ``once`` what is
    done then.
    """
    rules = words().retention
    task = asyncio.create_task(
        _daily(
            (first or timedelta(minutes=rules.first_minutes)).total_seconds(),
            (every or timedelta(hours=rules.every_hours)).total_seconds(),
            once or _once,
        )
    )
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _daily(first_s: float, every_s: float, once: Callable[[], object]) -> None:
    await asyncio.sleep(first_s)
    while True:
        try:
            await asyncio.to_thread(once)
        except UserFacingError as error:
            _log.warning("the daily deletion was not done: %s", error)
        except Exception:
            # The server goes on, and tries again tomorrow.
            _log.exception("the daily deletion was not done")
        await asyncio.sleep(every_s)


def _once() -> None:
    settings = Settings.from_environment()
    done = keep_house(database_of(settings), settings)
    _log.info("what had its time was deleted: %s", done)
