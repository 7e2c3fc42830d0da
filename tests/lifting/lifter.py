"""A figure that lifts a box in a known way: exact truth for style, reach, turning and pauses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from coach.engine.catalogue import find_exercise
from coach.engine.figure import reference_track
from coach.engine.movement import Movement
from coach.engine.reference import Keyframe, Posture, Reference
from coach.engine.results import SetResult
from coach.engine.tracker import track_set
from coach.lifting import Lift, describe_lifts
from poses.track import PoseTrack

HEIGHT_M = 1.72
"""Of the figure."""

STAND = {"trunk": 3, "hip": 5, "knee": 4, "arm": -4, "elbow": 16}
CARRY = {"trunk": 0, "hip": 3, "knee": 5, "arm": -4, "elbow": 76, "wrist": -40}
LOW = {
    "squat": {"trunk": 40, "hip": 128, "knee": 118, "arm": 45, "elbow": 4},
    "stoop": {"trunk": 82, "hip": 98, "knee": 22, "arm": 84, "elbow": 4},
    "mixed": {"trunk": 58, "hip": 120, "knee": 92, "arm": 64, "elbow": 6},
}


@dataclass(frozen=True)
class Doing:
    """One lift: how low, how long it takes, how long the person stands afterwards."""

    low: dict[str, object]
    down_s: float = 1.8
    up_s: float = 1.8
    stay_s: float = 0.6
    rest_s: float = 1.5
    carrying: dict[str, object] | None = None

    @classmethod
    def of(cls, style: str, **changes: object) -> Doing:
        """A lift in this style."""
        return replace(cls(dict(LOW[style])), **changes)  # type: ignore[arg-type]


def picked_up_and_put_down(doings: list[Doing]) -> Reference:
    """Lifts in turn: the box up, down, up, down."""
    keyframes = []
    for number, doing in enumerate(doings):
        ends = doing.carrying or CARRY
        holds = number % 2 == 0
        low = Posture.model_validate(doing.low)
        up = Posture.model_validate(ends if holds else STAND)
        keyframes += [
            Keyframe(move_s=doing.down_s, stay_s=doing.stay_s, posture=low, carries=not holds),
            Keyframe(move_s=doing.up_s, stay_s=doing.rest_s, posture=up, carries=holds),
        ]
    # a round begins in the start position, which the last lift leads back to
    first = keyframes.pop()
    keyframes.insert(0, first)
    return Reference(
        view="side_right", repetitions=len(doings), keyframes=tuple(keyframes), prop="box"
    )


@dataclass(frozen=True)
class Seen:
    """A filmed set with the truth of its movement."""

    movement: Movement
    track: PoseTrack
    lead_s: float

    @cached_property
    def result(self) -> SetResult:
        return track_set(find_exercise("box_lift"), self.track).finish()

    def lifts(self, height_m: float | None = HEIGHT_M) -> tuple[Lift, ...]:
        return describe_lifts(self.track, self.result, height_m=height_m)

    def hands_m(self, time_s: float) -> tuple[float, float]:
        """Where the hands truly are: before the ankles and above the floor."""
        points = self.movement.at(max(time_s - self.lead_s, 0.0)).points
        wrist = 0.5 * (points["left_wrist"] + points["right_wrist"])
        ankle = 0.5 * (points["left_ankle"] + points["right_ankle"])
        return float(wrist[0] - ankle[0]), float(wrist[1])


def filmed(
    *doings: Doing,
    yaw_deg: float = -90.0,
    noise: float = 0.0,
    fps: float = 20.0,
    far_visibility: float = 1.0,
) -> Seen:
    """The set as a pose model sees it from a side (-90 the right one, 0 the front)."""
    exercise = find_exercise("box_lift")
    reference = picked_up_and_put_down(list(doings))
    moved = exercise.model_copy(update={"reference": reference})
    lead_s = 1.5
    track = reference_track(moved, fps, len(doings), lead_s, yaw_deg)
    image, world = track.image.copy(), track.world.copy()
    image[..., 3] = np.where(image[..., 3] < 1.0, far_visibility, 1.0)
    if noise:
        random = np.random.default_rng(1)
        image[..., :2] += random.normal(0.0, noise, image[..., :2].shape).astype(np.float32)
        world += random.normal(0.0, 2.0 * noise, world.shape).astype(np.float32)
    track = PoseTrack(track.time_s, image, world, track.people, track.width, track.height)
    return Seen(Movement(reference), track, lead_s)
