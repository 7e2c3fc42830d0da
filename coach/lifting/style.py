"""The style of a lift from two angles at its lowest point."""

from __future__ import annotations

from itertools import product

import numpy as np

from coach.lifting.lift import Bend, Style
from coach.lifting.limits import StyleLimits


def style_of(knee_deg: float, trunk_deg: float, known: StyleLimits) -> Style:
    """Stoop: the trunk goes down and the knees stay; squat: the other way; mixed: all between."""
    if trunk_deg > known.stoop_trunk_above_deg and knee_deg < known.stoop_knee_below_deg:
        return Style.STOOP
    if knee_deg > known.squat_knee_above_deg and trunk_deg < known.squat_trunk_below_deg:
        return Style.SQUAT
    return Style.MIXED


def bend_of(knee_deg: float, trunk_deg: float, seen: float, known: StyleLimits) -> Bend:
    """The style, and how certain it is.

    ``seen`` is the confidence 0..1 of both angles. The style counts for less the more of the
    angles that the measurement may stand for would have another one.
    """
    style = style_of(knee_deg, trunk_deg, known)
    steps = np.linspace(-1.0, 1.0, 9)
    same = [
        style_of(knee_deg + a * known.knee_error_deg, trunk_deg + b * known.trunk_error_deg, known)
        is style
        for a, b in product(steps, steps)
    ]
    both = max(knee_deg, 0.0) + max(trunk_deg, 0.0)
    index = max(knee_deg, 0.0) / both if both > 0 else 0.5
    return Bend(style, seen * sum(same) / len(same), knee_deg, trunk_deg, index)
