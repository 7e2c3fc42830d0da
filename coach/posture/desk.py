"""A time at the desk: the monitor, a clock that survives what cameras do, what is to be kept."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from coach import clock
from coach.live.clock import SetClock
from coach.posture.baseline import Baseline
from coach.posture.events import (
    BaselineTaken,
    Moved,
    PostureChanged,
    SecondPerson,
    SuggestChange,
)
from coach.posture.keeping import Page
from coach.posture.monitor import PostureMonitor
from coach.posture.names import Posture
from coach.posture.rules import Rules
from coach.posture.state import DeskState, Stage, Suggestion, advice_for
from coach.posture.wishes import Wish
from poses.track import PoseFrame

KEEP_EVERY_S: Final = 10.0
_LEAST_S: Final = 5.0
"""A watch that was ended sooner leaves nothing in the log."""
_SHOWN_S: Final = 600.0
"""A suggestion that nobody took is put away after this."""
_TWO: Final = "There are two people in the picture. I stay with the one I saw first."
_TWO_TOLD_S: Final = 15.0


class DeskTime:
    """Feed it frames with the camera's own times, and the person's wishes. Threads may share it."""

    def __init__(
        self,
        rules: Rules,
        usual: Baseline,
        *,
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = lambda: clock.now(),
    ) -> None:
        self.monitor = PostureMonitor(rules, usual)
        self.over = False
        self._clock = SetClock()
        self._now, self._wall = now, wall
        self._started_at: datetime | None = None
        self._seen_at: datetime | None = None
        self._kept_s = 0.0
        self._learnt = Baseline()
        self._suggestion: Suggestion | None = None
        self._suggested_s = 0.0
        self._suggested = 0
        self._others_s = -math.inf
        self._lock = threading.RLock()

    def feed(self, camera_s: float, frame: PoseFrame) -> DeskState:
        """Take in a frame that the camera took at ``camera_s`` on its own clock."""
        with self._lock:
            if not self.over:
                self._watch(camera_s, frame)
            return self.state()

    def _watch(self, camera_s: float, frame: PoseFrame) -> None:
        time_s = self._clock.take(camera_s, self._now())
        self._seen_at = self._wall()
        self._started_at = self._started_at or self._seen_at
        for event in self.monitor.update(replace(frame, time_s=time_s)):
            match event:
                case SuggestChange():
                    self._suggest(event)
                case SecondPerson():
                    self._others_s = event.time_s
                case BaselineTaken():
                    self._learnt = event.learnt.over(self._learnt)
                case Moved() | PostureChanged(now=Posture.AWAY):
                    self._suggestion = None
        if self.monitor.now_s - self._suggested_s > _SHOWN_S:
            self._suggestion = None

    def wish(self, wish: Wish) -> DeskState:
        """Do what the person asks for."""
        with self._lock:
            self._grant(wish)
            return self.state()

    def _grant(self, wish: Wish) -> None:
        match wish.name:
            case "snooze":
                self.monitor.snooze()
            case "wake":
                self.monitor.snooze(0.0)
            case "meeting" | "meeting_over":
                self.monitor.meeting(wish.name == "meeting")
            case "standing" | "sitting":
                self.monitor.tell(standing=wish.name == "standing")
            case "learn":
                self.monitor.learn_anew()
            case "stop":
                self.over = True
        if wish.name in ("snooze", "meeting", "thanks", "stop"):
            self._suggestion = None

    def camera_left(self) -> None:
        """No frames come for now; the next ones may have another clock."""
        with self._lock:
            self._clock.reconnect()

    def page(self, *, now: bool = False) -> Page | None:
        """What is to be kept, when it is time for it or it has to be ``now``."""
        with self._lock:
            return self._page(now)

    def _page(self, now: bool) -> Page | None:
        if self._started_at is None or self._seen_at is None:
            return None
        since_s = self.monitor.now_s - self._kept_s
        if since_s < (_LEAST_S if now and not self._kept_s else 0.0 if now else KEEP_EVERY_S):
            return None
        self._kept_s = self.monitor.now_s
        learnt, self._learnt = self._learnt, Baseline()
        return Page(self._started_at, self._seen_at, self.monitor.summary().as_json(), learnt)

    def state(self) -> DeskState:
        """How it stands."""
        with self._lock:
            return self._state()

    def _state(self) -> DeskState:
        monitor = self.monitor
        summary = monitor.summary()
        learning = monitor.learning
        stage: Stage = "over" if self.over else "watching" if learning is None else "learning"
        return DeskState(
            stage=stage,
            learning=learning,
            posture=monitor.posture,
            posture_s=monitor.now_s - monitor.since_s,
            still_s=summary.still_s,
            seconds=dict(summary.seconds),
            unwatched_s=summary.unwatched_s,
            changes=summary.changes,
            standing=monitor.standing,
            in_meeting=monitor.in_meeting,
            snoozed_s=monitor.snoozed_s,
            advice=_TWO if self._two_people else advice_for(monitor),
            suggestion=self._suggestion,
        )

    @property
    def _two_people(self) -> bool:
        return self.monitor.now_s - self._others_s < _TWO_TOLD_S

    def _suggest(self, event: SuggestChange) -> None:
        why = next(rule.why for rule in self.monitor.rules.suggestions if rule.id == event.rule)
        self._suggested += 1
        self._suggested_s = event.time_s
        self._suggestion = Suggestion(self._suggested, event.text, why)
