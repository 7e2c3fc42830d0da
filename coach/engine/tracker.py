"""The one streaming engine: frames in, events and a result out. Live, file or stored track."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.checks import TRUST
from coach.engine.events import (
    BackInFrame,
    Event,
    NotInFrame,
    SecondPerson,
    SetFinished,
    WrongView,
)
from coach.engine.exercise import Exercise, MeasureRef
from coach.engine.guidewatch import GuideWatch
from coach.engine.holdwatch import HoldWatch
from coach.engine.moment import Moment
from coach.engine.repwatch import RepetitionWatch
from coach.engine.results import NotAssessed, SetResult
from coach.engine.scoring import set_score
from coach.engine.signals import Reader
from poses.angles import MeasureTable
from poses.body import single_body_view
from poses.continuity import Continuity, PatientLock
from poses.framing import Framing, FramingProblem, check_framing
from poses.smoothing import OneEuroFilter
from poses.track import PoseFrame
from poses.view import UNKNOWN_ORIENTATION, Orientation, View, ViewTracker

Array = NDArray[np.float64]

FRAMING_EVERY_S: Final = 0.2
FRAMING_PATIENCE_S: Final = 0.8
VIEW_PATIENCE_S: Final = 1.0
WORTH_A_WARNING: Final = 0.1
"""Share of the recording from which on a framing problem is reported."""

_VIEW_ADVICE: Final = {
    "side": "Turn so that your side faces the camera.",
    "facing": "Turn to face the camera.",
}


@dataclass(frozen=True)
class Trace:
    """What was measured in each frame with a body: for charts and review.

    ``time_s`` (n,), ``values`` and ``confidence`` (n, measures) in the order of ``names``.
    """

    names: tuple[str, ...]
    time_s: Array
    values: Array
    confidence: Array

    def series(self, name: str) -> tuple[Array, Array]:
        """Values and confidence of one measure over time."""
        column = self.names.index(name)
        return self.values[:, column], self.confidence[:, column]


Watch = RepetitionWatch | HoldWatch | GuideWatch


def _watch_for(exercise: Exercise, table: MeasureTable) -> Watch:
    match exercise.mode:
        case "repetitions":
            return RepetitionWatch(exercise, table)
        case "hold":
            return HoldWatch(exercise, table)
    return GuideWatch()


class SetTracker:
    """Follows one set of one exercise.

    Feed it frames in order of time; ``update`` gives what happened, ``finish`` the result.
    """

    def __init__(self, exercise: Exercise, *, also: Iterable[MeasureRef] = ()) -> None:
        """Begin a set; the measures ``also`` named are traced and have no say in the result."""
        self.exercise = exercise
        references = (*exercise.references(), *also)
        names = dict.fromkeys(name for ref in references for name in ref.reads)
        self._table = MeasureTable(names)
        self._image_filter = OneEuroFilter()
        self._world_filter = OneEuroFilter()
        self._view_tracker = ViewTracker()
        self._lock = PatientLock()
        self._watch = _watch_for(exercise, self._table)
        self._range = Reader(exercise.range, self._table) if exercise.range else None
        self._seen: Orientation = UNKNOWN_ORIENTATION
        self._views: Counter[View] = Counter()
        self._times: list[float] = []
        self._rows: list[tuple[float, Array, Array]] = []
        self._framing: Framing | None = None
        self._framing_checked_s = -math.inf
        self._problem_since: float | None = None
        self._problem_told = False
        self._problem_seconds: dict[str, float] = {}
        self._wrong_view_since: float | None = None
        self._wrong_view_told: View | None = None
        self._second_person_s: float | None = None
        self._cuts = 0
        self._last_s: float | None = None
        self._result: SetResult | None = None

    @property
    def orientation(self) -> Orientation:
        """How the person stands to the camera now."""
        return self._seen

    @property
    def watch(self) -> Watch:
        """The counting of repetitions or of seconds held."""
        return self._watch

    def update(self, frame: PoseFrame) -> list[Event]:
        """Take in the next frame.

        Raises:
            ValueError: its time does not come after the one before, or the set is finished.
        """
        if self._result is not None:
            raise ValueError("the set is finished: start a new tracker")
        if self._last_s is not None and frame.time_s <= self._last_s:
            raise ValueError(f"time must rise: {frame.time_s} s came after {self._last_s} s")
        step_s = frame.time_s - self._last_s if self._last_s is not None else 0.0
        self._last_s = frame.time_s
        self._times.append(frame.time_s)
        events: list[Event] = []
        self._check_people(frame, events)
        image = None if frame.image is None else frame.image.astype(np.float64)
        self._check_framing(frame, step_s, image, events)
        if image is None or frame.world is None:
            self._watch.unseen(frame.time_s, events)
            return events
        aspect = frame.width / frame.height
        same = self._lock.update(frame.time_s, image, aspect)
        if same is Continuity.DOUBTFUL:
            self._watch.unseen(frame.time_s, events)
            return events
        if same is Continuity.NEW:
            self._start_anew(frame.time_s, events)
        self._measure(frame.time_s, image, frame.world.astype(np.float64), aspect, events)
        return events

    def _measure(
        self, time_s: float, image: Array, world: Array, aspect: float, events: list[Event]
    ) -> None:
        visibility = image[None, :, 3]
        place = self._image_filter.update(time_s, image[:, :2])
        space = self._world_filter.update(time_s, world)
        current = self._view_tracker.update(time_s, space)
        if not self._watch.busy:
            self._seen = current
        seen = self._seen
        self._views[current.view] += 1
        self._check_view(time_s, events)
        body = single_body_view(place, space, aspect, seen)
        values, confidence = self._table.evaluate(body, visibility)
        self._rows.append((time_s, values[0], confidence[0]))
        moment = Moment(
            time_s, values[0].tolist(), confidence[0].tolist(), seen, current.sideness_deg
        )
        self._watch.update(moment, events)

    def _start_anew(self, time_s: float, events: list[Event]) -> None:
        self._cuts += 1
        self._image_filter.reset()
        self._world_filter.reset()
        self._view_tracker.reset()
        self._watch.interrupt(time_s, events)

    def _check_people(self, frame: PoseFrame, events: list[Event]) -> None:
        if frame.people is None or frame.people < 2:
            return
        if self._second_person_s is None or frame.time_s - self._second_person_s > 10.0:
            events.append(SecondPerson(frame.time_s))
        self._second_person_s = frame.time_s

    def _check_framing(
        self, frame: PoseFrame, step_s: float, image: Array | None, events: list[Event]
    ) -> None:
        due = frame.time_s - self._framing_checked_s >= FRAMING_EVERY_S
        if due or image is None or self._framing is None:
            self._framing_checked_s = frame.time_s
            self._framing = check_framing(
                image, self.exercise.camera.body_parts, frame.width / frame.height
            )
        framing = self._framing
        if framing.problem is None:
            if self._problem_told:
                events.append(BackInFrame(frame.time_s))
            self._problem_since, self._problem_told = None, False
            return
        if self._problem_since is None:
            self._problem_since = frame.time_s
        text = _warning(framing)
        self._problem_seconds[text] = self._problem_seconds.get(text, 0.0) + step_s
        if not self._problem_told and frame.time_s - self._problem_since >= FRAMING_PATIENCE_S:
            self._problem_told = True
            events.append(NotInFrame(frame.time_s, framing.problem.value, framing.advice))

    def _check_view(self, time_s: float, events: list[Event]) -> None:
        view = self._seen.view
        if view in self.exercise.camera.views:
            self._wrong_view_since = self._wrong_view_told = None
            return
        if self._wrong_view_since is None:
            self._wrong_view_since = time_s
        if view is not self._wrong_view_told and time_s - self._wrong_view_since > VIEW_PATIENCE_S:
            self._wrong_view_told = view
            events.append(WrongView(time_s, view.value, view_advice(self.exercise)))

    @property
    def main_angle_deg(self) -> float | None:
        """The exercise's main joint angle in the latest frame, where it can be seen well."""
        if self._range is None or not self._rows:
            return None
        time_s, values, confidence = self._rows[-1]
        reading = self._range.read(values.tolist(), confidence.tolist(), self._seen)
        if time_s != self._last_s or reading.confidence < TRUST:
            return None
        return reading.value

    @property
    def angles_deg(self) -> dict[str, float]:
        """The angles of the latest frame that can be seen well, by the name of their measure."""
        if not self._rows or self._rows[-1][0] != self._last_s:
            return {}
        _, values, confidence = self._rows[-1]
        return {
            measure.name: float(values[i])
            for i, measure in enumerate(self._table.measures)
            if measure.unit == "deg" and confidence[i] >= TRUST and math.isfinite(values[i])
        }

    def finish(self) -> SetResult:
        """End the set and sum it up; further calls give the same result."""
        if self._result is None:
            self._result = self._sum_up()
        return self._result

    def finished_event(self) -> SetFinished:
        """The closing event with the result."""
        return SetFinished(self._last_s or 0.0, self.finish())

    def _sum_up(self) -> SetResult:
        events: list[Event] = []
        self._watch.finish(self._last_s or 0.0, events)
        gaps = np.diff(self._times)
        view = self._views.most_common(1)[0][0] if self._views else View.UNKNOWN
        view = self._watch.main_view or view
        return SetResult(
            exercise=self.exercise.id,
            exercise_name=self.exercise.name,
            view=view.value,
            fps=round(1.0 / float(np.median(gaps)), 3) if len(gaps) else 0.0,
            duration_s=self._times[-1] - self._times[0] if self._times else 0.0,
            frames=len(self._times),
            usable_share=self._watch.usable_share,
            repetitions=self._watch.repetitions,
            partial_repetitions=self._watch.partial_repetitions,
            holds=self._watch.holds,
            score=set_score(self._watch.scores, self._watch.usable_share),
            not_assessed=self._not_assessed(view),
            warnings=tuple(self._warnings(view)),
            measurements=self._watch.measurements,
        )

    def _not_assessed(self, view: View) -> tuple[NotAssessed, ...]:
        found = list(self._watch.not_assessed(view))
        found += [
            NotAssessed(text.split(":")[0], text.partition(":")[2].strip() or text)
            for text in self.exercise.text.unseen
        ]
        return tuple(found)

    def _warnings(self, view: View) -> Iterable[str]:
        if not self._rows:
            yield (
                "Nobody could be found in the picture: film with the whole body in view, in good "
                "light, from two to three metres."
            )
            return
        duration_s = self._times[-1] - self._times[0]
        for text, seconds in sorted(self._problem_seconds.items(), key=lambda item: -item[1]):
            if seconds >= WORTH_A_WARNING * duration_s:
                yield text
        if self._second_person_s is not None:
            yield "A second person was in the picture; only the first one was followed."
        if self._cuts:
            yield (
                "The picture jumped or another body was seen; what was under way then was not "
                "counted."
            )
        if view not in self.exercise.camera.views and view is not View.UNKNOWN:
            yield f"This view shows less than it could. {view_advice(self.exercise)}"

    def trace(self) -> Trace:
        """Every measured value so far."""
        if not self._rows:
            empty = np.empty((0, len(self._table.names)))
            return Trace(self._table.names, np.empty(0), empty, empty)
        times, values, confidence = zip(*self._rows, strict=True)
        return Trace(self._table.names, np.array(times), np.stack(values), np.stack(confidence))


def view_advice(exercise: Exercise) -> str:
    """How to turn for this exercise."""
    return _VIEW_ADVICE["side" if exercise.camera.views[0].is_side else "facing"]


def _warning(framing: Framing) -> str:
    if framing.problem is FramingProblem.NOBODY:
        return "For part of the time nobody could be seen."
    return framing.advice


def track_set(
    exercise: Exercise, frames: Iterable[PoseFrame], *, also: Iterable[MeasureRef] = ()
) -> SetTracker:
    """Run a whole recording through a tracker and finish it."""
    tracker = SetTracker(exercise, also=also)
    for frame in frames:
        tracker.update(frame)
    tracker.finish()
    return tracker
