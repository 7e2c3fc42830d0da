"""A position that is held: nothing moves for much of the time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.ndimage import maximum_filter1d, minimum_filter1d

from coach.engine.exercise import HoldRule, MeasureRef
from coach.teach.following import RATE_HZ
from coach.teach.measuring import Demonstration, Flags
from coach.teach.postures import LIFTED_M, TRUNK, UPRIGHT_DEG, Place, hold_conditions, level
from poses.view import View

_WATCHED: Final = (
    TRUNK,
    *(
        MeasureRef(measure=f"{name}_3d", sides=side)
        for name in ("hip_flexion", "knee_flexion", "shoulder_elevation", "elbow_flexion")
        for side in ("left", "right")
    ),
)
_WINDOW_S: Final = 1.0
_STILL_DEG: Final = 9.0
_SAME_DEG: Final = 25.0
_SURE: Final = 0.3
_LEAST_S: Final = 4.0
_MUCH_OF_THE_TIME: Final = 0.4


@dataclass(frozen=True)
class Held:
    """The posture that was kept: in which samples, and for how long in all."""

    demonstration: Demonstration
    at: tuple[int, ...]
    views: tuple[View, ...]

    @property
    def seconds(self) -> float:
        """How long in all."""
        return len(self.at) / RATE_HZ

    @property
    def spans_s(self) -> list[tuple[float, float]]:
        """From when until when, without the shortest ones."""
        numbers = np.array(self.at)
        parts = np.split(numbers, np.flatnonzero(np.diff(numbers) > RATE_HZ) + 1)
        times = self.demonstration.time_s
        spans = [(float(times[part[0]]), float(times[part[-1]])) for part in parts]
        return [(start, end) for start, end in spans if end - start >= 2.0]


def find_hold(demonstration: Demonstration, groups: tuple[tuple[View, ...], ...]) -> Held | None:
    """The posture in which the body stayed for much of the time, if there is one."""
    still = _still(demonstration)
    if still.sum() < _LEAST_S * RATE_HZ:
        return None
    kept = still & _same_posture(demonstration, still)
    if kept.sum() < max(_LEAST_S * RATE_HZ, _MUCH_OF_THE_TIME * len(demonstration)):
        return None
    counts = demonstration.views(kept)
    views = max(groups, key=lambda group: sum(counts.get(view, 0) for view in group))
    return Held(demonstration, tuple(np.flatnonzero(kept).tolist()), views)


def hold_rule(held: Held, narrow: float = 1.0) -> HoldRule:
    """The conditions of the position and how long to keep it; ``narrow`` tightens them."""
    demonstration, at = held.demonstration, held.at
    longest = max((end - start for start, end in held.spans_s), default=held.seconds)
    side = any(view.is_side for view in held.views)
    steady = MeasureRef(measure="trunk_inclination" if side else "trunk_lean")
    return HoldRule(
        conditions=hold_conditions(demonstration, at, narrow),
        steady=steady,
        side_from=next(_side(demonstration, at), None),
        target_s=float(np.clip(5.0 * np.floor(longest / 5.0), 5.0, 60.0)),
        report=(steady,),
    )


def plain_standing(held: Held, place: Place) -> bool:
    """Whether it is only somebody who stands and does nothing."""
    demonstration, at = held.demonstration, held.at
    trunk = level(demonstration, TRUNK, at)
    bends = [level(demonstration, ref, at) for ref in _WATCHED[1:7]]
    lifted = level(demonstration, MeasureRef(measure="ankle_height", sides="max"), at)
    calm = all(np.isnan(bend) or bend < 35.0 for bend in bends)
    return place.position == "standing" and trunk < 20.0 and calm and not lifted > LIFTED_M


def _still(demonstration: Demonstration) -> Flags:
    """Samples around which no watched angle changes much."""
    size = int(_WINDOW_S * RATE_HZ)
    still = np.ones(len(demonstration), dtype=bool)
    for ref in _WATCHED:
        values, trust = demonstration.read(ref)
        for part in demonstration.stretches():
            own = values[part]
            swing = maximum_filter1d(own, size) - minimum_filter1d(own, size)
            still[part] &= (swing < _STILL_DEG) | (trust[part] < _SURE)
    return still


def _same_posture(demonstration: Demonstration, still: Flags) -> Flags:
    """Samples in the posture that most of the still ones share."""
    same = np.ones(len(demonstration), dtype=bool)
    for ref in _WATCHED:
        values, trust = demonstration.read(ref)
        sure = still & (trust >= _SURE)
        if sure.any():
            middle = float(np.median(values[sure]))
            same &= (np.abs(values - middle) < _SAME_DEG) | (trust < _SURE)
    return same


def _side(demonstration: Demonstration, at: tuple[int, ...]) -> Iterator[MeasureRef]:
    """The measure whose sign tells the side of a one-sided position."""
    lying = MeasureRef(measure="lying_side")
    if level(demonstration, TRUNK, at) > UPRIGHT_DEG and abs(level(demonstration, lying, at)) > 0.5:
        yield lying
    lifted = MeasureRef(measure="feet_level")
    if abs(level(demonstration, lifted, at)) > LIFTED_M:
        yield lifted
