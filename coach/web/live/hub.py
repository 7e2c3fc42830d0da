"""The sittings that are going on in this process, and who is connected to each."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from coach.engine.exercise import Exercise
from coach.live.glance import Glance
from coach.live.journal import sitting_under_way
from coach.live.livecoach import LiveCoach, Owner, restore
from coach.live.plan import Plan
from coach.live.sharing import Sharing
from coach.records import PersonId, SetId

IDLE_S: Final = 30 * 60.0
"""A sitting without anybody connected is forgotten after this; its set can be gone on with."""

QUEUE: Final = 64


@dataclass(eq=False)
class Connection:
    """One page at the other end: what it is to be sent waits in a line of limited length."""

    client: str
    role: str
    outbox: asyncio.Queue[dict[str, Any]] = field(default_factory=lambda: asyncio.Queue(QUEUE))
    replaced: bool = False

    def send(self, message: dict[str, Any]) -> None:
        """Put a message in line; a page that reads nothing any more loses it."""
        if not self.outbox.full():
            self.outbox.put_nowait(message)

    def send_if_idle(self, message: dict[str, Any]) -> None:
        """Only if the page keeps up: for pictures of the moment."""
        if self.outbox.qsize() < QUEUE // 8:
            self.outbox.put_nowait(message)


@dataclass(eq=False)
class Room:
    """One sitting with its camera and its screens."""

    coach: LiveCoach
    camera: Connection | None = None
    filmed_by: str | None = None
    screens: set[Connection] = field(default_factory=set)
    told_problem: str | None = None
    told_over: bool = False
    superseded: bool = False
    """Another sitting of the same person has begun: this one takes no more frames."""
    touched_s: float = field(default_factory=time.monotonic)
    sharing: Sharing = field(default_factory=Sharing)
    glance: Glance = field(default_factory=Glance)
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    """Somebody came or went, or it is over."""
    telling: asyncio.Task[None] | None = None
    """Makes the sitting known to those who may look for it."""

    @property
    def empty(self) -> bool:
        """Whether nobody is connected."""
        return self.camera is None and not self.screens

    @property
    def goes_on(self) -> bool:
        """Whether somebody is here and not all is done."""
        return not (self.empty or self.superseded or self.coach.sitting.over)

    def everybody(self) -> list[Connection]:
        """All that are connected."""
        return [*([self.camera] if self.camera else []), *self.screens]


class Hub:
    """Finds, opens and forgets sittings. Used by pages (threads) and by the route."""

    def __init__(self) -> None:
        self._rooms: dict[UUID, Room] = {}

    def open(self, owner: Owner, exercise: Exercise, plan: Plan, *, consent: bool = False) -> Room:
        """Begin a sitting. Nobody moves in two at once: any other of this person ends."""
        self._sweep()
        for other in list(self._rooms.values()):
            if other.coach.owner.person == owner.person:
                other.superseded = True
                other.coach.keeper.flush()
                del self._rooms[other.coach.id]
        room = Room(LiveCoach(owner, exercise, plan, consent=consent))
        self._rooms[room.coach.id] = room
        return room

    def go_on(self, owner: Owner, set_id: SetId) -> Room:
        """The room of a set that was broken off: the one it is in, or one made from its journal.

        Raises:
            NotFoundError: this person has no such unfinished set.
            JournalError: it can't be gone on with.
        """
        room = self.holding(owner.person, set_id)
        if room is not None:
            room.coach.sitting.expect()
            return room
        room = Room(restore(owner, set_id))
        self._rooms[room.coach.id] = room
        return room

    def find(self, sitting: UUID, person: PersonId) -> Room | None:
        """The sitting of this person, or None."""
        room = self._rooms.get(sitting)
        return room if room is not None and room.coach.owner.person == person else None

    def recover(self, sitting: UUID, owner: Owner) -> Room | None:
        """After a restart: the sitting from the journal of its unfinished set, or None.

        Raises:
            JournalError: it can't be gone on with.
        """
        set_id = sitting_under_way(owner.journals, sitting, owner.person)
        return None if set_id is None else self.go_on(owner, SetId(set_id))

    def forget(self, sitting: UUID) -> None:
        """Take a sitting out, as before its set is finished without it."""
        self._rooms.pop(sitting, None)

    def holding(self, person: PersonId, set_id: SetId) -> Room | None:
        """The room in which this person's set is under way."""
        for room in self._rooms.values():
            coach = room.coach
            if coach.owner.person == person and set_id in coach.sitting.set_ids:
                return room
        return None

    def _sweep(self) -> None:
        now = time.monotonic()
        for sitting, room in list(self._rooms.items()):
            if room.empty and now - room.touched_s > IDLE_S:
                room.coach.keeper.flush()
                del self._rooms[sitting]


hub: Final = Hub()
"""The one of this process: pages open sittings, the route serves them."""
