"""The reference figure in the postures of a demonstration: from landmarks back to joint angles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeResult, least_squares

from coach.engine.exercise import MeasureRef
from coach.engine.figure import YAW_DEG
from coach.engine.reference import Posture
from coach.engine.skeleton import landmarks, stand
from coach.teach.body_angles import RARE, limits, names, posture, rough, row
from coach.teach.figure_measures import FigureReader
from coach.teach.segments import (
    ACROSS,
    WEIGHTS,
    away_from_camera,
    clearness,
    directions,
    first_guess,
    upright,
)
from poses.view import View, lateral_axis

Array = NDArray[np.float64]

_DEPTH: Final = 0.35
"""How much the estimated depth counts against what lies in the picture."""

_PER_DEGREE: Final = 0.004
_PER_DEGREE_NEAR: Final = 0.0005
_TRIES: Final = 30
_ENOUGH: Final = 1e-3
"""Nobody sees what a further step would change by less than this share."""


@dataclass(frozen=True)
class Seen:
    """A body to be drawn: ``world`` (33, 3) metres as the camera sees it, ``visibility`` (33,).

    ``values`` are measures that the figure must show as well, each with its weight; those named
    in ``whole`` are shares of that value, which the figure has in the start position.
    """

    world: Array
    visibility: Array
    values: Mapping[MeasureRef, tuple[float, float]] = field(default_factory=dict)
    whole: Mapping[MeasureRef, float] = field(default_factory=dict)


def yaw_of(world: Array, view: View) -> float:
    """From where the camera looked, as ``YAW_DEG``: straight for the plain views."""
    if view in YAW_DEG:
        return YAW_DEG[view]
    x, _, z = lateral_axis(world)
    return float(np.degrees(np.arctan2(z, -x)))


def fit(seen: Seen, yaw_deg: float, view: View, near: Posture | None = None) -> Posture:
    """The posture of the figure that looks most like the body, within what a body can do.

    ``yaw_deg`` is from where the camera looked, ``view`` from where the figure is to be seen. Of
    angles that look the same, those next to the posture ``near`` are taken: arms that are held
    out to the sides go overhead sideways.
    """
    search = _Search(seen, yaw_deg, view, None if near is None else row(near))
    begins = [first_guess(search.target)] + ([] if near is None else [row(near)])
    found = min((_descend(search, begin) for begin in begins), key=lambda result: result.cost)
    return posture(np.round(found.x).tolist())


def _descend(search: _Search, begin: Array) -> OptimizeResult:
    low, high = limits()
    inside = np.clip(begin, low + 1e-3, high - 1e-3)
    return least_squares(
        search.off, inside, bounds=(low, high), max_nfev=_TRIES, x_scale=20.0, ftol=_ENOUGH
    )


def figure_measure(own: Posture, ref: MeasureRef, view: View) -> float:
    """What a measure is for the figure in this posture."""
    return float(FigureReader((ref,), view).read(_points(own))[0])


class _Search:
    """How far a row of angles is from what was seen."""

    def __init__(self, seen: Seen, yaw_deg: float, view: View, near: Array | None) -> None:
        self.target = directions(upright(seen.world, yaw_deg))
        self._weights = WEIGHTS * clearness(seen.visibility)
        self._weights[ACROSS] *= _DEPTH if view.is_side else 1.0
        self._away = away_from_camera(yaw_deg)
        self._reader = FigureReader(seen.values, view)
        pairs = list(seen.values.values())
        self._values = np.array([value for value, _ in pairs])
        self._trust = np.array([weight for _, weight in pairs])
        self._whole = np.array([seen.whole.get(ref, 1.0) for ref in seen.values])
        rare = np.array([name in RARE for name in names()])
        self._ease = np.where(rare, _PER_DEGREE, _PER_DEGREE_NEAR)
        self._near = np.zeros(len(rare)) if near is None else np.where(rare, 0.0, near)

    def off(self, angles: Array) -> Array:
        points = _points(rough(angles.tolist()))
        apart = directions(points) - self.target
        # what points away from the camera is an estimate
        apart -= (1.0 - _DEPTH) * (apart @ self._away)[:, None] * self._away
        measured = (self._reader.read(points) / self._whole - self._values) * self._trust
        bent = self._ease * (angles - self._near)
        return np.concatenate([(apart * self._weights[:, None]).ravel(), measured, bent])


def _points(own: Posture) -> Array:
    return landmarks(stand(own, "feet"))
