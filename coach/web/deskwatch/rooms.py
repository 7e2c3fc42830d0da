"""The times at the desk that are going on in this process, and who is connected to each."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID, uuid4

from coach.live.livecoach import Owner
from coach.posture.desk import DeskTime
from coach.posture.keeping import DeskKeeper, suggest_after, usual_of_person
from coach.posture.rules import rules
from coach.records import PersonId
from coach.web.live.hub import Connection

IDLE_S: Final = 30 * 60.0
"""A room without a page is forgotten after this; a page that comes back then begins anew."""


@dataclass(eq=False)
class DeskRoom:
    """One time at the desk and the page that films."""

    id: UUID
    person: PersonId
    desk: DeskTime
    keeper: DeskKeeper
    camera: Connection | None = None
    superseded: bool = False
    """The same person has begun another one: this one takes no more frames."""
    told_problem: str | None = None
    touched_s: float = field(default_factory=time.monotonic)

    def keep(self, *, now: bool = False) -> None:
        """Write down what is due, or all at once; returns when it is safe."""
        page = self.desk.page(now=now)
        if page is not None:
            self.keeper.keep(page)


class DeskRooms:
    """Opens, finds and forgets them. Used by pages (threads) and by the route."""

    def __init__(self) -> None:
        self._rooms: dict[UUID, DeskRoom] = {}

    def open(self, owner: Owner, room_id: UUID | None = None) -> DeskRoom:
        """Begin, as the person chose; nobody sits at two desks, so any other of theirs ends.

        With ``room_id`` a page that was there before a restart goes on under its own name.

        Raises:
            StorageError: what is usual for the person can't be read.
        """
        desk = DeskTime(
            rules().suggesting_after(suggest_after(owner.log, rules())),
            usual_of_person(owner.log),
        )
        room = DeskRoom(room_id or uuid4(), owner.person, desk, DeskKeeper(owner.log))
        self._sweep()
        for other in list(self._rooms.values()):
            if other.person == owner.person:
                other.superseded = True
                other.keep(now=True)
                del self._rooms[other.id]
        self._rooms[room.id] = room
        return room

    def find(self, room_id: UUID, person: PersonId) -> DeskRoom | None:
        """The room of this person, or None."""
        room = self._rooms.get(room_id)
        return room if room is not None and room.person == person else None

    def forget(self, room_id: UUID) -> None:
        """Take a room out, as when it is over."""
        self._rooms.pop(room_id, None)

    def _sweep(self) -> None:
        now = time.monotonic()
        for room in list(self._rooms.values()):
            if room.camera is None and now - room.touched_s > IDLE_S:
                room.keep(now=True)
                del self._rooms[room.id]


desk_rooms: Final = DeskRooms()
"""The ones of this process: pages open them, the route serves them."""
