"""Which position is it? Changes from the usual one, against the rules."""

from __future__ import annotations

from collections.abc import Mapping

from coach.engine.signals import Reading
from coach.posture.baseline import Baseline
from coach.posture.names import Posture
from coach.posture.rules import Rules


def changes(rules: Rules, readings: Mapping[str, Reading], usual: Baseline) -> dict[str, float]:
    """How far each measure that is seen, and has a usual value, is from it."""
    return {
        name: rule.change(readings[name].value, usual.values[name].value)
        for name, rule in rules.measures.items()
        if name in readings and name in usual.values
    }


class Classifier:
    """Names the position; one that was entered is left a little later than it began."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._before = Posture.UPRIGHT

    def classify(self, found: Mapping[str, float]) -> Posture:
        """The position of somebody who sits; unclear where nothing can be compared."""
        if not any(rule.limit.measure in found for rule in self._rules.postures):
            return Posture.UNCLEAR
        self._before = self._first(found)
        return self._before

    def _first(self, found: Mapping[str, float]) -> Posture:
        eased = 1.0 - self._rules.time.leave_share
        for rule in self._rules.postures:
            change = found.get(rule.limit.measure)
            share = eased if rule.posture is self._before else 1.0
            if change is not None and rule.limit.holds(change, within_share=share):
                return rule.posture
        return Posture.UPRIGHT
