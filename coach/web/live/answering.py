"""What the patient says to those who ask to watch, and to those who do."""

from __future__ import annotations

import asyncio
import logging
import time
from uuid import UUID

from coach.live.wire import Answer
from coach.records.watches import WatchId, note_allowed
from coach.web.live.hub import Room
from coach.web.live.telling import tell_of_watchers
from coach.web.visitors import my_database
from poses.errors import UserFacingError

_log = logging.getLogger(__name__)
_allowing: set[asyncio.Task[None]] = set()


def answer(room: Room, said: Answer, sign_in: UUID | None) -> None:
    """Do what the patient says, at a page of this sign-in.

    A no holds before this returns: whoever watched is sent nothing more, and only then are the
    patient's pages told. A yes is written down first.
    """
    if said.yes:
        task = asyncio.create_task(_allow(room, said.watch, sign_in))
        _allowing.add(task)
        task.add_done_callback(_allowing.discard)
        return
    room.sharing.decline(said.watch, time.monotonic())
    tell_of_watchers(room)


async def _allow(room: Room, watch: UUID, sign_in: UUID | None) -> None:
    if not room.sharing.waits(watch):
        tell_of_watchers(room)
        return
    person = room.coach.owner.person
    try:
        await asyncio.to_thread(lambda: note_allowed(my_database(), person, WatchId(watch)))
    except UserFacingError as error:
        _log.warning("somebody was not let watch: it can't be written down", exc_info=error)
        room.sharing.end(watch, "closed")
        tell_of_watchers(room)
        return
    onlooker = room.sharing.allow(watch, sign_in)
    if onlooker is not None:
        sitting = room.coach.sitting
        now = room.glance.state(sitting.look(), sitting, time.monotonic(), whole=True)
        if now is not None:
            onlooker.show(now)
    tell_of_watchers(room)
