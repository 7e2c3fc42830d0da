"""The websocket between camera, screens and coach; see ``docs/live.md`` for its messages."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any, Final

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from coach.live.livecoach import Owner
from coach.live.update import Update
from coach.live.wire import MAX_BYTES, Command, Frames, Hello, Ping, WireError, read_message
from coach.web.live.hub import Connection, Room, hub
from coach.web.live.origin import is_own
from coach.web.live.telling import pose_message, update_message, welcome
from coach.web.live.tokens import Claim, read, secret_key
from coach.web.store import owner_of
from poses.errors import UserFacingError

PATH: Final = "live/socket"
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


class _ClosingError(Exception):
    """The connection has to end, with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _Pace:
    """Lets messages through at a bounded rate: a bucket that refills."""

    def __init__(self) -> None:
        self._left = BURST
        self._at = time.monotonic()

    def spend(self) -> None:
        """One more message.

        Raises:
            _ClosingError: there are too many.
        """
        now = time.monotonic()
        self._left = min(self._left + (now - self._at) * PER_SECOND, BURST)
        self._at = now
        if self._left < 1.0:
            raise _ClosingError(TOO_FAST)
        self._left -= 1.0


def socket_route() -> WebSocketRoute:
    """The route, for ``st.App``."""
    return WebSocketRoute(f"/{PATH}", _live)


async def _live(socket: WebSocket) -> None:
    if not is_own(socket):
        await socket.close()  # before it is accepted: the browser gets 403
        return
    await socket.accept()
    try:
        claim, hello = await _greet(socket)
        room = await _room(claim)
        await _serve(socket, room, Connection(hello.client, claim.role))
    except _ClosingError as closing:
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            text = _SENTENCES[closing.code]
            await socket.send_json({"type": "error", "code": _CODES[closing.code], "text": text})
            await socket.close(closing.code)
    except WebSocketDisconnect:
        pass


async def _greet(socket: WebSocket) -> tuple[Claim, Hello]:
    try:
        hello = read_message(await asyncio.wait_for(_receive(socket), HELLO_WITHIN_S))
    except TimeoutError:
        raise _ClosingError(BAD_MESSAGE) from None
    except WireError:
        raise _ClosingError(BAD_MESSAGE) from None
    if not isinstance(hello, Hello):
        raise _ClosingError(BAD_TOKEN)
    claim = read(hello.token, await asyncio.to_thread(secret_key))
    if claim is None:
        raise _ClosingError(BAD_TOKEN)
    return claim, hello


async def _room(claim: Claim) -> Room:
    room = hub.find(claim.sitting, claim.person)
    if room is not None:
        return room
    try:
        owner: Owner = await asyncio.to_thread(owner_of, claim.person)
        found = await asyncio.to_thread(hub.recover, claim.sitting, owner)
    except UserFacingError:
        found = None
    if found is None:
        raise _ClosingError(GONE)
    return found


async def _serve(socket: WebSocket, room: Room, connection: Connection) -> None:
    _join(room, connection)
    writer = asyncio.create_task(_write(socket, connection))
    reader = asyncio.create_task(_read(socket, room, connection))
    try:
        done, _ = await asyncio.wait({writer, reader}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in (writer, reader):
            task.cancel()
        await asyncio.gather(writer, reader, return_exceptions=True)
        _leave(room, connection)


def _join(room: Room, connection: Connection) -> None:
    if connection.role == "screen":
        connection.send(welcome(room, connection.role))
        room.screens.add(connection)
        connection.send({"type": "camera", "present": room.camera is not None})
    else:
        if room.camera is not None:
            room.camera.replaced = True
            room.camera.send({"type": "taken"})
            room.coach.camera_left()
        if connection.client != room.filmed_by:
            # A page that closes asks for a pause on its way out; whoever opens another goes on.
            room.coach.sitting.expect()
        room.filmed_by = connection.client
        room.camera = connection
        connection.send(welcome(room, connection.role))
        for screen in room.screens:
            screen.send({"type": "camera", "present": True})
    if room.coach.sitting.over:
        connection.send(_over(room))


def _leave(room: Room, connection: Connection) -> None:
    room.touched_s = time.monotonic()
    room.screens.discard(connection)
    if room.camera is connection:
        room.camera = None
        room.coach.camera_left()
        _tell(room, room.coach.sitting.update())
        for screen in room.screens:
            screen.send({"type": "camera", "present": False})


async def _write(socket: WebSocket, connection: Connection) -> None:
    while True:
        message = await connection.outbox.get()
        await socket.send_json(message)
        if message["type"] == "taken":
            await socket.close(TAKEN)
            return


async def _read(socket: WebSocket, room: Room, connection: Connection) -> None:
    pace = _Pace()
    while True:
        text = await _receive(socket)
        pace.spend()
        try:
            message = read_message(text)
        except WireError:
            raise _ClosingError(BAD_MESSAGE) from None
        if connection.replaced:
            continue
        if room.superseded:
            connection.replaced = True
            connection.send({"type": "taken"})
            continue
        match message:
            case Frames() if connection is room.camera:
                _watch(room, connection, message)
            case Command():
                _tell(room, room.coach.command(message))
            case Ping():
                connection.send({"type": "pong", "t": message.t})
            case Hello():
                raise _ClosingError(BAD_MESSAGE)


async def _receive(socket: WebSocket) -> str:
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1000))
    text: str | None = message.get("text")
    if text is None:
        raise _ClosingError(BAD_MESSAGE)
    if len(text) > MAX_BYTES:
        raise _ClosingError(TOO_LARGE)
    return text


def _watch(room: Room, camera: Connection, message: Frames) -> None:
    room.coach.dropped += message.dropped
    for seen in message.frames:
        update = room.coach.feed(seen.camera_s, seen.frame, seen.light)
        last = seen is message.frames[-1]
        if last or update.cues:
            _tell(room, update, camera, seen.number)
    for screen in room.screens:
        screen.send_if_idle(pose_message(message.frames[-1].frame))


def _tell(
    room: Room, update: Update, camera: Connection | None = None, ack: int | None = None
) -> None:
    content = update_message(room, update)
    for one in room.everybody():
        one.send({**content, "ack": ack} if one is camera else content)
    problem = room.coach.keeper.problem
    if problem and problem != room.told_problem:
        for one in room.everybody():
            one.send({"type": "error", "code": "storage", "text": problem})
    room.told_problem = problem
    if room.coach.sitting.over and not room.told_over:
        room.told_over = True
        for one in room.everybody():
            one.send(_over(room))


def _over(room: Room) -> dict[str, Any]:
    sitting = room.coach.sitting
    return {
        "type": "over",
        "ended": sitting.ended,
        "sets": [str(set_id) for set_id in sitting.set_ids],
    }
