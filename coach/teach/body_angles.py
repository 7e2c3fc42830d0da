"""The joint angles that are looked for, between which degrees a body can do them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.reference import Posture

Array = NDArray[np.float64]
Angles = dict[str, tuple[float, ...]]

PAIRS: Final = ("hip", "abduct", "knee", "foot", "arm", "spread", "fold", "elbow")
RARE: Final = ("lean", "twist", "turn", "sway", "roll", "abduct", "fold")
"""Angles that stay at zero where nothing speaks for them."""

_ONE_SIDED: Final = ("lean", "twist", "turn", "sway", "roll")
_LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "trunk": (-125.0, 115.0),
    "lean": (-44.0, 44.0),
    "twist": (-65.0, 65.0),
    "turn": (-65.0, 65.0),
    "sway": (-24.0, 24.0),
    "roll": (-95.0, 95.0),
    "head": (-55.0, 55.0),
    "hip": (-34.0, 140.0),
    "abduct": (-24.0, 58.0),
    "knee": (0.0, 150.0),
    "foot": (-50.0, 180.0),
    "arm": (-58.0, 182.0),
    "spread": (-38.0, 175.0),
    "fold": (-90.0, 90.0),
    "elbow": (0.0, 145.0),
}
_ALIKE_DEG: Final = 30.0
_FLAT_DEG: Final = 22.0
_STANDING_DEG: Final = 60.0


def names() -> list[str]:
    """The angles in the order of a row, those of a limb twice: left, then right."""
    return [name for name in _LIMITS for _ in range(2 if name in PAIRS else 1)]


def limits() -> tuple[Array, Array]:
    """The smallest and the largest degrees of each angle of a row."""
    both = np.array([_LIMITS[name] for name in names()])
    return both[:, 0], both[:, 1]


def row_of(angles: Mapping[str, Sequence[float]]) -> Array:
    """Angles by name in one row; what is not named is zero."""
    nothing = {name: (0.0, 0.0) if name in PAIRS else (0.0,) for name in _LIMITS}
    return np.array([angle for name in _LIMITS for angle in (nothing | dict(angles))[name]])


def rough(row: Sequence[float]) -> Posture:
    """The posture of a row, unchecked, since it is made thousands of times."""
    whole = {name: info.default for name, info in Posture.model_fields.items()}
    return Posture.model_construct(None, **(whole | _fields(row)))


def posture(row: Sequence[float]) -> Posture:
    """The posture of a row, which a body can take."""
    return Posture.model_validate(_fields(row))


def symmetric(own: Posture, near: str | None) -> Posture:
    """The same with both sides alike: as the ``near`` side has it, or the middle of both."""
    values = _angles(own)
    for name in PAIRS:
        left, right = values[name]
        both = {"left": left, "right": right}.get(near or "", 0.5 * (left + right))
        values[name] = (float(round(both)), float(round(both)))
    values |= dict.fromkeys(_ONE_SIDED, (0.0,))
    return posture(row_of(values).tolist())


def row(own: Posture) -> Array:
    """The row of a posture."""
    return row_of(_angles(own))


def flat_footed(own: Posture, *, even: bool) -> Posture:
    """The same with soles flat on the floor where they nearly are.

    ``even``: where the feet point to the camera, the turn of a sole can't be seen at all.
    """
    upright = abs(own.trunk) < _STANDING_DEG
    feet = tuple(0.0 if upright and (even or abs(foot) < _FLAT_DEG) else foot for foot in own.foot)
    return own.model_copy(update={"foot": feet})


def legs_alike(own: Posture) -> bool:
    """Whether both legs are about the same."""
    pairs = (own.hip, own.knee, own.abduct)
    return all(abs(left - right) <= _ALIKE_DEG for left, right in pairs)


def further(start: Posture, far: Posture, share: float) -> Posture:
    """The far posture with so many times the way from the start, as far as a body can go."""
    begin, end = row_of(_angles(start)), row_of(_angles(far))
    return posture(np.clip(np.round(begin + share * (end - begin)), *limits()).tolist())


def _angles(own: Posture) -> Angles:
    values = {name: getattr(own, name) for name in _LIMITS}
    return {name: value if name in PAIRS else (value,) for name, value in values.items()}


def _fields(row: Sequence[float]) -> dict[str, float | tuple[float, float]]:
    values: dict[str, float | tuple[float, float]] = {}
    angles = iter(row)
    for name in _LIMITS:
        values[name] = (next(angles), next(angles)) if name in PAIRS else next(angles)
    return values
