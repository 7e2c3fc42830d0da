"""The angles of a set over time, smoothed for looking at them afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

from coach.engine.exercise import Exercise, MeasureRef
from coach.engine.results import SetResult
from coach.engine.tracker import Trace
from poses.view import View

Array = NDArray[np.float64]

SHOWN_FROM: Final = 0.3
"""A value seen with less confidence leaves a gap in the line."""

_CUTOFF_HZ: Final = 4.0
_GAP_S: Final = 0.35
_UNITS: Final = {"deg": "degrees", "m": "metres", "ratio": "share of body size"}


@dataclass(frozen=True)
class Series:
    """One line of a chart: ``value`` (n,) in ``unit`` at ``time_s`` (n,), NaN where not seen."""

    title: str
    unit: str
    time_s: Array
    value: Array


def main_series(exercise: Exercise, result: SetResult, trace: Trace) -> Series | None:
    """The angle that tells most about the set, or None where nothing could be seen."""
    best: Series | None = None
    for ref in _candidates(exercise, result):
        if not all(name in trace.names for name in ref.reads):
            continue
        series = _series(ref, result.view, trace)
        seen = np.isfinite(series.value)
        if seen.mean() > 0.5 if len(seen) else False:
            return series
        if best is None and seen.any():
            best = series
    return best


@dataclass(frozen=True)
class Side:
    """One line of a measure that each side has; ``side`` is empty where there is one for both."""

    side: str
    series: Series


@dataclass(frozen=True)
class Shown:
    """A measure of the exercise with its lines; ``key`` is its name in ``poses/measures.toml``."""

    key: str
    title: str
    unit: str
    lines: tuple[Side, ...]

    @property
    def seen(self) -> bool:
        """Whether this view shows it at any time."""
        return any(bool(np.isfinite(line.series.value).any()) for line in self.lines)


def every_series(exercise: Exercise, result: SetResult, trace: Trace) -> tuple[Shown, ...]:
    """All measures that counting and judging the exercise read, what tells most first."""
    found: dict[str, Shown] = {}
    for ref in (*_candidates(exercise, result), *exercise.references()):
        if ref.measure in found or not all(name in trace.names for name in ref.columns):
            continue
        unit = _UNITS.get(ref.unit, ref.unit)
        sides = ("left", "right") if ref.has_sides else ("",)
        lines = tuple(
            Side(side, Series(ref.title, unit, trace.time_s, _of_column(name, trace)))
            for side, name in zip(sides, ref.columns, strict=True)
        )
        found[ref.measure] = Shown(ref.measure, ref.title, ref.unit, lines)
    return tuple(sorted(found.values(), key=lambda shown: not shown.seen))


def _of_column(name: str, trace: Trace) -> Array:
    value, confidence = trace.series(name)
    return _smooth(trace, np.where(confidence >= SHOWN_FROM, value, np.nan))


def _candidates(exercise: Exercise, result: SetResult) -> Iterator[MeasureRef]:
    if exercise.range is not None:
        yield exercise.range
    if exercise.repetitions is not None:
        used = {rep.signal for rep in result.repetitions}
        yield from sorted(exercise.repetitions.signals, key=lambda s: s.measure not in used)
    if exercise.hold is not None:
        yield from exercise.hold.report
        if exercise.hold.steady is not None:
            yield exercise.hold.steady
        yield from exercise.hold.conditions


def _series(ref: MeasureRef, view: str, trace: Trace) -> Series:
    value, confidence = _chosen(ref, view, trace)
    value = np.where(confidence >= SHOWN_FROM, np.abs(value) if ref.absolute else value, np.nan)
    return Series(ref.title, _UNITS.get(ref.unit, ref.unit), trace.time_s, _smooth(trace, value))


def _chosen(ref: MeasureRef, view: str, trace: Trace) -> tuple[Array, Array]:
    """The side that the exercise reads; the near one is that which faced the camera."""
    columns = [trace.series(name) for name in ref.columns]
    if len(columns) == 1:
        return columns[0]
    side = ref.sides
    if side == "near" and view in (View.SIDE_LEFT, View.SIDE_RIGHT):
        side = "left" if view == View.SIDE_LEFT else "right"
    if side in ("left", "right"):
        return columns[("left", "right").index(side)]
    (left, left_trust), (right, right_trust) = columns
    if side in ("max", "min"):
        by_left, by_right = (trace.series(name)[0] for name in ref.picked_by)
        first = by_left >= by_right if side == "max" else by_left <= by_right
        return np.where(first, left, right), np.where(first, left_trust, right_trust)
    return 0.5 * (left + right), np.minimum(left_trust, right_trust)


def _smooth(trace: Trace, value: Array) -> Array:
    """Filtered forwards and backwards, so that peaks stay where they were; gaps stay gaps."""
    smooth = np.full_like(value, np.nan)
    seen = np.flatnonzero(np.isfinite(value))
    if not len(seen):
        return smooth
    gaps = np.diff(trace.time_s[seen]) > _GAP_S
    for stretch in np.split(seen, np.flatnonzero(gaps) + 1):
        smooth[stretch] = _filtered(trace.time_s[stretch], value[stretch])
    # A line must not be drawn across a gap: the first sample after it is left out.
    smooth[seen[1:][gaps]] = np.nan
    return smooth


def _filtered(time_s: Array, value: Array) -> Array:
    if len(value) < 16:
        return value
    fps = 1.0 / float(np.median(np.diff(time_s)))
    if fps <= 2.2 * _CUTOFF_HZ:
        return value
    sos = butter(2, _CUTOFF_HZ, fs=fps, output="sos")
    return np.asarray(sosfiltfilt(sos, value, padlen=15), dtype=np.float64)
