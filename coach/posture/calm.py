"""Measures over seconds rather than frames: what lasts, not what passes."""

from __future__ import annotations

import math
from collections.abc import Mapping

from coach.engine.checks import TRUST
from coach.engine.signals import Reading


class Calm:
    """A low-pass for each measure, in time; only what can be trusted goes in.

    A measure that was not seen for twice the smoothing time is forgotten.
    """

    def __init__(self, smooth_s: float) -> None:
        self._smooth_s = smooth_s
        self._held: dict[str, tuple[float, Reading]] = {}

    def update(self, time_s: float, readings: Mapping[str, Reading]) -> dict[str, Reading]:
        """The smoothed readings at ``time_s``, of those measures that are known."""
        for name, reading in readings.items():
            if reading.confidence < TRUST or math.isnan(reading.value):
                continue
            before = self._held.get(name)
            value = reading.value
            if before is not None:
                share = 1.0 - math.exp(-(time_s - before[0]) / self._smooth_s)
                value = before[1].value + share * (value - before[1].value)
            self._held[name] = (time_s, Reading(value, reading.confidence))
        return self.at(time_s)

    def at(self, time_s: float) -> dict[str, Reading]:
        """What is still known at ``time_s``."""
        lasts_s = 2.0 * self._smooth_s
        self._held = {
            name: held for name, held in self._held.items() if time_s - held[0] <= lasts_s
        }
        return {name: reading for name, (_, reading) in self._held.items()}

    def forget(self) -> None:
        """Begin afresh."""
        self._held.clear()
