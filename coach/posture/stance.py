"""Sitting or standing: by the legs, by how far the shoulders have risen, or as the person said."""

from __future__ import annotations

from collections.abc import Mapping

from coach.engine.checks import TRUST
from coach.engine.signals import Reading
from coach.posture.baseline import Baseline
from coach.posture.picture import SHOULDER_HEIGHT, SHOULDER_WIDTH
from coach.posture.rules import StanceRule
from coach.posture.sight import HIP_HEIGHT


class Stance:
    """Keeps to what it knew last; somebody at a desk sits until there is a sign of standing.

    A screen that rises with the desk shows the same picture before and after: then only the
    person can tell.
    """

    def __init__(self, rule: StanceRule) -> None:
        self._rule = rule
        self._told = False
        self._hidden_hips = False
        self.standing = False

    def tell(self, *, standing: bool) -> None:
        """The person says so; it holds until they say otherwise, or legs in the picture do."""
        self._told = True
        self.standing = standing

    def sat_for_baseline(self, hips: float) -> None:
        """The usual position was learnt with the hips seen this well, 0..1."""
        self._hidden_hips = hips < TRUST

    def update(self, readings: Mapping[str, Reading], hips: float, usual: Baseline) -> bool:
        """Whether the person stands."""
        legs = readings.get(HIP_HEIGHT)
        if legs is not None:
            if legs.value >= self._rule.standing_above:
                self.standing, self._told = True, False
            elif legs.value <= self._rule.sitting_below:
                self.standing, self._told = False, False
        elif not self._told:
            self._by_shoulders(readings, hips, usual)
        return self.standing

    def _by_shoulders(self, readings: Mapping[str, Reading], hips: float, usual: Baseline) -> None:
        height, was = readings.get(SHOULDER_HEIGHT), usual.values.get(SHOULDER_HEIGHT)
        width = readings.get(SHOULDER_WIDTH)
        if height is None or was is None or width is None or not self._hidden_hips:
            return
        risen = (height.value - was.value) / max(width.value, 1e-6)
        if risen >= self._rule.risen_above and hips >= TRUST:
            self.standing = True
        elif risen <= self._rule.risen_below:
            self.standing = False
