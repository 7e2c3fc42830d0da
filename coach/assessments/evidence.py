"""One recording of a test, as the engine judged it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.assessments.protocol import Protocol
from coach.assessments.ways import FarEnd, FingertipToFloor, StandsInTime, TimeForRepetitions
from coach.engine.checks import TRUST
from coach.engine.exercise import Exercise, MeasureRef
from coach.engine.results import Repetition, SetResult, Side
from coach.engine.tracker import Trace, track_set
from coach.live.liveset import AWAY_S, GO
from poses.track import PoseTrack
from poses.view import View

Array = NDArray[np.float64]

AROUND_S: Final = 0.15
"""The far end of a movement is looked at so long before and after its middle."""

HAND_AT_KNEE: Final = MeasureRef(measure="hand_to_knee")
HANDS_UP: Final = MeasureRef(measure="hand_height")


@dataclass(frozen=True)
class Evidence:
    """A recording with what the one engine made of it.

    ``also`` was measured beside what the exercise itself needs. ``told_go_s`` is when the person
    was told to begin, None where the recording does not say so.
    """

    exercise: Exercise
    also: tuple[MeasureRef, ...]
    track: PoseTrack
    result: SetResult
    trace: Trace
    told_go_s: float | None

    @classmethod
    def of(cls, protocol: Protocol, track: PoseTrack) -> Evidence:
        """Judge a recording with the exercise as the test runs it."""
        return cls._judged(protocol.as_tested, tuple(_also(protocol)), track)

    @classmethod
    def _judged(
        cls, exercise: Exercise, also: tuple[MeasureRef, ...], track: PoseTrack
    ) -> Evidence:
        tracker = track_set(exercise, track, also=also)
        go_s = track.source.get(GO)
        told = float(go_s) if isinstance(go_s, int | float) else None
        return cls(exercise, also, track, tracker.finish(), tracker.trace(), told)

    @property
    def go_s(self) -> float | None:
        """When it began: the word, or else the first movement; None if nothing moved."""
        if self.told_go_s is not None:
            return self.told_go_s
        starts = [one.start_s for one in self.result.repetitions]
        starts += [one.start_s for one in self.result.partial_repetitions]
        return min(starts, default=None)

    @property
    def end_s(self) -> float:
        """Time of the last frame."""
        return float(self.track.time_s[-1]) if len(self.track) else 0.0

    def until(self, time_s: float) -> Evidence:
        """The same recording as if it had ended then."""
        if time_s >= self.end_s:
            return self
        return self._judged(self.exercise, self.also, _first(self.track, time_s))

    def interrupted(self, start_s: float, end_s: float) -> bool:
        """Whether nobody could be seen for a while between these times."""
        seen = ~np.isnan(self.track.image[:, 0, 0])
        inside = (self.track.time_s >= start_s) & (self.track.time_s <= end_s)
        times = [start_s, *self.track.time_s[seen & inside].tolist(), min(end_s, self.end_s)]
        return bool(np.diff(times).max(initial=0.0) >= AWAY_S)

    def near_side(self) -> Side | None:
        """The side that the camera saw better."""
        sides = {View.SIDE_LEFT.value: Side.LEFT, View.SIDE_RIGHT.value: Side.RIGHT}
        return sides.get(self.result.view)

    def series(self, ref: MeasureRef, side: Side | None = None) -> tuple[Array, Array]:
        """Values and confidence of a measure in each frame of the trace; of this side, if any."""
        columns = [self.trace.series(name) for name in ref.columns]
        values, confidence = columns[0]
        if len(columns) == 2:
            values, confidence = self._chosen(ref, columns, side)
        return (np.abs(values) if ref.absolute else values), confidence

    def _chosen(
        self, ref: MeasureRef, columns: list[tuple[Array, Array]], side: Side | None
    ) -> tuple[Array, Array]:
        wanted = side
        if wanted is None and ref.sides in ("left", "right"):
            wanted = Side(ref.sides)
        if wanted is None and ref.sides == "near":
            wanted = self.near_side()
        if wanted is not None:
            return columns[list(Side).index(wanted)]
        (left, sure_left), (right, sure_right) = columns
        if ref.sides in ("max", "min"):
            by_left, by_right = (self.trace.series(name)[0] for name in ref.picked_by)
            first = by_left >= by_right if ref.sides == "max" else by_left <= by_right
            return np.where(first, left, right), np.where(first, sure_left, sure_right)
        return 0.5 * (left + right), np.minimum(sure_left, sure_right)

    def median(
        self, ref: MeasureRef, start_s: float, end_s: float, side: Side | None = None
    ) -> float | None:
        """A measure between two times; None where it can't be seen well in most frames."""
        values, confidence = self.series(ref, side)
        inside = (self.trace.time_s >= start_s) & (self.trace.time_s <= end_s)
        sure = inside & (confidence >= TRUST) & np.isfinite(values)
        if not sure.any() or sure.sum() < 0.5 * inside.sum():
            return None
        return float(np.median(values[sure]))

    def at_far_end(
        self, repetition: Repetition, ref: MeasureRef, side: Side | None = None
    ) -> float | None:
        """A measure at the far end of a repetition; None where it can't be seen well."""
        turn_s = repetition.turn_s
        return self.median(ref, turn_s - AROUND_S, turn_s + AROUND_S, side)


def _also(protocol: Protocol) -> Iterator[MeasureRef]:
    """What has to be measured for the values of a test, beside what its exercise needs."""
    for quantity in protocol.quantities:
        match quantity.how:
            case FarEnd():
                yield quantity.how.of
                yield from quantity.how.keep
            case FingertipToFloor():
                yield from quantity.how.keep
            case StandsInTime() | TimeForRepetitions():
                yield from (HAND_AT_KNEE, HANDS_UP)


def _first(track: PoseTrack, time_s: float) -> PoseTrack:
    frames = int(np.searchsorted(track.time_s, time_s, side="right"))
    return PoseTrack(
        track.time_s[:frames],
        track.image[:frames],
        track.world[:frames],
        track.people[:frames],
        track.width,
        track.height,
        track.source,
    )


def judged(protocol: Protocol, tracks: Iterable[PoseTrack]) -> list[Evidence]:
    """Every recording of a test, judged."""
    return [Evidence.of(protocol, track) for track in tracks]
