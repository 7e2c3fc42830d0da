"""The reference movement in time: the body at any moment of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.exercise import Exercise
from coach.engine.reference import Foot, Keyframe, Posture, Reference, Support
from coach.engine.skeleton import Points, stand

Array = NDArray[np.float64]

_OTHER: Final[dict[Support, Support]] = {
    "left_foot": "right_foot",
    "right_foot": "left_foot",
    "left_knee": "right_knee",
    "right_knee": "left_knee",
    "left_elbow": "right_elbow",
    "right_elbow": "left_elbow",
}


@dataclass(frozen=True)
class Moment:
    """The body at one time, and whether it carries the box."""

    points: Points
    carries: bool


@dataclass(frozen=True)
class Movement:
    """A reference over time: one round, repeated for ever.

    In an exercise whose sides alternate, a round has the reference first as it stands, then
    mirrored. Keyframes are counted from 0 and on into the rounds that follow.
    """

    reference: Reference
    alternating: bool = False

    @classmethod
    def of(cls, exercise: Exercise) -> Movement:
        """The reference movement of an exercise."""
        reference = exercise.reference
        return cls(reference, exercise.has_sides and not reference.one_sided)

    @cached_property
    def _round(self) -> tuple[tuple[Keyframe, Support], ...]:
        support = self.reference.support
        stops = [(keyframe, support) for keyframe in self.reference.keyframes]
        if self.alternating:
            other = _OTHER.get(support, support)
            stops += [(keyframe.mirrored(), other) for keyframe in self.reference.keyframes]
        return tuple(stops)

    def keyframe(self, index: int) -> Keyframe:
        """The keyframe of this number."""
        return self._round[index % len(self._round)][0]

    @property
    def round_s(self) -> float:
        """How long one round takes."""
        return sum(keyframe.move_s + keyframe.stay_s for keyframe, _ in self._round)

    def duration_s(self, repetitions: int) -> float:
        """From leaving the start position until it is reached after so many repetitions."""
        each = len(self.reference.keyframes) // self.reference.repetitions
        stops = [self.keyframe(index) for index in range(1, repetitions * each + 1)]
        return sum(stop.move_s + stop.stay_s for stop in stops) - stops[-1].stay_s

    def posed(self, index: int) -> Points:
        """The body in the keyframe of this number."""
        return self._stand(index, self.keyframe(index).posture)

    def at(self, time_s: float) -> Moment:
        """The body so many seconds after it left the start position."""
        index, since = 1, max(time_s, 0.0) % self.round_s
        while since > (keyframe := self.keyframe(index)).move_s + keyframe.stay_s:
            since -= keyframe.move_s + keyframe.stay_s
            index += 1
        if since >= keyframe.move_s:
            return Moment(self.posed(index), keyframe.carries)
        posture = self._between(index, since / keyframe.move_s)
        return Moment(self._stand(index, posture), keyframe.carries)

    def _stand(self, index: int, posture: Posture) -> Points:
        planted = self.keyframe(index).planted if index > 0 else ()
        before = self.posed(index - 1) if planted else {}
        toes: dict[Foot, Array] = {foot: before[f"{foot}_index"] for foot in planted}
        support = self._round[index % len(self._round)][1]
        return stand(posture, support, toes, self.reference.raised)

    def _between(self, index: int, share: float) -> Posture:
        """The posture on the way to a keyframe: with the least jerk, without stops in passing."""
        start, end = self._angles(index - 1), self._angles(index)
        move_s = self.keyframe(index).move_s
        leaving, arriving = self._speed(index - 1) * move_s, self._speed(index) * move_s
        way = (end - start) * minimum_jerk(share)
        swing = leaving * (share - 6 * share**3 + 8 * share**4 - 3 * share**5)
        swing += arriving * (-4 * share**3 + 7 * share**4 - 3 * share**5)
        return Posture.from_angles((start + way + swing).tolist())

    def _angles(self, index: int) -> Array:
        return np.array(self.keyframe(index).posture.angles())

    def _speed(self, index: int) -> Array:
        """Degrees per second in passing a keyframe; zero where the movement stays or turns."""
        if index == 0:
            index = len(self._round)
        here = self._angles(index)
        before = (here - self._angles(index - 1)) / self.keyframe(index).move_s
        after = (self._angles(index + 1) - here) / self.keyframe(index + 1).move_s
        through = (before * after > 0) & (self.keyframe(index).stay_s == 0)
        total = np.where(through, before + after, 1.0)
        return np.where(through, 2.0 * before * after / total, 0.0)


def minimum_jerk(share: float) -> float:
    """The calmest way from 0 to 1: how hands and bodies move."""
    return share**3 * (10.0 - 15.0 * share + 6.0 * share**2)
