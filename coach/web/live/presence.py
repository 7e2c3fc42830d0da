"""Where people have accounts, a sitting says that it goes on, so that a therapist can find it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass

from coach.records import Database
from coach.records.sittings import HEARTBEAT_S, end_sitting, note_sitting
from coach.settings import Settings
from coach.web.live.hub import Room
from coach.web.visitors import database_of
from poses.errors import UserFacingError


@dataclass(frozen=True, slots=True)
class _Place:
    database: Database
    worker: str


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
    place = await asyncio.to_thread(_place)
    while place is not None and room.goes_on:
        while room.goes_on:
            room.stirred.clear()
            await asyncio.to_thread(_note, place, room, ended=False)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(room.stirred.wait(), HEARTBEAT_S)
        await asyncio.to_thread(_note, place, room, ended=True)


def _place() -> _Place | None:
    """Where sittings are told of; None where there is nobody to look for them."""
    try:
        settings = Settings.from_environment()
        if settings.accounts == "off":
            return None
        return _Place(database_of(settings), settings.worker)
    except UserFacingError as error:
        _log.warning("a sitting can't be made known", exc_info=error)
        return None


def _note(place: _Place, room: Room, *, ended: bool) -> None:
    coach = room.coach
    person = coach.owner.person
    try:
        if ended:
            end_sitting(place.database, coach.id, person)
        else:
            note_sitting(place.database, coach.id, person, coach.exercise.name, place.worker)
    except UserFacingError as error:
        # The set goes on all the same; it only can't be found by others for the moment.
        _log.warning("a sitting could not be made known", exc_info=error)
