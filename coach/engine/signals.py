"""Reading a measure, with its confidence, out of a frame's row of values."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.engine.exercise import MeasureRef
from poses.angles import MeasureTable
from poses.view import Orientation

Array = NDArray[np.float64]

NEAR_FROM_DEG = 20.0
"""Turned at least this far, one side of the body is clearly the nearer one."""


class Reading(NamedTuple):
    """One value with its confidence 0..1; made many times a frame, so it has to be light."""

    value: float
    confidence: float


class Reader:
    """Reads one reference; built once for a table, then cheap in every frame."""

    def __init__(self, ref: MeasureRef, table: MeasureTable) -> None:
        self.ref = ref
        self._columns = tuple(table.column[name] for name in ref.columns)
        self._picked_by = tuple(table.column[name] for name in ref.picked_by)

    def read(self, values: list[float], confidence: list[float], seen: Orientation) -> Reading:
        """The value in this frame; ``values`` and ``confidence`` are the table's rows."""
        reading = self._pick(values, confidence, seen)
        return Reading(abs(reading.value), reading.confidence) if self.ref.absolute else reading

    def picked_side(self, values: list[float]) -> float:
        """For ``max`` and ``min``: +1 when the right side was taken, -1 for the left, else NaN."""
        if len(self._columns) == 1 or self.ref.sides not in ("max", "min"):
            return math.nan
        return -1.0 if self._picks_left(values) else 1.0

    def _picks_left(self, values: list[float]) -> bool:
        left, right = (values[c] for c in self._picked_by)
        return left >= right if self.ref.sides == "max" else left <= right

    def read_rest(self, values: list[float], seen: Orientation) -> float:
        """The value alone, of a remembered start position."""
        return self.read(values, values, seen).value

    def _pick(self, values: list[float], confidence: list[float], seen: Orientation) -> Reading:
        if len(self._columns) == 1:
            column = self._columns[0]
            return Reading(values[column], confidence[column])
        left, right = (Reading(values[c], confidence[c]) for c in self._columns)
        match self.ref.sides:
            case "left":
                return left
            case "right":
                return right
            case "max" | "min":
                return left if self._picks_left(values) else right
            case "near" if abs(seen.sideness_deg) >= NEAR_FROM_DEG:
                return left if seen.near_sign > 0 else right
        return Reading(0.5 * (left.value + right.value), min(left.confidence, right.confidence))


def spectral_arc_length(speed: Array, fps: float, cutoff_hz: float = 6.0) -> float:
    """Smoothness of a movement, nearer 0 is smoother (SPARC, Balasubramanian et al. 2015).

    ``speed`` (n,) evenly sampled at ``fps``; the spectrum is padded to four times the next power
    of two, cut at ``cutoff_hz`` and at the last frequency with at least 5 % of the largest.
    NaN for less than four samples or no movement.
    """
    if len(speed) < 4 or not np.any(speed):
        return math.nan
    size = 2 ** (math.ceil(math.log2(len(speed))) + 4)
    spectrum = np.abs(np.fft.rfft(speed, size))
    spectrum /= spectrum.max()
    frequency = np.arange(len(spectrum)) * fps / size
    inside = np.flatnonzero((frequency <= cutoff_hz) & (spectrum >= 0.05))
    spectrum, frequency = spectrum[: inside[-1] + 1], frequency[: inside[-1] + 1]
    if len(spectrum) < 2:
        return math.nan
    along = np.diff(frequency) / (frequency[-1] - frequency[0])
    return float(-np.sum(np.sqrt(along**2 + np.diff(spectrum) ** 2)))
