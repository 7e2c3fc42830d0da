"""A line to a page, whatever is talked about on it: who may speak, how much, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from coach.live.wire import MAX_BYTES, Hello, WireError, read_message
from coach.web.live.admitting import admit
from coach.web.live.hub import Connection
from coach.web.live.origin import is_own
from coach.web.live.tokens import Claim

PER_SECOND: Final = 40.0
BURST: Final = 80.0
HELLO_WITHIN_S: Final = 10.0

BAD_TOKEN: Final = 4401
GONE: Final = 4404
TAKEN: Final = 4409
TOO_FAST: Final = 4429
TOO_LARGE: Final = 1009
BAD_MESSAGE: Final = 1003

_SENTENCES: Final = {
    BAD_TOKEN: "This page is too old to go on: load it again.",
    GONE: "This sitting is over. What you did is in your log.",
    TOO_FAST: "The camera sends more than the coach can follow: load the page again.",
    TOO_LARGE: "The camera sends more than the coach can follow: load the page again.",
    BAD_MESSAGE: "The coach did not understand this page: load it again.",
}
_CODES: Final = {
    BAD_TOKEN: "bad_token",
    GONE: "gone",
    TOO_FAST: "too_fast",
    TOO_LARGE: "too_large",
    BAD_MESSAGE: "bad_message",
}


class ClosingError(Exception):
    """The connection has to end, with this code; ``text`` is said instead of the usual."""

    def __init__(self, code: int, text: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.text = text or _SENTENCES[code]


class Pace:
    """Lets messages through at a bounded rate: a bucket that refills."""

    def __init__(self, per_second: float = PER_SECOND, burst: float = BURST) -> None:
        self._per_second, self._burst = per_second, burst
        self._left = burst
        self._at = time.monotonic()

    def spend(self) -> None:
        """One more message.

        Raises:
            ClosingError: there are too many.
        """
        now = time.monotonic()
        self._left = min(self._left + (now - self._at) * self._per_second, self._burst)
        self._at = now
        if self._left < 1.0:
            raise ClosingError(TOO_FAST)
        self._left -= 1.0


async def talk(socket: WebSocket, serve: Callable[[Claim, Hello], Awaitable[None]]) -> None:
    """Let in whoever may come, serve them, and say why when it has to end."""

    async def greet_and_serve() -> None:
        hello = await greeting(socket)
        claim = await asyncio.to_thread(admit, hello.token)
        if claim is None:
            raise ClosingError(BAD_TOKEN)
        await serve(claim, hello)

    await hold_line(socket, greet_and_serve)


async def hold_line(socket: WebSocket, work: Callable[[], Awaitable[None]]) -> None:
    """Open the line to a page of this app, and to no other, and say why when it has to end."""
    if not is_own(socket):
        await socket.close()  # before it is accepted: the browser gets 403
        return
    await socket.accept()
    try:
        await work()
    except ClosingError as closing:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            told = {"type": "error", "code": _CODES[closing.code], "text": closing.text}
            await socket.send_json(told)
            await socket.close(closing.code)
    except WebSocketDisconnect:
        pass


async def converse(
    socket: WebSocket, connection: Connection, reading: Coroutine[Any, Any, None]
) -> None:
    """Write what waits for the page, and read as given, until either ends."""
    await until_one_ends(_write(socket, connection), reading)


async def until_one_ends(*work: Coroutine[Any, Any, None]) -> None:
    """Do all this at once, until any of it ends or can't go on."""
    tasks = {asyncio.create_task(each) for each in work}
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def receive(socket: WebSocket, most_bytes: int = MAX_BYTES) -> str:
    """The next message.

    Raises:
        ClosingError: it is too long, or no text.
        WebSocketDisconnect: the page has gone.
    """
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    text: str | None = message.get("text")
    if text is None:
        raise ClosingError(BAD_MESSAGE)
    if len(text) > most_bytes:
        raise ClosingError(TOO_LARGE)
    return text


async def greeting(socket: WebSocket) -> Hello:
    """The first message, which says who speaks; nothing else is listened to before.

    Raises:
        ClosingError: it does not come, or is another.
        WebSocketDisconnect: the page has gone.
    """
    try:
        hello = read_message(await asyncio.wait_for(receive(socket), HELLO_WITHIN_S))
    except (TimeoutError, WireError):
        raise ClosingError(BAD_MESSAGE) from None
    if not isinstance(hello, Hello):
        raise ClosingError(BAD_TOKEN)
    return hello


async def _write(socket: WebSocket, connection: Connection) -> None:
    while True:
        message = await connection.outbox.get()
        await socket.send_json(message)
        if message["type"] == "taken":
            await socket.close(TAKEN)
            return
