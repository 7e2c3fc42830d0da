"""The websocket between a page at the desk and its monitor.

It speaks as the live one does (``docs/live.md``): hello, frames and ping in, with the same answers.
Its commands are the wishes of ``coach/posture/wishes.py``, its updates ``coach/posture/state.py``.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any, Final

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from coach.live.livecoach import Owner
from coach.live.wire import Frames, Hello, Ping, WireError
from coach.posture.wishes import Wish, read_desk_message
from coach.web.deskwatch.rooms import DeskRoom, desk_rooms
from coach.web.live.hub import Connection
from coach.web.live.line import BAD_MESSAGE, GONE, ClosingError, Pace, converse, receive, talk
from coach.web.live.tokens import Claim
from coach.web.store import owner_of
from poses.errors import UserFacingError

PATH: Final = "live/desk"


def desk_socket_route() -> WebSocketRoute:
    """The route, for ``st.App``."""
    return WebSocketRoute(f"/{PATH}", _desk)


async def _desk(socket: WebSocket) -> None:
    async def serve(claim: Claim, hello: Hello) -> None:
        room = await _room(claim)
        connection = Connection(hello.client, claim.role)
        _join(room, connection)
        try:
            await converse(socket, connection, _read(socket, room, connection))
        finally:
            await _leave(room, connection)

    await talk(socket, serve)


async def _room(claim: Claim) -> DeskRoom:
    """The room that the token names; after a restart of the server a new one of that name."""
    room = desk_rooms.find(claim.sitting, claim.person)
    if room is not None:
        return room
    try:
        owner: Owner = await asyncio.to_thread(owner_of, claim.person)
        return await asyncio.to_thread(desk_rooms.open, owner, claim.sitting)
    except UserFacingError:
        raise ClosingError(GONE) from None


def _join(room: DeskRoom, connection: Connection) -> None:
    if room.camera is not None:
        room.camera.replaced = True
        room.camera.send({"type": "taken"})
        room.desk.camera_left()
    room.camera = connection
    connection.send({"type": "welcome", "update": room.desk.state().as_json()})
    if room.desk.over:
        connection.send({"type": "over"})


async def _leave(room: DeskRoom, connection: Connection) -> None:
    room.touched_s = time.monotonic()
    if room.camera is connection:
        room.camera = None
        room.desk.camera_left()
    if not room.superseded:
        await asyncio.to_thread(room.keep, now=True)


async def _read(socket: WebSocket, room: DeskRoom, connection: Connection) -> None:
    pace = Pace()
    while True:
        text = await receive(socket)
        pace.spend()
        try:
            message = read_desk_message(text)
        except WireError:
            raise ClosingError(BAD_MESSAGE) from None
        if connection.replaced:
            continue
        if room.superseded:
            connection.replaced = True
            connection.send({"type": "taken"})
            continue
        match message:
            case Frames():
                await _watch(room, connection, message)
            case Wish():
                await _grant(room, connection, message)
            case Ping():
                connection.send({"type": "pong", "t": message.t})
            case Hello():
                raise ClosingError(BAD_MESSAGE)


async def _watch(room: DeskRoom, connection: Connection, message: Frames) -> None:
    for seen in message.frames:
        state = room.desk.feed(seen.camera_s, seen.frame)
    connection.send(state.as_json() | {"ack": message.frames[-1].number})
    await _keep(room, connection)


async def _grant(room: DeskRoom, connection: Connection, wish: Wish) -> None:
    state = room.desk.wish(wish)
    connection.send(state.as_json())
    if room.desk.over:
        await _keep(room, connection, now=True)
        connection.send({"type": "over"})


async def _keep(room: DeskRoom, connection: Connection, *, now: bool = False) -> None:
    await asyncio.to_thread(room.keep, now=now)
    problem = room.keeper.problem
    if problem and problem != room.told_problem:
        told: dict[str, Any] = {"type": "error", "code": "storage", "text": problem}
        connection.send(told)
    room.told_problem = problem
