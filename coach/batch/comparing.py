"""What differs between two results of the same movement."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import Final, TypeGuard

from coach.engine.results import SetResult

TENTH: Final = 0.05
"""Scores and degrees that agree to a tenth are shown as the same, and are the same here."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A result in the figures that are compared.

    ``score`` is 0..100 or None, ``held_s`` seconds, ``range_deg`` the mean travel of the main
    joint angle in degrees or None; ``faults`` tells how often each check was not met.
    """

    view: str
    count: int
    held_s: float
    score: float | None
    range_deg: float | None
    faults: tuple[tuple[str, int], ...]


def figures(result: SetResult) -> Figures:
    """Those of a result."""
    travels = [
        r.range_of_motion_deg for r in result.repetitions if _is_known(r.range_of_motion_deg)
    ]
    return Figures(
        view=result.view,
        count=len(result.repetitions),
        held_s=result.hold_s,
        score=result.score.value if _is_known(result.score.value) else None,
        range_deg=fmean(travels) if travels else None,
        faults=tuple(sorted(Counter(fault.check for fault in result.faults).items())),
    )


def differences(stored: Figures, today: Figures) -> tuple[str, ...]:
    """The names of the figures that are not the same."""
    found = []
    if stored.view != today.view:
        found.append("view")
    if stored.count != today.count:
        found.append("count")
    if _differ(stored.held_s, today.held_s):
        found.append("held_s")
    if _differ(stored.score, today.score):
        found.append("score")
    if _differ(stored.range_deg, today.range_deg):
        found.append("range_deg")
    if stored.faults != today.faults:
        found.append("faults")
    return tuple(found)


def _is_known(value: float | None) -> TypeGuard[float]:
    return value is not None and math.isfinite(value)


def _differ(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is not other
    return abs(one - other) > TENTH
