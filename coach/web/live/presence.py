"""Where people have accounts, a sitting says that it goes on, so that a therapist can find it."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from coach.records.sittings import HEARTBEAT_S, end_sitting, note_sitting
from coach.settings import Settings
from coach.web.live.hub import Room
from coach.web.visitors import database_of
from poses.errors import UserFacingError

_log = logging.getLogger(__name__)
_running: set[asyncio.Task[None]] = set()


def make_known(room: Room) -> None:
    """From now on, until nobody is connected any more or it is over; in the event loop."""
    room.stirred.set()
    if room.telling is None or room.telling.done():
        room.telling = asyncio.create_task(_tell_as_long_as_it_goes_on(room))
        _running.add(room.telling)
        room.telling.add_done_callback(_running.discard)


async def _tell_as_long_as_it_goes_on(room: Room) -> None:
    while room.goes_on:
        while room.goes_on:
            room.stirred.clear()
            await asyncio.to_thread(_note, room, ended=False)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(room.stirred.wait(), HEARTBEAT_S)
        await asyncio.to_thread(_note, room, ended=True)


def _note(room: Room, *, ended: bool) -> None:
    coach = room.coach
    person = coach.owner.person
    try:
        settings = Settings.from_environment()
        if settings.accounts == "off":
            return
        database = database_of(settings)
        if ended:
            end_sitting(database, coach.id, person)
        else:
            note_sitting(database, coach.id, person, coach.exercise.name, settings.worker)
    except UserFacingError as error:
        # The set goes on all the same; it only can't be found by others for the moment.
        _log.warning("a sitting could not be made known", exc_info=error)
