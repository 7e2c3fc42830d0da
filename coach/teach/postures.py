"""The posture that an exercise starts from, turns in, or holds: generous limits around what was
shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from coach.engine.exercise import Condition, FloorPose, MeasureRef
from coach.teach.following import Integers
from coach.teach.measuring import Demonstration

TRUNK: Final = MeasureRef(measure="trunk_inclination_3d")
FACE_UP: Final = MeasureRef(measure="face_up")
LYING_SIDE: Final = MeasureRef(measure="lying_side")
KNEES: Final = MeasureRef(measure="knee_flexion_3d")
HIPS: Final = MeasureRef(measure="hip_flexion_3d")
ARMS: Final = MeasureRef(measure="shoulder_elevation_3d")
PROPPED: Final = MeasureRef(measure="arm_support")
TALL: Final = MeasureRef(measure="hip_height")

UPRIGHT_DEG: Final = 45.0
LIFTED_M: Final = 0.12
"""A foot this high above the other one is off the floor; an arm this high props the trunk up."""

_UNEVEN_DEG: Final = 40.0
_STILL_BENT: Final = 0.3
_LEANING_DEG: Final = 85.0
_OVER_DEG: Final = 130.0
_SEEN: Final = 0.3
_LYING: Final = 0.5
_ANY_SIGN: Final = 0.2
_SAMPLES: Final = 2

Position = Literal["standing", "floor", "chair"]


@dataclass(frozen=True)
class Place:
    """Where the body is: the exercise's position, and the pose on the floor."""

    position: Position
    floor_pose: FloorPose | None


def level(demonstration: Demonstration, ref: MeasureRef, at: Sequence[int]) -> float:
    """The usual value of a measure around some samples; NaN where it can't be seen."""
    values, trust = demonstration.read(ref)
    around = _around(at, len(demonstration))
    seen = around[trust[around] >= _SEEN]
    return float(np.median(values[seen])) if 2 * len(seen) >= len(around) else float("nan")


def _around(at: Sequence[int], length: int) -> Integers:
    wide = [range(max(i - _SAMPLES, 0), min(i + _SAMPLES + 1, length)) for i in at]
    return np.unique(np.concatenate([np.array(part, dtype=np.intp) for part in wide]))


def place(demonstration: Demonstration, at: Sequence[int]) -> Place:
    """Standing, sitting or on the floor, and how."""
    trunk, knees, hips = (level(demonstration, ref, at) for ref in (TRUNK, KNEES, HIPS))
    if trunk < UPRIGHT_DEG or np.isnan(trunk):
        tall = level(demonstration, TALL, at)
        if knees > 50 and hips > 50 and tall < 0.8:
            return Place("chair", None)
        if knees > 60 and hips < 50:
            return Place("floor", "kneeling")
        return Place("standing", None)
    up, side = level(demonstration, FACE_UP, at), level(demonstration, LYING_SIDE, at)
    if abs(side) > _LYING and abs(side) > abs(up):
        return Place("floor", "side")
    if up > _ANY_SIGN:
        return Place("floor", "supine")
    if level(demonstration, PROPPED, at) > 0.1 and knees > 45:
        return Place("floor", "quadruped")
    if trunk < 65 and level(demonstration, TALL, at) > 0.6:
        return Place("standing", None)
    return Place("floor", "prone")


def lying_conditions(demonstration: Demonstration, at: Sequence[int]) -> Iterator[Condition]:
    """How the trunk lies in space: nothing else tells a bridge from a sit to stand so well."""
    trunk = level(demonstration, TRUNK, at)
    if not np.isnan(trunk):
        yield _within(TRUNK, trunk, 40.0, lowest=25.0, highest=130.0, least=50.0)
    if trunk < UPRIGHT_DEG:
        return
    up, side = level(demonstration, FACE_UP, at), level(demonstration, LYING_SIDE, at)
    if abs(side) > _LYING and abs(side) > abs(up):
        yield _limited(LYING_SIDE.model_copy(update={"absolute": True}), above=0.3)
    elif abs(up) > _LYING:
        own = {"above": _ANY_SIGN} if up > 0 else {"below": -_ANY_SIGN}
        yield _limited(FACE_UP, **own)


