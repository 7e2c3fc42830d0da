"""A sitting: from the look at the camera to the end of the last set. Pure: it writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from coach.engine.events import Event, HoldEnded, RepCompleted
from coach.engine.exercise import Exercise
from coach.engine.results import Side
from coach.live.camera_check import STILL_S, CameraCheck
from coach.live.deeds import (
    Deed,
    FrameJudged,
    HoldDone,
    PainTold,
    RepetitionDone,
    SetBegun,
    SetEnded,
)
from coach.live.gestures import RaisedArm
from coach.live.liveset import AWAY_S, LiveSet
from coach.live.phrases import phrase
from coach.live.plan import Plan
from coach.live.speaker import Speaker
from coach.live.update import (
    Angle,
    Gesture,
    GestureName,
    Paused,
    Stage,
    Update,
)
from coach.live.wire import Command
from coach.records.entries import Ending
from coach.safety import pain_limit
from poses.track import PoseFrame

COUNTDOWN_S: Final = 3.0
GAP_S: Final = 1.0
SOON_S: Final = 10.0
"""So long before its end a set with a time limit says so; an engineering default."""
ARM_S: Final = 1.2
ARM_STOP_S: Final = 4.0

_ENDINGS: Final = {
    None: Ending.STOPPED,
    "stopped": Ending.STOPPED,
    "pain": Ending.PAIN,
    "sharp_pain": Ending.SHARP_PAIN,
}


class Sitting:
    """Feed it frames in order of time and the person's wishes; each is answered with the state.

    What has to be kept is gathered as deeds; ``take_deeds`` hands them over.
    """

    def __init__(
        self,
        exercise: Exercise,
        plan: Plan,
        *,
        number: int = 1,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self.exercise = exercise
        self.plan = plan
        self.stage = Stage.CHECK
        self.ended: Ending | None = None
        self.saved = 0
        self.set_ids: list[UUID] = []
        self._new_id = new_id
        self._number = number
        self._check = CameraCheck(exercise)
        self._arm = RaisedArm()
        self._arm_did: GestureName | None = None
        self._arm_s = 0.0
        self._set: LiveSet | None = None
        self._speaker = Speaker()
        self._paused: Paused | None = None
        self._now_s = 0.0
        self._since_s = 0.0
        self._seen_s = 0.0
        self._asked_to_start = False
        self._told_s: int | None = None
        self._told_sides: frozenset[Side] = frozenset()
        self._told_soon = False
        self._was_passed = False
        self._gap = False
        self._deeds: list[Deed] = []

    def restore(self, set_id: UUID, frames: Iterable[PoseFrame]) -> None:
        """Go on with a set that was broken off, from the frames that were judged."""
        self._set = LiveSet(self.exercise, self.plan, set_id)
        self.set_ids.append(set_id)
        self._keep(self._set, self._set.replay(frames))
        self._now_s = self._seen_s = self._set.last_s
        self._enter(Stage.PAUSED)
        self._paused, self._gap = "left", True

    def take_deeds(self) -> list[Deed]:
        """What has to be kept since the last call."""
        deeds, self._deeds = self._deeds, []
        return deeds

    @property
    def now_s(self) -> float:
        """Time of the latest frame, in seconds of the sitting."""
        return self._now_s

    @property
    def over(self) -> bool:
        """Whether all is done."""
        return self.stage is Stage.OVER

    @property
    def in_a_set(self) -> bool:
        """Whether a set is under way, paused or not."""
        return self.stage in (Stage.ACTIVE, Stage.PAUSED)

    @property
    def current(self) -> LiveSet | None:
        """The set under way, or the one that was just done."""
        return self._set

    def pass_on(self, text: str, by: str) -> Update:
        """Words of a therapist who watches, whose name is ``by``; they change nothing else."""
        self._speaker.say(text, "therapist", by)
        return self.update()

    def expect(self) -> None:
        """Somebody said that the set goes on: it does as soon as they are seen."""
        if self.stage is Stage.PAUSED:
            self._paused = "left"

    def camera_left(self) -> None:
        """No more frames come for now: the connection is gone."""
        self._gap = True
        if self.stage is Stage.ACTIVE:
            self._pause("left")
        elif self.stage is Stage.COUNTDOWN:
            self._enter(Stage.CHECK)

    def feed(self, frame: PoseFrame, light: float | None = None) -> Update:
        """Take in the next frame."""
        before_s, self._now_s = self._now_s, frame.time_s
        if frame.has_person:
            self._seen_s = frame.time_s
        self._check.update(frame, light, waiting=self.stage is Stage.CHECK)
        if self._set is not None and self.in_a_set:
            if self._gap and frame.time_s - before_s > GAP_S:
                self._bridge(self._set, before_s, frame)
            self._gap = False
            self._follow(self._set, frame)
        self._listen_to_arm(frame)
        match self.stage:
            case Stage.CHECK:
                self._checking()
            case Stage.COUNTDOWN:
                self._counting_down()
            case Stage.ACTIVE if self._set is not None:
                self._active(self._set)
            case Stage.PAUSED:
                if self._paused == "left" and self._check.seen:
                    self._resume()
            case Stage.REST if self._left_s() <= 0.0:
                self._next_set()
        return self.update()

    def command(self, command: Command) -> Update:
        """Do what the person asks for; what makes no sense now changes nothing."""
        match command.name:
            case "start" if self.stage is Stage.CHECK:
                self._asked_to_start = True
                self._enter(Stage.COUNTDOWN)
            case "pause" if self.stage in (Stage.ACTIVE, Stage.PAUSED):
                self._pause("asked", "paused_button")
            case "resume" if self.stage is Stage.PAUSED:
                self._resume()
            case "skip_rest" if self.stage is Stage.REST:
                self._next_set()
            case "finish" if not self.over:
                self._end(Ending.DONE, None)
            case "stop" if not self.over:
                self._end(_ENDINGS[command.reason], command.pain)
            case "pain" if command.pain is not None and not self.over:
                self._told_pain(command.pain)
        return self.update()

    def update(self) -> Update:
        """The state now, with the cues that were not handed out yet."""
        return replace(self.look(), cues=self._speaker.take())

    def look(self) -> Update:
        """The state now; cues stay for whoever they are for."""
        current = self._set
        held = self.exercise.hold is not None
        last_s = current.held_s if current and held else 0.0
        waiting = self.stage in (Stage.CHECK, Stage.COUNTDOWN)
        return Update(
            stage=self.stage,
            set=self._number,
            sets=self.plan.sets,
            set_id=current.set_id if current else None,
            count=current.count if current else 0,
            sides=current.sides if current else None,
            target=self.plan.in_all,
            progress=current.progress if current else 0.0,
            held_s=last_s if held else None,
            target_s=(current.target_s if current else self.plan.hold_s) if held else None,
            left_s=self._told_left_s(),
            phase=current.phase if current else "away",
            checks=self._check.checks if waiting else (),
            still=min(self._check.ready_s / STILL_S, 1.0) if waiting else 0.0,
            advice=None if self.over else self._check.advice,
            paused=self._paused,
            gesture=self._gesture(),
            saved=self.saved,
            task=self._task(),
            angle=self._angle(),
            cues=(),
        )

    # --- the stages -------------------------------------------------------------------------

    def _checking(self) -> None:
        self._speaker.advise(self._check.advice, self._now_s)
        held = self.exercise.hold is not None
        if self._check.passed and not self._was_passed:
            self._speaker.say(phrase("all_good"))
            self._say_task()
            standing = self.exercise.position == "standing"
            self._speaker.say(
                phrase("hold_next" if held else "stand_still" if standing else "be_still")
            )
            self._since_s = self._now_s
        self._was_passed = self._check.passed
        if self._check.passed:
            calm_s = self._now_s - self._since_s if held else self._check.ready_s
            if calm_s >= STILL_S:
                self._enter(Stage.COUNTDOWN)

    def _counting_down(self) -> None:
        if not self._check.seen and not self._asked_to_start:
            self._enter(Stage.CHECK)
            return
        left_s = self._left_s()
        if left_s <= 0.0:
            self._begin_set()
            return
        number = int(left_s) + 1
        if number != self._told_s and number <= COUNTDOWN_S:
            self._told_s = number
            self._speaker.say(str(number), "count")

    def _begin_set(self) -> None:
        self._set = LiveSet(self.exercise, self.plan, self._new_id())
        self._told_sides, self._told_soon = frozenset(), False
        self._speaker.begin_set()
        self.saved = 0
        self.set_ids.append(self._set.set_id)
        self._deeds.append(SetBegun(self._set.set_id, self._number))
        self._enter(Stage.ACTIVE)
        self._speaker.say(phrase("begin"))

    def _active(self, current: LiveSet) -> None:
        if current.complete:
            if current.left_s == 0.0:
                self._speaker.say(phrase("time_up"))
            self._finish_set(current, Ending.DONE, None)
            if self._number < self.plan.sets:
                self._enter(Stage.REST)
                self._speaker.say(phrase("rest", seconds=round(self.plan.rest_s)))
                self._say_task()
            else:
                self._close(Ending.DONE)
        elif self._now_s - self._seen_s >= AWAY_S:
            self._pause("left")
        else:
            self._tell_the_way(current)

    def _tell_the_way(self, current: LiveSet) -> None:
        """Say that a side is done, and that little time is left."""
        if current.sides_done > self._told_sides:
            self._told_sides = current.sides_done
            self._speaker.say(phrase("other_side"))
        left_s = current.left_s
        if left_s is None or self.plan.time_s is None or self.plan.time_s < 2 * SOON_S:
            return
        if left_s <= SOON_S and not self._told_soon:
            self._told_soon = True
            self._speaker.say(phrase("soon", seconds=round(SOON_S)))

    def _follow(self, current: LiveSet, frame: PoseFrame) -> None:
        self._speaker.comment(self._judge(current, frame, paused=self._paused == "asked"))

    def _judge(self, current: LiveSet, frame: PoseFrame, *, paused: bool = False) -> list[Event]:
        judged, events = current.feed(frame, paused=paused)
        self._deeds.append(FrameJudged(current.set_id, judged))
        self._keep(current, events)
        return events

    def _bridge(self, current: LiveSet, before_s: float, frame: PoseFrame) -> None:
        """Nobody was seen while no frames came: say so to the engine."""
        for time_s in (before_s + 0.05, frame.time_s - 0.05):
            empty = replace(frame, time_s=time_s, image=None, world=None, people=None)
            self._judge(current, empty)

    def _keep(self, current: LiveSet, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, RepCompleted):
                self._deeds.append(RepetitionDone(current.set_id, event.repetition))
            elif isinstance(event, HoldEnded):
                self._deeds.append(HoldDone(current.set_id, event.hold))

    # --- pausing, resting, ending -----------------------------------------------------------

    def _pause(self, why: Paused, words: str = "paused") -> None:
        self._enter(Stage.PAUSED)
        self._paused = why
        self._speaker.say(phrase("left" if why == "left" else words))

    def _resume(self) -> None:
        self._enter(Stage.ACTIVE)
        self._seen_s = self._now_s
        self._speaker.say(phrase("resumed"))

    def _next_set(self) -> None:
        self._number += 1
        self._set = None
        self._enter(Stage.CHECK)
        self._speaker.say(phrase("rest_over", number=self._number))

    def _say_task(self) -> None:
        if (task := self._task()) is not None:
            self._speaker.say(task)

    def _told_pain(self, pain: int) -> None:
        if pain > pain_limit():
            self._end(Ending.PAIN, pain)
            return
        if self._set is not None:
            self._deeds.append(PainTold(self._set.set_id, pain))
        self._speaker.say(phrase("some_pain"))

    def _end(self, ended: Ending, pain: int | None) -> None:
        if self._set is not None and self.in_a_set:
            self._finish_set(self._set, ended, pain)
        elif self._set is not None and pain is not None:
            self._deeds.append(PainTold(self._set.set_id, pain))
        self._close(ended)

    def _finish_set(self, current: LiveSet, ended: Ending, pain: int | None) -> None:
        result, track = current.finish()
        self._deeds.append(SetEnded(current.set_id, result, track, ended, pain))
        if ended is Ending.DONE:
            self._speaker.say(phrase("hold_done" if self.exercise.hold else "set_done"))

    def _close(self, ended: Ending) -> None:
        self._enter(Stage.OVER)
        self.ended = ended
        words = {Ending.DONE: "all_done", Ending.STOPPED: "stopped"}
        self._speaker.say(phrase(words.get(ended, "pain")))

    def _enter(self, stage: Stage) -> None:
        self.stage = stage
        self._since_s, self._told_s, self._paused = self._now_s, None, None
        if stage is Stage.CHECK:
            self._asked_to_start = self._was_passed = False
            self._check.begin_anew()

    def _left_s(self) -> float:
        length_s = COUNTDOWN_S if self.stage is Stage.COUNTDOWN else self.plan.rest_s
        return length_s - (self._now_s - self._since_s)

    def _task(self) -> str | None:
        """What is to be done in the set that comes or goes on."""
        return self.plan.task(self._number + (self.stage is Stage.REST))

    def _told_left_s(self) -> float | None:
        """What a screen counts down, if anything."""
        if self.stage in (Stage.COUNTDOWN, Stage.REST):
            return max(self._left_s(), 0.0)
        return self._set.left_s if self._set is not None and self.in_a_set else None

    # --- gestures, words, figures -----------------------------------------------------------

    def _arm_means(self) -> GestureName | None:
        if self.exercise.position == "floor":
            return None
        match self.stage:
            case Stage.CHECK if self._check.seen:
                return "start"
            case Stage.ACTIVE if self._set is not None and self._set.phase in ("rest", "away"):
                return "pause"
            case Stage.PAUSED if self._paused == "asked":
                return "resume"
        return None

    def _listen_to_arm(self, frame: PoseFrame) -> None:
        means = self._arm_means()
        self._arm_s = self._arm.update(frame, listening=bool(means or self._arm_did))
        if self._arm_s == 0.0:
            self._arm_did = None
        elif self._arm_did is None and self._arm_s >= ARM_S:
            self._arm_did = means
            match means:
                case "start":
                    self._enter(Stage.COUNTDOWN)
                case "pause":
                    self._pause("asked")
                case "resume":
                    self._resume()
        elif self._arm_did == "pause" and self._arm_s >= ARM_STOP_S:
            self._end(Ending.DONE, None)

    def _gesture(self) -> Gesture | None:
        if self._arm_s <= 0.2:
            return None
        if self._arm_did == "pause" and not self.over:
            share = (self._arm_s - ARM_S) / (ARM_STOP_S - ARM_S)
            return Gesture("stop", min(share, 1.0))
        means = self._arm_means()
        if self._arm_did is None and means is not None:
            return Gesture(means, min(self._arm_s / ARM_S, 1.0))
        return None

    def _angle(self) -> Angle | None:
        if self._set is None or self.exercise.range is None or self.stage is not Stage.ACTIVE:
            return None
        deg = self._set.tracker.main_angle_deg
        return None if deg is None else Angle(self.exercise.range.title, round(deg))
