"""The place of one therapist who watches: what is sent there, and what is not any more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

from starlette.websockets import WebSocket

from coach.live.sharing import Why

QUEUE: Final = 32
_OF_THE_PATIENT: Final = ("pose", "state", "said")


class Seat:
    """What waits for one page. Anything of the patient goes only while ``may_see()`` says so."""

    def __init__(self, may_see: Callable[[], bool]) -> None:
        self._may_see = may_see
        self._outbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue(QUEUE)
        self.ended: Why | None = None

    def show(self, message: dict[str, Any]) -> None:
        """Something of the patient; a page that does not keep up gets no more poses for a while."""
        waiting = self._outbox.qsize()
        if waiting < (QUEUE // 8 if message["type"] == "pose" else QUEUE):
            self._outbox.put_nowait(message)

    def tell(self, message: dict[str, Any]) -> None:
        """Something else; a page that reads nothing any more loses it."""
        if not self._outbox.full():
            self._outbox.put_nowait(message)

    def end(self, why: Why) -> None:
        """Whatever waits is thrown away; the page is told why, and that is all."""
        self.ended = why
        while not self._outbox.empty():
            self._outbox.get_nowait()
        self._outbox.put_nowait({"type": "ended", "why": why})

    async def write(self, socket: WebSocket) -> None:
        """Send what waits, until it ended."""
        while True:
            message = await self._outbox.get()
            if message["type"] in _OF_THE_PATIENT and not self._may_see():
                continue
            await socket.send_json(message)
            if message["type"] == "ended":
                await socket.close()
                return
