"""From a frame to what can be measured in it: one body, its measures, each with confidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from coach.engine.signals import Reading
from coach.posture.picture import NAMES, sizes, visible
from poses.angles import MeasureTable
from poses.body import single_body_view
from poses.continuity import Continuity, PatientLock
from poses.landmarks import Landmark
from poses.smoothing import OneEuroFilter
from poses.track import PoseFrame
from poses.view import View, ViewTracker

HIP_HEIGHT: Final = "hip_height"
_HIPS = (int(Landmark.LEFT_HIP), int(Landmark.RIGHT_HIP))


@dataclass(frozen=True, slots=True)
class Sight:
    """What one frame shows of the person.

    ``hips`` 0..1 is how well the hips are seen; ``another`` says that this is not the body of the
    frames before.
    """

    readings: Mapping[str, Reading]
    view: View
    hips: float
    another: bool = False


class Eye:
    """Looks at frames, one after the other; the same filters as for exercises."""

    def __init__(self, names: Iterable[str]) -> None:
        self._table = MeasureTable(
            [name for name in dict.fromkeys((*names, HIP_HEIGHT)) if name not in NAMES]
        )
        self._place = OneEuroFilter()
        self._space = OneEuroFilter()
        self._view = ViewTracker()
        self._lock = PatientLock()

    def look(self, time_s: float, frame: PoseFrame) -> Sight | None:
        """What is seen; None with nobody there, or while it is not sure whose body it is."""
        if frame.image is None or frame.world is None:
            return None
        image = frame.image.astype(np.float64)
        aspect = frame.width / frame.height
        same = self._lock.update(time_s, image, aspect)
        if same is Continuity.DOUBTFUL:
            return None
        if same is Continuity.NEW:
            self.forget()
        place = self._place.update(time_s, image[:, :2])
        space = self._space.update(time_s, frame.world.astype(np.float64))
        turned = self._view.update(time_s, space)
        seen = visible(image)
        body = single_body_view(place, space, aspect, turned)
        values, confidence = self._table.evaluate(body, seen[None])
        readings = {
            name: Reading(value, trust)
            for name, value, trust in zip(
                self._table.names, values[0].tolist(), confidence[0].tolist(), strict=True
            )
        }
        readings |= sizes(place, seen, aspect, turned)
        hips = float(max(seen[_HIPS[0]], seen[_HIPS[1]]))
        return Sight(readings, turned.view, hips, another=same is Continuity.NEW)

    def forget(self) -> None:
        """After a gap, or for another body: nothing is smoothed across it."""
        self._place.reset()
        self._space.reset()
        self._view.reset()
