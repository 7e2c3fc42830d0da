"""A person's own usual position: learnt, kept, and compared with."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np

from coach.engine.signals import Reading
from coach.posture.rules import Rules

_VALUE: Final = "baseline."
_SPREAD: Final = "spread."
_LOW: Final = 15.87
"""From this percentile to as far from the top lie two standard deviations of even noise."""


class Kept(Protocol):
    """A stored target, as far as a baseline needs it."""

    @property
    def key(self) -> str:
        """What it is of."""

    @property
    def value(self) -> float:
        """How much."""


@dataclass(frozen=True, slots=True)
class Usual:
    """A usual value and how much it varied while it was taken, in the measure's unit."""

    value: float
    spread: float


def usual_of(values: Sequence[float]) -> Usual:
    """The middle of some values and their spread, whatever a few of them are."""
    low, middle, high = np.percentile(values, [_LOW, 50.0, 100.0 - _LOW]).tolist()
    return Usual(middle, 0.5 * (high - low))


@dataclass(frozen=True)
class Baseline:
    """The usual value of each measure that could be seen."""

    values: Mapping[str, Usual] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values)

    def over(self, other: Baseline) -> Baseline:
        """This one, and the other for whatever this one lacks."""
        return Baseline({**other.values, **self.values})

    def without(self, other: Baseline) -> Baseline:
        """What the other one lacks."""
        return Baseline({n: usual for n, usual in self.values.items() if n not in other.values})

    def lasting(self, rules: Rules) -> Baseline:
        """Only what doesn't depend on where the camera stands."""
        return Baseline(
            {
                name: usual
                for name, usual in self.values.items()
                if name in rules.measures and rules.measures[name].keeps == "person"
            }
        )

    def as_targets(self) -> dict[str, float]:
        """Keys and values to store."""
        found = {}
        for name, usual in self.values.items():
            found[f"{_VALUE}{name}"] = usual.value
            found[f"{_SPREAD}{name}"] = usual.spread
        return found

    @classmethod
    def from_targets(cls, targets: Iterable[Kept]) -> Baseline:
        """Read back what was stored; other targets are passed over."""
        kept = {target.key: target.value for target in targets}
        return cls(
            {
                key.removeprefix(_VALUE): Usual(value, kept.get(_SPREAD + key[len(_VALUE) :], 0.0))
                for key, value in kept.items()
                if key.startswith(_VALUE)
            }
        )


class BaselineTaker:
    """Learns from some seconds of somebody being comfortable.

    Done when the last ``seconds`` were steady, or after ``patience`` whatever they were; the
    spread tells how steady.
    """

    def __init__(self, rules: Rules, names: Iterable[str]) -> None:
        self._rules = rules
        self._names = tuple(names)
        self._samples: deque[tuple[float, dict[str, float]]] = deque()
        self._seen_s = 0.0
        self._patience_s = 0.0

    def update(self, step_s: float, readings: Mapping[str, Reading]) -> Baseline | None:
        """Take in ``step_s`` more seconds with the person there; the baseline once it is known."""
        rule = self._rules.baseline
        self._seen_s += step_s
        self._patience_s += step_s
        values = {name: readings[name].value for name in self._names if name in readings}
        self._samples.append((self._seen_s, values))
        while self._seen_s - self._samples[0][0] > rule.seconds:
            self._samples.popleft()
        if self._seen_s < rule.seconds:
            return None
        found = self._baseline()
        if not found:
            return None
        steady = all(self._relative_spread(n, u) <= rule.steady for n, u in found.values.items())
        return found if steady or self._patience_s >= rule.patience else None

    @property
    def share(self) -> float:
        """How far it has come, 0..1."""
        return min(self._seen_s / self._rules.baseline.seconds, 1.0)

    def begin(self) -> None:
        """Begin afresh: somebody left, or nothing was seen for a while."""
        self._samples.clear()
        self._seen_s = 0.0

    def _baseline(self) -> Baseline:
        least = self._rules.baseline.present * len(self._samples)
        found = {}
        for name in self._names:
            values = [sample[name] for _, sample in self._samples if name in sample]
            if len(values) >= max(least, 3):
                found[name] = usual_of(values)
        return Baseline(found)

    def _relative_spread(self, name: str, usual: Usual) -> float:
        rule = self._rules.measures.get(name)
        if rule is None or rule.unit == "hip widths":
            return 0.0
        if rule.compare == "percent":
            return 100.0 * usual.spread / max(abs(usual.value), 1e-6)
        return usual.spread
