"""The daily job in the server: it comes, comes again, and never stops the server."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from coach.records import StorageError
from coach.web import housekeeping
from coach.web.housekeeping import keeping_house

NOW = timedelta(microseconds=1)


def test_it_comes_and_comes_again_whatever_happens() -> None:
    done: list[str] = []

    async def live() -> None:
        enough = asyncio.Event()
        loop = asyncio.get_running_loop()

        def once() -> None:
            done.append("done")
            if len(done) == 1:
                raise StorageError("The log is busy.")
            if len(done) == 2:
                raise RuntimeError("nobody foresaw this")
            loop.call_soon_threadsafe(enough.set)

        async with keeping_house(NOW, NOW, once):
            await enough.wait()

    asyncio.run(live())
    assert len(done) >= 3


def test_a_server_that_stops_does_not_wait_for_tomorrow(data_dir: Path) -> None:
    async def live() -> None:
        async with keeping_house():
            pass

    asyncio.run(live())


def test_what_it_does_needs_nothing_but_the_settings(
    data_dir: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "coach.web.housekeeping"):
        housekeeping._once()
    assert "was deleted" in caplog.text
