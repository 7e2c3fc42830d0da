"""A sitting with everything that it needs: clock, engine, and the keeping of what was done."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from uuid import UUID, uuid4

from coach.engine.exercise import Exercise
from coach.engine.results import SetResult
from coach.live.clock import SetClock
from coach.live.journal import JournalError, read_journal, remove_journal
from coach.live.keeper import Keeper
from coach.live.liveset import LiveSet
from coach.live.plan import Plan
from coach.live.sitting import Sitting
from coach.live.update import Update
from coach.live.wire import Command
from coach.records import Ending, Log, NotFoundError, PersonId, SetId, Source, Status
from coach.settings import Settings
from poses.track import PoseFrame

JOURNALS: Final = "live"
"""Folder, in the data folder, of the sets that are under way."""


def journal_folder(settings: Settings) -> Path:
    """Where the journals of sets under way lie."""
    return settings.data_dir / JOURNALS


@dataclass(frozen=True)
class Owner:
    """Whose sitting it is, and where it is kept."""

    person: PersonId
    log: Log
    journals: Path


class LiveCoach:
    """Feed it frames with the camera's own times, and the person's wishes."""

    def __init__(
        self,
        owner: Owner,
        exercise: Exercise,
        plan: Plan,
        *,
        consent: bool = False,
        sitting: UUID | None = None,
        number: int = 1,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.id = sitting or uuid4()
        self.owner = owner
        self.consent = consent
        """Whether the person has agreed to a video of these sets."""
        self.clock = SetClock()
        self.sitting = Sitting(exercise, plan, number=number)
        self.keeper = Keeper(
            owner.log,
            owner.journals,
            sitting=self.id,
            person=owner.person,
            exercise=exercise,
            plan=plan,
            consent=consent,
        )
        self.dropped = 0
        """Frames that a camera left out because it could not keep up."""
        self._now = now

    @property
    def exercise(self) -> Exercise:
        """What is being done."""
        return self.sitting.exercise

    def feed(self, camera_s: float, frame: PoseFrame, light: float | None = None) -> Update:
        """Take in a frame that the camera took at ``camera_s`` on its own clock."""
        time_s = self.clock.take(camera_s, self._now())
        self.sitting.saved = self.keeper.saved
        update = self.sitting.feed(replace(frame, time_s=time_s), light)
        self.keeper.take(self.sitting.take_deeds())
        return update

    def command(self, command: Command) -> Update:
        """Do what the person asks for."""
        update = self.sitting.command(command)
        self.keeper.take(self.sitting.take_deeds())
        return update

    def camera_left(self) -> None:
        """No frames come for now; the next ones may have another clock."""
        self.clock.reconnect()
        self.sitting.camera_left()
        self.keeper.flush()


def restore(owner: Owner, set_id: SetId) -> LiveCoach:
    """Go on with a set that was broken off.

    Raises:
        NotFoundError: there is no such unfinished set of this person.
        JournalError: what was kept of it is damaged; ``finish_broken_off`` still works.
    """
    _unfinished(owner, set_id)
    found = read_journal(owner.journals, set_id)
    if found is None or found[0].person != owner.person:
        raise NotFoundError("This set can't be gone on with: finish it, and begin a new one.")
    heading, frames = found
    coach = LiveCoach(
        owner,
        heading.exercise,
        heading.plan,
        consent=heading.consent,
        sitting=heading.sitting,
        number=heading.number,
    )
    coach.keeper.go_on(heading)
    coach.sitting.restore(heading.set_id, frames)
    coach.clock = SetClock(coach.sitting.now_s)
    coach.keeper.take(coach.sitting.take_deeds())
    return coach


def finish_broken_off(owner: Owner, set_id: SetId) -> None:
    """Close a set that nobody goes on with: all that was done stays in the log.

    Raises:
        NotFoundError: there is no such unfinished set of this person.
    """
    result = _unfinished(owner, set_id)
    track = None
    try:
        found = read_journal(owner.journals, set_id)
    except JournalError:
        found = None  # what was counted is in the log all the same
    if found is not None and found[0].person == owner.person and found[1]:
        heading, frames = found
        broken = LiveSet(heading.exercise, heading.plan, set_id)
        broken.replay(frames)
        result, track = broken.finish()
    owner.log.finish_set(set_id, result, track=track, ended=Ending.LEFT)
    remove_journal(owner.journals, set_id)


def _unfinished(owner: Owner, set_id: SetId) -> SetResult:
    saved = owner.log.load(set_id)
    if saved.source is not Source.LIVE or saved.status is not Status.IN_PROGRESS:
        raise NotFoundError("This set is finished already: you find it in your log.")
    return saved.result
