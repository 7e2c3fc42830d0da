"""Does what a sitting wants to have kept: journal and log, in order, off the caller's thread."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final
from uuid import UUID

from coach import clock
from coach.engine.exercise import Exercise
from coach.live.deeds import (
    Deed,
    FrameJudged,
    HoldDone,
    PainTold,
    RepetitionDone,
    SetBegun,
    SetEnded,
)
from coach.live.journal import Heading, Journal
from coach.live.plan import Plan
from coach.records import Ending, Log, PersonId, SetId, Source
from poses.errors import UserFacingError
from poses.track import PoseFrame

FLUSH_S: Final = 0.5
RETRY_S: Final = 2.0
SOURCE_NAME: Final = "Camera"

_NO_ROOM: Final = (
    "There is no room left on the coach's computer: free some disk space. Your set goes on and is "
    "kept as soon as there is."
)
_log = logging.getLogger(__name__)
# One writer for all: a database file has room for one at a time.
_writer = ThreadPoolExecutor(1, thread_name_prefix="keeper")


class Keeper:
    """Keeps one sitting. What can't be kept now stays in line and is tried again."""

    def __init__(
        self,
        log: Log,
        journals: Path,
        *,
        sitting: UUID,
        person: PersonId,
        exercise: Exercise,
        plan: Plan,
        consent: bool = False,
    ) -> None:
        self._records = log
        self._journals = journals
        self._sitting = sitting
        self._person = person
        self._exercise = exercise
        self._plan = plan
        self._consent = consent
        self._journal: Journal | None = None
        self._frames: list[PoseFrame] = []
        self._jobs: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._running: Future[None] | None = None
        self._tried_s = 0.0
        self.saved = 0
        """Repetitions of the set under way that are safe."""
        self.problem: str | None = None
        """Why something can't be kept at the moment, in a sentence for people."""

    def go_on(self, heading: Heading) -> None:
        """The set of this journal goes on."""
        self._journal = Journal(self._journals, heading)
        self._jobs.append(self._journal.open)

    def take(self, deeds: Iterable[Deed]) -> None:
        """Put deeds in line; returns at once."""
        for deed in deeds:
            if isinstance(deed, FrameJudged):
                self._frames.append(deed.frame)
            else:
                self._flush()
                self._jobs.append(self._job(deed))
        if self._frames and self._frames[-1].time_s - self._frames[0].time_s >= FLUSH_S:
            self._flush()
        self._start()

    def flush(self) -> None:
        """Put what was gathered in line now, without waiting."""
        self._flush()
        self._start()

    def settle(self, timeout_s: float | None = None) -> bool:
        """Wait until all is kept; False if something could not be."""
        self._flush()
        while self._jobs:
            self._tried_s = 0.0
            self._start()
            with self._lock:
                running = self._running
            if running is not None:
                running.result(timeout_s)
            if self.problem is not None:
                return False
        return True

    def _flush(self) -> None:
        if not self._frames or self._journal is None:
            return
        frames, self._frames = self._frames, []
        journal = self._journal
        self._jobs.append(lambda: journal.add(frames))

    def _start(self) -> None:
        if not self._jobs:
            return
        with self._lock:
            busy = self._running is not None and not self._running.done()
            waits = self.problem is not None and time.monotonic() - self._tried_s < RETRY_S
            if not busy and not waits:
                self._running = _writer.submit(self._work)

    def _work(self) -> None:
        while self._jobs:
            try:
                self._jobs[0]()
            except (UserFacingError, OSError) as error:
                self._tried_s = time.monotonic()
                self.problem = str(error) if isinstance(error, UserFacingError) else _NO_ROOM
                _log.warning("a live set can't be kept at the moment", exc_info=error)
                return
            self._jobs.popleft()
            self.problem = None

    def _job(self, deed: Deed) -> Callable[[], None]:
        set_id = SetId(deed.set_id)
        match deed:
            case SetBegun():
                return self._begin(deed)
            case RepetitionDone():
                return lambda: self._add_repetition(set_id, deed)
            case HoldDone():
                return lambda: self._records.add_hold(set_id, deed.hold)
            case PainTold():
                return lambda: self._records.report(set_id, pain=deed.pain)
            case SetEnded():
                journal, self._journal = self._journal, None
                return lambda: self._end(set_id, deed, journal)
        raise TypeError(f"a deed that nobody knows: {deed!r}")

    def _begin(self, deed: SetBegun) -> Callable[[], None]:
        now = clock.now()
        heading = Heading(
            sitting=self._sitting,
            set_id=deed.set_id,
            person=self._person,
            exercise=self._exercise,
            plan=self._plan,
            number=deed.number,
            performed_at=now,
            consent=self._consent,
        )
        journal = self._journal = Journal(self._journals, heading)
        self.saved = 0

        def begin() -> None:
            journal.open()
            self._records.start_set(
                exercise=self._exercise.id,
                exercise_name=self._exercise.name,
                view="unknown",
                source=Source.LIVE,
                source_name=SOURCE_NAME,
                performed_at=now,
                set_id=SetId(deed.set_id),
            )

        return begin

    def _add_repetition(self, set_id: SetId, deed: RepetitionDone) -> None:
        self._records.add_repetition(set_id, deed.repetition)
        self.saved = deed.repetition.number

    def _end(self, set_id: SetId, deed: SetEnded, journal: Journal | None) -> None:
        result = deed.result
        empty = not (result.repetitions or result.holds or result.partial_repetitions)
        if empty and deed.ended not in (Ending.PAIN, Ending.SHARP_PAIN):
            self._records.delete(set_id)
        else:
            self._records.finish_set(set_id, result, track=deed.track, ended=deed.ended)
            if deed.pain is not None:
                self._records.report(set_id, pain=deed.pain)
        if journal is not None:
            journal.remove()
