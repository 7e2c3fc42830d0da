"""The websocket of a therapist who watches; see ``docs/live.md`` for its messages."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Final

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from coach.live.sharing import Onlooker, Why
from coach.live.watch_wire import (
    MAX_WATCH_BYTES,
    MarkMoment,
    SendCue,
    WatchMessage,
    read_watch_message,
)
from coach.live.wire import Hello, Ping, WireError
from coach.records import NotFoundError
from coach.records.watches import WatchId, ask_to_watch, note_ended
from coach.web.browser import COOKIE
from coach.web.live.hub import Room, hub
from coach.web.live.line import (
    BAD_MESSAGE,
    BAD_TOKEN,
    GONE,
    ClosingError,
    Pace,
    greeting,
    hold_line,
    receive,
    until_one_ends,
)
from coach.web.live.telling import tell, tell_of_watchers
from coach.web.visitors import my_database
from coach.web.watching.admitting import Guest, admit, why_no_more
from coach.web.watching.keeping import keep_cue, keep_moment
from coach.web.watching.seat import Seat
from poses.errors import UserFacingError

PATH: Final = "live/watch"

CHECK_S: Final = 2.0
"""Whether the therapist still may is looked up this often; an engineering default."""

ANSWER_S: Final = 60.0
"""Whoever exercises and does not answer for so long does not want to; an engineering default."""

PER_SECOND: Final = 2.0
BURST: Final = 12.0

_SIGN_IN_AGAIN: Final = "This page is too old, or you are signed out: load it again."
_GONE: Final = "This sitting is over, or not yours to watch."

_log = logging.getLogger(__name__)
_noting: set[asyncio.Task[None]] = set()


def watch_routes() -> list[WebSocketRoute]:
    """The route, for ``st.App``: as it is, and with the name of the process before it.

    Where several processes share the work, a proxy leads ``/w/NAME/`` to the one of that name.
    """
    return [
        WebSocketRoute(f"/{PATH}", _watch),
        WebSocketRoute(f"/w/{{worker}}/{PATH}", _watch),
    ]


def watch_path(worker: str) -> str:
    """Where a sitting of this process is watched, relative to the app."""
    return f"w/{worker}/{PATH}"


async def _watch(socket: WebSocket) -> None:
    async def work() -> None:
        hello = await greeting(socket)
        guest = await _guest(hello, socket.cookies.get(COOKIE))
        room = hub.find(guest.sitting.id, guest.sitting.patient.id)
        if room is None or not room.goes_on:
            raise ClosingError(GONE, _GONE)
        await _serve(socket, guest, room)

    await hold_line(socket, work)


async def _guest(hello: Hello, cookie: str | None) -> Guest:
    try:
        guest = await asyncio.to_thread(admit, hello.token, cookie)
    except NotFoundError:
        raise ClosingError(GONE, _GONE) from None
    except UserFacingError as error:
        _log.warning("nobody can watch at the moment", exc_info=error)
        raise ClosingError(GONE, _GONE) from None
    if guest is None:
        raise ClosingError(BAD_TOKEN, _SIGN_IN_AGAIN)
    return guest


async def _serve(socket: WebSocket, guest: Guest, room: Room) -> None:
    barred = room.sharing.barred(guest.therapist.id, time.monotonic())
    if barred is not None:
        await socket.send_json({"type": "ended", "why": barred})
        await socket.close()
        return
    try:
        watch = await asyncio.to_thread(
            ask_to_watch, my_database(), guest.therapist, guest.sitting.id
        )
    except UserFacingError:
        raise ClosingError(GONE, _GONE) from None
    seat = Seat(lambda: room.sharing.sees(onlooker))
    onlooker = Onlooker(
        watch, guest.therapist.id, guest.therapist.display_name, seat.show, seat.end
    )
    room.sharing.ask(onlooker)
    seat.tell({"type": "asked"})
    tell_of_watchers(room)
    try:
        await until_one_ends(
            seat.write(socket),
            _read(socket, guest, room, onlooker, seat),
            _look_after(guest, room, onlooker),
        )
    finally:
        if room.sharing.end(watch, "closed") is not None:
            tell_of_watchers(room)
        _note_ended(guest, watch, seat)


async def _look_after(guest: Guest, room: Room, onlooker: Onlooker) -> None:
    """Send the guest away as soon as they may not stay."""
    asked_s = time.monotonic()
    while True:
        await asyncio.sleep(CHECK_S)
        why: Why | None
        if not room.goes_on:
            why = "over"
        elif not onlooker.allowed and time.monotonic() - asked_s > ANSWER_S:
            why = "unanswered"
        else:
            why = await asyncio.to_thread(why_no_more, guest, onlooker.allowed_by)
        if why is not None and room.sharing.end(onlooker.watch, why) is not None:
            tell_of_watchers(room)


async def _read(
    socket: WebSocket, guest: Guest, room: Room, onlooker: Onlooker, seat: Seat
) -> None:
    pace = Pace(PER_SECOND, BURST)
    while True:
        text = await receive(socket, MAX_WATCH_BYTES)
        pace.spend()
        try:
            message: WatchMessage = read_watch_message(text)
        except WireError:
            raise ClosingError(BAD_MESSAGE) from None
        match message:
            case Ping():
                seat.tell({"type": "pong", "t": message.t})
            case Hello():
                raise ClosingError(BAD_MESSAGE)
            case _ if not room.sharing.sees(onlooker):
                continue  # it came too late
            case MarkMoment():
                seat.tell(await keep_moment(guest, room.coach.sitting, message))
            case SendCue():
                # The patient hears it at once; writing it down has time.
                tell(room, room.coach.sitting.pass_on(message.text, onlooker.name))
                seat.tell(await keep_cue(guest, room.coach.sitting, message))


def _note_ended(guest: Guest, watch: WatchId, seat: Seat) -> None:
    patient = guest.sitting.patient.id
    by_patient = seat.ended in ("refused", "stopped", "left", "over", "unanswered")

    def write_down() -> None:
        try:
            by = patient if by_patient else guest.therapist.id
            note_ended(my_database(), patient, watch, by=by)
        except UserFacingError as error:
            _log.warning("the end of a watch could not be written down", exc_info=error)

    task = asyncio.create_task(asyncio.to_thread(write_down))
    _noting.add(task)
    task.add_done_callback(_noting.discard)
