"""An exercise's values as a table: what is usual, what is the person's own, and who said so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from coach.engine.exercise import Exercise
from coach.engine.thresholds import BASELINE, Threshold, figure, thresholds
from coach.records import Target, TargetSource
from poses.angles import measures

WHO: Final = {
    TargetSource.CALIBRATION: "from a set of yours",
    TargetSource.THERAPIST: "by your therapist",
    TargetSource.PATIENT: "by yourself",
}
"""Who set a value, as it is said to the person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value; without a ``threshold`` it is a baseline or no longer part of the exercise."""

    key: str
    title: str
    threshold: Threshold | None
    own: Target | None

    @property
    def usual_words(self) -> str:
        """The exercise's own value."""
        return "–" if self.threshold is None else self.threshold.say(self.threshold.value)

    def say(self, value: float) -> str:
        """A value of it as people read it."""
        if self.threshold is not None:
            return self.threshold.say(value)
        return f"{figure(value)} {_unit_words(self.key)}".strip()


def sheet(exercise: Exercise, targets: Iterable[Target]) -> tuple[Entry, ...]:
    """All values of the usual exercise with those of the person, then what is theirs alone."""
    own = {target.key: target for target in targets if target.exercise == exercise.id}
    entries = [
        Entry(known.key, known.title, known, own.pop(known.key, None))
        for known in thresholds(exercise)
    ]
    return (*entries, *(Entry(key, title_of(exercise, key), None, own[key]) for key in own))


def title_of(exercise: Exercise, key: str) -> str:
    """What a key is called."""
    for known in thresholds(exercise):
        if known.key == key:
            return known.title
    measure = measures().get(key.removeprefix(BASELINE))
    return f"your usual {measure.title}" if measure else key


def _unit_words(key: str) -> str:
    measure = measures().get(key.removeprefix(BASELINE))
    return "degrees" if measure is not None and measure.unit == "deg" else ""
