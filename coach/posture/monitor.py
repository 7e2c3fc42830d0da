"""The posture monitor: frames in, events out, for minutes or hours. Live, file or stored track."""

from __future__ import annotations

import math

from coach.engine.signals import Reading
from coach.posture.baseline import Baseline
from coach.posture.calm import Calm
from coach.posture.classify import Classifier, changes
from coach.posture.clock import Clock, Step
from coach.posture.company import Company
from coach.posture.comparing import Means
from coach.posture.events import (
    Away,
    Back,
    BaselineTaken,
    Moved,
    PostureChanged,
    PostureEvent,
    SatDown,
    StoodUp,
    SuggestChange,
    Unwatched,
)
from coach.posture.learning import Learning
from coach.posture.ledger import Ledger, Transition
from coach.posture.names import Posture
from coach.posture.rules import Rules
from coach.posture.rules import rules as own_rules
from coach.posture.sight import Eye, Sight
from coach.posture.stance import Stance
from coach.posture.stillness import Stillness
from coach.posture.suggesting import Suggester
from coach.posture.summary import PostureSummary
from poses.track import PoseFrame
from poses.view import View


class PostureMonitor:
    """Watches one person against their own usual position.

    Feed it frames as they come, at any rate; a clock that jumps and time without frames are dealt
    with. ``usual`` is what was learnt on an earlier day. What depends on the camera's place, and
    whatever ``usual`` lacks, is learnt in the first seconds.
    """

    def __init__(self, rules: Rules | None = None, usual: Baseline | None = None) -> None:
        self.rules = rules or own_rules()
        self.usual = usual or Baseline()
        self._names = self.rules.sitting_measures
        self._clock = Clock(self.rules.time.gap)
        self._eye = Eye(self.rules.measures)
        self._calm = Calm(self.rules.time.smooth)
        self._learning = Learning(self.rules)
        self._stance = Stance(self.rules.stance)
        self._classifier = Classifier(self.rules)
        self._ledger = Ledger(self.rules.time)
        self._still = Stillness(self.rules)
        self._suggester = Suggester(self.rules)
        self._means = Means()
        self._company = Company()
        self._unknown_since: float | None = None
        self._stood_up = 0
        self.view = View.UNKNOWN

    # --- what the person wants -----------------------------------------------------------------

    def snooze(self, seconds: float | None = None) -> None:
        """No suggestions for so long; the rules' own time by default, 0 ends a snooze."""
        length = self.rules.quiet.snooze if seconds is None else seconds
        self._suggester.snooze(self.now_s + length)

    def meeting(self, on: bool) -> None:
        """No suggestions while in a meeting."""
        self._suggester.in_meeting = on

    def tell(self, *, standing: bool) -> None:
        """The person says that they stand or sit, for a screen that goes up with the desk."""
        self._stance.tell(standing=standing)

    def learn_anew(self) -> None:
        """The next seconds show what is usual, in place of what was known."""
        self._learning.anew()

    # --- what is known -------------------------------------------------------------------------

    @property
    def now_s(self) -> float:
        """The monitor's own clock: seconds of the latest frame, never falling."""
        return self._clock.now_s

    @property
    def posture(self) -> Posture:
        """The position now, as far as it is certain."""
        return self._ledger.current or Posture.AWAY

    @property
    def since_s(self) -> float:
        """When the position now began, on the monitor's clock."""
        return self._ledger.since_s

    @property
    def still_s(self) -> float:
        """Seconds since the last change of position."""
        return self._still.still_s(self.now_s)

    @property
    def learning(self) -> float | None:
        """How far learning the usual position has come, 0..1; None when it is done."""
        return self._learning.share

    @property
    def in_meeting(self) -> bool:
        """Whether suggestions are off."""
        return self._suggester.in_meeting

    @property
    def snoozed_s(self) -> float:
        """Seconds of snooze that are left."""
        return self._suggester.quiet_left_s(self.now_s)

    @property
    def standing(self) -> bool:
        """Whether the person stands, as seen or as they said."""
        return self._stance.standing

    def summary(self) -> PostureSummary:
        """Everything up to now; the watch may go on."""
        return PostureSummary(
            duration_s=self._clock.passed_s,
            seconds=self._ledger.seconds,
            unwatched_s=self._ledger.unwatched_s,
            changes=self._still.changes,
            still_s=self.still_s,
            longest_still_s=self._still.longest_s(self.now_s),
            stood_up=self._stood_up,
            suggestions=self._suggester.given,
            measures=self._means.compared(self.rules, self.usual),
            not_assessed=self._means.not_assessed(self.rules, self._names),
        )

    # --- watching ------------------------------------------------------------------------------

    def update(self, frame: PoseFrame) -> list[PostureEvent]:
        """Take in the next frame; what became certain with it."""
        events: list[PostureEvent] = []
        step = self._clock.step(frame.time_s)
        self._pass_time(step, events)
        sight = self._eye.look(self.now_s, frame)
        events += self._company.update(self.now_s, frame, sight)
        if sight is None:
            self._see(Posture.AWAY, step.watched_s, {}, events)
            return events
        self.view = sight.view
        if sight.another:
            self._calm.forget()
        readings = self._calm.update(self.now_s, sight.readings)
        if self._stance.update(readings, sight.hips, self.usual):
            found, seen = {}, Posture.STANDING
        else:
            self._learn(step.watched_s, sight, events)
            found = changes(self.rules, readings, self.usual)
            seen = self._sitting(readings, found)
        if seen.is_sitting and self.learning is None:
            self._means.update(step.watched_s, readings)
        if seen is not Posture.UNCLEAR:
            self._moved(self._still.update(self.now_s, readings), events)
        self._see(seen, step.watched_s, found, events)
        return events

    def _pass_time(self, step: Step, events: list[PostureEvent]) -> None:
        self._ledger.spend(step.watched_s)
        if step.jumped or step.gap_s:
            self._eye.forget()
        if not step.gap_s:
            return
        self._ledger.skip(step.gap_s)
        self._calm.forget()
        self._learning.interrupt()
        if step.gap_s >= self.rules.time.break_:
            self._still.pause(self.now_s - step.gap_s, changed=False)
            self._suggester.forget()
        events.append(Unwatched(self.now_s, step.gap_s))

    def _learn(self, step_s: float, sight: Sight, events: list[PostureEvent]) -> None:
        learnt = self._learning.update(step_s, sight, self.usual)
        if learnt is not None:
            self.usual = learnt.usual
            self._stance.sat_for_baseline(sight.hips)
            events.append(BaselineTaken(self.now_s, learnt.new))

    def _sitting(self, readings: dict[str, Reading], found: dict[str, float]) -> Posture:
        seen = self._classifier.classify(found)
        if seen is Posture.UNCLEAR and self.learning is not None:
            # What is being learnt is the usual position, by definition.
            learnable = any(name in readings for name in self._names)
            return Posture.UPRIGHT if learnable else Posture.UNCLEAR
        return seen

    def _see(
        self, seen: Posture, step_s: float, found: dict[str, float], events: list[PostureEvent]
    ) -> None:
        transition = self._ledger.observe(self.now_s, seen)
        if transition is not None:
            self._tell(transition, events)
        self._mind_unknown(seen, events)
        if self.posture in (Posture.AWAY, Posture.UNCLEAR):
            return
        suggested = self._suggester.update(self.now_s, step_s, self.still_s, found)
        if suggested is not None:
            events.append(SuggestChange(self.now_s, *suggested))

    def _mind_unknown(self, seen: Posture, events: list[PostureEvent]) -> None:
        """Away or unclear for long: what was before counts no more as sitting still."""
        if seen not in (Posture.AWAY, Posture.UNCLEAR):
            self._unknown_since = None
            return
        if self._unknown_since is None:
            self._unknown_since = self.now_s
        if self.now_s - self._unknown_since < self.rules.time.break_:
            return
        left = self.posture is Posture.AWAY
        self._moved(self._still.pause(self._unknown_since, changed=left), events)
        self._suggester.forget()
        self._unknown_since = math.inf

    def _tell(self, change: Transition, events: list[PostureEvent]) -> None:
        before, now = change.before, change.now
        events.append(PostureChanged(self.now_s, before, now, change.since_s))
        if now is Posture.AWAY:
            events.append(Away(self.now_s, change.since_s))
        elif before is Posture.AWAY:
            events.append(Back(self.now_s, change.since_s - change.began_s))
        if before.is_sitting and now is Posture.STANDING:
            self._stood_up += 1
            events.append(StoodUp(self.now_s))
        elif before is Posture.STANDING and now.is_sitting:
            events.append(SatDown(self.now_s))
        else:
            return
        self._moved(self._still.change(change.since_s), events)

    def _moved(self, still_s: float | None, events: list[PostureEvent]) -> None:
        if still_s is not None:
            events.append(Moved(self.now_s, still_s))
