"""One set while it is being done: the engine, the pauses, and how much is still to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, Literal
from uuid import UUID

import numpy as np

from coach.engine.events import Event
from coach.engine.exercise import Exercise
from coach.engine.holdwatch import HoldWatch
from coach.engine.repetitions import State
from coach.engine.results import Hold, Repetition, SetResult, Side
from coach.engine.tracker import SetTracker
from coach.live.plan import Plan
from poses.track import PoseFrame, PoseTrack

Phase = Literal["away", "rest", "out", "back", "hold"]

AWAY_S: Final = 1.5
"""Nobody seen for this long is a pause; less is a glance of the camera elsewhere."""

GO: Final = "go_s"
"""In a track's source: the time at which the person was told to begin."""

_PHASES: Final[dict[State, Phase]] = {
    State.WAITING: "away",
    State.REST: "rest",
    State.OUT: "out",
    State.BACK: "back",
}


class LiveSet:
    """Feeds the engine and keeps every frame, so that the set can be judged again later.

    What is kept is what was judged: frames taken while the set is paused are kept as frames in
    which nobody is seen.
    """

    def __init__(self, exercise: Exercise, plan: Plan, set_id: UUID) -> None:
        self.set_id = set_id
        self.exercise = exercise
        self.plan = plan
        self.tracker = SetTracker(exercise)
        self._frames: list[PoseFrame] = []
        self._begun_s: float | None = None
        self._seen_s = 0.0
        self._paused_s = 0.0
        self._side: Side | None = None

    def feed(self, frame: PoseFrame, *, paused: bool = False) -> tuple[PoseFrame, list[Event]]:
        """Take in the next frame; the frame as it was judged, and what happened.

        The set's own time begins with its first frame.
        """
        if self._begun_s is None:
            self._begun_s = frame.time_s
        frame = replace(frame, time_s=frame.time_s - self._begun_s)
        if paused:
            frame = replace(frame, image=None, world=None, people=None)
        if self._frames:
            frame = _in_shape(frame, self._frames[0])
        self._frames.append(frame)
        if frame.has_person:
            self._paused_s += self._away_s
            self._seen_s = frame.time_s
        events = self.tracker.update(frame)
        watch = self.tracker.watch
        if isinstance(watch, HoldWatch):
            self._side = watch.side or self._side
        return frame, events

    def replay(self, frames: Iterable[PoseFrame]) -> list[Event]:
        """Take in what was judged before, as after a restart."""
        return [event for frame in frames for event in self.feed(frame)[1]]

    @property
    def repetitions(self) -> tuple[Repetition, ...]:
        """Those completed so far."""
        return self.tracker.watch.repetitions

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Those that are over."""
        return self.tracker.watch.holds

    @property
    def count(self) -> int:
        """Repetitions so far."""
        return len(self.repetitions)

    @property
    def sides(self) -> dict[Side, int] | None:
        """Repetitions, or whole seconds held, of each side, where the exercise has sides."""
        if not self.exercise.has_sides:
            return None
        if self.exercise.hold is not None:
            return {side: int(self._held_on(side)) for side in Side}
        return {side: sum(r.side is side for r in self.repetitions) for side in Side}

    @property
    def last_s(self) -> float:
        """Time of the latest frame."""
        return self._frames[-1].time_s if self._frames else 0.0

    @property
    def elapsed_s(self) -> float:
        """Seconds since the set began, pauses not counted."""
        return self.last_s - self._paused_s - self._away_s

    @property
    def left_s(self) -> float | None:
        """Seconds until a set with a time limit ends; None without one."""
        if self.plan.time_s is None:
            return None
        return max(self.plan.time_s - self.elapsed_s, 0.0)

    @property
    def _away_s(self) -> float:
        """How long nobody has been seen, if that is a pause."""
        away_s = self.last_s - self._seen_s
        return away_s if away_s >= AWAY_S else 0.0

    @property
    def held_s(self) -> float:
        """Seconds held in this set, with the hold under way; of its side, where each side counts.

        In one go the longest hold counts, otherwise all of them together.
        """
        return self._held_on(self._side if self._each_side else None)

    @property
    def target_s(self) -> float | None:
        """How many seconds ``held_s`` is to reach."""
        both = self.plan.per_side and not self._each_side
        return self.plan.hold_s and self.plan.hold_s * (2.0 if both else 1.0)

    @property
    def sides_done(self) -> frozenset[Side]:
        """The sides that were held for as long as is planned."""
        if not self._each_side:
            return frozenset()
        return frozenset(side for side in Side if self._held_enough(side))

    @property
    def _each_side(self) -> bool:
        """Whether each side has to be held."""
        return self.plan.per_side and self.exercise.hold is not None and self.exercise.has_sides

    def _held_on(self, side: Side | None) -> float:
        """Seconds held on this side, or on any."""
        held = [hold.duration_s for hold in self.holds if side is None or hold.side is side]
        watch = self.tracker.watch
        if isinstance(watch, HoldWatch) and watch.busy and side in (None, self._side):
            held.append(watch.held_s)
        return max(held, default=0.0) if self.plan.one_go else sum(held)

    def _held_enough(self, side: Side | None) -> bool:
        target_s = self.plan.hold_s if side else self.target_s
        if target_s is not None and self._held_on(side) >= target_s:
            return True
        return self.plan.one_go and any(side in (None, hold.side) for hold in self.holds)

    @property
    def progress(self) -> float:
        """How far the repetition under way, or the hold, has come: 0..1."""
        watch = self.tracker.watch
        if not isinstance(watch, HoldWatch):
            return watch.progress
        assert self.exercise.hold is not None
        return min(self.held_s / (self.target_s or self.exercise.hold.target_s), 1.0)

    @property
    def phase(self) -> Phase:
        """Where in the movement the person is."""
        watch = self.tracker.watch
        if isinstance(watch, HoldWatch):
            return "hold" if watch.busy else "away"
        return _PHASES[watch.state]

    @property
    def complete(self) -> bool:
        """Whether all is done that was planned."""
        if self.left_s == 0.0:
            return True
        if self._each_side:
            return len(self.sides_done) == len(Side)
        if self.exercise.hold is not None:
            return self._held_enough(None)
        if self.plan.repetitions is None:
            return False
        sides = self.sides
        if self.plan.per_side and sides and any(sides.values()):
            return min(sides.values()) >= self.plan.repetitions
        return self.count >= (self.plan.in_all or 0)

    def finish(self) -> tuple[SetResult, PoseTrack | None]:
        """End the set: its result, and the recording that it came from."""
        result = self.tracker.finish()
        track = None
        if self._frames:
            track = PoseTrack.from_frames(self._frames, {"live": True, GO: 0.0})
        return result, track


def _in_shape(frame: PoseFrame, first: PoseFrame) -> PoseFrame:
    """The frame as if the picture had the shape that it had first: a phone may be turned."""
    if (frame.width, frame.height) == (first.width, first.height):
        return frame
    stretch = (frame.width / frame.height) / (first.width / first.height)
    image = frame.image
    if image is not None:
        # Heights stay the unit; the middle of the picture stays the middle.
        image = image.copy()
        image[:, 0] = np.float32(0.5) + (image[:, 0] - np.float32(0.5)) * np.float32(stretch)
    return replace(frame, image=image, width=first.width, height=first.height)
