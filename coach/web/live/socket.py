"""The websocket between camera, screens and coach; see ``docs/live.md`` for its messages."""

from __future__ import annotations

import asyncio
import time
from typing import Final

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from coach.live.livecoach import Owner
from coach.live.wire import Answer, Command, Frames, Hello, Ping, WireError, read_message
from coach.web.live.answering import answer
from coach.web.live.hub import Connection, Room, hub
from coach.web.live.line import BAD_MESSAGE, GONE, ClosingError, Pace, converse, receive, talk
from coach.web.live.presence import make_known
from coach.web.live.telling import (
    over_message,
    show_body,
    stop_sharing,
    tell,
    welcome,
)
from coach.web.live.tokens import Claim
from coach.web.store import owner_of
from poses.errors import UserFacingError

PATH: Final = "live/socket"


def socket_route() -> WebSocketRoute:
    """The route, for ``st.App``."""
    return WebSocketRoute(f"/{PATH}", _live)


async def _live(socket: WebSocket) -> None:
    async def serve(claim: Claim, hello: Hello) -> None:
        room = await _room(claim)
        connection = Connection(hello.client, claim.role)
        _join(room, connection)
        try:
            await converse(socket, connection, _read(socket, room, connection, claim))
        finally:
            _leave(room, connection)

    await talk(socket, serve)


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
        raise ClosingError(GONE)
    return found


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
        connection.send(over_message(room))
    if not room.sharing.empty:
        connection.send(room.sharing.as_json())
    make_known(room)


def _leave(room: Room, connection: Connection) -> None:
    room.touched_s = time.monotonic()
    room.screens.discard(connection)
    if room.camera is connection:
        room.camera = None
        room.coach.camera_left()
        tell(room, room.coach.sitting.update())
        for screen in room.screens:
            screen.send({"type": "camera", "present": False})
    if room.empty:
        # Nobody is there to see that somebody watches.
        stop_sharing(room, "left")
    room.stirred.set()


async def _read(socket: WebSocket, room: Room, connection: Connection, claim: Claim) -> None:
    pace = Pace()
    while True:
        text = await receive(socket)
        pace.spend()
        try:
            message = read_message(text)
        except WireError:
            raise ClosingError(BAD_MESSAGE) from None
        if connection.replaced:
            continue
        if room.superseded:
            connection.replaced = True
            connection.send({"type": "taken"})
            stop_sharing(room, "over")
            continue
        match message:
            case Frames() if connection is room.camera:
                _watch(room, connection, message)
            case Command():
                tell(room, room.coach.command(message))
            case Answer():
                answer(room, message, claim.sign_in)
            case Ping():
                connection.send({"type": "pong", "t": message.t})
            case Hello():
                raise ClosingError(BAD_MESSAGE)


def _watch(room: Room, camera: Connection, message: Frames) -> None:
    room.coach.dropped += message.dropped
    for seen in message.frames:
        update = room.coach.feed(seen.camera_s, seen.frame, seen.light)
        last = seen is message.frames[-1]
        if last or update.cues:
            tell(room, update, camera, seen.number)
    show_body(room, message.frames[-1].frame)
