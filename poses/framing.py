"""Is the body in the picture, whole and at a good distance?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from poses.landmarks import Landmark

Array = NDArray[np.float64]

_L = Landmark

BODY_PARTS: Final[dict[str, tuple[Landmark, ...]]] = {
    "head": (_L.NOSE, _L.LEFT_EAR, _L.RIGHT_EAR),
    "shoulders": (_L.LEFT_SHOULDER, _L.RIGHT_SHOULDER),
    "elbows": (_L.LEFT_ELBOW, _L.RIGHT_ELBOW),
    "hands": (_L.LEFT_WRIST, _L.RIGHT_WRIST),
    "hips": (_L.LEFT_HIP, _L.RIGHT_HIP),
    "knees": (_L.LEFT_KNEE, _L.RIGHT_KNEE),
    "feet": (_L.LEFT_ANKLE, _L.RIGHT_ANKLE),
}

SMALLEST_BODY: Final = 0.25
"""Least share of the picture's longer side that the body should fill."""

_EDGE: Final = 0.02
_DIM: Final = 0.3


class FramingProblem(StrEnum):
    """What is wrong with the picture."""

    NOBODY = "nobody"
    CUT_OFF = "cut_off"
    TOO_FAR = "too_far"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Framing:
    """The verdict on one frame; ``parts`` are the body parts that are cut off or hidden."""

    problem: FramingProblem | None
    parts: tuple[str, ...] = ()

    @property
    def advice(self) -> str:
        """What to do about it, in one sentence; empty when all is well."""
        parts = " and ".join(self.parts)
        match self.problem:
            case FramingProblem.NOBODY:
                return "Step into the picture so that the camera can see you."
            case FramingProblem.CUT_OFF:
                return f"Step back a little: your {parts} can't be seen whole."
            case FramingProblem.TOO_FAR:
                return "Come a little closer to the camera."
            case FramingProblem.HIDDEN:
                return f"Something hides your {parts}: clear the view or add some light."
        return ""


def check_framing(image: Array | None, needed: Iterable[str], aspect: float) -> Framing:
    """Judge one frame: ``image`` (33, 4) or None, the body parts that the exercise needs.

    ``aspect`` is the picture's width over its height. Of a pair, the better seen one counts,
    so that a side view is no fault.
    """
    if image is None:
        return Framing(FramingProblem.NOBODY)
    cut: list[str] = []
    hidden: list[str] = []
    for part in needed:
        marks = list(BODY_PARTS[part])
        points = image[marks]
        inside = (
            (points[:, 0] > -_EDGE)
            & (points[:, 0] < 1 + _EDGE)
            & (points[:, 1] > -_EDGE)
            & (points[:, 1] < 1 + _EDGE)
        )
        if not inside.any():
            cut.append(part)
        elif points[inside, 3].max() < _DIM:
            hidden.append(part)
    if cut:
        return Framing(FramingProblem.CUT_OFF, tuple(cut))
    spread = np.ptp(image[:, 0]) * aspect, np.ptp(image[:, 1])
    if max(spread) < SMALLEST_BODY * max(1.0, aspect):
        return Framing(FramingProblem.TOO_FAR)
    if hidden:
        return Framing(FramingProblem.HIDDEN, tuple(hidden))
    return Framing(None)
