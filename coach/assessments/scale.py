"""From the picture to centimetres, by the person's own height while they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.assessments.evidence import AROUND_S, Evidence
from coach.engine.checks import TRUST
from coach.engine.results import Side
from poses.landmarks import Landmark
from poses.track import PoseTrack

Array = NDArray[np.float64]

EAR_HEIGHT: Final = 0.925
"""Height of the ear's opening as a share of a person's height; an engineering default, from usual
body proportions."""
HAND_LENGTH: Final = 0.108
"""Length of wrist to fingertip as a share of a person's height; likewise. The pose model's hand
points lie at the knuckles (measured: 0.30 of the forearm beyond the wrist), not at the tips."""

STANDING_S: Final = 1.0
NO_HEIGHT: Final = "Tell your height, and it can be given in centimetres."
NOT_STANDING: Final = (
    "You were not seen standing upright, from ear to foot, before the movement: stand still for a "
    "moment first."
)


@dataclass(frozen=True)
class Scale:
    """One recording with its floor and its centimetres.

    ``cm`` per height of the picture; ``floor`` where the floor is, in heights of the picture from
    its top; ``standing_s`` the time before the movement.
    """

    track: PoseTrack
    height_cm: float
    cm: float
    floor: float
    standing_s: tuple[float, float]

    @classmethod
    def of(cls, evidence: Evidence, height_cm: float | None) -> Scale | str:
        """The scale of a recording, or why it has none."""
        if height_cm is None:
            return NO_HEIGHT
        start_s = evidence.result.repetitions[0].start_s
        standing_s = (start_s - STANDING_S, start_s)
        ears = [_height(evidence.track, f"{side.name}_EAR", *standing_s) for side in Side]
        feet = [
            _height(evidence.track, f"{side.name}_{point}", *standing_s)
            for side in Side
            for point in ("HEEL", "FOOT_INDEX")
        ]
        seen_ears = [ear for ear in ears if ear is not None]
        seen_feet = [foot for foot in feet if foot is not None]
        if not seen_ears or not seen_feet:
            return NOT_STANDING
        floor = max(seen_feet)
        tall = floor - float(np.mean(seen_ears))
        if tall <= 0:
            return NOT_STANDING
        return cls(evidence.track, height_cm, EAR_HEIGHT * height_cm / tall, floor, standing_s)

    def fingertip_cm(self, time_s: float, side: Side) -> float | None:
        """How far this hand's fingertips are above the floor; negative below it."""
        inside = _inside(self.track, time_s - AROUND_S, time_s + AROUND_S)
        elbow, wrist, index = (
            _point(self.track, f"{side.name}_{name}") for name in ("ELBOW", "WRIST", "INDEX")
        )
        sure = inside & (_seen(self.track, side, "ELBOW", "WRIST", "INDEX") >= TRUST)
        if not sure.any():
            return None
        along = index - elbow
        length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)
        reach = HAND_LENGTH * self.height_cm / self.cm
        tip = wrist[:, 1] + reach * along[:, 1] / length
        return self.cm * (self.floor - float(np.median(tip[sure])))

    def hand_down_cm(self, time_s: float, side: Side) -> float | None:
        """How far this hand has gone down since the person stood upright."""
        name = f"{side.name}_WRIST"
        there = _height(self.track, name, time_s - AROUND_S, time_s + AROUND_S)
        before = _height(self.track, name, *self.standing_s)
        return None if there is None or before is None else self.cm * (there - before)


def _inside(track: PoseTrack, start_s: float, end_s: float) -> NDArray[np.bool_]:
    return np.asarray((track.time_s >= start_s) & (track.time_s <= end_s))


def _point(track: PoseTrack, name: str) -> Array:
    """Across and down, in heights of the picture."""
    place = track.image[:, Landmark[name], :2].astype(np.float64)
    return np.asarray(place * (track.width / track.height, 1.0))


def _seen(track: PoseTrack, side: Side, *names: str) -> Array:
    marks = [Landmark[f"{side.name}_{name}"] for name in names]
    return np.asarray(np.nan_to_num(track.image[:, marks, 3].astype(np.float64)).min(axis=1))


def _height(track: PoseTrack, name: str, start_s: float, end_s: float) -> float | None:
    """Where a point is down the picture between two times; None if it is not seen well."""
    shown = np.nan_to_num(track.image[:, Landmark[name], 3]) >= TRUST
    sure = _inside(track, start_s, end_s) & shown
    return float(np.median(_point(track, name)[sure, 1])) if sure.any() else None
