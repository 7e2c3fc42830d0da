"""Causal smoothing of landmarks, the same live and for files."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MIN_CUTOFF_HZ: Final = 4.0
BETA: Final = 3.0
DERIVATIVE_CUTOFF_HZ: Final = 1.0
GAP_S: Final = 0.5


class OneEuroFilter:
    """One Euro filter (Casiez, Roussel and Vogel 2012) over an array of coordinates.

    A low-pass whose cutoff rises with speed: calm when still, prompt when moving. ``beta`` is in
    Hz per unit of speed (units of the input per second). A gap longer than ``gap_s`` starts anew.
    """

    def __init__(
        self,
        min_cutoff_hz: float = MIN_CUTOFF_HZ,
        beta: float = BETA,
        derivative_cutoff_hz: float = DERIVATIVE_CUTOFF_HZ,
        gap_s: float = GAP_S,
    ) -> None:
        self._min_cutoff = min_cutoff_hz
        self._beta = beta
        self._derivative_cutoff = derivative_cutoff_hz
        self._gap_s = gap_s
        self._time_s: float | None = None
        self._value: Array | None = None
        self._speed: Array | None = None

    def reset(self) -> None:
        """Forget the past."""
        self._time_s = self._value = self._speed = None

    def update(self, time_s: float, value: Array) -> Array:
        """Give the smoothed value at ``time_s`` seconds; times must rise."""
        if self._time_s is None or time_s - self._time_s > self._gap_s:
            self._time_s, self._value, self._speed = time_s, value, np.zeros_like(value)
            return value
        assert self._value is not None
        assert self._speed is not None
        step = time_s - self._time_s
        raw_speed = (value - self._value) / step
        a = _smoothing_factor(self._derivative_cutoff, step)
        self._speed = self._speed + a * (raw_speed - self._speed)
        rate = 2.0 * math.pi * step * (self._min_cutoff + self._beta * np.abs(self._speed))
        self._value = self._value + rate / (rate + 1.0) * (value - self._value)
        self._time_s = time_s
        return self._value


def _smoothing_factor(cutoff_hz: float, step_s: float) -> float:
    rate = 2.0 * math.pi * cutoff_hz * step_s
    return rate / (rate + 1.0)