def start_conditions(
    demonstration: Demonstration, at: Sequence[int], *, legs: bool, both: bool
) -> tuple[Condition, ...]:
    """The posture before a repetition; ``legs``: the knees' bend belongs to it.

    ``both``: left and right do the same, so whoever has only one knee bent has not begun.
    """
    found = list(lying_conditions(demonstration, at))
    knees = level(demonstration, KNEES, at)
    if legs and not np.isnan(knees):
        band = _within(KNEES, knees, 50.0, lowest=10.0, highest=150.0)
        bent = KNEES.model_copy(update={"sides": "min" if both else "near"})
        if band.above is not None:
            # whoever gets up may stretch the knees before anything else is seen to move
            still_bent = 5.0 * round(_STILL_BENT * knees / 5.0)
            found.append(_limited(bent, above=min(band.above, still_bent)))
        if band.below is not None:
            found.append(_limited(KNEES, below=band.below))
    return tuple(found)


def turn_conditions(
    demonstration: Demonstration, rest_at: Sequence[int], turn_at: Sequence[int]
) -> tuple[Condition, ...]:
    """The posture at the far end: only how the trunk is held, and that loosely.

    Who starts upright may lean as they like, as long as they don't lie down.
    """
    trunk = level(demonstration, TRUNK, turn_at)
    if np.isnan(trunk):
        return ()
    if level(demonstration, TRUNK, rest_at) > UPRIGHT_DEG:
        return (_within(TRUNK, trunk, 45.0, lowest=15.0, highest=130.0, least=60.0),)
    below = max(_LEANING_DEG, 5.0 * round((trunk + 30.0) / 5.0))
    return (_limited(TRUNK, below=below),) if below < _OVER_DEG else ()


def hold_conditions(
    demonstration: Demonstration, at: Sequence[int], narrow: float = 1.0
) -> tuple[Condition, ...]:
    """The position that is held: trunk, hips, knees and arms, and a foot that is lifted.

    ``narrow`` is the share of the usual tolerance that is left.
    """
    found = list(lying_conditions(demonstration, at))
    for ref, spread in ((HIPS, 35.0), (KNEES, 35.0), (ARMS, 45.0)):
        value = level(demonstration, ref, at)
        if not np.isnan(value):
            found.append(_within(ref, value, narrow * spread, lowest=10.0, highest=150.0))
    for ref in (HIPS, KNEES):
        found += _uneven(demonstration, ref, at)
    lifted = MeasureRef(measure="ankle_height", sides="max")
    height = level(demonstration, lifted, at)
    if height > LIFTED_M and level(demonstration, TRUNK, at) < UPRIGHT_DEG:
        found.append(_limited(lifted, above=round(0.5 * height, 2)))
    elif level(demonstration, TRUNK, at) > UPRIGHT_DEG:
        value = level(demonstration, PROPPED, at)
        if value > LIFTED_M:
            found.append(_limited(PROPPED, above=round(0.4 * value, 2)))
    return tuple(found)


def _uneven(
    demonstration: Demonstration, ref: MeasureRef, at: Sequence[int]
) -> Iterator[Condition]:
    """One side is bent and the other is not, whichever it is."""
    bent, straight = (ref.model_copy(update={"sides": side}) for side in ("max", "min"))
    high, low = level(demonstration, bent, at), level(demonstration, straight, at)
    if high - low > _UNEVEN_DEG:
        middle = 5.0 * round(0.5 * (high + low) / 5.0)
        yield _limited(bent, above=middle)
        yield _limited(straight, below=middle)


def _within(
    ref: MeasureRef,
    value: float,
    spread: float,
    *,
    lowest: float,
    highest: float,
    least: float = 0.0,
) -> Condition:
    """A band around a value in degrees; an end that nearly everybody fulfils is left open."""
    above: float | None = 5.0 * round((value - spread) / 5.0)
    below: float | None = max(5.0 * round((value + spread) / 5.0), least)
    if above is not None and above < lowest:
        above = None
    if below is not None and below > highest and above is not None:
        below = None
    return _limited(ref, above=above, below=below)


def _limited(
    ref: MeasureRef, *, above: float | None = None, below: float | None = None
) -> Condition:
    own = {"measure": ref.measure, "sides": ref.sides, "absolute": ref.absolute}
    return Condition.model_validate(own | {"above": above, "below": below})
