"""Is it a change from the usual, or as usual? Beyond the error of measurement, or not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from coach.engine.results import NotAssessed
from coach.engine.signals import Reading
from coach.posture.baseline import Baseline, Usual
from coach.posture.rules import MeasureRule, Rules
from coach.posture.summary import Compared

AS_USUAL: Final = "as usual"
_SURE: Final = 1.96
"""Standard deviations that hold 95 % of what chance does."""
_NEVER_SEEN: Final = NotAssessed(
    "The curve of the lower back", "One camera can't see it, from any side."
)
_ENOUGH: Final = 0.1
"""A measure seen in less than this share of the time is not assessed."""


@dataclass(slots=True)
class Means:
    """Time-weighted means of measures."""

    seconds: dict[str, float] = field(default_factory=dict)
    sums: dict[str, float] = field(default_factory=dict)
    trusts: dict[str, float] = field(default_factory=dict)
    total_s: float = 0.0

    def update(self, step_s: float, readings: Mapping[str, Reading]) -> None:
        """Take in ``step_s`` seconds of these readings."""
        self.total_s += step_s
        for name, reading in readings.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + step_s
            self.sums[name] = self.sums.get(name, 0.0) + step_s * reading.value
            self.trusts[name] = self.trusts.get(name, 0.0) + step_s * reading.confidence

    def seen_enough(self, name: str) -> bool:
        """Whether the measure was seen for long enough to say something of it."""
        seen = self.seconds.get(name, 0.0)
        return seen > 0 and seen >= _ENOUGH * self.total_s

    def compared(self, rules: Rules, usual: Baseline) -> tuple[Compared, ...]:
        """Each measure that was seen for long enough and has a usual value."""
        found = []
        for name, rule in rules.measures.items():
            if name not in usual.values or not self.seen_enough(name):
                continue
            seconds = self.seconds[name]
            mean = self.sums[name] / seconds
            seen = Usual(mean, 0.0)
            found.append(
                compare(name, rule, seen, usual.values[name], seconds, self.trusts[name] / seconds)
            )
        return tuple(found)

    def not_assessed(self, rules: Rules, names: tuple[str, ...]) -> tuple[NotAssessed, ...]:
        """The measures that this view didn't show, and what none shows."""
        missing = [
            NotAssessed(rules.measures[name].title, rules.measures[name].needs)
            for name in names
            if name in rules.measures and not self.seen_enough(name)
        ]
        return (*missing, _NEVER_SEEN)


def compare(
    name: str, rule: MeasureRule, now: Usual, usual: Usual, seen_s: float, confidence: float
) -> Compared:
    """One measure now against its usual value.

    The limit is the measure's error of measurement, or what both spreads explain, whichever is
    larger.
    """
    change = rule.change(now.value, usual.value)
    scale = 100.0 / max(abs(usual.value), 1e-6) if rule.compare == "percent" else 1.0
    chance = _SURE * math.hypot(now.spread, usual.spread) * scale
    beyond = abs(change) > max(rule.error, chance)
    return Compared(
        measure=name,
        title=rule.title,
        unit=rule.unit,
        usual=usual.value,
        spread=usual.spread,
        mean=now.value,
        change=change,
        seen_s=seen_s,
        confidence=confidence,
        beyond_error=beyond,
        sentence=_sentence(rule, change) if beyond else AS_USUAL,
    )


def _sentence(rule: MeasureRule, change: float) -> str:
    direction = rule.more if change > 0 else rule.less
    match rule.unit:
        case "deg":
            return f"{direction} than usual, by {abs(change):.0f}°"
        case "percent":
            return f"{direction} than usual, by {abs(change):.0f} %"
    return f"{direction} than usual, by {abs(change):.1f} of the width of your hips"
