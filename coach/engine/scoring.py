"""Scores 0-100 with their visible parts; what was not assessed takes no part in them.

The parts and weights follow our clinical reference and are engineering defaults, to be approved
by a physiotherapist; no published score stands behind them.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.results import FaultSeen, Part, Score, ScorePart, Severity
from coach.engine.signals import spectral_arc_length

Array = NDArray[np.float64]

REPETITION_WEIGHTS: Final = {
    Part.RANGE: 0.30,
    Part.FORM: 0.35,
    Part.TEMPO: 0.15,
    Part.SYMMETRY: 0.10,
    Part.SMOOTHNESS: 0.10,
}
HOLD_WEIGHTS: Final = {Part.DURATION: 0.45, Part.TOLERANCE: 0.35, Part.STEADINESS: 0.20}

PENALTY: Final = {Severity.INFO: 0.0, Severity.MINOR: 5.0, Severity.MAJOR: 15.0}
SMOOTHEST: Final = -1.6
ROUGHEST: Final = -6.0
USABLE_SHARE: Final = 0.8


def range_part(progress: float) -> float:
    """How much of the way to the target was gone, 0..100."""
    return 100.0 * min(max(progress, 0.0), 1.0)


def form_part(faults: Iterable[FaultSeen]) -> float:
    """100 less a penalty for each fault, 0..100."""
    return max(0.0, 100.0 - sum(PENALTY[fault.severity] for fault in faults))


def tempo_part(duration_s: float, comfortable_s: tuple[float, float]) -> float:
    """100 within the comfortable band, falling with the logarithm of the distance from it."""
    low, high = comfortable_s
    nearest = min(max(duration_s, low), high)
    return 100.0 * math.exp(-0.5 * (math.log(duration_s / nearest) / 0.35) ** 2)


def symmetry_part(own: float, other_side: float) -> float:
    """This repetition against the other side: 10 % difference costs nothing, 50 % everything."""
    mean = 0.5 * (abs(own) + abs(other_side))
    index = 100.0 * abs(own - other_side) / max(mean, 1e-9)
    return 100.0 * min(max(1.0 - (index - 10.0) / 40.0, 0.0), 1.0)


def smoothness_part(time_s: Array, signal: Array, turn_s: float) -> float | None:
    """SPARC of the way out and the way back, each by itself; None when too short to tell."""
    halves = [time_s <= turn_s, time_s >= turn_s]
    values = [_half_smoothness(time_s[half], signal[half]) for half in halves]
    known = [value for value in values if not math.isnan(value)]
    if len(known) < 2:
        return None
    share = (statistics.fmean(known) - ROUGHEST) / (SMOOTHEST - ROUGHEST)
    return 100.0 * min(max(share, 0.0), 1.0)


def _half_smoothness(time_s: Array, signal: Array) -> float:
    if len(time_s) < 6:
        return math.nan
    fps = 30.0
    even = np.arange(time_s[0], time_s[-1], 1.0 / fps)
    speed = (
        np.abs(np.gradient(np.interp(even, time_s, signal))) * fps if len(even) > 5 else even[:0]
    )
    return spectral_arc_length(speed, fps)


def hold_parts(
    held_s: float, target_s: float, in_tolerance_s: float, steadiness_deg: float | None
) -> dict[Part, float | None]:
    """Parts of a hold: time against target, share of it in good form, steadiness (SD, degrees)."""
    return {
        Part.DURATION: 100.0 * min(held_s / target_s, 1.0),
        Part.TOLERANCE: 100.0 * in_tolerance_s / held_s if held_s > 0 else None,
        Part.STEADINESS: None
        if steadiness_deg is None
        else max(0.0, 100.0 - 10.0 * steadiness_deg),
    }


def combine(
    parts: dict[Part, float | None], weights: dict[Part, float], reasons: dict[Part, str]
) -> Score:
    """Weighted mean of the assessed parts, their weights scaled to add up to one."""
    total = sum(weights[part] for part, value in parts.items() if value is not None)
    shown = tuple(
        ScorePart(
            part,
            value,
            weights[part] / total if value is not None else 0.0,
            "" if value is not None else reasons.get(part, ""),
        )
        for part, value in parts.items()
    )
    if total == 0:
        return Score(None, shown)
    return Score(sum(p.value * p.weight for p in shown if p.value is not None), shown)


def set_score(scores: Sequence[Score], usable_share: float) -> Score:
    """Median over repetitions or holds, part by part; none when too little could be seen."""
    if not scores:
        return Score(None)
    parts = []
    for part in (shown.part for shown in scores[0].parts):
        same = [p for score in scores for p in score.parts if p.part is part]
        values = [p.value for p in same if p.value is not None]
        weight = statistics.median(p.weight for p in same) if values else 0.0
        reason = "" if values else next((p.reason for p in same if p.reason), "")
        parts.append(ScorePart(part, statistics.median(values) if values else None, weight, reason))
    values = [score.value for score in scores if score.value is not None]
    if usable_share < USABLE_SHARE or not values:
        return Score(None, tuple(parts))
    return Score(statistics.median(values), tuple(parts))
