"""All that repetitions might be counted on: measures, and which side of the body they read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

import numpy as np

from coach.engine.exercise import MeasureRef
from poses.angles import MeasureTable, measures
from poses.body import body_view
from poses.landmarks import LANDMARK_COUNT, MIRROR

PLACES: Final = ("feet_x", "feet_y")
"""Where something is in the picture: tells walking from standing, and no movement of the body."""

OF_REST: Final = ("leg_height",)
"""Measures that mean something only as a share of the person's own start position."""

LYING_ON_A_SIDE: Final = ("body_line_front", "knee_line_front", "lying_side")
"""Measures that mean something only for a body lying on its side."""

_TYPICAL: Final = {"deg": 12.0, "ratio": 0.10, "m": 0.06}
_TYPICAL_SHARE: Final = 0.06
_LEAST: Final = {"deg": 12.0, "ratio": 0.08, "m": 0.06}


def typical(ref: MeasureRef) -> float:
    """By how much the start position of two people may well differ, in the measure's unit."""
    return _TYPICAL_SHARE if ref.measure in OF_REST else _TYPICAL[ref.unit]


def least(ref: MeasureRef) -> float:
    """A movement of less can't be told from swaying and guessing, in the measure's unit."""
    return _LEAST[ref.unit]


@cache
def one_sided() -> frozenset[str]:
    """Measures whose sign tells the person's left from their right: a mirror turns it round."""
    rng = np.random.default_rng(1)
    n = 8
    image = rng.uniform(0.2, 0.8, (n, LANDMARK_COUNT, 2))
    world = rng.normal(0.0, 0.3, (n, LANDMARK_COUNT, 3))
    mirrored, turned = image[:, MIRROR].copy(), world[:, MIRROR].copy()
    mirrored[..., 0] = 1.0 - mirrored[..., 0]
    turned[..., 0] *= -1.0
    sideness, near, front = np.full(n, 50.0), np.ones(n), np.full(n, -1.0)
    table = MeasureTable(name for name, measure in measures().items() if not measure.side)
    seen = np.ones((n, LANDMARK_COUNT))
    here, _ = table.evaluate(body_view(image, world, 1.0, near, front, sideness), seen)
    there, _ = table.evaluate(body_view(mirrored, turned, 1.0, -near, front, -sideness), seen)
    changes = np.all(np.isclose(here, -there, atol=1e-6), axis=0) & np.any(here != 0, axis=0)
    return frozenset(name for name, sided in zip(table.names, changes, strict=True) if sided)


@cache
def candidates(*, lying_on_a_side: bool = False) -> tuple[MeasureRef, ...]:
    """Every reference that may be tried as a counting signal."""
    lying = (MeasureRef(measure=base) for base in LYING_ON_A_SIDE)
    return (*_all(), *(lying if lying_on_a_side else ()))


def _all() -> Iterator[MeasureRef]:
    for base in dict.fromkeys(measure.base for measure in measures().values()):
        if base in (*PLACES, *LYING_ON_A_SIDE):
            continue
        ref = MeasureRef(measure=base)
        if ref.has_sides:
            for sides in ("near", "max", "min"):
                yield MeasureRef(measure=base, sides=sides)
        elif base in one_sided():
            yield MeasureRef(measure=base, absolute=True)
        else:
            yield ref
